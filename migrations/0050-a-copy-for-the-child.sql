-- The family's copy in the child's own wording beside the family's: the same words under headings that speak to the child. Both are made,
-- read and free to leave together.
--
-- Expand only. Decision 0059.

alter table family_copy add column content_child jsonb; -- none in copies of before
alter table family_copy_file drop constraint family_copy_file_format_known;
alter table family_copy_file add constraint family_copy_file_format_known check (format in ('pdf', 'docx', 'child-pdf', 'child-docx'));
