SELECT m.person, c.tool, m.kind, m.start, NULL::VARCHAR AS category, coalesce(u.workdays, 0) / (5 * s.weeks) AS value,
       1::DOUBLE AS weight
FROM members AS m
JOIN covered AS c ON c.kind = m.kind AND c.start = m.start AND c.days
JOIN period_sizes AS s ON s.kind = m.kind AND s.start = m.start
LEFT JOIN use AS u ON u.person = m.person AND u.tool = c.tool AND u.kind = m.kind AND u.start = m.start
