"""Noun phrases of a sentence: names, descriptions, pronouns, amounts and dates, with preposition and case."""

from __future__ import annotations

from flows.finding.clausing.grouping import attach, coordinate, share_prepositions
from flows.finding.clausing.phrase import SEPARATORS, Chunk
from flows.finding.clausing.verbs import AUXILIARIES
from flows.finding.clausing.words import Mark, Words, finite_words, peoples, verb_forms, word_classes
from flows.finding.records import Mention

__all__ = ["Chunk", "Chunker"]


class _Open:
    """The beginning of a phrase whose head has not come yet."""

    __slots__ = ("adjectives", "det", "first", "prep", "quantity")

    def __init__(self, first: int, prep: str = "", det: str = "") -> None:
        self.first, self.prep, self.det = first, prep, det
        self.adjectives: list[str] = []
        self.quantity = -1


# What they measure is a phrase of its own: a name behind it starts another ("leitet seit drei Jahren Talbau").
_SHARES = ("prozent", "hälfte", "drittel", "viertel", "fünftel")
_MEASURES = frozenset([*_SHARES, "stück", "jahren", "monaten", "wochen", "tagen", "jahr", "monat", "woche"])


_SEVERAL = frozenset(["mehrere", "einige", "viele", "zahlreiche", "alle"])
# Ends of words that open a sentence with a capital letter and are no nouns ("Allerdings", "Andernfalls").
_ADVERBIAL = ("dings", "maßen", "wärts", "falls", "seits")


# What adverbs and plain adjectives end in; short nouns end so too ("König", "Fisch").
_ADVERB_ENDINGS = ("isch", "lich", "ig", "weise", "bar", "haft", "sam", "los")
_SHORTEST_ADVERB = 7


