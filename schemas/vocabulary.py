"""Closed vocabularies, each value with the sentence that the data dictionary prints for it."""

from __future__ import annotations

import re

from babel import Locale

LABELS = {
    "organization": "Company, fund, agency, union, party, ministry, club or medium.",
    "person": "A person with a name.",
    "location": "Country, state, city, region, street or named site.",
    "product": "Named product, service, app, model, or a brand when it means a product.",
    "event": "Named event: trade fair, summit, cup.",
}

EVENT_TYPES = {
    "partnership": "Cooperation, alliance or joint development.",
    "joint_venture": "A company founded together.",
    "investment": "Money committed to a company, project or place; one event per investor.",
    "funding_round": "Equity or loan raised by a company.",
    "acquisition": "A whole company, a part of it, or a stake changes hands.",
    "merger": "Two or more become one.",
    "spin_off": "Separation, flotation of a unit, break-up.",
    "ipo": "A company goes public.",
    "insolvency": "Insolvency, bankruptcy, creditor protection.",
    "layoffs": "Jobs cut or to be cut.",
    "strike": "Employees stop work.",
    "leadership_change": "Somebody joins, leaves, is appointed or resigns.",
    "product_launch": "A product is presented or comes to market.",
    "facility": "A site, plant, data centre or branch is opened, built or closed.",
    "contract": "Order, tender or supply contract.",
    "legal": "Proceedings about a business: suit, fine, investigation, ruling.",
}

STATUSES = {
    "rumored": "Hearsay: sources, considerations, possibilities.",
    "planned": "Intended: will, soll, plant.",
    "announced": "Agreed or made public, not done.",
    "completed": "Done.",
    "expanded": "Something that existed was made larger.",
    "ended": "Stopped, called off, terminated.",
    "denied": "Contradicted by those concerned.",
}

ROLES = {
    "partner": "One of those who work together (partnership, joint_venture).",
    "venture": "The company founded together (joint_venture).",
    "investor": "Who gives the money (investment, funding_round).",
    "recipient": "Company or project that gets the money (investment).",
    "location": "Where it happens; for an ipo the exchange.",
    "company": "The company it is about (funding_round, ipo, insolvency, layoffs, strike, product_launch, facility).",
    "buyer": "Who takes over (acquisition).",
    "acquired": "What is taken over (acquisition).",
    "seller": "Who gives it away (acquisition).",
    "old": "One of those who merge (merger).",
    "new": "What comes out of the merger (merger).",
    "parent": "Who separates a unit (spin_off).",
    "child": "The unit that is separated (spin_off).",
    "union": "The union behind a strike.",
    "person": "Who joins or leaves (leadership_change).",
    "organization": "Whose office it is (leadership_change).",
    "product": "What is launched (product_launch).",
    "supplier": "Who delivers (contract).",
    "customer": "Who orders (contract).",
    "party": "Who is sued, fined or investigated (legal).",
    "authority": "Who sues, fines or judges (legal).",
}

# Which roles an event of each type has.
EVENT_ROLES = {
    "partnership": ("partner",),
    "joint_venture": ("partner", "venture"),
    "investment": ("investor", "recipient", "location"),
    "funding_round": ("company", "investor"),
    "acquisition": ("buyer", "acquired", "seller"),
    "merger": ("old", "new"),
    "spin_off": ("parent", "child"),
    "ipo": ("company", "location"),
    "insolvency": ("company", "location"),
    "layoffs": ("company", "location"),
    "strike": ("company", "union", "location"),
    "leadership_change": ("person", "organization"),
    "product_launch": ("company", "product"),
    "facility": ("company", "location"),
    "contract": ("supplier", "customer"),
    "legal": ("party", "authority"),
}

# Roles that several may fill in one event (the guidelines mark them with *), by event type.
REPEATED_ROLES = {
    "partnership": frozenset({"partner"}),
    "joint_venture": frozenset({"partner"}),
    "funding_round": frozenset({"investor"}),
    "merger": frozenset({"old"}),
    "strike": frozenset({"company"}),
    "legal": frozenset({"party"}),
}

QUALIFIERS = {
    "exact": "The number as it stands.",
    "approx": "rund, etwa, circa, ungefähr, gut, knapp, fast.",
    "at_least": "mindestens, über, mehr als: the upper bound is open.",
    "at_most": "bis zu, höchstens, unter, weniger als: the lower bound is open.",
    "range": "From value_min to value_max, or one of the two.",
    "vague": "No number is named: both bounds are null.",
}

