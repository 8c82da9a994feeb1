-- Which document of the board a file is, by the hash of its bytes.
--
-- Expand only.

create index family_copy_file_by_hash on family_copy_file (sha256);
create index record_copy_by_hash on record_copy (sha256);

-- The file of a copy that is out of date opens no more; whoever holds it can still ask what it is. The copy itself is kept by its policy.
create function family_copy_with_hash(wanted text) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  return (select f.copy_id from family_copy_file f where f.sha256 = wanted order by f.copy_id limit 1);
revoke all on function family_copy_with_hash(text) from public;
grant execute on function family_copy_with_hash(text) to llwybr_app;
