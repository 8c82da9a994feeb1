-- At a review each action of the meetings before it is answered: once at each review, beside what the chair said between the meetings.
--
-- Expand only. Decision 0048.

alter table action_answer add column at_meeting_id uuid constraint action_answer_at_meeting references meeting (id);
alter table action_answer drop constraint action_answer_once;
alter table action_answer add constraint action_answer_once unique nulls not distinct (action_id, at_meeting_id);

insert into deed_right (thing, deed, state, part)
  select 'meeting', 'answer-last-time', state, 'chair' from unnest(array['in-closed-session', 'in-open-session', 'held']) state;

create or replace function keep_action_answer() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  a action;
  m meeting;
  last_answer text;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into a from action where id = new.action_id for share;
  if a.child_id <> new.child_id or new.answered_by <> actor() then
    raise exception 'an answer is given in one''s own name, about the child of the action' using errcode = '42501';
  end if;
  select answer into last_answer from action_answer where action_id = new.action_id order by answered_at desc, id limit 1;
  if new.at_meeting_id is null then
    if last_answer is not null or not may_do('action', 'answer', case when a.outcome is null then 'open' when a.outcome = 'done' then 'done' else 'not-as-agreed' end, array_remove(array[
         case when exists (select 1 from network_member n where n.child_id = a.child_id and n.user_id = actor() and n.part = 'chair' and n.left_at is null) then 'chair' end], null)) then
      perform refuse_deed('answer', 'action');
    end if;
    return new;
  end if;
  select r.* into m from meeting r join meeting before on before.id = a.meeting_id
    where r.id = new.at_meeting_id and r.pathway_id = before.pathway_id and r.number > before.number for share of r;
  if not may_in_meeting('answer-last-time', new.at_meeting_id) or m.id is null
     or a.outcome is null or a.outcome = 'done' or last_answer is not distinct from 'accepted' then
    perform refuse_deed('answer-last-time', 'meeting');
  end if;
  return new;
end
$$;

-- What was agreed with the family at an earlier meeting, and what became of it; never the reason, which is written for practitioners.
create function sits_with_family_again(earlier uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select 1 from meeting e join meeting m on m.pathway_id = e.pathway_id and m.number > e.number
                    where e.id = earlier and sits_with_family(m.id))
  $$;
grant execute on function sits_with_family_again(uuid) to llwybr_family_room;
create policy action_last_time_family_room on action for select to llwybr_family_room using (audience = 'family' and sits_with_family_again(meeting_id));
grant select (outcome) on action to llwybr_family_room;
grant select (number) on meeting to llwybr_family_room;
