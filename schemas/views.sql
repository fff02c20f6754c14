-- Views that an analyst asks for first: names instead of ids, the words it was read from, and the article.
-- An article that repeats another's text (duplicate_of) is left out, so that nothing is counted twice.

CREATE VIEW event_fillers AS
SELECT a.event_id, a.role, e.entity_id, e.name, e.label, e.country
FROM event_arguments AS a JOIN entities AS e USING (entity_id);
COMMENT ON VIEW event_fillers IS 'Roles of events with the names of those who fill them.';

CREATE VIEW told_events AS
SELECT e.*, a.headline, a.published_on, a.outlet, a.source_name
FROM events AS e JOIN articles AS a USING (article_id)
WHERE a.duplicate_of IS NULL;
COMMENT ON VIEW told_events IS 'Events with the headline and date of their article, repeated articles left out.';

CREATE VIEW partnerships AS
SELECT
    p.name AS partner, q.name AS other_partner, v.name AS venture, t.event_type, t.status,
    t.occurred_on_start, t.occurred_on_end, t.evidence, t.headline, t.published_on, t.source_name, t.score, t.event_id
FROM told_events AS t
JOIN event_fillers AS p ON p.event_id = t.event_id AND p.role = 'partner'
JOIN event_fillers AS q ON q.event_id = t.event_id AND q.role = 'partner'
    AND (p.name, p.entity_id) < (q.name, q.entity_id)
LEFT JOIN event_fillers AS v ON v.event_id = t.event_id AND v.role = 'venture'
WHERE t.event_type IN ('partnership', 'joint_venture')
ORDER BY t.published_on, partner, other_partner, t.event_id;
COMMENT ON VIEW partnerships IS 'Who works together: one row per pair of partners.';

CREATE VIEW investments AS
SELECT
    i.name AS investor, i.country AS investor_country, r.name AS recipient, l.name AS location,
    t.currency, t.value_min, t.value_max, t.event_type, t.status,
    t.occurred_on_start, t.occurred_on_end, t.evidence, t.headline, t.published_on, t.source_name, t.score, t.event_id
FROM told_events AS t
LEFT JOIN event_fillers AS i ON i.event_id = t.event_id AND i.role = 'investor'
LEFT JOIN event_fillers AS r ON r.event_id = t.event_id
    AND r.role = CASE t.event_type WHEN 'investment' THEN 'recipient' ELSE 'company' END
LEFT JOIN event_fillers AS l ON l.event_id = t.event_id AND l.role = 'location'
WHERE t.event_type IN ('investment', 'funding_round')
ORDER BY t.published_on, investor, recipient, location, t.event_id;
COMMENT ON VIEW investments IS 'Who puts how much into what: one row per investor; a funding round repeats its amount for each.';

CREATE VIEW takeovers AS
SELECT
    b.name AS buyer, c.name AS acquired, s.name AS seller, t.currency, t.value_min, t.value_max, t.status,
    t.occurred_on_start, t.occurred_on_end, t.evidence, t.headline, t.published_on, t.source_name, t.score, t.event_id
FROM told_events AS t
LEFT JOIN event_fillers AS b ON b.event_id = t.event_id AND b.role = 'buyer'
LEFT JOIN event_fillers AS c ON c.event_id = t.event_id AND c.role = 'acquired'
LEFT JOIN event_fillers AS s ON s.event_id = t.event_id AND s.role = 'seller'
WHERE t.event_type = 'acquisition'
ORDER BY t.published_on, buyer, acquired, t.event_id;
COMMENT ON VIEW takeovers IS 'Who took over whom, from whom and for how much.';

CREATE VIEW who_said_what AS
SELECT
    coalesce(e.name, q.speaker_surface) AS speaker, e.label AS speaker_label, q.kind, q.cue, q.text,
    a.headline, a.published_on, a.source_name, q.score, q.quote_id, q.speaker_entity_id
FROM quotes AS q
JOIN articles AS a USING (article_id)
LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
WHERE a.duplicate_of IS NULL
ORDER BY a.published_on, a.source_name, q.start_char;
COMMENT ON VIEW who_said_what IS 'Quotations with their speaker: a name, or the description the article gives.';

CREATE VIEW money_by_organisation AS
SELECT
    f.name AS organisation, t.event_type AS what, f.role AS role, NULL AS period, t.currency, t.value_min, t.value_max,
    t.status, t.evidence, t.headline, t.published_on, t.source_name, t.score, t.event_id AS statement_id
FROM told_events AS t
JOIN event_fillers AS f ON f.event_id = t.event_id AND f.label = 'organization'
WHERE t.currency IS NOT NULL
UNION ALL
SELECT
    e.name, g.metric, NULL, g.period, g.unit, g.value_min, g.value_max,
    g.status, g.evidence, a.headline, a.published_on, a.source_name, g.score, g.figure_id
FROM figures AS g
JOIN articles AS a USING (article_id)
JOIN entities AS e USING (entity_id)
WHERE a.duplicate_of IS NULL AND g.unit NOT IN ('people', 'percent')
ORDER BY organisation, published_on, what, statement_id;
COMMENT ON VIEW money_by_organisation IS 'Every sum stated of an organisation: amounts of its events, and its figures.';
