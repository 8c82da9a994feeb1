-- Where a child lives and stays: addresses are added and ended, with who wrote that and when. One without a day on which it was added came
-- with a referral.
--
-- Expand only.

alter table child_address
  add column added_at timestamptz,
  add column added_by uuid,
  add column ended_at timestamptz,
  add column ended_by uuid,
  add constraint child_address_ended_whole check ((ended_at is null) = (until_on is null) and (ended_at is null) = (ended_by is null)),
  add constraint child_address_in_order check (until_on >= from_on);

grant update (until_on, ended_at, ended_by) on child_address to llwybr_app;
create policy child_address_changes on child_address as restrictive for update to llwybr_app
  using (ended_at is null and (select actor_works())) with check (ended_by = (select actor()));
