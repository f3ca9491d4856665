"""The report of a session: what was measured, and what a model says about it after every claim was checked."""
