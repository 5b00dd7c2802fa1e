"""The secretariat's side: a province's agencies, links, assignment, calendar, nights, review and notices."""
