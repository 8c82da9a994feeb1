-- What a family must not be told yet is something to know first: raised by the forms of exploitation that a referral or an assessment names,
-- or by hand, and ended with what was agreed about telling them. Of anything to know first, why it no longer applies is kept.
--
-- Expand only. Decision 0065.

alter table child_alert drop constraint child_alert_kind_known;
alter table child_alert add constraint child_alert_kind_known check (kind in
  ('do-not-tell', 'family-involved', 'immediate-safety', 'communication', 'safe-contact', 'visiting', 'other'));
alter table child_alert add column ended_reason text not null default '';
alter table child_alert add constraint child_alert_family_agreed check
  (kind not in ('do-not-tell', 'family-involved') or ended_at is null or trim(ended_reason) <> '');
grant update (ended_reason) on child_alert to llwybr_app;
-- What was ended is not worded again.
create policy child_alert_ended_once on child_alert as restrictive for update to llwybr_app using (ended_at is null) with check (true);

-- Children who are on the pathway already: what their referrals said counts for them too.
insert into child_alert (child_id, kind, text, raised_by)
  select distinct on (r.child_id, k.kind) r.child_id, k.kind, '', r.author_id
    from referral r
    join pathway p on p.child_id = r.child_id and p.ended_on is null
    cross join lateral (
      select 'do-not-tell' as kind where r.answers -> 'forms' ?| array['honour-based-abuse', 'forced-marriage', 'female-genital-mutilation']
      union all
      select 'family-involved' where r.answers ->> 'familyInvolved' = 'yes') k
   order by r.child_id, k.kind, r.submitted_at;
insert into child_alert (child_id, kind, text, raised_by)
  select distinct on (a.child_id) a.child_id, 'do-not-tell', '', a.author_id
    from assessment a
    join assessment_form f on f.assessment_id = a.id and f.form in ('honour-based-abuse', 'forced-marriage', 'female-genital-mutilation')
    join pathway p on p.child_id = a.child_id and p.ended_on is null
   where not exists (select 1 from child_alert c where c.child_id = a.child_id and c.kind = 'do-not-tell')
   order by a.child_id, a.completed_at;
