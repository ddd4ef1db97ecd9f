-- Which feed speaks for a tool in a week, and what is then known of the tool. No feed here states months.
CREATE OR REPLACE TEMP TABLE known AS
SELECT tool, source, grain, surface, arrival, start_day, end_day, count(active_days) > 0 AS days, count(actions) > 0 AS actions
FROM usage
WHERE end_day <= getvariable('last_day')
GROUP BY ALL;

-- An arrival reports every day from its first to its last; silences of up to four days are nobody's working days.
CREATE OR REPLACE TEMP TABLE spoken AS
WITH arrivals AS (
    SELECT tool, source, min(start_day) AS opens, max(start_day) AS closes
    FROM known
    WHERE grain = 'day' AND surface = 'all' AND start_day = end_day
    GROUP BY tool, source, arrival
), broken AS (
    SELECT *, opens > coalesce(max(closes) OVER (
        PARTITION BY tool, source ORDER BY opens, closes ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -999) + 5 AS begins
    FROM arrivals
), numbered AS (
    SELECT *, sum(begins::INT) OVER (PARTITION BY tool, source ORDER BY opens, closes) AS stretch FROM broken
), stretches AS (
    SELECT tool, source, min(opens) AS opens, max(closes) AS closes FROM numbered GROUP BY tool, source, stretch
), offers AS (
    SELECT s.tool, p.start AS week, s.source, 'day' AS grain, p.start AS opens
    FROM stretches AS s JOIN periods AS p ON p.kind = 'week' AND s.opens <= p.start AND s.closes >= p.start + 4
    UNION ALL
    SELECT DISTINCT k.tool, p.start, k.source, 'week', k.start_day
    FROM known AS k JOIN periods AS p ON p.kind = 'week' AND k.start_day + 3 BETWEEN p.start AND p.stop
    WHERE k.grain = 'week' AND k.surface = 'all' AND k.end_day = k.start_day + 6
), ranked AS (
    SELECT *, count(*) OVER (PARTITION BY tool, source, grain) AS breadth FROM offers
)
SELECT tool, week, source, grain, opens
FROM ranked
QUALIFY row_number() OVER (PARTITION BY tool, week ORDER BY grain <> 'day', breadth DESC, source, abs(opens - week)) = 1;

CREATE OR REPLACE TEMP TABLE known_weeks AS
WITH tools AS (
    SELECT s.tool, s.week,
           s.grain = 'day' AS dates,
           s.grain = 'day' OR bool_or(k.days) AS days,
           bool_or(k.actions) AS actions,
           EXISTS (SELECT 1 FROM known AS p
                   WHERE p.tool = s.tool AND p.source = s.source AND p.grain = s.grain AND p.surface <> 'all') AS surfaces
    FROM spoken AS s JOIN known AS k
      ON k.tool = s.tool AND k.source = s.source AND k.grain = s.grain AND k.surface = 'all'
     AND k.start_day BETWEEN s.opens AND s.opens + 6
     AND (s.grain = 'day' OR k.start_day = s.opens)
    GROUP BY s.tool, s.week, s.source, s.grain
)
SELECT * FROM tools
UNION ALL
SELECT 'any', week, bool_or(dates), bool_or(dates), bool_or(actions), false FROM tools GROUP BY week;

CREATE OR REPLACE TEMP TABLE covered_weeks AS
WITH islands AS (
    SELECT *,
           week - 7 * row_number() OVER (PARTITION BY tool ORDER BY week) AS run,
           week - 7 * row_number() OVER (PARTITION BY tool, actions ORDER BY week) AS acting
    FROM known_weeks
)
SELECT tool, week, dates, days, actions, surfaces,
       min(week) OVER (PARTITION BY tool, run) AS run_start,
       max(week) OVER (PARTITION BY tool, run) + 6 AS run_end,
       CASE WHEN actions THEN min(week) OVER (PARTITION BY tool, actions, acting) ELSE week + 7 END AS actions_from
FROM islands;

-- A period is covered when all its weeks are; all tools together where one of them is.
CREATE OR REPLACE TEMP TABLE covered AS
WITH tools AS (
    SELECT w.tool, p.kind, p.start,
           bool_and(w.days) AS days, bool_and(w.actions) AS actions, bool_and(w.surfaces) AS surfaces
    FROM period_weeks AS p JOIN covered_weeks AS w USING (week) JOIN period_sizes AS s USING (kind, start)
    GROUP BY w.tool, p.kind, p.start, s.weeks
    HAVING count(*) = s.weeks
), acting AS (
    SELECT kind, start, bool_or(actions) AS actions FROM tools WHERE tool <> 'any' GROUP BY kind, start
)
SELECT * FROM tools WHERE tool <> 'any'
UNION ALL
SELECT t.tool, t.kind, t.start, t.days, a.actions, false FROM tools AS t JOIN acting AS a USING (kind, start) WHERE t.tool = 'any';
