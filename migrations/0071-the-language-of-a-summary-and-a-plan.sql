-- In which language the summaries of a meeting are written, what the child and the family said at its end, and its safety plan. Empty where
-- nobody said.
--
-- Expand only.

alter table meeting add column family_summary_in text not null default ''
  constraint meeting_family_summary_in_known check (family_summary_in ~ '^([a-z]{2,3})?$');
alter table meeting add column child_comments_in text not null default ''
  constraint meeting_child_comments_in_known check (child_comments_in ~ '^([a-z]{2,3})?$');
alter table meeting add column family_comments_in text not null default ''
  constraint meeting_family_comments_in_known check (family_comments_in ~ '^([a-z]{2,3})?$');
alter table meeting_summary add column written_in text not null default ''
  constraint meeting_summary_written_in_known check (written_in ~ '^([a-z]{2,3})?$');
alter table safety_plan add column written_in text not null default ''
  constraint safety_plan_written_in_known check (written_in ~ '^([a-z]{2,3})?$');

grant update (family_summary_in, child_comments_in, family_comments_in) on meeting to llwybr_app;
grant update (written_in) on meeting_summary to llwybr_app;
grant update (written_in) on safety_plan to llwybr_app;
grant select (family_summary_in, child_comments_in, family_comments_in) on meeting to llwybr_family_copy, llwybr_family_room;
grant select (written_in) on safety_plan to llwybr_family_room;

-- To say in which language they are is to write them: the same deed, in the same states.
create function keep_language_of_comments() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user <> 'llwybr_owner'
     and (new.family_summary_in, new.child_comments_in, new.family_comments_in)
         is distinct from (old.family_summary_in, old.child_comments_in, old.family_comments_in)
     and not may_do('meeting', 'write-comments', meeting_state(old), meeting_parts(old)) then
    perform refuse_deed('write-comments', 'meeting');
  end if;
  return new;
end
$$;
create trigger meeting_language_of_comments before update on meeting for each row execute function keep_language_of_comments();

-- In which language they are read out is part of the family's copy: where another is said, what the chair approved is another text. Where nobody
-- said one, the sum stays what it was.
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
      )::text, 'UTF8')), 'hex')
      from meeting m join child c on c.id = m.child_id where m.id = wanted_meeting and may_see_child(m.child_id));
end
$$;
