"""Whose figure it is: named with the metric, the subject, or the organisation spoken of before."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.words import Words
from flows.finding.eventing.fillers import Resolver
from flows.finding.eventing.kinds import describes_company, describes_person, is_institution, is_part, is_union, reports
from flows.finding.eventing.roles import followers, prepositional, sides
from flows.finding.figuring.focus import FocusReader, may_not_own
from flows.finding.figuring.metrics import chunk_metric, word_set, word_tuple
from flows.finding.figuring.values import Level
from flows.finding.records import Mention
from flows.finding.relating.nouns import is_office

_DOUBT = 0.8  # a name labelled otherwise that acts like an organisation
_PLAIN = 0.7  # score of a relation that may say whose chief a person is
_ORGANIZATION = frozenset({"organization"})
_BODIES = frozenset(
    [
        "vorstand",
        "management",
        "konzernführung",
        "geschäftsführung",
        "unternehmensleitung",
        "aufsichtsrat",
        "verwaltungsrat",
        "konzernleitung",
        "geschäftsleitung",
        "führung",
        "firmenleitung",
    ]
)
_SHARES = ("aktie", "papier", "konzern", "gruppe", "aktien", "papiere", "kurs", "titel")
_JUDGES = (
    "analyst",
    "analystin",
    "analysten",
    "experte",
    "experten",
    "beobachter",
    "anleger",
    "börsianer",
    "marktteilnehmer",
    "banker",
    "insider",
    "kenner",
    "händler",
    "verwalter",
)
_WHOLE_HEADS = frozenset(["haus", "hauses", "gruppe", "unternehmen", "unternehmens", "firma", "konzern", "konzerns"])
_INDEFINITE = frozenset(["ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine"])


def _describes(noun: str) -> bool:
    """ "der Konzern", "des Versorgers", "die Chefin"."""
    return any(describes_company(form) or describes_person(form) for form in (noun, noun.removesuffix("s")))


@dataclass(frozen=True, slots=True)
class Owner:
    mention: Mention
    score: float


class OwnerFinder:
    """Finds the organisation that a level belongs to, within one document."""

    def __init__(self, doc: Doc, words: Words, resolver: Resolver) -> None:
        self.words, self.resolver = words, resolver
        self.focus = FocusReader(doc, words)
        self.companies: dict[str, Mention] = {}  # of whom the text names as their executive or founder
        for relation in doc._.relations:
            led = relation.predicate in ("executive_of", "founder_of") and relation.score >= _PLAIN
            if led and relation.object.label == "organization":
                self.companies.setdefault(relation.subject.name, relation.object)
                self.companies.setdefault(relation.subject.name.split()[-1], relation.object)

    def find(self, sentence: Sentence, clause: Clause, level: Level) -> Owner | None:
        """The level's organisation; None where the text names something else, or where nobody can tell."""
        for finding in (self._beside_value, self._at_metric, self._in_clause):
            owner, settled = finding(sentence, clause, level)
            if owner is not None and not self._may_own(owner.mention):
                break
            if owner is not None or settled:
                return owner
        told_by = self._teller(sentence, clause)
        if told_by is not None:
            return Owner(told_by, 0.7)
        return self._spoken_of(level.metric_chunk or level.value_chunk, 0.62)

    def _may_own(self, mention: Mention) -> bool:
        low = mention.name.lower()
        return not may_not_own(low) and not is_union(mention) and not reports(self.words.text, mention)

    def _spoken_of(self, chunk: Chunk, score: float) -> Owner | None:
        found = self.focus.at(self.words.starts[chunk.first])
        return Owner(found.mention, score if found.clear else score * 0.75) if found is not None else None

    def _beside_value(self, sentence: Sentence, clause: Clause, level: Level) -> tuple[Owner | None, bool]:
        """ "… folgt Talbau mit 4 Mrd. Euro", "Rewe auf 24 Prozent"."""
        value = level.value_chunk
        before = value.after
        if before is None or before.kind != "name":
            return None, False
        listed = value.prep == "" and not before.prep and before is not sides(self.words, clause).subject
        if value.prep in ("mit", "auf", "bei") or listed:
            return self._organisation(before, 0.85), False
        return None, False

    def _at_metric(self, sentence: Sentence, clause: Clause, level: Level) -> tuple[Owner | None, bool]:
        """ "der X-Umsatz", "Xs Umsatz", "der Umsatz der X", "der Umsatz bei X", "ihr Umsatz"."""
        metric = level.metric_chunk
        if metric is None:
            return None, False
        for mention, _ in metric.modifiers:
            if mention.label == "organization":
                return Owner(mention, 0.95), True
        before = metric.after
        if before is not None and before.kind == "name" and before.genitive and not before.prep:
            owner = self._organisation(before, 0.95)
            if owner is not None:
                return owner, True
        for follower in followers(sentence.chunks, metric, sentence.end):
            counted = follower.quantity >= 0 or follower.first <= level.value_chunk.head <= follower.last
            if follower.kind in ("amount", "date") or counted:
                continue
            if follower.genitive or follower.prep in ("von", "bei"):
                return self._possessor(follower)
        if metric.prep in ("mit", "bei") and before is not None and before.kind == "name":
            return self._organisation(before, 0.85), False
        if metric.prep == "mit" and before is not None and before.kind == "noun" and self._blocks(before):
            return None, True
        return None, False

    def _possessor(self, chunk: Chunk) -> tuple[Owner | None, bool]:
        """Whose metric a genitive says it is; of a part or of an unknown name it is no figure at all."""
        for mention, tail in chunk.modifiers:
            if mention.label == "organization" and tail.endswith(_SHARES):
                return Owner(mention, 0.9), True
        if chunk.noun.endswith(_SHARES):
            return None, False  # "der Kurs der Aktie"
        owner = self._described(chunk, 0.95)
        if owner is not None:
            return owner, True
        return None, chunk.kind != "name" or chunk.mention is None or chunk.mention.label in ("location", "product")

    def _in_clause(self, sentence: Sentence, clause: Clause, level: Level) -> tuple[Owner | None, bool]:
        metric = level.metric_chunk
        found = sides(sentence.words, clause)
        for chunk in (found.subject, *found.objects):
            if chunk is None or chunk is metric or chunk_metric(self.words, chunk, sentence.end) is not None:
                continue
            owner = self._described(chunk, 0.9)
            if owner is not None:
                return owner, True
            if chunk is found.subject and self._blocks_as_subject(chunk, level):
                return None, True
        for prep in ("bei", "von", "für"):
            for chunk in prepositional(clause, prep):
                owner = self._organisation(chunk, 0.75) if chunk.kind == "name" else None
                if owner is not None and chunk is not metric:
                    return owner, True
        unknown = found.subject is not None and found.subject is not metric and self._is_unknown(found.subject)
        return None, unknown

    def _blocks_as_subject(self, subject: Chunk, level: Level) -> bool:
        """Does this subject say that the number is no organisation's ("die Branche", "eine Firma", a salary)?"""
        if subject.kind == "name" and subject.mention is not None:
            if subject.mention.label == "person":
                return level.metric_chunk is None and level.metric.name == "net_profit"
            return subject.mention.label in ("location", "product")
        noun = subject.nouns[-1] if subject.nouns else subject.noun
        return subject.kind == "noun" and (self._blocks(subject) or (_describes(noun) and subject.det in _INDEFINITE))

    def _is_unknown(self, subject: Chunk) -> bool:
        """A noun without an article that describes nobody: most often a name that nobody knew."""
        noun = subject.nouns[-1] if subject.nouns else subject.noun
        bare = subject.kind == "noun" and not subject.det and not subject.adjectives and subject.quantity < 0
        if not bare or noun.endswith(_JUDGES) or noun in _BODIES or noun in word_set("no_names"):
            return False
        return not _describes(noun) and chunk_metric(self.words, subject, subject.last + 1) is None

    def _blocks(self, chunk: Chunk) -> bool:
        noun = chunk.nouns[-1] if chunk.nouns else chunk.noun
        if noun in word_set("no_owner_nouns") or noun.endswith(word_tuple("no_owner_tails")):
            return True
        return is_part(noun) and "tochter" not in noun

    def _described(self, chunk: Chunk, score: float) -> Owner | None:
        """The organisation that a phrase names or describes, or whose head it names."""
        if chunk.kind == "name" and chunk.mention is not None and chunk.mention.name in self.focus.doubtful:
            return Owner(chunk.mention, round(score * _DOUBT, 3))
        if chunk.kind == "name" and chunk.mention is not None and chunk.mention.label == "person":
            return self._of_person(chunk, score)
        if chunk.kind == "noun":
            for mention, tail in chunk.modifiers:
                if mention.label == "organization" and (is_office(tail) or tail.endswith(_SHARES)):
                    return Owner(mention, score * 0.9)
            noun = chunk.nouns[-1] if chunk.nouns else chunk.noun
            if noun in _BODIES or noun in _WHOLE_HEADS or is_office(noun):
                return None if chunk.det in _INDEFINITE else self._spoken_of(chunk, 0.7)
            if noun.endswith(_JUDGES) or self._blocks(chunk):
                return None
            if noun.endswith("s") and not describes_company(noun) and describes_company(noun[:-1]):
                return None if chunk.det in _INDEFINITE else self._spoken_of(chunk, 0.7)  # "des Versorgers"
        if chunk.kind == "pronoun":
            return self._spoken_of(chunk, 0.68) if chunk.noun in ("er", "sie", "es", "wir", "man") else None
        owner = self._organisation(chunk, score)
        if owner is not None and chunk.kind == "noun" and owner.score < 0.6:
            spoken = self._spoken_of(chunk, 0.66)
            return spoken if spoken is not None else owner
        return owner

    def _of_person(self, chunk: Chunk, score: float) -> Owner | None:
        assert chunk.mention is not None
        for mention, tail in chunk.modifiers:
            if mention.label == "organization" and is_office(tail):
                return Owner(mention, score)
        company = self.companies.get(chunk.mention.name) or self.companies.get(chunk.mention.name.split()[-1])
        if company is not None:
            return Owner(company, 0.8)
        if chunk.nouns and chunk.nouns[-1].endswith(_JUDGES):
            return None
        return self._spoken_of(chunk, 0.64)

    def _organisation(self, chunk: Chunk, score: float) -> Owner | None:
        for filler in self.resolver.fillers(chunk, _ORGANIZATION):
            if filler.mention.label == "organization":
                return Owner(filler.mention, round(score * filler.certainty, 3))
        return None

    def _teller(self, sentence: Sentence, clause: Clause) -> Mention | None:
        """ "…, teilte X mit", "X: Gewinn steigt …": the only company that another clause has as its subject."""
        subjects = [sides(sentence.words, other).subject for other in sentence.clauses if other is not clause]
        named = [
            chunk.mention
            for chunk in subjects
            if chunk is not None and chunk.kind == "name" and chunk.mention is not None
            if chunk.mention.label == "organization" and self._may_own(chunk.mention)
        ]
        single = len({mention.name for mention in named}) == 1
        return named[0] if single and not is_institution(named[0].name.lower()) else None
