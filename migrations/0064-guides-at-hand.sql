-- Guides and procedures at hand: addresses outside the service, each at the steps where it is wanted. The board looks after them: adds, changes,
-- takes away, and says on which day it last opened them.
--
-- Expand only. Decision 0070.

create table guide (
  id         uuid primary key default gen_random_uuid(),
  steps      text[] not null,
  name_en    text not null,
  name_cy    text not null,
  address_en text not null,
  address_cy text not null,
  opened_on  date, -- the day on which somebody of the board opened both addresses and found them right
  taken_away boolean not null default false,
  version    integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by uuid, -- nobody, as long as it stands as the product brought it
  constraint guide_steps_known check (cardinality(steps) > 0 and steps <@ array
    ['every-step', 'referral', 'determination', 'assessment', 'meeting', 'keeping-safe', 'panel', 'ending']),
  constraint guide_has_names check (trim(name_en) <> '' and trim(name_cy) <> ''),
  constraint guide_addresses_lead_outside check (
    address_en ~ '^https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[^[:space:]<>"]*)?$' and length(address_en) <= 500
    and address_cy ~ '^https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[^[:space:]<>"]*)?$' and length(address_cy) <= 500)
);
call protect_table('guide');
create policy guide_read on guide for select to llwybr_app using ((select actor()) is not null);
create policy guide_write on guide for insert to llwybr_app
  with check ((select actor_has_role('administrator')) and changed_by = (select actor()));
create policy guide_change on guide for update to llwybr_app
  using ((select actor_has_role('administrator'))) with check (changed_by = (select actor()));
grant select on guide to llwybr_app;
grant insert (steps, name_en, name_cy, address_en, address_cy, opened_on, changed_at, changed_by) on guide to llwybr_app;
grant update (steps, name_en, name_cy, address_en, address_cy, opened_on, taken_away, version, changed_at, changed_by) on guide to llwybr_app;
call trace_changes('guide');
call keep_every_version('guide');

insert into guide (steps, name_en, name_cy, address_en, address_cy) values
  ('{every-step}', 'Wales Safeguarding Procedures', 'Gweithdrefnau Diogelu Cymru', 'https://www.safeguarding.wales/en/', 'https://www.safeguarding.wales/cy/'),
  ('{assessment,meeting,keeping-safe}', 'Contextual safeguarding: places, peers and the adults around them', 'Diogelu cyd-destunol: lleoedd, cyfoedion a’r oedolion o’u hamgylch', 'https://www.contextualsafeguarding.org.uk/', 'https://www.contextualsafeguarding.org.uk/'),
  ('{referral,assessment,meeting}', 'Words that do not blame a child (The Children’s Society)', 'Geiriau nad ydynt yn beio plentyn (The Children’s Society)', 'https://www.childrenssociety.org.uk/information/professionals/resources/child-exploitation-language-guide', 'https://www.childrenssociety.org.uk/information/professionals/resources/child-exploitation-language-guide'),
  ('{keeping-safe,panel}', 'Child exploitation disruption toolkit (Home Office)', 'Pecyn cymorth tarfu ar gamfanteisio ar blant (Y Swyddfa Gartref)', 'https://www.gov.uk/government/publications/child-exploitation-disruption-toolkit', 'https://www.gov.uk/government/publications/child-exploitation-disruption-toolkit'),
  ('{determination,assessment}', 'Report modern slavery: the National Referral Mechanism', 'Rhoi gwybod am gaethwasiaeth fodern: y Mecanwaith Atgyfeirio Cenedlaethol', 'https://www.modernslavery.gov.uk/', 'https://www.modernslavery.gov.uk/'),
  ('{keeping-safe}', 'Missing people: how the police judge and look for them (College of Policing)', 'Pobl ar goll: sut y mae’r heddlu’n barnu ac yn chwilio (Y Coleg Plismona)', 'https://www.college.police.uk/app/major-investigation-and-public-protection/missing-persons', 'https://www.college.police.uk/app/major-investigation-and-public-protection/missing-persons'),
  ('{keeping-safe}', 'A picture of a child that went online: Report Remove', 'Llun o blentyn a aeth ar-lein: Report Remove', 'https://www.childline.org.uk/remove', 'https://www.childline.org.uk/remove'),
  ('{meeting,ending}', 'Meic: somebody on the side of children and young people in Wales', 'Meic: rhywun ar ochr plant a phobl ifanc yng Nghymru', 'https://www.meiccymru.org/', 'https://www.meiccymru.org/cym/');
