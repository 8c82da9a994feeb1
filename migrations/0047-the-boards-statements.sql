-- The statements that are read out at a meeting, in the board's own words: each wording is kept as it was, and each acceptance says which
-- words were heard.
--
-- Expand only. Decision 0057.

create table statement_wording (
  id        uuid primary key default gen_random_uuid(),
  statement text not null,
  words_en  text not null,
  words_cy  text not null,
  constraint statement_wording_known check (statement in ('confidentiality', 'closed-session', 'family-session', 'no-ai')),
  constraint statement_wording_says_something check (trim(words_en) <> '' and trim(words_cy) <> '')
);
create unique index statement_wording_once on statement_wording (statement, md5(words_en), md5(words_cy));
call protect_table('statement_wording');
create policy statement_wording_read on statement_wording for select to llwybr_app using (true);
create policy statement_wording_family_room on statement_wording for select to llwybr_family_room
  using (statement <> 'closed-session' and (select actor()) is not null);
create policy statement_wording_write on statement_wording for insert to llwybr_app with check ((select actor_works()) or (select actor_has_role('administrator')));
grant select on statement_wording to llwybr_app, llwybr_family_room;
grant insert (statement, words_en, words_cy) on statement_wording to llwybr_app;

-- Which words the board has chosen for a statement, the newest in force; none where it goes back to those that Llwybr comes with.
create table board_statement (
  id         uuid primary key default gen_random_uuid(),
  statement  text not null,
  wording_id uuid constraint board_statement_wording references statement_wording (id),
  set_at     timestamptz not null default now(),
  set_by     uuid not null,
  number     integer not null,
  constraint board_statement_known check (statement in ('confidentiality', 'closed-session', 'family-session', 'no-ai')),
  constraint board_statement_number_once unique (statement, number)
);
call protect_table('board_statement');
create policy board_statement_read on board_statement for select to llwybr_app using (true);
create policy board_statement_family_room on board_statement for select to llwybr_family_room
  using (statement <> 'closed-session' and (select actor()) is not null);
create policy board_statement_write on board_statement for insert to llwybr_app
  with check (set_by = (select actor()) and (select actor_has_role('administrator')));
grant select on board_statement to llwybr_app, llwybr_family_room;
grant insert (statement, wording_id, set_at, set_by, number) on board_statement to llwybr_app;
call trace_changes('board_statement');

alter table statement_acceptance add column wording_id uuid constraint statement_acceptance_wording references statement_wording (id);

-- A wording is of the statement that it is chosen or accepted for.
create function keep_wording_of_statement() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if new.wording_id is not null and not exists (select 1 from statement_wording w where w.id = new.wording_id and w.statement = new.statement) then
    perform refuse_deed('choose', 'statement');
  end if;
  return new;
end
$$;
create trigger board_statement_of_its_wording before insert on board_statement for each row execute function keep_wording_of_statement();
create trigger statement_acceptance_of_its_wording before insert on statement_acceptance for each row execute function keep_wording_of_statement();
