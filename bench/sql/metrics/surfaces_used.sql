WITH counted AS (
    SELECT s.person, s.tool, p.kind, p.start, count(DISTINCT s.surface) AS surfaces
    FROM places AS s JOIN period_weeks AS p USING (week)
    WHERE p.kind <> 'week'
    GROUP BY ALL
)
SELECT u.person, u.tool, u.kind, u.start, NULL::VARCHAR AS category, s.surfaces::DOUBLE AS value, 1::DOUBLE AS weight
FROM use AS u
JOIN counted AS s USING (person, tool, kind, start)
SEMI JOIN members AS m ON m.person = u.person AND m.kind = u.kind AND m.start = u.start
SEMI JOIN covered AS c ON c.tool = u.tool AND c.kind = u.kind AND c.start = u.start AND c.surfaces
WHERE u.active = 1
