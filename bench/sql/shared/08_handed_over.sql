-- Of a hundred prompts of a person, tool, month or quarter, those that hand work over to an agent; tools that tell of agents.
CREATE OR REPLACE TEMP TABLE handed_over AS
WITH told AS (
    SELECT u.person, u.tool, s.week, u.prompts, u.surface IN ('agent', 'cli', 'cloud_agent', 'cowork') AS agent
    FROM usage AS u JOIN spoken AS s
      ON s.tool = u.tool AND s.source = u.source AND s.grain = u.grain
     AND s.opens = CASE WHEN u.grain = 'day' THEN u.start_day - (u.start_day + 3) % 7 ELSE u.start_day END
    ANTI JOIN for_show AS f ON f.person = u.person AND f.tool = u.tool AND f.week = s.week AND f.known = f.week
    WHERE u.prompts > 0 AND u.end_day <= getvariable('last_day')
      AND u.surface IN ('agent', 'cli', 'cloud_agent', 'cowork', 'chat', 'chat_work', 'chat_web', 'office', 'design', 'science',
                        'inline_edit', 'gemini_app', 'word', 'excel', 'powerpoint', 'outlook', 'onenote', 'loop', 'teams', 'docs',
                        'sheets', 'slides', 'gmail')
), counted AS (
    SELECT t.person, t.tool, p.kind, p.start, sum(t.prompts) AS prompts, coalesce(sum(t.prompts) FILTER (agent), 0) AS handed
    FROM told AS t JOIN period_weeks AS p USING (week)
    WHERE p.kind <> 'week' AND t.tool IN (SELECT tool FROM told WHERE agent)
    GROUP BY ALL
), firsts AS (
    SELECT person, tool, min(week) AS week FROM weekly WHERE active = 1 GROUP BY ALL
)
SELECT c.person, c.tool, c.kind, c.start, 100 * handed::DOUBLE / prompts::DOUBLE AS share, f.week AS first, b.week AS began, p.stop
FROM counted AS c
JOIN firsts AS f USING (person, tool)
JOIN periods AS p USING (kind, start)
LEFT JOIN first_use AS b USING (person, tool)
SEMI JOIN members AS m ON m.person = c.person AND m.kind = c.kind AND m.start = c.start
SEMI JOIN covered AS v ON v.tool = c.tool AND v.kind = c.kind AND v.start = c.start;
