-- Views and macros that an analyst asks for first: names instead of ids, the words it was read from, and the article.
--
-- Nothing is counted twice. An article that repeats another's text (duplicate_of) is left out. Of the tellings of one
-- story (story_id) each fact stands once, as the fullest or else the first of them has it; what only one of them tells
-- stands too. `sources` says how many stories, texts that do not copy each other, state the same fact.

CREATE VIEW event_fillers AS
SELECT a.event_id, a.role, e.entity_id, e.name, e.label, e.country
FROM event_arguments AS a JOIN entities AS e USING (entity_id);
COMMENT ON VIEW event_fillers IS 'Roles of events with the names of those who fill them.';

CREATE VIEW told_events AS
WITH filled AS (
    SELECT
        event_id, list(role || ' ' || entity_id ORDER BY role, entity_id) AS fillers, list(entity_id) AS entities,
        bool_or(role <> 'location') AS names_somebody
    FROM event_arguments GROUP BY event_id
),
stated AS (
    SELECT
        e.*, a.headline, a.published_on, a.outlet, a.source_name, a.story_id,
        -- Status and days may differ: a deal announced in one article and completed in another is one deal. What names
        -- nobody is the same only inside a story: layoffs of an unnamed firm are not those of another one.
        count(DISTINCT a.story_id) OVER (
            PARTITION BY e.event_type, f.fillers, e.currency, e.value_min, e.value_max, e.count, lower(e.position),
                CASE WHEN f.names_somebody THEN '' ELSE a.story_id END
        ) AS sources,
        coalesce(f.entities, []) AS parties,
        len(parties) + (e.currency IS NOT NULL)::INTEGER + (e.count IS NOT NULL)::INTEGER
            + (e.position IS NOT NULL)::INTEGER AS details
    FROM events AS e JOIN articles AS a USING (article_id) LEFT JOIN filled AS f USING (event_id)
    WHERE a.duplicate_of IS NULL
),
-- A telling that is cut short often has an event without its price or a party, or a party in the wrong role.
told_better AS (
    SELECT less.event_id
    FROM stated AS less JOIN stated AS more USING (story_id, event_type)
    WHERE less.article_id <> more.article_id AND list_has_all(more.parties, less.parties)
        AND (less.currency IS NULL OR (less.currency, less.value_min, less.value_max)
            IS NOT DISTINCT FROM (more.currency, more.value_min, more.value_max))
        AND (less.count IS NULL OR less.count IS NOT DISTINCT FROM more.count)
        AND (less.position IS NULL OR lower(less.position) IS NOT DISTINCT FROM lower(more.position))
        AND (-more.details, more.article_id <> story_id, more.source_name)
            < (-less.details, less.article_id <> story_id, less.source_name)
)
SELECT * EXCLUDE (parties, details) FROM stated
WHERE event_id NOT IN (FROM told_better);
COMMENT ON VIEW told_events IS 'Events with the headline and date of their article. Of the tellings of a story the one '
    'with most details stands for an event of the same type whose parties, amount, count and position fit. sources: '
    'stories that state it with the same parties in the same roles, amount, count and position.';

CREATE VIEW told_figures AS
SELECT
    g.*, e.name, a.headline, a.published_on, a.outlet, a.source_name, a.story_id,
    count(DISTINCT a.story_id) OVER (
        PARTITION BY g.entity_id, g.metric, g.period, g.unit, g.value_min, g.value_max
    ) AS sources
FROM figures AS g JOIN articles AS a USING (article_id) JOIN entities AS e USING (entity_id)
WHERE a.duplicate_of IS NULL
QUALIFY g.article_id = first_value(g.article_id) OVER (
    PARTITION BY a.story_id, g.entity_id, g.metric, g.period, g.unit, g.value_min, g.value_max
    ORDER BY g.article_id <> a.story_id, a.source_name
);
COMMENT ON VIEW told_figures IS 'Figures with the headline and date of their article, each once per story. sources: '
    'stories that state the same value of the organisation, metric and period.';

CREATE VIEW told_relations AS
SELECT
    r.*, s.name AS subject, o.name AS object, a.headline, a.published_on, a.outlet, a.source_name, a.story_id,
    count(DISTINCT a.story_id) OVER (PARTITION BY r.subject_id, r.predicate, r.object_id) AS sources
FROM relations AS r JOIN articles AS a USING (article_id)
JOIN entities AS s ON s.entity_id = r.subject_id JOIN entities AS o ON o.entity_id = r.object_id
WHERE a.duplicate_of IS NULL
QUALIFY r.article_id = first_value(r.article_id) OVER (
    PARTITION BY a.story_id, r.subject_id, r.predicate, r.object_id
    ORDER BY r.article_id <> a.story_id, a.source_name
);
COMMENT ON VIEW told_relations IS 'Relations with the headline and date of their article, each once per story. '
    'sources: stories that state it.';

