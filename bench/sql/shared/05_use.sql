-- One row a person, tool and week, and from them one row a person, tool and period; 'any' is all tools together.
CREATE OR REPLACE TEMP TABLE weekly AS
SELECT person, tool, week, active, CASE WHEN dated THEN bit_count(dates)::INT ELSE days_said END AS active_days,
       actions, coalesce(active = 1, false)::INT AS tools, first_day
FROM clean
UNION ALL
SELECT person, 'any', week, max(active), CASE WHEN bool_or(dated) THEN bit_count(bit_or(dates))::INT END,
       sum(actions)::BIGINT, count(*) FILTER (active = 1), min(first_day)
FROM clean
GROUP BY person, week;

CREATE OR REPLACE TEMP TABLE use AS
WITH weeks AS (
    SELECT *, (active = 1)::INT AS active_weeks, (active_days > 0)::INT AS day_weeks,
           active_days AS days, least(coalesce(active_days, 0), 5) AS workdays
    FROM weekly
), monthly AS (
    SELECT w.person, w.tool, p.start, max(w.active) AS active, sum(w.actions) AS actions, max(w.tools) AS tools,
           sum(w.active_weeks) AS active_weeks, sum(w.day_weeks) AS day_weeks, sum(w.days) AS days, sum(w.workdays) AS workdays
    FROM weeks AS w JOIN period_weeks AS p ON p.week = w.week AND p.kind = 'month'
    GROUP BY ALL
), quarterly AS (
    SELECT m.person, m.tool, q.quarter AS start, max(m.active) AS active, sum(m.actions) AS actions, max(m.tools) AS tools,
           sum(m.active_weeks) AS active_weeks, sum(m.day_weeks) AS day_weeks, sum(m.days) AS days, sum(m.workdays) AS workdays
    FROM monthly AS m JOIN periods AS q ON q.kind = 'month' AND q.start = m.start
    GROUP BY ALL
), together AS (
    SELECT person, 'month' AS kind, start, sum(tools) AS tools FROM monthly WHERE tool <> 'any' GROUP BY ALL
    UNION ALL
    SELECT person, 'quarter', start, sum(tools) FROM quarterly WHERE tool <> 'any' GROUP BY ALL
), longer AS (
    SELECT 'month' AS kind, * FROM monthly UNION ALL SELECT 'quarter', * FROM quarterly
)
SELECT person, tool, 'week' AS kind, week AS start, active, actions, tools,
       coalesce(active_weeks, 0) AS active_weeks, coalesce(day_weeks, 0) AS day_weeks,
       coalesce(days, 0) AS days, coalesce(workdays, 0) AS workdays
FROM weeks
UNION ALL
SELECT l.person, l.tool, l.kind, l.start, l.active, l.actions, CASE WHEN l.tool = 'any' THEN t.tools ELSE l.tools END,
       coalesce(l.active_weeks, 0), coalesce(l.day_weeks, 0), coalesce(l.days, 0), coalesce(l.workdays, 0)
FROM longer AS l LEFT JOIN together AS t ON l.tool = 'any' AND t.person = l.person AND t.kind = l.kind AND t.start = l.start;

CREATE OR REPLACE TEMP TABLE places AS
SELECT DISTINCT u.person, u.tool, s.week, u.surface
FROM usage AS u JOIN spoken AS s
  ON s.tool = u.tool AND s.source = u.source AND s.grain = u.grain
 AND s.opens = CASE WHEN u.grain = 'day' THEN u.start_day - (u.start_day + 3) % 7 ELSE u.start_day END
ANTI JOIN for_show AS f ON f.person = u.person AND f.tool = u.tool AND f.week = s.week AND f.known = f.week
WHERE u.surface <> 'all' AND u.active = 1 AND u.end_day <= getvariable('last_day');
