SELECT person, tool, kind, start,
       CASE tier WHEN 0 THEN 'none' WHEN 1 THEN 'tried' WHEN 2 THEN 'occasional' WHEN 3 THEN 'habitual' ELSE 'power' END AS category,
       1::DOUBLE AS value, 1::DOUBLE AS weight
FROM tier_at_end
WHERE kind <> 'week'
