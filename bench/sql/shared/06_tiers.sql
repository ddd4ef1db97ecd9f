-- What is taken out of the last 12 weeks from the week on in which a week can be told for show.
CREATE OR REPLACE TEMP TABLE gone AS
WITH late AS (
    SELECT * FROM for_show WHERE known > week
), acted AS (
    SELECT w.person, w.tool, w.week, coalesce(w.actions, 0) AS actions, l.known
    FROM weekly AS w LEFT JOIN late AS l USING (person, tool, week)
    WHERE w.active = 1 AND w.tool <> 'any'
), taken AS (
    SELECT person, tool, week, known, 1 AS used, actions FROM acted WHERE known IS NOT NULL
    UNION ALL
    SELECT person, 'any', week, max(known), 1, 0 FROM acted GROUP BY person, week HAVING count(*) = count(known)
    UNION ALL
    SELECT person, 'any', week, known, 0, actions FROM acted WHERE known IS NOT NULL
)
SELECT t.person, t.tool, m.week, sum(used) AS active_12, coalesce(sum(used) FILTER (m.week <= t.week + 21), 0) AS active_4,
       sum(actions) AS actions_12
FROM taken AS t JOIN mondays AS m ON m.week BETWEEN t.known AND t.week + 77
GROUP BY ALL;

-- Tiers (0 none, 1 tried, 2 occasional, 3 habitual, 4 power) by the last 12 weeks, and who was in which at a period's end.
CREATE OR REPLACE TEMP TABLE standing AS
WITH active AS (
    SELECT w.person, w.tool, w.week, coalesce(w.actions, 0) AS actions
    FROM weekly AS w JOIN staff AS s USING (person, week)
    WHERE w.active = 1 AND s.whole
), reach AS (
    SELECT person, tool, min(week) AS opens, least(max(week) + 77, (SELECT max(week) FROM mondays)) AS closes FROM active GROUP BY ALL
), dense AS (
    SELECT person, tool, unnest(range(opens, closes + 1, 7))::INT AS week FROM reach
), rolled AS (
    SELECT d.person, d.tool, d.week,
           count(a.week) OVER (lately ROWS 11 PRECEDING) AS active_12,
           count(a.week) OVER (lately ROWS 3 PRECEDING) AS active_4,
           sum(a.actions) OVER (lately ROWS 11 PRECEDING) AS actions_12
    FROM dense AS d LEFT JOIN active AS a USING (person, tool, week)
    WINDOW lately AS (PARTITION BY d.person, d.tool ORDER BY d.week)
), judged AS (
    SELECT s.person, c.tool, s.week, s.whole_weeks, c.actions_from <= greatest(c.run_start, s.week - 77) AS power_known,
           coalesce(r.active_12, 0) - coalesce(g.active_12, 0) AS active_12,
           coalesce(r.active_4, 0) - coalesce(g.active_4, 0) AS active_4,
           coalesce(r.actions_12, 0) - coalesce(g.actions_12, 0) AS actions_12
    FROM staff AS s
    JOIN covered_weeks AS c ON c.week = s.week AND c.run_start <= s.from_week
    LEFT JOIN rolled AS r ON r.person = s.person AND r.tool = c.tool AND r.week = s.week
    LEFT JOIN gone AS g ON g.person = s.person AND g.tool = c.tool AND g.week = s.week
    WHERE s.whole AND s.whole_weeks >= 4
)
SELECT person, tool, week, power_known,
       CASE WHEN active_12 >= 9 OR (whole_weeks < 12 AND active_4 >= 4)
            THEN CASE WHEN power_known AND actions_12 >= 15 * least(whole_weeks, 12) THEN 4 ELSE 3 END
            WHEN active_12 >= 3 THEN 2
            WHEN active_12 >= 1 THEN 1
            ELSE 0 END AS tier
FROM judged;

CREATE OR REPLACE TEMP TABLE tier_at_end AS
SELECT m.person, s.tool, m.kind, m.start, p.previous, s.tier, s.power_known
FROM members AS m
JOIN periods AS p USING (kind, start)
JOIN standing AS s ON s.person = m.person AND s.week = p.last_full_week;
