-- What the child wants stands in the safety plan in the child's own words, which may be in another language than the rest of it.
--
-- Expand only. Null where it was not asked apart: it is then that of the whole plan.

alter table safety_plan add column childs_goals_in text
  constraint safety_plan_childs_goals_in_known check (childs_goals_in ~ '^([a-z]{2,3})?$');
grant update (childs_goals_in) on safety_plan to llwybr_app;
grant select (childs_goals_in) on safety_plan to llwybr_family_room;
