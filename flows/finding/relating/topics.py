"""Whom a text speaks of at a point, for "Vorstandschef Behrend", "der Konkurrent X" and "die Münchner"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.words import Words
from flows.finding.eventing.fillers import Resolver
from flows.finding.eventing.kinds import describes_company, is_body, is_institution, is_union, reports
from flows.finding.eventing.roles import sides
from flows.finding.naming.gazetteer import common_words
from flows.finding.records import Mention
from flows.finding.relating.lately import Lately
from flows.finding.relating.nouns import is_office, words
from flows.finding.relating.towns import town_stems

_FADES = 0.6  # what a name loses per sentence
_SUBORDINATE = 0.6  # what a name in a subordinate clause counts for
_SENTENCES = 7  # how far back a name is remembered
_NEXT_PARAGRAPH = 0.5
_ALL_OVER = 0.7  # the weight of the name that the article has most often
# How much a name at this place is what the sentence speaks of.
_SUBJECT, _OBJECT, _GENITIVE, _PREPOSITION, _COMPOUND, _QUOTED = 1.0, 0.9, 0.45, 0.4, 0.85, 0.45
_AT = 1.0  # "bei Nordwerk", wherever it stands
_HOLDS = 0.5  # the factor for who only holds shares of what the text speaks of
_HERE = 1.1  # the factor for what the sentence itself or the one before speaks of


@dataclass(frozen=True, slots=True)
class _Told:
    mention: Mention
    key: str
    sentence: int
    paragraph: int
    weight: float


@dataclass(frozen=True, slots=True)
class Topic:
    mention: Mention
    certainty: float  # 0 to 1: how far ahead it is of the next


class TopicResolver(Resolver):
    """A resolver that remembers which organisations the sentences so far spoke of."""

    def __init__(self, doc: Doc, words: Words) -> None:
        super().__init__(doc, words)
        self._remembered: list[_Told] = []
        self._sentence = 0
        self._paragraphs = [block.start for block in doc._.blocks]
        self._spoken = [(quote.start, quote.end) for quote in doc._.quotes if quote.kind == "direct"]
        self._quoted_at = [start for start, _ in self._spoken]
        self._forms = _short_forms({mention.name for mention in self._organizations})
        self.lately = Lately()
        self._holders: set[str] = set()  # funds and others that the text calls shareholders
        self._towns: dict[str, Mention] = {
            form: mention
            for mention in self._all
            if mention.label == "location" and not (town_stems(mention.name) and mention.name.endswith("er"))
            for form in (mention.name.lower(), mention.name.lower().split()[0])
            if len(form) > 2
        }
        self._by_part: dict[str, Mention] = {}
        self._by_end: dict[str, dict[str, Mention]] = {}
        self._index()
        most: dict[str, int] = {}
        for mention in self._organizations:
            most[self._key(mention)] = most.get(self._key(mention), 0) + 1
        highest = max(most.values(), default=1)
        self._main: Mention | None = self._most_named(most)
        self._share = {key: count / highest if count > 1 else 0.0 for key, count in most.items()}

    def _most_named(self, most: dict[str, int]) -> Mention | None:
        """The organisation that is named most often, or the only one; None where two are named alike often."""
        topics: dict[str, Mention] = {}
        for mention in self._organizations:
            if self._may_be_topic(mention):
                topics.setdefault(self._key(mention), mention)
        ranked = sorted(topics, key=lambda key: -most[key])
        if not ranked or (len(ranked) > 1 and most[ranked[0]] in (1, most[ranked[1]])):
            return None
        return topics[ranked[0]]

    def _key(self, mention: Mention) -> str:
        return self._forms.get(mention.name, mention.name)

    def tells(self, token: int) -> bool:
        """May the token have a part in a relation: a name, or a word of a town that the text names?"""
        mark = self.words.marks.get(token)
        if mark is not None:
            return mark.mention is not None
        word = self.words.words[token]
        return word[0].isupper() and word.endswith(("er", "ern")) and self.town(word) is not None

    # --- remembering ---------------------------------------------------------------------------

    def leave(self, sentence: Sentence | None) -> None:
        """Remember what this sentence spoke of; None for one without names."""
        self._sentence += 1
        if sentence is not None:
            self._remembered.extend(self._tellings(sentence, sentence.chunks))
            self.lately.enter(sentence.chunks, self.subjects_of(sentence), self._sentence)
        while self._remembered and self._sentence - self._remembered[0].sentence > _SENTENCES:
            self._remembered.pop(0)

    def learn(self, person: Mention, organization: Mention) -> None:
        """Whose executive somebody is, for "Ihm folgt A" and "Nachfolger von B" further on."""
        self._employers.setdefault(person.name.split()[-1], organization)

    def _tellings(self, sentence: Sentence, chunks: list[Chunk]) -> list[_Told]:
        subjects = self.subjects_of(sentence)
        told: list[_Told] = []
        for chunk in chunks:
            weight = _weight(chunk, id(chunk) in subjects, chunk.first - sentence.start)
            clause = sentence.clause_at(chunk.head)
            if clause is not None and clause.kind != "main":
                weight *= _SUBORDINATE
            for mention, tail in chunk.modifiers:
                if tail and mention.label == "organization":
                    told.append(self._telling(mention, chunk, _COMPOUND if is_office(tail) else 0.7))
            if chunk.mention is not None:
                if chunk.mention.label == "organization":
                    if chunk.noun.endswith(words("holder_nouns")):
                        self._holders.add(self._key(chunk.mention))
                    told.append(self._telling(chunk.mention, chunk, weight))
            elif chunk.kind == "noun" and describes_company(chunk.noun) and chunk.det and not chunk.modifiers:
                told.extend(self._telling(filler.mention, chunk, 0.8 * weight) for filler in self.fillers(chunk)[:1])
        return [each for each in told if self._may_be_topic(each.mention)]

    def subjects_of(self, sentence: Sentence) -> set[int]:
        """Ids of the phrases that are subjects of a clause."""
        found = [sides(sentence.words, clause).subject for clause in sentence.clauses]
        return {id(member) for chunk in found if chunk is not None for member in chunk.members()}

    def _telling(self, mention: Mention, chunk: Chunk, weight: float) -> _Told:
        start = self.words.starts[chunk.first]
        at = bisect_right(self._quoted_at, start) - 1
        if at >= 0 and start < self._spoken[at][1]:
            weight *= _QUOTED
        paragraph = bisect_right(self._paragraphs, start)
        return _Told(mention, self._key(mention), self._sentence, paragraph, weight)

    def _may_be_topic(self, mention: Mention) -> bool:
        low = mention.name.lower()
        return mention.label == "organization" and not (
            mention.name in self._bodies
            or is_union(mention)
            or is_institution(low)
            or low.endswith(words("no_topics"))
            or low.split()[0].endswith(words("no_topics"))
            or reports(self.words.text, mention)
        )

    # --- asking --------------------------------------------------------------------------------

    def spoken_of(
        self, sentence: Sentence, chunk: Chunk, exclude: frozenset[str] = frozenset(), everywhere: bool = False
    ) -> Topic | None:
        """The organisation that a phrase without one belongs to; None where two are equally likely.

        `everywhere`: where none was named lately, it is that of the whole text.
        """
        before = [other for other in sentence.chunks if other.last < chunk.first]
        told = (*self._remembered, *self._tellings(sentence, before))
        scores, latest = self._weigh(told, self.words.starts[chunk.first], exclude)
        ranked = sorted(scores, key=lambda key: (-scores[key], key))
        if not ranked or scores[ranked[0]] < 0.12:
            return self._everywhere(exclude) if everywhere else None
        second = scores[ranked[1]] if len(ranked) > 1 else 0.0
        return Topic(latest[ranked[0]], (scores[ranked[0]] - second) / scores[ranked[0]])

    def _weigh(
        self, tellings: Iterable[_Told], start: int, exclude: frozenset[str]
    ) -> tuple[dict[str, float], dict[str, Mention]]:
        here = bisect_right(self._paragraphs, start)
        scores: dict[str, float] = {}
        latest: dict[str, Mention] = {}
        for told in tellings:
            if told.mention.name in exclude:
                continue
            weight = told.weight * _FADES ** (self._sentence - told.sentence)
            weight *= _NEXT_PARAGRAPH ** min(3, here - told.paragraph)
            if told.sentence == self._sentence:
                weight *= _HERE
            if told.key in self._holders:
                weight *= _HOLDS
            scores[told.key] = max(scores.get(told.key, 0.0), weight) + 0.25 * min(scores.get(told.key, 0.0), weight)
            latest[told.key] = told.mention
        for key in scores:
            scores[key] += _ALL_OVER * self._share.get(key, 0.0)
        return scores, latest

    def possessor(self, sentence: Sentence, determiner: str, chunk: Chunk) -> Mention | None:
        """The organisation that "deren Chef" and a sentence's first "ihr Chef" belong to."""
        here = [other for other in sentence.chunks if other.last < chunk.first]
        return self.lately.possessor(determiner, here, self._sentence + 1)

    def _everywhere(self, exclude: frozenset[str]) -> Topic | None:
        """What the whole text speaks of, for where nothing was named lately or yet."""
        if self._main is None or self._main.name in exclude:
            return None
        return Topic(self._main, 0.3)

    def town(self, adjective: str) -> Mention | None:
        """The town that the text names and "Münchner" derives from."""
        stem = next((stem for stem in town_stems(adjective) if stem in self._towns), None)
        return self._towns[stem] if stem is not None else None

    def namesake(self, person: Mention) -> Mention | None:
        """The company that bears the person's surname ("Firmenchefin Gudrun Talbau" of "Talbau GmbH")."""
        for part in person.name.split()[-1].split("-"):
            for form in (part, part + "s") if len(part) > 3 else ():
                if form in self._by_part:
                    return self._by_part[form]
        return None

    def mention_at(self, start: int) -> Mention | None:
        """The name that begins there."""
        at = bisect_left(self._all_starts, start)
        return self._all[at] if at < len(self._all) and self._all_starts[at] == start else None

    def with_part(self, part: str) -> Mention | None:
        """The organisation of whose name the word is a part ("Talbau" of "Bank Talbau")."""
        return self._by_part.get(part) if len(part) > 3 and part not in common_words() else None

    def last_person(self, chunk: Chunk, near: int) -> Mention | None:
        """The name in front of the phrase, where it is a person's and not far away."""
        start = self.words.starts[chunk.first]
        at = bisect_left(self._all_starts, start) - 1
        last: Mention | None = self._all[at] if at >= 0 else None
        return last if last is not None and last.label == "person" and start - last.end <= near else None

    def kin(self, mention: Mention) -> Mention | None:
        """Another organisation that shares a name with it ("Erich-Talbau-Stiftung" of "Talbau AG")."""
        own = self.forms_of(mention) | {mention.name}
        for part in mention.name.replace("-", " ").split():
            other = self.with_part(part)
            if other is not None and other.name not in own:
                return other
        return None

    def forms_of(self, mention: Mention) -> set[str]:
        """Longer and shorter names of the article that begin alike."""
        key = self._key(mention)
        return {name for name, longest in self._forms.items() if longest == key} | {key}

    def bearing_first_words(self, mention: Mention) -> Mention | None:
        """The organisation whose name begins a longer one: "Nordwerk" of "Nordwerk Technik"."""
        words_ = mention.name.split()
        found = (self.named(" ".join(words_[:count])) for count in range(len(words_) - 1, 0, -1))
        return next((other for other in found if other is not None), None)

    def begins(self, prefix: str) -> Mention | None:
        """The organisation a compound's first part names: "kartellamt" of "Kartellamtspräsident"."""
        if len(prefix) < 3 or prefix in words("no_owners"):
            return None
        found: dict[str, Mention] = {}
        for key in (prefix, prefix.removesuffix("s"), prefix.removesuffix("-")):
            found.update(self._by_end.get(key, {}))
        return next(iter(found.values())) if len(found) == 1 else None

    def _index(self) -> None:
        """Organisations by the parts of their names, and by how their first or last word begins a compound."""
        for mention in self._organizations:
            parts = mention.name.replace("-", " ").split()
            for part in parts:
                self._by_part.setdefault(part, mention)
            low = mention.name.lower().split()
            ends = {low[0], low[-1], *(low[-1][at:] for at in range(1, min(len(low[-1]) - 3, 30)))}
            for end in ends:
                self._by_end.setdefault(end, {}).setdefault(self._key(mention), mention)


def _weight(chunk: Chunk, subject: bool, place: int) -> float:
    if subject or (chunk.prep == "bei" and place == 0):  # "Bei Nordwerk klingeln die Kassen."
        return _SUBJECT
    if chunk.after is not None and is_body(chunk.after.noun) and (chunk.genitive or chunk.prep == "von"):
        return _SUBJECT  # "Im Vorstand von Nordwerk gibt es einen Wechsel."
    if chunk.prep == "bei":
        return _AT
    if chunk.genitive:
        return _GENITIVE
    return _PREPOSITION if chunk.prep else _OBJECT


def _short_forms(names: set[str]) -> dict[str, str]:
    """Each name that is another's first words, with the longest of those."""
    longest: dict[str, str] = {}
    for name in sorted(names, key=lambda each: (-len(each), each)):
        parts = name.split()
        for count in range(1, min(len(parts), 6)):
            short = " ".join(parts[:count])
            if short in names:
                longest.setdefault(short, name)
    return longest
