-- Who is where at the end of each period, and in which weeks everyone was employed from Monday to Sunday.
CREATE OR REPLACE TEMP TABLE members AS
SELECT s.person, p.kind, p.start, 'everyone' AS organisation, s.division, s.department, s.team, s.role, s.level, s.location,
       CASE WHEN s.hired_day IS NULL THEN NULL
            WHEN p.stop - s.hired_day < 183 THEN 'under 6 months'
            WHEN p.stop - s.hired_day < 730 THEN '6 to 24 months'
            WHEN p.stop - s.hired_day < 1826 THEN '2 to 5 years'
            ELSE 'over 5 years' END AS tenure
FROM person_spell AS s JOIN periods AS p ON s.from_day <= p.stop AND coalesce(s.to_day, 2000000000) >= p.stop
QUALIFY row_number() OVER (
    PARTITION BY s.person, p.kind, p.start ORDER BY s.from_day DESC, s.as_of DESC, s.arrival DESC, s.identity DESC) = 1;

CREATE OR REPLACE TEMP TABLE employment AS
WITH firsts AS (
    SELECT person, min(from_day) AS first_from, arg_min(hired_day, from_day) AS hired FROM person_spell GROUP BY person
)
SELECT s.person, f.hired, coalesce(s.to_day, 2000000000) AS until,
       CASE WHEN s.from_day <> f.first_from THEN s.from_day
            WHEN f.hired IS NOT NULL THEN least(f.hired, s.from_day)
            WHEN s.from_day = (SELECT min(from_day) FROM person_spell) THEN 0
            ELSE s.from_day END AS since
FROM person_spell AS s JOIN firsts AS f USING (person);

CREATE OR REPLACE TEMP TABLE staff AS
WITH stays AS (
    SELECT e.person, m.week, max(e.since <= m.week) AND max(e.until >= m.week + 6) AS whole
    FROM mondays AS m JOIN employment AS e ON e.since <= m.week + 6 AND e.until >= m.week
    GROUP BY ALL
), reach AS (
    SELECT person, min(week) AS opens, max(week) AS closes FROM stays GROUP BY person
), dense AS (
    SELECT person, unnest(range(opens, closes + 1, 7))::INT AS week FROM reach
)
SELECT d.person, d.week, coalesce(s.whole, false) AS whole,
       count(*) FILTER (coalesce(s.whole, false)) OVER last_12 AS whole_weeks,
       min(d.week) FILTER (coalesce(s.whole, false)) OVER last_12 AS from_week
FROM dense AS d LEFT JOIN stays AS s USING (person, week)
WINDOW last_12 AS (PARTITION BY d.person ORDER BY d.week ROWS 11 PRECEDING);
