SELECT person, tool, kind, start, NULL::VARCHAR AS category, (tier = 4)::INT::DOUBLE AS value, 1::DOUBLE AS weight
FROM tier_at_end
WHERE power_known AND kind <> 'week'
