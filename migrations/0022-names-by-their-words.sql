-- Looking for a child by name costs the same among a million: words are looked for among the words that names are made of, which
-- are few, and children by those words. Until now the nearest names were looked for among all names of all children.
--
-- Expand only: an older program asks the same functions.

create table name_word (
  word text collate "C" constraint name_word_once primary key
);
call protect_table('name_word');
create index name_word_near on name_word using gist (word gist_trgm_ops (siglen = 64));
create index child_name_index_words on child_name_index using gin (to_tsvector('simple'::regconfig, folded)) with (fastupdate = off);

create function keep_name_words() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  -- In one order, so that two who bring the same new words wait for each other, and not both.
  insert into name_word (word) select distinct w from regexp_split_to_table(new.folded, ' ') w order by w on conflict do nothing;
  return null;
end
$$;
create trigger child_name_words_kept after insert or update on child_name_index for each row execute function keep_name_words();
insert into name_word (word) select distinct regexp_split_to_table(folded, ' ') from child_name_index on conflict do nothing;

-- How far a name is from what was typed, both folded: 0 is the same. A part of the name is near, the whole name nearer.
create function name_distance(folded text, typed text) returns real
  language sql immutable parallel safe set search_path = pg_catalog, public, pg_temp
  as $$ select (0.7 * (folded <->> typed) + 0.3 * (folded <-> typed))::real $$;

-- The words of names that may be meant by a typed word: itself, words that begin with it, and the nearest.
create function words_meant(typed text) returns text[]
  language sql stable set search_path = pg_catalog, public, pg_temp
  as $$
    select array_agg(distinct word) from (
      select typed
      union all (select w.word from name_word w where w.word >= typed collate "C" and w.word < (typed || '~') collate "C" order by w.word limit 8)
      union all (select w.word from name_word w where length(typed) > 2 and w.word <-> typed < 0.8 order by w.word <-> typed limit 8)) meant (word)
  $$;

-- Names near a typed one, among all children or, with `principals`, among those whom one of them sees, and with `born` among those
-- who were born within a year of that day or of whom no day is known: first those with every word, then those with a word that may
-- be meant for each, and when these are few, those with any of the words. Of each a bounded number is looked at: one more child of
-- the same name costs nothing.
create function names_near(typed text, principals uuid[], born date, most integer) returns table (child_id uuid, folded text)
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
         and (principals is null or exists (
           select 1 from access_grant g where g.child_id = i.child_id and g.principal_id = any (principals)
              and g.from_at <= now() and (g.until_at is null or g.until_at > now())))
         and (born is null or exists (
           select 1 from child c where c.id = i.child_id and (c.born_on is null or abs(c.born_on - born) <= 366)))
       limit most;
    get diagnostics found = row_count;
    all_found := all_found + found;
    -- As many of one kind as are looked at, or enough of the two better kinds together.
    exit when found >= most or (all_found >= 20 and asked like '%(%');
  end loop;
end
$$;

-- Candidates only: ids of children near in name, best first, all of one's children when they are few. The rows are then read by id,
-- under the policy, which alone decides.
create or replace function search_children(names text[], most integer) returns table (child_id uuid, distance real)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  principals uuid[] := my_principals();
  mine uuid[];
begin
  select array_agg(found.child_id) into mine from (
    select distinct g.child_id from access_grant g where g.principal_id = any (principals)
       and g.from_at <= now() and (g.until_at is null or g.until_at > now()) limit 2001) found;
  if mine is null then return; end if;
  return query
    with candidate as (
      select i.child_id, i.folded, n.typed from child_name_index i, unnest(names) n (typed)
       where cardinality(mine) <= 2000 and i.child_id = any (mine)
      union all
      select i.child_id, i.folded, n.typed from unnest(names) n (typed), names_near(n.typed, principals, null, 300) i
       where cardinality(mine) > 2000)
    select c.child_id, min(name_distance(c.folded, fold_name(c.typed))) as near
      from candidate c group by c.child_id having min(c.folded <->> fold_name(c.typed)) < 0.7 order by near limit most;
end
$$;

create or replace function possible_duplicates(wanted_referral uuid, names text[], born date, wanted_nhs_number text)
  returns table (child_id uuid, reference text, given_name text, family_name text, born_on date, same_nhs_number boolean, distance real)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare held referral := held_by_my_front_door(wanted_referral);
begin
  if held.id is null then return; end if;
  insert into duplicate_offer (referral_id, child_id, offered_to)
    with near as (
      select i.child_id, min(i.folded <->> fold_name(n.typed))::real as d
        from unnest(names) n (typed),
             lateral (select * from names_near(n.typed, null, born, 300) union select * from names_near(n.typed, null, null, 300)) i
       group by i.child_id having min(i.folded <->> fold_name(n.typed)) < 0.6)
    select held.id, c.id, actor()
      from (select near.child_id, near.d from near
            union select n.id, null from child n where n.nhs_number = wanted_nhs_number) found join child c on c.id = found.child_id
     where c.restricted_at is null
       and (found.d is null or born is null or c.born_on is null or abs(c.born_on - born) <= 366 or found.d < 0.15)
     order by found.d nulls first, abs(c.born_on - born) nulls last limit 10
    on conflict do nothing;
  return query
    select c.id, c.reference, c.given_name, c.family_name, c.born_on, c.nhs_number is not null and c.nhs_number = wanted_nhs_number,
           coalesce((select min(x.folded <->> fold_name(n)) from child_name_index x, unnest(names) n where x.child_id = c.id), 1)::real
      from duplicate_offer o join child c on c.id = o.child_id
     where o.referral_id = held.id and c.restricted_at is null
     order by 6 desc, 7, abs(c.born_on - born) nulls last limit 10;
end
$$;

-- Nothing looks for the nearest among all names any more.
drop index child_name_index_trigram;
