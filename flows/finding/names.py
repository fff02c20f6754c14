"""Named mentions: the candidates of rules and trained models, merged."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.candidates import Candidate, merge_candidates
from flows.finding.naming.announced import as_announced, as_listed
from flows.finding.naming.bounds import in_bounds, listed_name
from flows.finding.naming.clues import relabel_by_clues
from flows.finding.naming.consistency import agree_on_labels, spread
from flows.finding.naming.countries import share_countries, stated_country
from flows.finding.naming.derived import is_derived
from flows.finding.naming.normal import normal_name
from flows.finding.naming.rules import FLOOR, SOURCES, find_by_rules, merged
from flows.finding.naming.words import Words
from flows.finding.records import Mention
from flows.finding.tokens import tokens_of

VERSION = 5
_SURE = 0.86  # a rule with this score beats the models where it sees more of the name than they


@Language.component("depesche_names")
def depesche_names(doc: Doc) -> Doc:
    """Fill `doc._.mentions` with the names of the text; the candidates of rules and models must be there."""
    words = Words(tokens_of(doc).text)
    doc._.mentions = _mentions(words, doc._.candidates)
    return doc


def find_names(text: str, tagged: list[Candidate] | None = None) -> list[Mention]:
    """Mentions in order of the text, none overlapping; `tagged` are candidates of further sources.

    >>> [(m.label, m.name, m.country) for m in find_names("Der spanische Autobauer Quastra kommt.")]
    [('organization', 'Quastra', 'ES')]
    """
    words = Words(text)
    return _mentions(words, [*find_by_rules(words), *(tagged or ())])


def _mentions(words: Words, candidates: list[Candidate]) -> list[Mention]:
    settled = settle(words, candidates)
    return share_countries(words.text, [_mention(words, each) for each in settled])


def settle(words: Words, candidates: list[Candidate]) -> list[Candidate]:
    """The names among candidates of all sources, none overlapping.

    The shipped tagger has weighed what the rules say, so models come first; before them come only rules that see a
    longer name.
    """
    rules = [each for each in candidates if each.source in SOURCES]
    models = [each for each in candidates if each.source not in SOURCES and not is_derived(words, each)]
    models = as_announced(words, in_bounds(words, models))
    if not models:
        return merged(words, rules)
    told = merge_candidates(rules)
    models = as_listed(words, models, told)
    kept: list[Candidate] = []
    for tier in (
        [each for each in told if _comes_first(words, each)],
        merge_candidates(models),
        [each for each in told if each.score >= FLOOR],
    ):
        taken = {offset for each in kept for offset in range(each.start, each.end)}
        kept += [each for each in tier if taken.isdisjoint(range(each.start, each.end))]
    kept.sort(key=lambda each: each.start)
    kept = relabel_by_clues(words, kept)
    return spread(words, agree_on_labels(words, kept, kept))


def _comes_first(words: Words, candidate: Candidate) -> bool:
    several = words.at_start.get(candidate.start) != words.at_end.get(candidate.end)
    return several and candidate.label == "organization" and candidate.score >= _SURE


def _mention(words: Words, candidate: Candidate) -> Mention:
    return Mention(
        label=candidate.label,
        start=candidate.start,
        end=candidate.end,
        name=normal_name(listed_name(words, candidate), candidate.label),
        # Two digits are what the probability is worth, and what every processor computes alike.
        score=round(candidate.score, 2),
        extractor=f"names.{candidate.source}/{VERSION}",
        country=stated_country(words, candidate),
    )