CREATE VIEW partnerships AS
SELECT
    p.name AS partner, q.name AS other_partner, v.name AS venture, t.event_type, t.status,
    t.occurred_on_start, t.occurred_on_end, t.evidence, t.headline, t.published_on, t.source_name, t.sources,
    t.score, t.event_id
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
    t.occurred_on_start, t.occurred_on_end, t.evidence, t.headline, t.published_on, t.source_name, t.sources,
    t.score, t.event_id
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
    t.occurred_on_start, t.occurred_on_end, t.evidence, t.headline, t.published_on, t.source_name, t.sources,
    t.score, t.event_id
FROM told_events AS t
LEFT JOIN event_fillers AS b ON b.event_id = t.event_id AND b.role = 'buyer'
LEFT JOIN event_fillers AS c ON c.event_id = t.event_id AND c.role = 'acquired'
LEFT JOIN event_fillers AS s ON s.event_id = t.event_id AND s.role = 'seller'
WHERE t.event_type = 'acquisition'
ORDER BY t.published_on, buyer, acquired, t.event_id;
COMMENT ON VIEW takeovers IS 'Who took over whom, from whom and for how much.';

CREATE VIEW who_said_what AS
WITH said AS (
    SELECT
        q.*, a.headline, a.published_on, a.source_name, a.story_id,
        -- The same words: in any case of letters, with any marks.
        regexp_replace(lower(q.text), '[^\p{L}\p{N}]+', ' ', 'g') AS words
    FROM quotes AS q JOIN articles AS a USING (article_id)
    WHERE a.duplicate_of IS NULL
),
-- Where one telling names the speaker and another does not, it is the same speaker.
attributed AS (
    SELECT *,
        coalesce(speaker_entity_id, min(speaker_entity_id) OVER in_story) AS named,
        coalesce(named, min(speaker_surface) OVER in_story) AS said_by
    FROM said
    WINDOW in_story AS (PARTITION BY story_id, words)
)
SELECT
    coalesce(e.name, q.speaker_surface) AS speaker, e.label AS speaker_label, q.kind, q.cue, q.text,
    q.headline, q.published_on, q.source_name,
    -- "Ein Sprecher" of one story is not that of another.
    count(DISTINCT q.story_id) OVER (PARTITION BY q.words, coalesce(q.named, q.story_id)) AS sources,
    q.score, q.quote_id, q.speaker_entity_id
FROM attributed AS q LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
QUALIFY q.article_id = first_value(q.article_id) OVER (
    PARTITION BY q.story_id, q.words, q.said_by
    ORDER BY q.speaker_entity_id IS NULL, q.article_id <> q.story_id, q.source_name
)
ORDER BY q.published_on, q.source_name, q.start_char;
COMMENT ON VIEW who_said_what IS 'Quotations with their speaker, a name or the description the article gives, each '
    'once per story. sources: stories that have the same words of the same named speaker.';

CREATE VIEW money_by_organisation AS
SELECT
    f.name AS organisation, t.event_type AS what, f.role AS role, NULL AS period, t.currency, t.value_min, t.value_max,
    t.status, t.evidence, t.headline, t.published_on, t.source_name, t.sources, t.score, t.event_id AS statement_id
FROM told_events AS t
JOIN event_fillers AS f ON f.event_id = t.event_id AND f.label = 'organization'
WHERE t.currency IS NOT NULL
UNION ALL
SELECT
    name, metric, NULL, period, unit, value_min, value_max, status, evidence, headline, published_on, source_name,
    sources, score, figure_id
FROM told_figures
WHERE unit NOT IN ('people', 'percent')
ORDER BY organisation, published_on, what, statement_id;
COMMENT ON VIEW money_by_organisation IS 'Every sum stated of an organisation: amounts of its events, and its figures.';

-- Macros for the questions that are asked with a name or two days in hand: SELECT * FROM company('Siemens').
-- A name is any form that an article uses of it, in any case of letters; days may be given as text.

CREATE MACRO entity(named) AS TABLE
SELECT DISTINCT e.entity_id, e.name, e.label, e.country
FROM entities AS e JOIN entity_aliases AS a USING (entity_id)
WHERE lower(a.alias) = lower(named);
COMMENT ON MACRO TABLE entity IS 'Things that have this name in an article.';

