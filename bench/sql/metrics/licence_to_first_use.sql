WITH granted AS (
    SELECT person, tool, since, since - (since + 3) % 7 AS week, since + 90 - (since + 93) % 7 AS last_week
    FROM holding
    WHERE granted
), followed AS (
    SELECT g.person, g.tool, p.kind, p.start, min(g.since) AS since
    FROM granted AS g
    JOIN covered_weeks AS c ON c.tool = g.tool AND c.week = g.week AND c.run_end >= g.last_week + 6
    JOIN periods AS p ON p.kind <> 'week' AND g.last_week + 6 BETWEEN p.start AND p.stop
    SEMI JOIN staff AS s ON s.person = g.person AND s.week = g.last_week AND s.whole
    SEMI JOIN members AS m ON m.person = g.person AND m.kind = p.kind AND m.start = p.start
    GROUP BY ALL
), waits AS (
    SELECT f.person, f.tool, f.kind, f.start, min(greatest(w.first_day - f.since, 0)) FILTER (w.person IS NOT NULL) AS waited
    FROM followed AS f
    LEFT JOIN weekly AS w ON w.person = f.person AND w.tool = f.tool AND w.active = 1 AND w.week + 6 >= f.since
    GROUP BY ALL
)
SELECT person, tool, kind, start,
       CASE WHEN waited <= 7 THEN 'within 7 days'
            WHEN waited <= 30 THEN '8 to 30 days'
            WHEN waited <= 90 THEN '31 to 90 days'
            ELSE 'over 90 days or not yet' END AS category,
       1::DOUBLE AS value, 1::DOUBLE AS weight
FROM waits
