SELECT n.person, n.tool, n.kind, n.start,
       CASE WHEN n.tier < b.tier THEN 'moved down' WHEN n.tier = b.tier THEN 'stayed' ELSE 'moved up' END AS category,
       1::DOUBLE AS value, 1::DOUBLE AS weight
FROM tier_at_end AS n
JOIN tier_at_end AS b ON b.person = n.person AND b.tool = n.tool AND b.kind = n.kind AND b.start = n.previous
WHERE n.kind = 'quarter'
