WITH habits AS (SELECT person, tool, min(week) AS habit FROM standing WHERE tier >= 3 GROUP BY ALL)
SELECT b.person, b.tool, b.kind, b.start,
       CASE WHEN h.habit <= b.week + 7 * 11 THEN 'within 12 weeks'
            WHEN h.habit <= b.week + 7 * 17 THEN '13 to 18 weeks'
            WHEN h.habit <= b.week + 7 * 25 THEN '19 to 26 weeks'
            ELSE 'over 26 weeks or not yet' END AS category,
       1::DOUBLE AS value, 1::DOUBLE AS weight
FROM beginners(182) AS b LEFT JOIN habits AS h USING (person, tool)
