"""All tables of the dataset by name."""

from __future__ import annotations

from schemas.amounts import Amounts
from schemas.article_entities import ArticleEntities
from schemas.articles import Articles
from schemas.base import Table
from schemas.entities import Entities
from schemas.entity_aliases import EntityAliases
from schemas.entity_links import EntityLinks
from schemas.entity_references import EntityReferences
from schemas.event_arguments import EventArguments
from schemas.events import Events
from schemas.figures import Figures
from schemas.mentions import Mentions
from schemas.quotes import Quotes
from schemas.rejects import Rejects
from schemas.relations import Relations
from schemas.runs import Runs
from schemas.sections import Sections
from schemas.story_links import StoryLinks

# Parents before children, so that a check of references meets the parents first.
TABLES: dict[str, type[Table]] = {
    "articles": Articles,
    "sections": Sections,
    "story_links": StoryLinks,
    "entities": Entities,
    "entity_aliases": EntityAliases,
    "entity_links": EntityLinks,
    "entity_references": EntityReferences,
    "article_entities": ArticleEntities,
    "mentions": Mentions,
    "amounts": Amounts,
    "events": Events,
    "event_arguments": EventArguments,
    "quotes": Quotes,
    "relations": Relations,
    "figures": Figures,
    "rejects": Rejects,
    "runs": Runs,
}

# The order of a table's rows in an export: rows of one article together, in reading order, no two rows alike.
ORDERS: dict[str, tuple[str, ...]] = {
    "articles": ("source_name", "article_id"),
    "sections": ("article_id", "section_no"),
    "story_links": ("article_id",),
    "entities": ("label", "name", "entity_id"),
    "entity_aliases": ("entity_id", "alias"),
    "entity_links": ("entity_id", "link_id"),
    "entity_references": ("entity_id", "scheme", "reference"),
    "article_entities": ("article_id", "entity_id"),
    "mentions": ("article_id", "start_char", "mention_id"),
    "amounts": ("article_id", "start_char", "amount_id"),
    "events": ("article_id", "start_char", "event_id"),
    "event_arguments": ("article_id", "event_id", "role", "entity_id"),
    "quotes": ("article_id", "start_char", "quote_id"),
    "relations": ("article_id", "start_char", "relation_id"),
    "figures": ("article_id", "start_char", "figure_id"),
    "rejects": ("source_name", "table_name", "reject_id"),
    "runs": ("sequence",),
}
