-- What a family's copy is made from is put in order by one alphabet, whatever the server keeps: on a server of another kind a
-- board that is put back has the same copies as before. It is the alphabet of the PostgreSQL that npm brings: no copy changes by this.
--
-- Expand only.

create or replace function family_copy_source(wanted_meeting uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select encode(sha256(convert_to(jsonb_build_array(
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
           from meeting_correction k where k.meeting_id = m.id and k.audience = 'family')
      )::text, 'UTF8')), 'hex')
      from meeting m join child c on c.id = m.child_id where m.id = wanted_meeting and may_see_child(m.child_id)
  $$;
