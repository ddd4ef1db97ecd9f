SELECT u.person, u.tool, u.kind, u.start, NULL::VARCHAR AS category, u.tools::DOUBLE AS value, 1::DOUBLE AS weight
FROM use AS u
SEMI JOIN members AS m ON m.person = u.person AND m.kind = u.kind AND m.start = u.start
SEMI JOIN covered AS c ON c.tool = u.tool AND c.kind = u.kind AND c.start = u.start
WHERE u.tool = 'any' AND u.active = 1 AND u.kind <> 'week'
