-- One row a person, tool and week that a feed states, as it states it.
CREATE OR REPLACE TEMP TABLE stated AS
SELECT u.person, u.tool, s.week,
       max(u.active) AS active,
       bit_or(CASE WHEN u.active = 1 AND u.grain = 'day' THEN 1 << (u.start_day - s.week) ELSE 0 END) AS dates,
       bool_or(u.grain = 'day') AS dated,
       max(u.active_days) FILTER (u.active = 1) AS days_said,
       sum(u.actions)::BIGINT AS actions,
       min(CASE WHEN u.active = 1
                THEN coalesce(u.first_active_day, CASE WHEN u.grain = 'day' THEN u.start_day END, s.week) END) AS first_day
FROM usage AS u JOIN spoken AS s
  ON s.tool = u.tool AND s.source = u.source AND s.grain = u.grain
 AND s.opens = CASE WHEN u.grain = 'day' THEN u.start_day - (u.start_day + 3) % 7 ELSE u.start_day END
WHERE u.surface = 'all' AND u.end_day <= getvariable('last_day')
GROUP BY ALL;

-- Weeks that look like show, with the week at whose end that can be told. Nobody's work items are known here.
CREATE OR REPLACE TEMP TABLE for_show AS
WITH sent AS (
    SELECT person, tool, week, actions,
           greatest(coalesce(CASE WHEN dated THEN bit_count(dates)::INT ELSE days_said END, 5), 1) AS active_days
    FROM stated
    WHERE active = 1 AND actions > 0
), usual AS (
    SELECT tool, week, greatest(quantile_disc(actions, 0.5), 1) AS usual FROM sent GROUP BY tool, week HAVING count(*) >= 10
), a_day AS (
    SELECT s.*, u.usual, least(s.actions * 10 // s.active_days, 1000000) AS a_day FROM sent AS s JOIN usual AS u USING (tool, week)
), stretches AS (
    SELECT person, tool, week, actions, usual,
           CASE WHEN count(*) OVER six = 6
                 AND (6 * sum(a_day * a_day) OVER six - (sum(a_day) OVER six) ** 2) * 6 * 10000
                     < 22 * 22 * 5 * (sum(a_day) OVER six) ** 2
                 AND 10 * sum(actions) OVER six > 12 * sum(usual) OVER six THEN min(week) OVER six END AS since_6,
           CASE WHEN count(*) OVER eight = 8
                 AND (8 * sum(a_day * a_day) OVER eight - (sum(a_day) OVER eight) ** 2) * 8 * 10000
                     < 12 * 12 * 7 * (sum(a_day) OVER eight) ** 2
                 AND 10 * sum(actions) OVER eight > 20 * sum(usual) OVER eight THEN min(week) OVER eight END AS since_8
    FROM a_day
    WINDOW six AS (PARTITION BY person, tool ORDER BY week ROWS 5 PRECEDING),
           eight AS (PARTITION BY person, tool ORDER BY week ROWS 7 PRECEDING)
), suspected AS (
    SELECT * FROM stretches WHERE since_6 IS NOT NULL OR since_8 IS NOT NULL OR actions > 2 * usual
), high AS (
    SELECT person, tool, week, actions FROM suspected WHERE actions > 6 * usual
), often AS (
    SELECT h.person, h.tool, h.week, h.actions, quantile_disc(s.actions, 0.5) AS own
    FROM high AS h JOIN sent AS s ON s.person = h.person AND s.tool = h.tool AND s.week < h.week AND s.week > h.week - 182
    GROUP BY ALL
    HAVING count(*) >= 4
), told AS (
    SELECT person, tool, since_8 AS since, week AS known FROM suspected WHERE since_8 IS NOT NULL
    UNION ALL
    SELECT person, tool, week, week FROM often WHERE actions > 8 * greatest(own, 1)
)
SELECT s.person, s.tool, s.week, min(t.known) AS known
FROM sent AS s JOIN told AS t ON t.person = s.person AND t.tool = s.tool AND s.week BETWEEN t.since AND t.known
GROUP BY ALL;

-- What is stated, with the weeks as idle that can be told for show at their own end.
CREATE OR REPLACE TEMP TABLE clean AS
SELECT s.person, s.tool, s.week, s.dated,
       CASE WHEN f.week IS NULL THEN s.active ELSE 0 END AS active,
       CASE WHEN f.week IS NULL THEN s.dates ELSE 0 END AS dates,
       CASE WHEN f.week IS NULL THEN s.days_said ELSE 0 END AS days_said,
       CASE WHEN f.week IS NULL THEN s.actions ELSE 0 END AS actions,
       CASE WHEN f.week IS NULL THEN s.first_day END AS first_day
FROM stated AS s
LEFT JOIN for_show AS f ON f.person = s.person AND f.tool = s.tool AND f.week = s.week AND f.known = f.week;
