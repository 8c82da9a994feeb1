-- The record of a child shows the newest safety plan: found by its child, among those of all children.
--
-- Expand only.

create index safety_plan_of_child on safety_plan (child_id);
