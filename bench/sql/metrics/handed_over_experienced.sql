SELECT person, tool, kind, start, NULL::VARCHAR AS category, share AS value, 1::DOUBLE AS weight FROM handed_over WHERE first <= stop - 182
