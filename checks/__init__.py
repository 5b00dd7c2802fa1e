"""The judge: evidence, rubric and date in, verdicts out. No network, clock, database or rendering in here."""
