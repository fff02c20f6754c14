"""What pronouns and descriptions ("der Konzern", "die Ministerin") stand for in a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from flows.finding.anaphora_nouns import (
    Description,
    adjective_stem,
    compound_part,
    describing_heads,
    first_name_gender,
    kinds_of,
    same_offices,
)
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Mention
from flows.finding.tokens import tokens_of

# Genders that a determiner or pronoun can have in the singular.
_DETERMINERS = {
    **dict.fromkeys(("der", "dieser"), "mf"),
    **dict.fromkeys(("die", "diese"), "f"),
    **dict.fromkeys(("das", "dieses"), "nm"),
    **dict.fromkeys(("dem", "diesem", "des", "beim", "im", "vom", "zum", "am"), "mn"),
    **dict.fromkeys(("den", "diesen"), "m"),
    "zur": "f",
}
_PRONOUNS = {
    **dict.fromkeys(("er", "ihm", "ihn", "dieser", "jener", "der", "sein", "seine", "seinem", "seinen", "seiner"), "m"),
    **dict.fromkeys(("sie", "diese", "jene", "die", "ihr", "ihre", "ihrem", "ihren", "ihrer"), "f"),
    **dict.fromkeys(("es", "dieses", "das"), "n"),
}
_PREPOSITIONS = frozenset(load_lexicon("anaphora")["prepositions"].split())
_INSTITUTIONS = frozenset(load_lexicon("anaphora")["institutions"].split())
_SENTENCES_BACK = 3  # how far a stand-in may be from the name
_LONGEST_PHRASE = 6  # tokens looked at before a name for what it is called


@dataclass(slots=True)
class _Entity:
    """What the text has said so far of one name."""

    label: str
    heads: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    adjectives: set[str] = field(default_factory=set)
    gender: str | None = None


def antecedent(doc: Doc, start: int, end: int, labels: Iterable[str] = ("organization", "person")) -> Mention | None:
    """The mention that the pronoun or description over these characters stands for, None unless plain.

    Looks at names before `start`: in the same sentence, the three before it and the headline.
    """
    context = _context(doc)
    text = context.text[start:end].lower()
    if text in _PRONOUNS:
        return context.resolve_pronoun(start, _PRONOUNS[text], frozenset(labels))
    description = context.description_at(start, end)
    if description is None or description.label not in labels:
        return None
    return context.resolve_description(description)


def resolve_noun(doc: Doc, offset: int, noun: str) -> Mention | None:
    """The organization that a noun without an article stands for at an offset ("nach Konzernangaben")."""
    head = next((h for h in describing_heads(noun) if h.label == "organization"), None)
    if head is None:
        return None
    return _context(doc).resolve_description(Description(offset, offset, head, noun))


def _context(doc: Doc) -> _Context:
    context = doc.user_data.get("depesche_anaphora")
    if context is None or context.mentions_seen is not doc._.mentions or context.count != len(doc._.mentions):
        context = doc.user_data["depesche_anaphora"] = _Context(doc)
    return context


class _Context:
    """One reading of a document: names with what they are called, descriptions, sentence numbers.

    Kept on the document, since it is asked often.
    """

    def __init__(self, doc: Doc) -> None:
        tokens = tokens_of(doc)
        self.text, self.words, self.starts = tokens.text, tokens.words, tokens.starts
        self.mentions_seen: list[Mention] = doc._.mentions
        self.count = len(self.mentions_seen)
        self.mentions = sorted(
            (m for m in self.mentions_seen if m.label in ("organization", "person")),
            key=lambda m: (m.start, -m.end),
        )
        self.mention_starts = [m.start for m in self.mentions]
        self.sentence_starts = [self.starts[s.start] for s in doc.sents] if len(doc) else [0]
        self.entities: dict[str, _Entity] = {}
        self.seen_as: dict[int, str] = {}  # mention start: key of its entity
        self._surnames: dict[str, str] = {}
        self.frequency: Counter[str] = Counter()
        self.subjects = {m.start for m in self.mentions if self._may_be_subject(m)}
        for mention in self.mentions:
            self._introduce(mention)
        self.descriptions = self._find_descriptions()
        self.description_starts = [d.start for d in self.descriptions]

    # --- reading -------------------------------------------------------------------------------

    def _token(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _sentence(self, offset: int) -> int:
        return bisect_right(self.sentence_starts, offset) - 1

    def _introduce(self, mention: Mention) -> None:
        key = self._key(mention)
        entity = self.entities.setdefault(key, _Entity(mention.label))
        self.seen_as[mention.start] = key
        self.frequency[key] += 1
        first, after = self._token(mention.start), self._token(max(mention.start, mention.end - 1)) + 1
        for at in range(first - 1, max(-1, first - 1 - _LONGEST_PHRASE), -1):
            word = self.words[at]
            if not self._describe(entity, word):
                if word in ("Herr", "Herrn", "Frau"):
                    entity.gender = "f" if word == "Frau" else "m"
                break
        if after < len(self.words) and self.words[after] == ",":
            for at in range(after + 1, min(len(self.words), after + 1 + _LONGEST_PHRASE)):
                word = self.words[at]
                if (
                    word.lower() not in _DETERMINERS
                    and word not in ("ein", "eine")
                    and not self._describe(entity, word)
                ):
                    break
        for word in self.text[mention.start : mention.end].replace("-", " ").split():
            if mention.label == "organization" and len(word) > 3:
                entity.heads.update(h.noun for h in describing_heads(word) if h.label == mention.label)
        if mention.label == "person" and entity.gender is None:
            entity.gender = first_name_gender(mention.name)

    def _describe(self, entity: _Entity, word: str) -> bool:
        """Notes what a word says of the name beside it; False ends the phrase."""
        if word[:1].isupper():
            heads = [h for h in describing_heads(word.rpartition("-")[2]) if h.label == entity.label]
            if not heads:
                return word[-2:] == "er" and "-" not in word and len(word) > 4
            head, low = heads[0], word.lower()
            entity.heads.update((low, *(head.noun for head in heads)))
            if part := compound_part(low, head):
                entity.kinds.add(part)
            if entity.label == "person" and entity.gender is None and len(heads) == 1:
                entity.gender = head.gender
            return True
        if word.islower() and word.endswith(("e", "en", "er", "em", "es")) and word not in _DETERMINERS:
            entity.adjectives.add(adjective_stem(word))
            return True
        return False

    def _key(self, mention: Mention) -> str:
        if mention.label != "person":
            return mention.name
        surname = mention.name.split()[-1] if mention.name.split() else mention.name
        if " " in mention.name:
            self._surnames.setdefault(surname, mention.name)
            return mention.name
        return self._surnames.get(surname, mention.name)

    def _may_be_subject(self, mention: Mention) -> bool:
        """No preposition before it and its phrase; a genitive or dative article is not looked for."""
        at = self._token(mention.start) - 1
        for back in range(at, max(-1, at - 5), -1):
            word = self.words[back]
            low = word.lower()
            if low in _PREPOSITIONS or low in ("des", "dem", "den", "einem", "eines", "einen"):
                return False
            if not (word[:1].isupper() or low in _DETERMINERS or low.endswith(("e", "er", "en"))):
                return True
        return True

    def _find_descriptions(self) -> list[Description]:
        found = []
        at, count = 0, len(self.words)
        while at < count:
            genders = _DETERMINERS.get(self.words[at].lower())
            if genders is None:
                at += 1
                continue
            noun = at + 1
            while noun < count and noun < at + 5 and self._is_modifier(noun):
                noun += 1
            description = self._description(at, noun, genders) if noun < count else None
            if description is not None:
                found.append(description)
            at = noun if description is not None else at + 1
        return found

    def _is_modifier(self, at: int) -> bool:
        # "60-jährige", "bayerische", "Münchner"; a verb between them would end in -t or be no -e word.
        word = self.words[at]
        low = word.lower()
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        if word[:1].isdigit() and not following[:1].isupper():
            return False  # "der 68-jährige sagte": it is the noun itself
        if not word[:1].isupper():
            return low.endswith(("e", "en", "er", "em", "es")) and low not in _DETERMINERS and low not in _PRONOUNS
        return low.endswith("er") and len(low) > 5 and not describing_heads(word)

    def _description(self, first: int, noun: int, genders: str) -> Description | None:
        word = self.words[noun]
        heads = describing_heads(word) if word[:1].isupper() or word[:1].isdigit() else ()
        head = next((head for head in heads if head.gender in genders), None)
        if head is None or self._named(first, noun):
            return None
        start = self.starts[
            noun if self.words[first].lower()[-1:] in "rm" and self.words[first].lower()[:1] in "ibvza" else first
        ]
        adjectives = tuple(adjective_stem(self.words[i].lower()) for i in range(first + 1, noun))
        return Description(start, self.starts[noun] + len(word), head, word.lower(), adjectives)

    def _named(self, first: int, noun: int) -> bool:
        """Is the phrase part of a name, or does a name follow as its apposition ("der Konzern Nordlicht")?"""
        start, end = self.starts[first], self.starts[noun] + len(self.words[noun])
        at = bisect_left(self.mention_starts, start)
        if at and self.mentions[at - 1].end > start:
            return True
        if at >= len(self.mentions):
            return False
        following = self.mentions[at]
        if following.start < end:  # "die Siemens-Chefin" says whose chief she is, not her name
            return not self.text[following.end : end].startswith("-")
        between = self.text[end : following.start]
        if between.strip() in ("", "„", "»", '"', "“") and "\n" not in between:
            return self.text[end : end + 1] != "." and _goes_with(following, self.entities, self.seen_as)
        return between == ", " and self._closed_aside(following)

    def _closed_aside(self, mention: Mention) -> bool:
        return self.text[mention.end : mention.end + 1] in (",", ".", ":", "(") or self.text[
            mention.end : mention.end + 2
        ] in (" (",)

    # --- resolving -----------------------------------------------------------------------------

    def description_at(self, start: int, end: int) -> Description | None:
        """The description that overlaps the span, the first one where several do."""
        at = bisect_left(self.description_starts, start)
        if at and self.descriptions[at - 1].end > start:
            at -= 1
        if at < len(self.descriptions) and self.descriptions[at].start < end:
            return self.descriptions[at]
        return None

    def _before(self, offset: int, label: str, sentences: int = _SENTENCES_BACK) -> list[Mention]:
        """Mentions of a label before an offset, nearest first."""
        floor = self.sentence_starts[max(0, self._sentence(offset) - sentences)]
        found: list[Mention] = []
        for at in range(bisect_left(self.mention_starts, offset) - 1, -1, -1):
            mention = self.mentions[at]
            if mention.start < floor or len(found) > 40:
                break
            if mention.label == label and mention.end <= offset:
                found.append(mention)
        return found

    def _entity(self, mention: Mention) -> _Entity:
        return self.entities[self.seen_as[mention.start]]

    def _different(self, mentions: list[Mention]) -> int:
        return len({self.seen_as[m.start] for m in mentions})

    def resolve_pronoun(self, offset: int, gender: str, labels: frozenset[str]) -> Mention | None:
        # An organization is not told by a pronoun alone: no word says which gender its noun would have.
        if gender == "n" or "person" not in labels:
            return None
        people = [m for m in self._before(offset, "person", 2) if self._entity(m).gender in (gender, None)]
        if gender == "f":  # "sie" is more often a plural or a thing; only a woman makes it plain
            people = [m for m in people if self._entity(m).gender == "f"]
        return self._most_salient(people, offset)

    def resolve_description(self, description: Description) -> Mention | None:
        head = description.head
        near = self._before(description.start, head.label)
        if head.label == "person":
            near = [m for m in near if self._entity(m).gender in (head.gender, None)]
        elif head.match == "any":
            near = [m for m in near if not self._entity(m).heads & _INSTITUTIONS]
        called = [m for m in near if self._fits(self._entity(m), description)]
        if not called:
            everywhere = self._main(head.label, description)
            called = [everywhere] if everywhere else []
        if called:
            return self._most_salient(called, description.start)
        if head.match == "called" or (head.match == "kin" and self._different(near) > 1):
            return None
        if head.label == "person" and self._different(near) > 1:
            return None
        chosen = self._most_salient(near, description.start)
        if chosen is None and head.match == "any" and head.label == "organization":
            return self._main(head.label, None, description.start)
        return chosen

    def _fits(self, entity: _Entity, description: Description) -> bool:
        """Has the text called it so: same noun, an office of the same meaning, same trade or country?"""
        noun = description.noun
        if noun in entity.heads or (description.kind and description.kind in entity.kinds):
            return True
        if description.head.noun in entity.heads and not description.kind:
            return True
        if not description.kind and kinds_of(description.head.noun) & entity.heads:
            return True
        offices = same_offices().get(noun) or same_offices().get(description.head.noun, set())
        if description.label == "person" and offices & entity.heads:
            return True
        return bool(entity.adjectives & set(description.adjectives))

    def _main(self, label: str, description: Description | None, before: int | None = None) -> Mention | None:
        """The one name of the headline and the first sentence that fits, if the text says it most."""
        if before is None:
            before = description.start if description else 0
        opening = self.sentence_starts[2] if len(self.sentence_starts) > 2 else len(self.text)
        fitting = []
        for mention in self.mentions:
            if mention.start >= min(opening, before):
                break
            if mention.label == label and (description is None or self._fits(self._entity(mention), description)):
                fitting.append(mention)
        if description is None and fitting:
            counts = Counter({self.seen_as[m.start]: self.frequency[self.seen_as[m.start]] for m in fitting})
            (first, most), *others = counts.most_common(2)
            if others and others[0][1] * 2 > most:
                return None
            fitting = [m for m in fitting if self.seen_as[m.start] == first]
        return fitting[0] if fitting and self._different(fitting) == 1 else None

    def _most_salient(self, mentions: list[Mention], offset: int) -> Mention | None:
        """The nearest possible subject; `mentions` come nearest first."""
        if not mentions:
            return None
        sentence = self._sentence(offset)
        subjects = [m for m in mentions if m.start in self.subjects]
        pool = subjects or mentions
        last = self._sentence(pool[0].start)
        # Of the nearest sentence before this one the first name is most often what the text goes on about.
        same = [m for m in pool if self._sentence(m.start) == last]
        return same[0] if last == sentence else same[-1]


def _goes_with(mention: Mention, entities: dict[str, _Entity], seen_as: dict[int, str]) -> bool:
    return mention.start in seen_as and entities[seen_as[mention.start]].label == mention.label
