-- The language in which somebody wrote an entry, as a BCP 47 code; empty where nobody said, as for all that was written before.
--
-- Expand only.

alter table entry add column written_in text not null default ''
  constraint entry_written_in_known check (written_in ~ '^([a-z]{2,3})?$');
grant update (written_in) on entry to llwybr_app;

create or replace view chronology with (security_invoker = true) as
  select id, child_id, kind, basis, audience, context, text, '{}'::jsonb as details, subject_id, happened_on, meeting_id, stage, said_by, rewords,
         author_id, agency_id, recorded_at, position, words_version, version, written_in
    from entry
  union all
  select id, child_id, kind, null, audience, null, text, details, subject_id, happened_on, meeting_id, null, '', null,
         author_id, agency_id, recorded_at, position, 1, 1, ''
    from happening;
