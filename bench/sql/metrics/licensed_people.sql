SELECT person, tool, kind, start, NULL::VARCHAR AS category, 1::DOUBLE AS value, 1::DOUBLE AS weight FROM licensed
