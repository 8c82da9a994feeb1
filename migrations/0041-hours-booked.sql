-- When chairs and note-takers are booked, so that hours can be proposed at which they are free: the instants alone, about whom nobody is told.
--
-- Expand only. Decision 0051.

create function hours_booked(asked_from timestamptz, asked_until timestamptz) returns table (user_id uuid, booked_for timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select p.id, m.booked_for from meeting m join app_user p on p.id in (m.chair_id, m.note_taker_id)
     where m.booked_for between asked_from and asked_until and m.ended_at is null and m.called_off_at is null and actor() is not null
  $$;
grant execute on function hours_booked(timestamptz, timestamptz) to llwybr_app;
create index meeting_to_come on meeting (booked_for) where ended_at is null and called_off_at is null and booked_for is not null;
