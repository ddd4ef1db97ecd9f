SELECT person, tool, kind, start, NULL::VARCHAR AS category, active::DOUBLE AS value, 1::DOUBLE AS weight FROM holders
WHERE kind <> 'week'
