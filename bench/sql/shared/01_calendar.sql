-- Weeks, months and quarters that lie wholly in the data, and which weeks belong to them (those whose Thursday they hold).
CREATE OR REPLACE TEMP TABLE periods AS
WITH days AS (
    SELECT DATE '1970-01-01' + day::INT AS date FROM range(getvariable('first_day'), getvariable('last_day') + 1) AS r(day)
), bounds AS (
    SELECT DISTINCT 'week' AS kind, date_trunc('week', date)::DATE AS opens, opens + 6 AS closes FROM days
    UNION ALL
    SELECT DISTINCT 'month', date_trunc('month', date)::DATE AS opens, last_day(opens) FROM days
    UNION ALL
    SELECT DISTINCT 'quarter', date_trunc('quarter', date)::DATE AS opens, (opens + INTERVAL 3 MONTH)::DATE - 1 FROM days
)
SELECT kind,
       (opens - DATE '1970-01-01')::INT AS start,
       (closes - DATE '1970-01-01')::INT AS stop,
       (date_trunc('week', closes - 3)::DATE - DATE '1970-01-01')::INT AS last_week,
       (date_trunc('week', closes + 1)::DATE - 7 - DATE '1970-01-01')::INT AS last_full_week,
       (date_trunc(kind, opens - 1)::DATE - DATE '1970-01-01')::INT AS previous,
       (date_trunc('quarter', opens)::DATE - DATE '1970-01-01')::INT AS quarter
FROM bounds
WHERE start >= getvariable('first_day') AND stop <= getvariable('last_day');

CREATE OR REPLACE TEMP TABLE mondays AS
SELECT range::INT AS week
FROM range((SELECT min(start) FROM periods WHERE kind = 'week') - 77, (SELECT max(start) FROM periods WHERE kind = 'week') + 14, 7);

CREATE OR REPLACE TEMP TABLE period_weeks AS
SELECT p.kind, p.start, m.week
FROM periods AS p JOIN mondays AS m ON m.week + 3 BETWEEN p.start AND p.stop
WHERE m.week >= getvariable('first_day');

CREATE OR REPLACE TEMP TABLE period_sizes AS
SELECT kind, start, count(*) AS weeks FROM period_weeks GROUP BY ALL;

DELETE FROM mondays WHERE week > (SELECT max(start) FROM periods WHERE kind = 'week');
