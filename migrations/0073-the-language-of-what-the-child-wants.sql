-- What the child wants stands in the safety plan in the child's own words, which may be in another language than the rest of it.
--
-- Expand only. Null where it was not asked apart: it is then that of the whole plan.

alter table safety_plan add column childs_goals_in text
  constraint safety_plan_childs_goals_in_known check (childs_goals_in ~ '^([a-z]{2,3})?$');
grant update (childs_goals_in) on safety_plan to llwybr_app;
grant select (childs_goals_in) on safety_plan to llwybr_family_room;

-- Part of what the chair approves for the family; where it is the plan's own language, the sum stays what it was.
create or replace function family_copy_source(wanted_meeting uuid) returns text
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  return (
    select encode(sha256(convert_to((jsonb_build_array(
        c.reference, c.given_name, c.known_as, m.number, m.held_on, m.next_review_by, m.told_omissions, m.family_summary, m.child_comments, m.family_comments,
        (select name from app_user where id = m.chair_id),
        (select jsonb_agg(jsonb_build_array(e.id, e.words_version, e.context, e.basis, e.text, e.said_by) order by e.position)
           from entry e where e.meeting_id = m.id and e.kind = 'meeting-entry' and e.audience = 'family'),
        (select jsonb_agg(jsonb_build_array(a.id, a.what, a.who, a.agency_id, a.due_on) order by a.due_on, a.id)
           from action a where a.meeting_id = m.id and a.audience = 'family'),
        (select jsonb_agg(jsonb_build_array(p.id, p.name, p.agency_id) order by p.name collate "cy-x-icu", p.id)
           from meeting_person p where p.meeting_id = m.id and p.removed_at is null
            and exists (select 1 from meeting_presence r where r.person_id = p.id and r.stage <> 'closed-session')),
        (select jsonb_build_array(s.childs_goals, s.worries, s.what_helps, s.who_to_call, s.if_missing) from safety_plan s where s.meeting_id = m.id),
        (select jsonb_agg(jsonb_build_array(k.number, k.text) order by k.number)
           from meeting_correction k where k.meeting_id = m.id and k.audience = 'family'))
      || (select coalesce(jsonb_agg(jsonb_build_array(t.entry_id, t.language, t.text, t.translated_by) order by t.written_at, t.id), '[]')
            from translation t join entry e on e.id = t.entry_id
           where e.meeting_id = m.id and e.kind = 'meeting-entry' and e.audience = 'family' and t.for_family and t.words_version = e.words_version)
      || (select case when concat(m.family_summary_in, m.child_comments_in, m.family_comments_in, max(s.written_in)) = '' then '[]'::jsonb
                      else jsonb_build_array(m.family_summary_in, m.child_comments_in, m.family_comments_in, max(s.written_in)) end
            from safety_plan s where s.meeting_id = m.id)
      || (select coalesce(jsonb_agg(s.childs_goals_in), '[]') from safety_plan s
           where s.meeting_id = m.id and s.childs_goals <> '' and s.childs_goals_in <> s.written_in)
      )::text, 'UTF8')), 'hex')
      from meeting m join child c on c.id = m.child_id where m.id = wanted_meeting and may_see_child(m.child_id));
end
$$;
