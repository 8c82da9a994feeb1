-- Whether a reader has a right to see a child is asked of the names that were found, one by one. As `exists` PostgreSQL would now and then
-- rather gather all children whom the reader sees, which for a lead is everybody's.
--
-- Expand only. Decisions 0039, 0066.

create or replace function names_near(typed text, principals uuid[], born date, most integer) returns table (child_id uuid, folded text)
  language plpgsql stable set search_path = pg_catalog, public, pg_temp set enable_seqscan = off
  as $$
declare
  words text[] := (array_remove(string_to_array(fold_name(typed), ' '), ''))[1:8];
  meant text[];
  asked text;
  found integer;
  all_found integer := 0;
begin
  if cardinality(words) = 0 then return; end if;
  meant := array(select array_to_string(words_meant(w), ' | ') from unnest(words) w);
  foreach asked in array array[
      array_to_string(words, ' & '), '(' || array_to_string(meant, ') & (') || ')', array_to_string(meant, ' | ')] loop
    return query
      select i.child_id, i.folded
        from child_name_index i
       where to_tsvector('simple'::regconfig, i.folded) @@ to_tsquery('simple'::regconfig, asked)
         and (principals is null or (
           select true from access_grant g where g.child_id = i.child_id and g.principal_id = any (principals)
              and g.from_at <= now() and (g.until_at is null or g.until_at > now()) limit 1))
         and (born is null or (
           select c.born_on is null or abs(c.born_on - born) <= 366 from child c where c.id = i.child_id limit 1))
       limit most;
    get diagnostics found = row_count;
    all_found := all_found + found;
    -- As many of one kind as are looked at, or enough of the two better kinds together.
    exit when found >= most or (all_found >= 20 and asked like '%(%');
  end loop;
end
$$;

-- Its words are bound here, not where it is asked, so that PostgreSQL writes it into the question.
create or replace function name_distance(folded text, typed text) returns real
  language sql immutable parallel safe
  return (0.7 * (folded <->> typed) + 0.3 * (folded <-> typed))::real;

create or replace function search_children(names text[], most integer) returns table (child_id uuid, distance real)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  principals uuid[] := my_principals();
  typed_names text[] := array(select fold_name(n) from unnest(names) n);
  mine uuid[];
begin
  select array_agg(found.child_id) into mine from (
    select distinct g.child_id from access_grant g where g.principal_id = any (principals)
       and g.from_at <= now() and (g.until_at is null or g.until_at > now()) limit 501) found;
  if mine is null then return; end if;
  return query
    with candidate as (
      select i.child_id, i.folded, n.typed from child_name_index i, unnest(typed_names) n (typed)
       where cardinality(mine) <= 500 and i.child_id = any (mine)
      union all
      select i.child_id, i.folded, n.typed from unnest(typed_names) n (typed), names_near(n.typed, principals, null, 300) i
       where cardinality(mine) > 500)
    select c.child_id, min(name_distance(c.folded, c.typed)) as near
      from candidate c group by c.child_id having min(c.folded <->> c.typed) < 0.7 order by near limit most;
end
$$;
