"""Staff lists as spells: who is who, who works where from when to when, and who manages whom."""
