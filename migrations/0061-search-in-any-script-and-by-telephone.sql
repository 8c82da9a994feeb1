-- A child is found by a name in any script, and by a telephone number of somebody around the child.
--
-- Until now folding a name kept the letters a to z, and a name in another script folded to nothing: nobody found it, and the front door
-- was offered no child who may be the same. Its letters are now written as pairs of letters from a to z, those of Chinese as threes, so
-- that words, their beginnings and what is near them are found the same in every database, whatever letters its own locale knows.
-- Expand only. Decision 0067.

create or replace function fold_name(name text) returns text
  language plpgsql immutable parallel safe set search_path = pg_catalog, public, pg_temp
  as $$
declare
  plain text := lower(unaccent('unaccent'::regdictionary, normalize(name, NFKC)));
begin
  if plain ~ '[\u0080-\U0010ffff]' then
    -- Marks above and below, the stretched line of Arabic, and what is not seen at all.
    plain := regexp_replace(plain, '[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u2060\ufeff]', '', 'g');
    -- Forms of one Arabic letter, and those of Persian and Kurdish that are typed for each other.
    plain := translate(plain, U&'\0622\0623\0625\0671\0649\06cc\0626\06a9\0629\0624\06d5\06be',
                              U&'\0627\0627\0627\0627\064a\064a\064a\0643\0647\0648\0647\0647');
    select string_agg(case
             when l.letter ~ '[a-z0-9 ]' then l.letter
             when l.letter ~ '[\u00c0-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff\U00010000-\U0010ffff]' then
               chr(97 + n.code % 26) || chr(97 + n.code / 26 % 26) || case when n.code > 12351 then chr(97 + n.code / 676 % 26) else '' end
             else ' ' end, '' order by l.place)
      into plain
      from regexp_split_to_table(plain, '') with ordinality l (letter, place),
           -- Greek and Cyrillic capitals are the small letters.
           lateral (select ascii(l.letter) + case when l.letter ~ '[\u0391-\u03ab\u0410-\u042f]' then 32 when l.letter ~ '[\u0400-\u040f]' then 80 else 0 end) n (code);
  end if;
  return trim(regexp_replace(plain, '[^a-z0-9]+', ' ', 'g'));
end
$$;

-- The children whose names are folded otherwise from now on.
create temporary table named_otherwise on commit drop as
  select c.id from child c where c.given_name || c.family_name || c.known_as ~ '[\u0080-\U0010ffff]'
   union select n.child_id from child_name n where n.name ~ '[\u0080-\U0010ffff]';
delete from child_name_index i using named_otherwise w where i.child_id = w.id;
insert into child_name_index (child_id, folded)
  select distinct whose, f from (
    select c.id, fold_name(c.given_name || ' ' || c.family_name) from child c join named_otherwise w on w.id = c.id
    union select c.id, fold_name(c.known_as || ' ' || c.family_name) from child c join named_otherwise w on w.id = c.id where c.known_as <> ''
    union select n.child_id, fold_name(n.name) from child_name n join named_otherwise w on w.id = n.child_id where n.ended_at is null) names (whose, f)
   where f <> '';

-- The telephone numbers in what somebody wrote, as they are dialled within the United Kingdom: digits alone. One begins with a 0 or a +, so
-- that neither "9-5" nor a day before it is taken for a part of it.
create function telephone_numbers(words text) returns text[]
  language plpgsql immutable parallel safe set search_path = pg_catalog, public, pg_temp
  as $$
begin
  return array(
    select regexp_replace(digits, '^(00)?440?', '0')
      from regexp_matches(words, '(?<![\d./-])(?:\+|0)(?:[ ()-]{0,3}\d){6,18}', 'g') written (parts), lateral (select regexp_replace(parts[1], '\D', '', 'g')) d (digits)
     where length(digits) between 7 and 15);
end
$$;
create index important_person_telephone on important_person using gin (telephone_numbers(contact)) with (fastupdate = off) where contact <> '';
create index child_telephone on child using gin (telephone_numbers(safe_contact)) with (fastupdate = off) where safe_contact <> '';

-- Candidates only, as of names: children whom the actor sees, where a number is written under safe contact or under somebody of their life.
-- The rows are then read by id, under the policy, which alone decides.
create function search_telephone(number text, most integer) returns table (child_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  principals uuid[] := my_principals();
  asked text[] := telephone_numbers(number);
begin
  if cardinality(asked) <> 1 then return; end if;
  return query
    select distinct found.id from (
      select p.child_id from important_person p where p.contact <> '' and telephone_numbers(p.contact) @> asked
      union all select c.id from child c where c.safe_contact <> '' and telephone_numbers(c.safe_contact) @> asked) found (id)
     where (select true from access_grant g where g.child_id = found.id and g.principal_id = any (principals)
               and g.from_at <= now() and (g.until_at is null or g.until_at > now()) limit 1)
     limit most;
end
$$;
-- Whoever writes a number does so into its index.
grant execute on function search_telephone(text, integer), telephone_numbers(text) to llwybr_app;
