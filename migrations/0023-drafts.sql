-- What somebody has typed into a form and not yet saved: kept for them alone, two weeks.
--
-- Expand only: parked_form stays for an older program; what it held is moved.

create table draft (
  id       uuid primary key, -- the key of the showing of the form in which it was begun: two windows are two drafts
  user_id  uuid not null default actor() constraint draft_user references app_user (id),
  path     text not null constraint draft_path_is_ours check (path ~ '^/' and length(path) <= 300),
  form     text not null constraint draft_form_is_short check (length(form) <= 300), -- where it is sent; empty for the form of the page
  fields   jsonb not null,
  -- To be filled in without asking when the page is opened next: another button of the page was pressed, or the session ended.
  awaited  boolean not null default false,
  begun_at timestamptz not null default now(),
  kept_at  timestamptz not null default now()
);
create index draft_of_person on draft (user_id, path);
create index draft_by_age on draft (kept_at);
call protect_table('draft');
create policy draft_own on draft to llwybr_app using (user_id = (select actor())) with check (user_id = (select actor()));
grant select, delete, update (awaited) on draft to llwybr_app;

insert into draft (id, user_id, path, form, fields, awaited, begun_at, kept_at)
  select id, user_id, path, '', fields, true, parked_at, parked_at from parked_form where length(path) <= 300;

-- Clears away what is older than two weeks, of everybody, and of one person all but the newest two hundred.
create function clear_old_drafts(whose uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    delete from draft where kept_at < now() - interval '14 days';
    delete from draft where user_id = whose and id in (select id from draft where user_id = whose order by kept_at desc offset 200);
  $$;

-- Keeps what the owner of a session has typed; also of one that has lately ended. Answers whether it was kept: not what was sent a
-- moment ago, which a slow keeping would bring back, not another's, and not at an address that is none.
create function keep_draft(presented bytea, wanted_id uuid, wanted_path text, wanted_form text, new_fields jsonb, is_awaited boolean) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  who uuid;
  kept uuid;
begin
  select s.user_id into who from session s join app_user u on u.id = s.user_id
   where s.token_hash = sha256(presented) and u.left_at is null and s.expires_at > now() - interval '1 day';
  if who is null or length(wanted_path) > 300 or length(wanted_form) > 300 then return false; end if;
  if exists (select 1 from sent_form f where f.user_id = who and f.form_key = wanted_id and f.sent_at > now() - interval '1 minute') then
    return false;
  end if;
  perform clear_old_drafts(who);
  insert into draft (id, user_id, path, form, fields, awaited) values (wanted_id, who, wanted_path, wanted_form, new_fields, is_awaited)
  on conflict (id) do update set fields = excluded.fields, awaited = excluded.awaited, kept_at = now() where draft.user_id = who
  returning id into kept;
  return kept is not null;
end
$$;
grant execute on function keep_draft(bytea, uuid, text, text, jsonb, boolean) to llwybr_app;

-- The pages on which the owner of a session has typed something that is not saved: asked with the session, so that a page without
-- drafts asks nothing more.
create function draft_paths(presented bytea) returns text[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select coalesce(array_agg(distinct d.path), '{}') from session s join draft d on d.user_id = s.user_id
     where s.token_hash = sha256(presented) and s.ended_at is null and s.expires_at > now() and d.kept_at > now() - interval '14 days'
  $$;
grant execute on function draft_paths(bytea) to llwybr_app;

-- Whoever has left has nothing begun any more.
create function forget_drafts_of_who_left() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  delete from draft where user_id = new.id;
  return null;
end
$$;
create trigger drafts_of_who_left after update of left_at on app_user
  for each row when (new.left_at is not null and old.left_at is null) execute function forget_drafts_of_who_left();
