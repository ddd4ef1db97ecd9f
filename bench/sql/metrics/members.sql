SELECT person, 'any' AS tool, kind, start, team AS category, 1::DOUBLE AS value, 1::DOUBLE AS weight FROM members
