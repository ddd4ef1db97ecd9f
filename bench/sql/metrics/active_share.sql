SELECT m.person, c.tool, m.kind, m.start, NULL::VARCHAR AS category, coalesce(u.active = 1, false)::INT::DOUBLE AS value,
       1::DOUBLE AS weight
FROM members AS m
JOIN covered AS c USING (kind, start)
LEFT JOIN use AS u ON u.person = m.person AND u.tool = c.tool AND u.kind = m.kind AND u.start = m.start