PREDICATES = {
    "executive_of": "Person holds a leading office in the organization now.",
    "founder_of": "Founded it.",
    "subsidiary_of": "Child company of the parent.",
    "shareholder_of": "Holds a stake in the company.",
    "competitor_of": "Competes with it, in the direction the text says.",
    "product_of": "Product of the maker.",
    "headquartered_in": "Organization has its seat in the location.",
}

_ACTORS = frozenset({"organization", "person", "location"})
_COMPANIES = frozenset({"organization"})
# Labels of subject and object.
PREDICATE_LABELS = {
    "executive_of": (frozenset({"person"}), _COMPANIES),
    "founder_of": (_ACTORS, _COMPANIES),
    "subsidiary_of": (_COMPANIES, _COMPANIES),
    "shareholder_of": (_ACTORS, _COMPANIES),
    "competitor_of": (_COMPANIES | {"product"}, _COMPANIES | {"product"}),
    "product_of": (frozenset({"product"}), _COMPANIES),
    "headquartered_in": (_COMPANIES, frozenset({"location"})),
}

METRICS = {
    "revenue": "Umsatz, Erlöse.",
    "operating_profit": "Ebit, operatives Ergebnis, Betriebsgewinn.",
    "net_profit": "Gewinn, Überschuss, Jahresüberschuss; a loss is negative.",
    "orders": "Auftragseingang or Auftragsbestand.",
    "employees": "People employed.",
    "market_cap": "Börsenwert.",
    "valuation": "Value put on a company that is not its market price.",
    "share_price": "Price of one share.",
    "dividend": "Paid per share.",
    "debt": "Schulden, Verbindlichkeiten.",
    "market_share": "Share of a market.",
}

FIGURE_STATUSES = {
    "reported": "Stated as a fact.",
    "forecast": "Expected.",
    "target": "Aimed at.",
}

QUOTE_KINDS = {
    "direct": "Between quotation marks; the span is without the marks.",
    "indirect": "Reported without marks.",
}

FORMATS = {
    "txt": "Plain text.",
    "md": "Markdown.",
    "html": "A web page; the text is its main content.",
    "jsonl": "A row of a JSON Lines file.",
    "csv": "A row of a CSV file.",
    "parquet": "A row of a Parquet file.",
}

RUN_STATUSES = {
    "published": "The run's rows are in the published dataset.",
}

RUN_KINDS = {
    "load": "Read what was new or changed below raw/.",
    "retract": "Withdrew the statements of files, read nothing.",
    "backfill": "Read articles again that older finders had read.",
    "replay": "Read files again that had rejects.",
}

# Why a row is no longer in the dataset (schema `history`).
SCHEMES = {
    "lei": "Legal Entity Identifier (ISO 17442), from GLEIF's golden copy.",
    "wikidata": "Item of Wikidata.",
}

LINK_REASONS = {
    "acronym": "An article explains the acronym by one full name, and none by another.",
    "short_form": "An article uses the name without its first word, an adjective or first name; of one full name only.",
    "override": "Somebody said so, in the overrides of the raw folder.",
}

WITHDRAWAL_REASONS = {
    "text_changed": "The article's text changed, and its new text does not say so.",
    "not_found_again": "The text is the same; read again, by other finders, it gave no such row.",
    "article_gone": "The file was read again and no longer holds the article.",
    "entity_linked": "Its entity got another id, which `entity_links` tells; the statement goes on with that.",
    "file_missing": "The file was removed from raw/, and its removal was followed.",
    "retracted": "Withdrawn by `depesche retract`.",
    "file_read_again": "Of a reject: the file was read again.",
    "replayed": "Of a reject: `depesche replay` read the file again.",
}

# ISO 4217 and ISO 3166-1 from CLDR, historic currencies ("DEM") included: old articles name them.
CURRENCIES = sorted(code for code in map(str, Locale("en").currencies) if re.fullmatch("[A-Z]{3}", code))
# CLDR also lists groupings and reserved codes; XK (Kosovo) stays: texts name it and ISO leaves it to users.
_NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
COUNTRIES = sorted(
    code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES
)
UNITS = ["people", "percent", *CURRENCIES]
