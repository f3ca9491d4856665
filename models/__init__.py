"""What is remembered: a row class per table, and the queries on it."""
