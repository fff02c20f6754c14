"""Named mentions: gazetteers, rules of context and the candidates of trained models, merged."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.candidates import Candidate, merge_candidates
from flows.finding.naming.business import find_by_business
from flows.finding.naming.consistency import agree_on_labels, spread
from flows.finding.naming.countries import is_derived, share_countries, stated_country
from flows.finding.naming.lists import listed_names
from flows.finding.naming.normal import normal_name
from flows.finding.naming.organizations import find_by_context
from flows.finding.naming.persons import find_persons
from flows.finding.naming.shapes import find_by_shape
from flows.finding.naming.words import Words
from flows.finding.records import Mention

VERSION = 1
_FLOOR = 0.5  # candidates below are no mentions


@Language.component("depesche_names")
def depesche_names(doc: Doc) -> Doc:
    """Fill `doc._.mentions` with the names of the text; the models' candidates must be there."""
    doc._.mentions = find_names(doc.text, doc._.candidates)
    return doc


def find_names(text: str, tagged: list[Candidate] | None = None) -> list[Mention]:
    """Mentions in order of the text, none overlapping; `tagged` are candidates of further sources.

    >>> [(m.label, m.name, m.country) for m in find_names("Der spanische Autobauer Quastra kommt.")]
    [('organization', 'Quastra', 'ES')]
    """
    words = Words(text)
    candidates = [*listed_names(words), *find_persons(words), *find_by_context(words), *find_by_business(words)]
    candidates += [*find_by_shape(words), *(each for each in tagged or () if not is_derived(words, each))]
    kept = [each for each in merge_candidates(candidates) if each.score >= _FLOOR]
    kept = agree_on_labels(words, kept, candidates)
    return share_countries(text, [_mention(words, each) for each in spread(words, kept)])


def _mention(words: Words, candidate: Candidate) -> Mention:
    surface = words.text[candidate.start : candidate.end]
    return Mention(
        label=candidate.label,
        start=candidate.start,
        end=candidate.end,
        name=normal_name(surface, candidate.label),
        # Two digits are what the probability is worth, and what every processor computes alike.
        score=round(candidate.score, 2),
        extractor=f"names.{candidate.source}/{VERSION}",
        country=stated_country(words, candidate),
    )
