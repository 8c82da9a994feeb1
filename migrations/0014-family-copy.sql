-- The family's copy: made from what was decided, frozen, read by a second person, and only then a file that can leave.
--
-- Expand only. Decision 0025.

-- What the family's copy of a meeting is made from, as one hash: it changes with every word, name, day and person in it, and with
-- nothing else. Nothing for who may not see the child.
create function family_copy_source(wanted_meeting uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select encode(sha256(convert_to(jsonb_build_array(
        c.reference, c.given_name, c.known_as, m.number, m.held_on, m.next_review_by, m.told_omissions, m.family_summary, m.child_comments, m.family_comments,
        (select name from app_user where id = m.chair_id),
        (select jsonb_agg(jsonb_build_array(e.id, e.words_version, e.context, e.basis, e.text, e.said_by) order by e.position)
           from entry e where e.meeting_id = m.id and e.kind = 'meeting-entry' and e.audience = 'family'),
        (select jsonb_agg(jsonb_build_array(a.id, a.what, a.who, a.agency_id, a.due_on) order by a.due_on, a.id)
           from action a where a.meeting_id = m.id and a.audience = 'family'),
        (select jsonb_agg(jsonb_build_array(p.id, p.name, p.agency_id) order by p.name, p.id)
           from meeting_person p where p.meeting_id = m.id and p.removed_at is null
            and exists (select 1 from meeting_presence r where r.person_id = p.id and r.stage <> 'closed-session')),
        (select jsonb_build_array(s.childs_goals, s.worries, s.what_helps, s.who_to_call, s.if_missing) from safety_plan s where s.meeting_id = m.id),
        (select jsonb_agg(jsonb_build_array(k.number, k.text) order by k.number)
           from meeting_correction k where k.meeting_id = m.id and k.audience = 'family')
      )::text, 'UTF8')), 'hex')
      from meeting m join child c on c.id = m.child_id where m.id = wanted_meeting and may_see_child(m.child_id)
  $$;
grant execute on function family_copy_source(uuid) to llwybr_app;

-- One copy in one language, frozen when it was made. A newer one in the same language takes its place.
create table family_copy (
  id         uuid primary key default gen_random_uuid(),
  meeting_id uuid not null constraint family_copy_meeting references meeting (id),
  child_id   uuid not null constraint family_copy_child references child (id),
  language   text not null,
  source     text not null, -- the hash of what it was made from
  content    jsonb not null, -- what it says, block by block, for the second person to read
  made_by    uuid not null default actor(),
  made_at    timestamptz not null default now(),
  position   bigint generated always as identity,
  constraint family_copy_language_known check (language in ('en', 'cy'))
);
create index family_copy_of_meeting on family_copy (meeting_id, language, position desc);
call protect_child_table('family_copy');

-- The second person, who is not the chair, has read this very copy.
create table family_copy_reading (
  copy_id    uuid primary key constraint family_copy_reading_copy references family_copy (id),
  meeting_id uuid not null constraint family_copy_reading_meeting references meeting (id),
  child_id   uuid not null constraint family_copy_reading_child references child (id),
  read_by    uuid not null default actor(),
  read_at    timestamptz not null default now(),
  files_sha256 text not null default '' -- of the files that were read: other bytes have another
);
call protect_child_table('family_copy_reading');

-- Whether a copy may leave: the newest in its language, read by a second person, and nothing that it was made from has changed.
create function family_copy_may_leave(wanted_copy uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (
      select 1 from family_copy f join family_copy_reading r on r.copy_id = f.id join meeting m on m.id = f.meeting_id
       where f.id = wanted_copy and r.read_by is distinct from m.chair_id and f.source = family_copy_source(f.meeting_id)
         and not exists (select 1 from family_copy n where n.meeting_id = f.meeting_id and n.language = f.language and n.position > f.position))
  $$;
grant execute on function family_copy_may_leave(uuid) to llwybr_app;

-- Its files, made with it. Nobody opens them before the copy may leave, nor when it may no longer.
create table family_copy_file (
  copy_id    uuid not null constraint family_copy_file_copy references family_copy (id),
  meeting_id uuid not null constraint family_copy_file_meeting references meeting (id),
  child_id   uuid not null constraint family_copy_file_child references child (id),
  format     text not null,
  bytes      bytea not null,
  sha256     text not null generated always as (encode(sha256(bytes), 'hex')) stored,
  constraint family_copy_file_once primary key (copy_id, format),
  constraint family_copy_file_format_known check (format in ('pdf', 'docx'))
);
call protect_table('family_copy_file');
do $$ begin
  execute format('create policy family_copy_file_open on family_copy_file for select to llwybr_app using (%s and family_copy_may_leave(copy_id))',
    holds_grant('family_copy_file'));
  execute format('create policy family_copy_file_make on family_copy_file for insert to llwybr_app with check (%s)', holds_grant('family_copy_file'));
end $$;
grant select, insert (copy_id, meeting_id, child_id, format, bytes) on family_copy_file to llwybr_app;

-- Where copies went. The family's is one that could leave at that moment.
create table record_sending (
  id          uuid primary key default gen_random_uuid(),
  meeting_id  uuid not null constraint record_sending_meeting references meeting (id),
  child_id    uuid not null constraint record_sending_child references child (id),
  copy        text not null,
  family_copy_id uuid constraint record_sending_family_copy references family_copy (id),
  language    text not null,
  sent_to     text not null,
  how         text not null,
  sent_by     uuid not null default actor(),
  sent_at     timestamptz not null default now(),
  constraint record_sending_known check (copy in ('full', 'family') and language in ('en', 'cy') and how in ('by-hand', 'post', 'secure-e-mail', 'read-together')),
  constraint record_sending_names_its_copy check ((copy = 'family') = (family_copy_id is not null))
);
create index record_sending_of_meeting on record_sending (meeting_id);
call protect_child_table('record_sending');

create function keep_family_copy() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if tg_table_name = 'family_copy' then
    if new.source is distinct from family_copy_source(new.meeting_id) then
      raise exception 'a copy is made from what stands now' using errcode = '42501';
    end if;
  elsif tg_table_name = 'family_copy_file' then
    -- Made in one act with its copy; afterwards nothing is added to it.
    if not exists (select 1 from family_copy f where f.id = new.copy_id and f.meeting_id = new.meeting_id and f.made_by = actor()
                     and f.xmin = pg_current_xact_id()::xid) then
      raise exception 'a file is made together with its copy' using errcode = '42501';
    end if;
  elsif tg_table_name = 'family_copy_reading' then
    if not exists (select 1 from family_copy f where f.id = new.copy_id and f.meeting_id = new.meeting_id and f.source = family_copy_source(f.meeting_id)) then
      raise exception 'a copy that is out of date is made anew' using errcode = '42501';
    end if;
  elsif new.copy = 'family' and not exists (select 1 from family_copy f where f.id = new.family_copy_id and f.meeting_id = new.meeting_id
                                               and f.language = new.language and family_copy_may_leave(f.id)) then
    raise exception 'the family''s copy leaves when a second person has read it' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger family_copy_kept before insert on family_copy for each row execute function keep_family_copy();
create trigger family_copy_file_kept before insert on family_copy_file for each row execute function keep_family_copy();
create trigger family_copy_reading_kept before insert on family_copy_reading for each row execute function keep_family_copy();
create trigger record_sending_kept before insert on record_sending for each row execute function keep_family_copy();

-- One hash over the files of a copy, in the order of their formats.
create function family_copy_files_hash(wanted_copy uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select coalesce(encode(sha256(convert_to(string_agg(encode(sha256(f.bytes), 'hex'), ' ' order by f.format), 'UTF8')), 'hex'), '')
      from family_copy_file f where f.copy_id = wanted_copy
  $$;
create function keep_what_was_read() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin new.files_sha256 := family_copy_files_hash(new.copy_id); return new; end $$;
create trigger family_copy_reading_of_files before insert on family_copy_reading for each row execute function keep_what_was_read();
