-- A job title is read in the language of the reader: job_title holds it in English, as it did, and job_title_cy in Welsh. Either may be
-- empty; then the other is read. The administrator mends a name and a title; the address, by which an account is opened, stays.
--
-- Expand only: a program of before reads the same columns of demonstration_accounts.

alter table app_user add column job_title_cy text not null default '';
grant update (name, job_title, job_title_cy) on app_user to llwybr_app;
grant select (job_title_cy) on app_user to llwybr_family_copy;

drop function demonstration_accounts();
create function demonstration_accounts()
  returns table (user_id uuid, name text, job_title text, email text, language text, agency_en text, agency_cy text, roles text[], job_title_cy text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select u.id, u.name, u.job_title, u.email, u.language, a.name_en, a.name_cy,
           coalesce((select array_agg(r.role order by r.role) from user_role r where r.user_id = u.id and r.ended_at is null), '{}'), u.job_title_cy
      from app_user u join agency a on a.id = u.agency_id
     where u.left_at is null and exists (select 1 from board where kind = 'demonstration')
     order by a.name_en, u.name
  $$;
revoke all on function demonstration_accounts() from public;
grant execute on function demonstration_accounts() to llwybr_app;
