-- Licences as unbroken times of holding, and the week in which people first used a tool.
CREATE OR REPLACE TEMP TABLE holding AS
WITH stated AS (
    SELECT DISTINCT person, tool, from_day, granted, coalesce(to_day, 2000000000) AS until FROM licence
), broken AS (
    SELECT *, from_day > coalesce(max(until) OVER (
        PARTITION BY person, tool ORDER BY from_day, until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1) + 1 AS begins
    FROM stated
), numbered AS (
    SELECT *, sum(begins::INT) OVER (
        PARTITION BY person, tool ORDER BY from_day, until ROWS UNBOUNDED PRECEDING) AS time
    FROM broken
)
SELECT person, tool, min(from_day) AS since, max(until) AS until,
       coalesce(min(from_day) FILTER (granted = 1) = min(from_day), false) AS granted
FROM numbered
GROUP BY person, tool, time;

CREATE OR REPLACE TEMP TABLE licensed AS
WITH held AS (
    SELECT h.person, h.tool, p.kind, p.start, h.since <= p.start AS whole
    FROM holding AS h JOIN periods AS p ON h.since <= p.stop AND h.until >= p.stop
    SEMI JOIN members AS m ON m.person = h.person AND m.kind = p.kind AND m.start = p.start
)
SELECT * FROM held
UNION ALL
SELECT person, 'any', kind, start, bool_or(whole) FROM held GROUP BY ALL;

-- Holders of a covered tool, of whom the vendor reports; who is absent was idle.
CREATE OR REPLACE TEMP TABLE holders AS
SELECT l.person, l.tool, l.kind, l.start, l.whole, coalesce(u.active, 0) AS active
FROM licensed AS l
SEMI JOIN covered AS c ON c.tool = l.tool AND c.kind = l.kind AND c.start = l.start
LEFT JOIN use AS u ON u.person = l.person AND u.tool = l.tool AND u.kind = l.kind AND u.start = l.start
WHERE u.person IS NULL OR u.active IS NOT NULL;

CREATE OR REPLACE TEMP TABLE first_use AS
WITH firsts AS (
    SELECT person, tool, min(week) AS week FROM weekly WHERE active = 1 GROUP BY ALL
), hired AS (
    SELECT person, min(hired) AS hired FROM employment GROUP BY person
)
SELECT f.person, f.tool, f.week, c.run_end
FROM firsts AS f JOIN covered_weeks AS c USING (tool, week) JOIN hired AS h USING (person)
WHERE c.run_start <= f.week - 84 OR c.run_start <= coalesce(h.hired, -1);

-- Following ends on a Sunday, and counts in the month and quarter that hold it.
CREATE OR REPLACE MACRO beginners(followed) AS TABLE
SELECT f.person, f.tool, p.kind, p.start, f.week
FROM first_use AS f
JOIN periods AS p ON p.kind <> 'week' AND f.week + followed - 1 BETWEEN p.start AND p.stop
SEMI JOIN staff AS s ON s.person = f.person AND s.week = f.week + followed - 7 AND s.whole
SEMI JOIN members AS m ON m.person = f.person AND m.kind = p.kind AND m.start = p.start
WHERE f.run_end >= f.week + followed - 1;

CREATE OR REPLACE MACRO retained(weeks_after) AS TABLE
SELECT b.person, b.tool, b.kind, b.start, NULL::VARCHAR AS category,
       coalesce(bool_or(w.active = 1), false)::INT::DOUBLE AS value, 1::DOUBLE AS weight
FROM beginners(7 * (weeks_after + 2)) AS b
LEFT JOIN weekly AS w
  ON w.person = b.person AND w.tool = b.tool
 AND (w.week = b.week + 7 * weeks_after OR w.week = b.week + 7 * (weeks_after + 1))
GROUP BY ALL;
