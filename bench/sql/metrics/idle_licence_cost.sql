WITH prices AS (
    SELECT r.tool, p.kind, p.start, r.monthly, r.currency
    FROM price AS r JOIN periods AS p ON r.from_day <= p.stop AND coalesce(r.to_day, 2000000000) >= p.stop
    WHERE p.kind <> 'week'
    QUALIFY row_number() OVER (
        PARTITION BY r.tool, p.kind, p.start ORDER BY r.from_day DESC, r.as_of DESC, r.arrival DESC, r.source DESC) = 1
), costs AS (
    SELECT h.person, h.tool, h.kind, h.start, p.currency, (1 - h.active) * p.monthly::DOUBLE AS cost
    FROM holders AS h JOIN prices AS p USING (tool, kind, start)
    WHERE h.whole
), alike AS (
    SELECT kind, start FROM costs GROUP BY ALL HAVING min(currency) = max(currency)
)
SELECT person, tool, kind, start, NULL::VARCHAR AS category, cost AS value, 1::DOUBLE AS weight FROM costs
UNION ALL
SELECT person, 'any', kind, start, NULL, sum(cost), 1 FROM costs JOIN alike USING (kind, start) GROUP BY person, kind, start
