-- What an agency knows can be written before the meeting: whoever works with the child writes it while the meeting is booked, and mends
-- its own words. It is said in the closed session, and settled there like all that is said in it.
--
-- Expand only. Decision 0050.

insert into deed_right (thing, deed, state, part) values
  ('meeting', 'write-entry', 'booked', 'network'),
  ('meeting', 'change-entry', 'booked', 'writer');
