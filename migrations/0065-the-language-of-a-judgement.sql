-- In which language a screening or assessment is written, and what the chronology says of what happened; and on which occasion a screening
-- was made: at the front door, in a What Matters conversation, or in other work with the child.
--
-- Expand only.

alter table assessment add column written_in text not null default ''
  constraint assessment_written_in_known check (written_in ~ '^([a-z]{2,3})?$');
alter table assessment add column occasion text not null default '';
alter table assessment add constraint assessment_occasion_known check (occasion in ('', 'front-door', 'what-matters', 'other-work'));
alter table assessment add constraint assessment_occasion_of_screening check (occasion = '' or kind = 'screening');

alter table happening add column written_in text not null default ''
  constraint happening_written_in_known check (written_in ~ '^([a-z]{2,3})?$');

create or replace view chronology with (security_invoker = true) as
  select id, child_id, kind, basis, audience, context, text, '{}'::jsonb as details, subject_id, happened_on, meeting_id, stage, said_by, rewords,
         author_id, agency_id, recorded_at, position, words_version, version, written_in
    from entry
  union all
  select id, child_id, kind, null, audience, null, text, details, subject_id, happened_on, meeting_id, null, '', null,
         author_id, agency_id, recorded_at, position, 1, 1, written_in
    from happening;
