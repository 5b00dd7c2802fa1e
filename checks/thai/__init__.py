"""Thai text as agencies really write it: folding, phrases, numbers, dates, fiscal periods, item labels."""
