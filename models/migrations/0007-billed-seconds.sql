-- Seconds of recording that recognition was given for a student's turn, attempts in vain included: what cost is made of.
ALTER TABLE turns ADD COLUMN billed_seconds REAL;
UPDATE turns SET billed_seconds = seconds WHERE who = 'student';
