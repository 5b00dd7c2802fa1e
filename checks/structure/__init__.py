"""Reading structure, not only words: tables, people, forms, months, empty shells."""
