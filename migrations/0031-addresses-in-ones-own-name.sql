-- Whoever writes an address down does so in their own name; one that comes with a referral names nobody.
--
-- Expand only.

create policy child_address_added on child_address as restrictive for insert to llwybr_app
  with check (added_by is null or added_by = (select actor()));
