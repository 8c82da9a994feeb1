-- What a board counts of each child with an Exploitation Family Meeting, and no other page asks. Each time that it is written down; the last stands.
--
-- Expand only. Decision 0055.

create table data_sheet (
  id         uuid primary key default gen_random_uuid(),
  child_id   uuid not null constraint data_sheet_child references child (id),
  pathway_id uuid not null constraint data_sheet_pathway references pathway (id),
  version    integer not null, -- 1 is the first
  answers    jsonb not null, -- by question, its code; a question without an answer is not named
  saved_at   timestamptz not null default now(),
  saved_by   uuid not null,
  constraint data_sheet_version_once unique (pathway_id, version),
  constraint data_sheet_answers_are_named check (jsonb_typeof(answers) = 'object')
);
create index data_sheet_of_child on data_sheet (child_id);
call protect_child_table('data_sheet');
call trace_changes('data_sheet');

create function keep_data_sheet() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if new.saved_by <> actor() or not actor_works()
     or not exists (select 1 from pathway p where p.id = new.pathway_id and p.child_id = new.child_id) then
    perform refuse_deed('save', 'data-sheet');
  end if;
  return new;
end
$$;
create trigger data_sheet_in_own_name before insert on data_sheet for each row execute function keep_data_sheet();
