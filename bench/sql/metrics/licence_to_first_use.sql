WITH granted AS (
    SELECT h.person, h.tool, p.kind, p.start, min(h.since) AS since, max(p.stop) AS stop
    FROM holding AS h JOIN periods AS p ON p.kind <> 'week' AND h.since BETWEEN p.start AND p.stop
    WHERE h.granted
    GROUP BY ALL
), followed AS (
    SELECT g.person, g.tool, g.kind, g.start, g.since
    FROM granted AS g
    SEMI JOIN licensed AS l ON l.person = g.person AND l.tool = g.tool AND l.kind = g.kind AND l.start = g.start
    JOIN covered_weeks AS c
      ON c.tool = g.tool AND c.week = g.since - (g.since + 3) % 7 AND c.run_end >= g.stop + 90
    SEMI JOIN staff AS s ON s.person = g.person AND s.week = g.since + 90 - (g.since + 93) % 7 AND s.whole
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