CREATE MACRO company(named) AS TABLE
WITH it AS (SELECT entity_id, name FROM entity(named) WHERE label = 'organization')
SELECT
    'event' AS kind, t.event_type AS what, f.role,
    (SELECT string_agg(o.role || ' ' || o.name, ', ' ORDER BY o.role, o.name) FROM event_fillers AS o
     WHERE o.event_id = t.event_id AND o.entity_id <> it.entity_id) AS others,
    NULL AS period, t.currency AS unit, t.value_min, t.value_max, t.status, t.published_on, t.evidence, t.source_name,
    t.sources, t.score, t.event_id AS statement_id
FROM it JOIN event_fillers AS f USING (entity_id) JOIN told_events AS t USING (event_id)
UNION ALL
SELECT
    'figure', g.metric, NULL, NULL, g.period, g.unit, g.value_min, g.value_max, g.status, g.published_on, g.evidence,
    g.source_name, g.sources, g.score, g.figure_id
FROM it JOIN told_figures AS g USING (entity_id)
UNION ALL
SELECT
    'relation', r.predicate, CASE it.entity_id WHEN r.subject_id THEN 'subject' ELSE 'object' END,
    CASE it.entity_id WHEN r.subject_id THEN r.object ELSE r.subject END,
    NULL, NULL, NULL, NULL, NULL, r.published_on, r.evidence, r.source_name, r.sources, r.score, r.relation_id
FROM it JOIN told_relations AS r ON it.entity_id IN (r.subject_id, r.object_id)
ORDER BY published_on, kind, what, statement_id;
COMMENT ON MACRO TABLE company IS 'Everything stated of an organisation: events, figures, relations.';

CREATE MACRO money_between(first_day, last_day) AS TABLE
SELECT * FROM money_by_organisation
WHERE published_on BETWEEN first_day::DATE AND last_day::DATE
ORDER BY published_on, organisation, what, statement_id;
COMMENT ON MACRO TABLE money_between IS 'Every sum stated of an organisation by an article of these days, both included.';

CREATE MACRO events_between(first_day, last_day) AS TABLE
SELECT
    t.event_type, t.status,
    (SELECT string_agg(f.role || ' ' || f.name, ', ' ORDER BY f.role, f.name) FROM event_fillers AS f
     WHERE f.event_id = t.event_id) AS arguments,
    t.currency, t.value_min, t.value_max, t.count, t.occurred_on_start, t.occurred_on_end, t.published_on,
    t.evidence, t.headline, t.source_name, t.sources, t.score, t.event_id
FROM told_events AS t
WHERE t.published_on BETWEEN first_day::DATE AND last_day::DATE
ORDER BY t.published_on, t.event_type, t.event_id;
COMMENT ON MACRO TABLE events_between IS 'Events that an article of these days tells, both days included.';

CREATE MACRO said_by(named) AS TABLE
SELECT w.speaker, w.kind, w.text, w.published_on, w.headline, w.source_name, w.sources, w.score, w.quote_id
FROM who_said_what AS w JOIN entity(named) AS e ON e.entity_id = w.speaker_entity_id JOIN quotes AS q USING (quote_id)
ORDER BY w.published_on, w.source_name, q.start_char;
COMMENT ON MACRO TABLE said_by IS 'What this person or organisation said.';

CREATE MACRO articles_about(named) AS TABLE
SELECT a.published_on, a.outlet, a.headline, count(*) AS mentions, a.source_name, a.article_id
FROM articles AS a JOIN mentions AS m USING (article_id) JOIN entity(named) AS e ON e.entity_id = m.entity_id
WHERE a.duplicate_of IS NULL
GROUP BY ALL
ORDER BY a.published_on, a.source_name;
COMMENT ON MACRO TABLE articles_about IS 'Articles that name it, with how often.';

CREATE MACRO named_with(named) AS TABLE
WITH it AS (SELECT entity_id FROM entity(named)),
where_named AS (
    SELECT DISTINCT m.article_id FROM mentions AS m JOIN it USING (entity_id)
    JOIN articles AS a USING (article_id) WHERE a.duplicate_of IS NULL
)
SELECT e.name, e.label, e.country, count(DISTINCT m.article_id) AS articles, count(*) AS mentions, e.entity_id
FROM mentions AS m JOIN where_named USING (article_id) JOIN entities AS e USING (entity_id)
WHERE e.entity_id NOT IN (SELECT entity_id FROM it)
GROUP BY ALL
ORDER BY articles DESC, mentions DESC, e.name, e.entity_id;
COMMENT ON MACRO TABLE named_with IS 'Who and what is named in the same articles, the most frequent first.';