class Chunker:
    """Reads the phrases of one sentence from left to right."""

    def __init__(self, words: Words, start: int, end: int) -> None:
        self.words, self.start, self.end = words, start, end
        self.chunks: list[Chunk] = []
        self.relatives: set[int] = set()  # tokens read as relative pronouns
        self._open: _Open | None = None
        self._outer: _Open | None = None

    def read(self) -> list[Chunk]:
        at = self.start
        while at < self.end:
            at = self._step(at)
        attach(self.words, self.chunks)
        share_prepositions(self.words, self.chunks)
        coordinate(self.words, self.chunks, self.start)
        return self.chunks

    def _step(self, at: int) -> int:
        mark = self.words.marks.get(at)
        if mark is not None and mark.last < self.end:
            return self._marked(at, mark)
        low, classes = self.words.lows[at], word_classes()
        if low in SEPARATORS:
            self._open = self._outer = None
        elif low in classes.relatives and self._is_relative(at):
            self.relatives.add(at)
            self._open = None
        elif low == "zufolge" and self.chunks:
            self.chunks[-1].prep = low  # "Insidern zufolge": it stands behind its phrase
            self._open = None
        elif low in classes.contracted:
            prep, det = classes.contracted[low]
            self._begin(_Open(at, prep, det))
        elif self._continues_number(low):
            pass
        elif low in classes.prepositions and not self._is_infinitive_zu(at) and not self._is_the_end(at):
            self._begin(_Open(at, low))
        elif low in classes.cases and self._opens_phrase(at):
            if self._open and self._open.prep and not self._open.det:
                self._open.det = low
            else:
                self._begin(_Open(at, "", low))
        elif low in classes.pronouns:
            self._add(Chunk(at, at, "pronoun", at, noun=low))
        elif self._is_noun(at):
            return self._noun(at)
        elif low[0].isdigit() or low in classes.numerals or self._is_adjective(at):
            self._modify(at, low)
        else:
            self._begin(None)
        return at + 1

    def _begin(self, new: _Open | None) -> None:
        if self._open is not None and self._open.det and self._outer is None:
            self._outer = self._open
        self._open = new

    def _continues_number(self, low: str) -> bool:
        return self._open is not None and bool(self._open.prep) and low in word_classes().qualifiers

    def _modify(self, at: int, low: str) -> None:
        if self._open is None:
            self._open = _Open(at)
        if low[0].isdigit():
            if self._open.quantity < 0:
                self._open.quantity = at
        else:
            self._open.adjectives.append(low)

    def _take_open(self, at: int) -> _Open:
        opened = self._open or _Open(at)
        outer = self._outer
        if outer is not None and not opened.det and not opened.prep and opened.adjectives:
            outer.adjectives, outer.quantity = opened.adjectives, opened.quantity
            opened, self._outer = outer, None
        self._open = None
        return opened

    def _marked(self, at: int, mark: Mark) -> int:
        following = mark.last + 1
        if mark.mention is None:
            opened = self._open or _Open(at)
            if opened.det and not opened.prep and self._outer is None:
                self._outer, opened = opened, _Open(at)  # "die 2021 von X übernommene Y": the article waits for Y
            self._open = None
            kind = "amount" if mark.amount else "date"
            self.chunks.append(
                Chunk(opened.first, mark.last, kind, at, opened.prep, opened.det, amount=mark.amount, date=mark.date)
            )
            return following
        if mark.last == at and self.words.words[at][0].islower() and mark.mention.label == "location":
            self._modify(at, self.words.lows[at])  # "der japanische Konzern"
            return following
        if mark.tail or self._is_place_adjective(mark, following):
            return self._noun(at)
        opened = self._take_open(at)
        if mark.genitive and opened.prep and not opened.det and self._goes_on(following):
            # "durch Deutschlands größten Händler X": the preposition belongs to what is owned.
            self._add(_chunk(_Open(opened.first), mark.last, "name", at, mention=mark.mention, genitive=True))
            self.chunks[-1].owns_next = True
            self._open = _Open(following, opened.prep)
            return following
        self._add(_chunk(opened, mark.last, "name", at, mention=mark.mention, genitive=mark.genitive))
        return following

    def _goes_on(self, following: int) -> bool:
        """Does a noun, with or without adjectives, come right behind a genitive?"""
        at = following
        while at < self.end and self.words.words[at][0].islower() and self._is_adjective(at):
            at += 1
        return at < self.end and at not in self.words.marks and self._is_noun(at)

    def _is_place_adjective(self, mark: Mark, following: int) -> bool:
        assert mark.mention is not None
        return (
            mark.mention.label == "location"
            and self.words.words[mark.last].endswith("er")
            and following < self.end
            and self._is_named_after(following)
        )

    def _is_named_after(self, following: int) -> bool:
        """A noun or an organisation behind a place's adjective: "der Münchner Konzern", "die Genfer Talbau"."""
        mark = self.words.marks.get(following)
        if mark is None:
            return self._is_noun(following)
        return mark.mention is not None and mark.mention.label == "organization" and not mark.tail

    def _noun(self, at: int) -> int:
        """A run of nouns, compound names and, as its head, possibly a name: "Siemens-Chef Roland Busch"."""
        opened = self._take_open(at)
        modifiers: list[tuple[Mention, str]] = []
        nouns: list[str] = []
        head = last = at
        while at < self.end:
            mark = self.words.marks.get(at)
            if mark is not None and mark.last < self.end:
                if mark.mention is None or (nouns and opened.det in _SEVERAL and not mark.tail):
                    break  # "haben mehrere Banken X Kredite zugesagt"
                if mark.tail:
                    modifiers.extend((mention, mark.tail) for mention in (*mark.others, mark.mention))
                    nouns.append(mark.tail)
                elif self._is_place_adjective(mark, mark.last + 1) and not nouns:
                    modifiers.append((mark.mention, ""))
                else:
                    if nouns and self._is_own_phrase(nouns[-1], mark):
                        break  # "Übernahme Opels": the name modifies the noun
                    self._add(_chunk(opened, mark.last, "name", at, nouns, modifiers, mark.mention, mark.genitive))
                    return mark.last + 1
                head, last, at = at, mark.last, mark.last + 1
            elif self._is_noun(at) and nouns[-1:] != ["prozent"]:
                nouns.append(self.words.lows[at])
                head, last, at = at, at, at + 1
            elif self._is_quoted_name(at):
                marked = self.words.marks[at + 1]
                self._add(_chunk(opened, marked.last, "name", at + 1, nouns, modifiers, marked.mention))
                return marked.last + 2
            else:
                break
        self._add(_chunk(opened, last, "noun", head, nouns, modifiers))
        return max(at, last + 1)

    def _is_quoted_name(self, at: int) -> bool:
        """ "der Windpark „X“": a name in marks is an apposition too."""
        mark = self.words.marks.get(at + 1) if self.words.lows[at] in ("„", "»", '"', "“") else None
        if mark is None or mark.mention is None or mark.tail or mark.last + 1 >= self.end:
            return False
        return self.words.lows[mark.last + 1] in ("“", "”", "«", '"', "»")

    def _is_own_phrase(self, noun: str, mark: Mark) -> bool:
        """ "Übernahme Opels" and "der Beirat Karla Winter": the name is no apposition to the noun."""
        assert mark.mention is not None
        if noun in peoples() or noun in _MEASURES:
            return True  # "nun kaufen die Spanier Talbau", "gehört zu 60 Prozent Talbau"
        return mark.genitive or (mark.mention.label == "person" and noun in word_classes().bodies)

    def _add(self, chunk: Chunk) -> None:
        self._open = None
        self.chunks.append(chunk)

    def _is_noun(self, at: int) -> bool:
        word = self.words.words[at]
        if len(word) < 2 or not (word[0].isupper() or (word[0] == "#" and len(word) > 2)):
            return "-" in word and any(part[:1].isupper() for part in word.split("-")) and not word[0].islower()
        if at == self.start or self.words.lows[at - 1] in ("„", "»", '"', ":", "\n", "–"):
            low, classes = self.words.lows[at], word_classes()
            return not (
                low in finite_words()
                or self._is_adverb(at)
                or any(reading.kind == "participle" for reading in verb_forms().get(low, ()))
                or low in classes.adverbs
                or (low in classes.prepositions and not self._is_the_end(at))
                or low.endswith(_ADVERBIAL)
                or low in classes.subordinators
                or low in classes.conjunctions
                or low in classes.cases
                or low in classes.contracted
            )
        return True

    def _is_adverb(self, at: int) -> bool:
        """ "Kommissarisch führt X …": an adjective that opens a sentence, with the finite verb behind it."""
        low = self.words.lows[at]
        return (
            len(low) >= _SHORTEST_ADVERB
            and low.endswith(_ADVERB_ENDINGS)
            and at + 1 < self.end
            and self.words.lows[at + 1] in finite_words()
        )

    def _is_adjective(self, at: int) -> bool:
        low = self.words.lows[at]
        if not low.endswith(("e", "en", "er", "es", "em")) or len(low) < 4 or not low[0].isalpha():
            return False
        classes = word_classes()
        if low in classes.adverbs or low in classes.pronouns or low in classes.conjunctions or low in AUXILIARIES:
            return False
        readings = verb_forms().get(low)
        if readings and not any(reading.kind == "attribute" for reading in readings):
            return False
        if readings and self._open is None and any(reading.kind == "past" for reading in readings):
            return False  # "verkaufte Anteile": a verb where no article has opened a phrase
        return at + 1 < self.end

    def _opens_phrase(self, at: int) -> bool:
        return at + 1 < self.end and self.words.lows[at + 1] not in SEPARATORS

    def _is_infinitive_zu(self, at: int) -> bool:
        if self.words.lows[at] != "zu" or at + 1 >= self.end:
            return False
        following = self.words.words[at + 1]
        return following[0].islower() and following.endswith("n") and following not in word_classes().cases

    def _is_the_end(self, at: int) -> bool:
        """ "vor dem Aus", "Aus für das Werk": a noun, whatever the same word is in lower case."""
        if self.words.words[at] != "Aus":
            return False
        if at > self.start and self.words.words[at - 1][0].isalpha():
            return True
        return at + 1 < self.end and self.words.lows[at + 1] in ("für", "von", "in")

    def _is_relative(self, at: int) -> bool:
        """After a comma (and a preposition), in a stretch that ends with its finite verb."""
        lows, before = self.words.lows, at - 1
        if before >= self.start and lows[before] in word_classes().prepositions:
            before -= 1
        if before < self.start or lows[before] != ",":
            return False
        stop = at + 1
        while stop < self.end and lows[stop] not in SEPARATORS and lows[stop] not in (".", "!", "?"):
            stop += 1
        if stop - 2 > at and lows[stop - 2] == "zu":
            return False  # "plant, den Konkurrenten zu übernehmen"
        if lows[stop - 1] in ("gehört", "gehören"):
            return True  # "die Holding, der Talbau gehört": too short to tell otherwise
        if lows[stop - 1] in finite_words() and self.words.words[stop - 1][0].islower():
            return stop - at > 3 or before < at - 1 or not (self._is_noun(at + 1))
        follows = at + 1
        return (
            follows < self.end
            and not self._is_noun(follows)
            and not self._is_adjective(follows)
            and follows not in self.words.marks
            and lows[follows][0].isalpha()
        )


def _chunk(
    opened: _Open,
    last: int,
    kind: str,
    head: int,
    nouns: list[str] | None = None,
    modifiers: list[tuple[Mention, str]] | None = None,
    mention: Mention | None = None,
    genitive: bool = False,
) -> Chunk:
    return Chunk(
        opened.first,
        last,
        kind,
        head,
        opened.prep,
        opened.det,
        noun=nouns[-1] if nouns else "",
        mention=mention,
        genitive=genitive,
        modifiers=modifiers or [],
        nouns=nouns or [],
        adjectives=opened.adjectives,
        quantity=opened.quantity,
    )
