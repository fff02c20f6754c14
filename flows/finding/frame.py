"""The spaCy frame: German tokenizer, sentences that respect the layout, and one component per finder."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

# Importing a finder registers its component with spaCy.
from flows.finding import dates, events, fact_model, figures, money, names, quotes, relations, sentences, tagging  # noqa: F401
from flows.finding.cleaned import CleanedText
from flows.finding.plugging.settings import SHIPPED, NamesSettings
from flows.reading.article import Article, Block

# What each component leaves on the Doc for those after it. Offsets in all of them are into `doc.text`.
_EXTENSIONS = ("candidates", "mentions", "amounts", "dates", "quotes", "events", "relations", "figures")

# Components in the order they run: each may read what those before it left.
COMPONENTS = (
    "depesche_sentences",
    "depesche_tagger",
    "depesche_names",
    "depesche_money",
    "depesche_dates",
    "depesche_quotes",
    "depesche_relations",
    "depesche_events",
    "depesche_figures",
    "depesche_facts",
)


def register_extensions() -> None:
    for name in _EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
    if not Doc.has_extension("article"):
        Doc.set_extension("article", default=None)  # the Article: published_on, language, …
    if not Doc.has_extension("blocks"):
        Doc.set_extension("blocks", default=())  # Article.blocks with offsets into doc.text


@cache
def german_pipeline(settings: NamesSettings = SHIPPED) -> Language:
    """The pipeline, loaded once per process and settings.

    Raises InputError where the model for names that the settings ask for can't be used.
    """
    register_extensions()
    # The tagger's matrices are small: threads of the linear algebra only wait for each other.
    threadpool_limits(limits=1, user_api="blas")
    nlp = spacy.blank("de")
    nlp.max_length = 100_000_000  # the limit guards parsers' memory; ours are linear
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"settings": settings.model_dump()} if name == "depesche_tagger" else {})
    return nlp


def read_doc(nlp: Language, article: Article, cleaned: CleanedText) -> Doc:
    """The article as a spaCy Doc with all components run over it."""
    doc = start_doc(nlp, article, cleaned)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def start_doc(nlp: Language, article: Article, cleaned: CleanedText) -> Doc:
    """The article as a tokenised Doc that knows its layout; no component has run yet."""
    doc = nlp.make_doc(cleaned.text)
    doc._.article = article
    doc._.blocks = tuple(
        Block(block.kind, cleaned.clean_offset(block.start), cleaned.clean_offset(block.end))
        for block in article.blocks
    )
    return doc
