SELECT person, tool, kind, start, NULL::VARCHAR AS category, (1 - active)::DOUBLE AS value, 1::DOUBLE AS weight
FROM holders
WHERE whole AND kind <> 'week'
