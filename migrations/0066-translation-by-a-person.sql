-- A translation of an entry, made by a person who knows both languages. It stands beside the entry, whose words stay as they are.
--
-- Expand only. Decision 0071.

create table translation (
  id            uuid primary key default gen_random_uuid(),
  child_id      uuid not null constraint translation_child references child (id),
  entry_id      uuid not null constraint translation_entry references entry (id),
  words_version integer not null,               -- which words of the entry it renders
  language      text not null,                  -- into which it was made, as a BCP 47 code
  text          text not null,
  translated_by text not null,                  -- who made it, in the words of whoever wrote it down
  for_family    boolean not null default false, -- the chair lets it stand in the family's copy
  written_by    uuid not null,
  written_at    timestamptz not null default now(),
  constraint translation_language_known check (language ~ '^[a-z]{2,3}$'),
  constraint translation_says_something check (trim(text) <> '' and trim(translated_by) <> '')
);
create index translation_of_entry on translation (entry_id, written_at);
create index translation_of_child on translation (child_id);

-- Whoever reads the entry reads it in the other language too; nobody else does.
call protect_child_table('translation', 'exists (select 1 from entry e where e.id = entry_id and e.child_id = translation.child_id)');
create policy translation_family_copy on translation for select to llwybr_family_copy
  using (for_family and may_see_child(child_id) and exists (select 1 from entry e where e.id = entry_id and e.audience = 'family'));
grant select on translation to llwybr_family_copy;
call trace_changes('translation');
-- A better one is written beside it.
create trigger translation_append_only before update or delete or truncate on translation for each statement execute function refuse_change();

-- What reaches the family in their language is the chair's word, as the entry is.
create function may_translate_for_family(wanted_entry uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  return exists (
    select 1 from entry e join meeting m on m.id = e.meeting_id
     where e.id = wanted_entry and e.audience = 'family' and m.chair_id = actor() and may_see_child(e.child_id));
end
$$;
grant execute on function may_translate_for_family(uuid) to llwybr_app;

create function keep_translation() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare e entry;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into e from entry where id = new.entry_id;
  -- Who is there for a closed session alone would be known by the name beside the words.
  if not (actor_works() or actor_has_role('agency-lead')) or is_there_for_closed_alone(new.child_id, actor())
     or new.written_by <> actor() or new.words_version <> e.words_version or e.written_in in ('', new.language)
     or e.kind not in ('note', 'visit', 'telephone-call', 'meeting-with-child', 'information-received', 'meeting-entry') then
    perform refuse_deed('translate', 'entry');
  end if;
  if new.for_family and not may_translate_for_family(new.entry_id) then
    perform refuse_deed('translate for the family', 'entry');
  end if;
  return new;
end
$$;
create trigger translation_within_deeds before insert on translation for each row execute function keep_translation();

-- A translation in the family's copy is a word of that copy: with another one, a copy made before is out of date and is read again.
-- Where there is none, the sum of a copy stays what it was.
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
      )::text, 'UTF8')), 'hex')
      from meeting m join child c on c.id = m.child_id where m.id = wanted_meeting and may_see_child(m.child_id));
end
$$;
