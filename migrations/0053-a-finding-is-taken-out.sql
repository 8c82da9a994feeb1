-- What a meeting named by mistake is taken out, until its record is approved (meeting_finding_by_deed): by whoever named it, or by who
-- runs the meeting. The row stays, and no page, document or case file shows it.
--
-- Expand only.

grant update (removed_at) on meeting_finding to llwybr_app;
create policy meeting_finding_taken_out_by on meeting_finding as restrictive for update to llwybr_app
  using (recorded_by = actor() or runs_meeting(meeting_id)) with check (true);
