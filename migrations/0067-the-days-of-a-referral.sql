-- Whoever may read a referral reads by when it is acknowledged and decided, also once its child was identified: until then the referrer waits
-- for an answer, and may ask again when none came. Everything else that is measured stays with those around the child.
--
-- Expand only.

create policy clock_of_referral on clock for select to llwybr_app
  using (case when referral_id = subject_id and rule in ('acknowledgement', 'determination') then may_read_row('referral', referral_id) else false end);
