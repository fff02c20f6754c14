"""The versions that the finders have in this Depesche, by the table whose rows they give."""

from __future__ import annotations


def current_extractors() -> dict[str, str]:
    """Finder and version per table; a table whose rows name no extractor is left out."""
    from flows.finding import figures, names, quotes, relations
    from flows.finding.eventing import drafts
    from flows.finding.facts import records as facts

    rules = {
        "events": drafts.EXTRACTOR,
        "quotes": quotes.EXTRACTOR,
        "relations": relations.EXTRACTOR,
        "figures": figures.EXTRACTOR,
    }
    # The fact model adds to the rules' rows, completes and weighs them, and names speakers.
    combined = {table: f"{finder}+{facts.EXTRACTOR}" for table, finder in rules.items()}
    return {"mentions": f"names/{names.VERSION}", **combined}
