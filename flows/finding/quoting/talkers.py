"""The names behind the phrases of those who speak: titles, pronouns, descriptions, and who goes on speaking."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from flows.finding.anaphora import antecedent, resolve_noun
from flows.finding.anaphora_nouns import describing_heads
from flows.finding.quoting.cues import closed_class, cue_forms, words_of_group
from flows.finding.quoting.saying import find_saying
from flows.finding.quoting.speakers import PREPOSITIONS, Phrase, behind_attribute, find_subject, trim
from flows.finding.quoting.words import Words
from flows.finding.records import Mention, Span

_DETERMINERS = closed_class("nominative") | closed_class("other_cases")
_PRONOUNS = closed_class("pronouns")
_RELATIVES = closed_class("relatives")
_SUBORDINATORS = closed_class("subordinators") | closed_class("conditions")
_SPEAKING = frozenset(["person", "organization", "location"])
_DEFINITE = frozenset(["der", "die", "das", "dem", "den", "des"])
_LINKS = frozenset(["von", "vom", "des", "der", "aus"])
_SAME_PRONOUN = 5  # sentences that may begin with one pronoun until the name is lost
_SENTENCES_BACK = 3  # how far back the speaker of a sentence without one is looked for


class Talkers:
    """Finds the mention that a speaker's phrase names or stands for."""

    def __init__(self, doc: Doc, words: Words) -> None:
        self.doc = doc
        self.words = words

    def named(self, phrase: Phrase, sentence: tuple[int, int]) -> tuple[Span, Mention | None]:
        """The phrase's characters and its name; None for whoever stays unnamed.

        An apposition with a name belongs to it ("der Chef des Werks, Peter Weber,").
        """
        span = trim(self.words, phrase)
        apposed = self._apposed(phrase)
        if apposed is not None:
            return Span(span.start, apposed.end), apposed
        return span, self._mention(phrase, span, sentence)

    def _apposed(self, phrase: Phrase) -> Mention | None:
        words = self.words
        comma = phrase.end
        if comma + 1 >= len(words.words) or words.words[comma] != "," or phrase.end - phrase.first < 2:
            return None
        name = words.name_at.get(comma + 1)
        if name is None or name.label != "person":
            return None
        head = self._head(phrase)
        own = words.name_at.get(head) if head is not None else None
        if own is not None and own.label == "person":
            return None  # "Peter Weber, Petra Krause und …"
        after = words.before(name.end)
        follows = words.words[after] if after < len(words.words) else "."
        return name if follows in (",", ".", ":", "(", "–", "?", "!") or follows.isspace() else None

    def _head(self, phrase: Phrase) -> int | None:
        words = self.words
        start = behind_attribute(words, phrase.first + 1, phrase.end) if phrase.end - phrase.first > 2 else 0
        return next(
            (
                i
                for i in range(start if start > phrase.first + 1 else phrase.first, phrase.end)
                if words.words[i][:1].isupper() and words.lows[i] not in _DETERMINERS | PREPOSITIONS
            ),
            None,
        )

    def _mention(self, phrase: Phrase, span: Span, sentence: tuple[int, int]) -> Mention | None:
        words = self.words
        if phrase.end - phrase.first == 1:
            if words.lows[phrase.first] in _RELATIVES and words.words[phrase.first - 1] == "," and phrase.first > 1:
                return self._ends_at(words.ends[phrase.first - 2])
            if words.lows[phrase.first] in _PRONOUNS:
                return self._of_pronoun(phrase, span, sentence)
        inside = [m for m in words.mentions_in(span.start, span.end) if m.label in _SPEAKING]
        person = next((m for m in inside if m.label == "person"), None)
        if person is not None and not self._belongs_to(span, person):
            return person
        head = self._head(phrase)
        if head is None:
            if words.run_of[phrase.first] >= 0 or words.run_of[phrase.end - 1] >= 0:
                return inside[0] if inside else None
            return None
        return self._of_noun(phrase, span, head, inside, sentence)

    def _of_pronoun(self, phrase: Phrase, span: Span, sentence: tuple[int, int]) -> Mention | None:
        """The person before it; else the organization that the sentence before is about ("Sie", "Es")."""
        low = self.words.lows[phrase.first]
        for _ in range(_SAME_PRONOUN):
            person = antecedent(self.doc, span.start, span.end)
            if person is not None or low not in ("er", "sie", "es") or self._is_plural(phrase):
                return person
            number = bisect_left(self.words.sentences, sentence)
            subject = find_subject(self.words, *self.words.sentences[number - 1]) if number else None
            if subject is None:
                return None
            sentence = self.words.sentences[number - 1]
            if self.words.lows[subject.first] != low or subject.end > subject.first + 1:
                return self._organization(subject, sentence) if low != "er" else None
            phrase, span = subject, trim(self.words, subject)  # "Er war da. „Ja“, sagte er."
        return None

    def _organization(self, subject: Phrase, sentence: tuple[int, int]) -> Mention | None:
        """The organization that the subject of a sentence names or describes."""
        if self.words.lows[subject.first] in _PRONOUNS:
            return None
        meant = self.named(subject, sentence)[1]
        return meant if meant is not None and meant.label == "organization" else None

    def _is_plural(self, phrase: Phrase) -> bool:
        """The verb beside "sie" tells its number."""
        beside = (phrase.first - 1, phrase.end)
        verbs = [self.words.lows[i] for i in beside if 0 <= i < len(self.words.words)]
        return any((low in cue_forms() and low.endswith("en")) or low in ("haben", "hatten", "sind") for low in verbs)

    def _of_noun(
        self, phrase: Phrase, span: Span, head: int, inside: list[Mention], sentence: tuple[int, int]
    ) -> Mention | None:
        words = self.words
        named = next((m for m in inside if m.start <= words.starts[head] < m.end), None)
        if named is not None and named.label == "location" and self._is_place(phrase, head):
            return resolve_noun(self.doc, span.start, "unternehmen")  # "hieß es aus Kiel": the company that is there
        if named is not None and words.ends[head] <= named.end + 1:  # else "Siemens-Sprecher", "Porschesprecher"
            return named
        if words.lows[phrase.first].startswith(("sein", "ihr")):  # "nach seinen Worten"
            return antecedent(self.doc, span.start, words.ends[phrase.first])
        if words.lows[phrase.first].startswith("eigen") or words.lows[head - 1].startswith("eigen"):
            return self._of_subject(sentence, phrase)
        noun = words.words[head].rpartition("-")[2]
        if noun.lower() in words_of_group("people") or self._names_unknown(phrase, head):
            return None
        heads = describing_heads(noun)
        if any(found.label == "person" for found in heads):
            return antecedent(self.doc, span.start, span.end)
        if any(found.label == "organization" for found in heads):
            meant = antecedent(self.doc, span.start, span.end)
            if meant is None and words.lows[phrase.first] in _DEFINITE:
                meant = resolve_noun(self.doc, span.start, noun)
            if meant is not None:
                return meant
            return next((m for m in inside if m.label == "organization" and not self._attached(m, head)), None)
        stated = next((m for m in inside if not self._behind_preposition(m)), None)
        return stated or self._of_compound(head, span)

    def _names_unknown(self, phrase: Phrase, head: int) -> bool:
        """ "das Analysehaus Tarnberg", where no name was found: it stands for nobody named before."""
        following = head + 1
        return (
            following < phrase.end
            and self.words.words[following][:1].isupper()
            and following not in self.words.name_at
            and self.words.run_of[following] < 0
        )

    def _of_compound(self, head: int, span: Span) -> Mention | None:
        """ "Unternehmensangaben", "Angaben des Konzerns": the company that the text is about."""
        low = self.words.lows[head]
        tail = next((noun for noun in words_of_group("source_nouns") if low.endswith(noun) and low != noun), None)
        if tail is None:
            return antecedent(self.doc, span.start, span.end)
        first = low.removesuffix(tail).rstrip("-").removesuffix("s")
        first = {"firmen": "firma", "behörden": "behörde", "banken": "bank"}.get(first, first)
        return resolve_noun(self.doc, span.start, first) if first else None

    def _of_subject(self, sentence: tuple[int, int], phrase: Phrase) -> Mention | None:
        """ "nach eigenen Angaben": whoever the sentence is about."""
        subject = find_subject(self.words, *sentence)
        if subject is None or subject.first <= phrase.first < subject.end:
            subject = find_subject(self.words, phrase.end, sentence[1])
        if subject is None or "eigen" in " ".join(self.words.lows[subject.first : subject.end]):
            return None
        return self.named(subject, sentence)[1]

    def _is_place(self, phrase: Phrase, head: int) -> bool:
        return phrase.first == head and self.words.lows[head - 1] in ("in", "aus") and phrase.end == head + 1

    def _ends_at(self, offset: int) -> Mention | None:
        """The name, or the description's, right before a relative clause."""
        last = self.words.before(offset) - 1
        for mention in self.words.mentions_in(self.words.starts[max(0, last - 6)], offset):
            if mention.end == offset and mention.label in _SPEAKING:
                return mention
        return antecedent(self.doc, self.words.starts[max(0, last - 1)], offset)

    def _attached(self, mention: Mention, head: int) -> bool:
        """Is it a genitive, so that another is meant: "die Tochter der Hallberg AG"?"""
        before = self.words.at(mention.start) - 1
        return before > head and self.words.lows[before] in _LINKS

    def _behind_preposition(self, mention: Mention) -> bool:
        """ "Fachleute in Berlin": where somebody is does not speak."""
        before = self.words.at(mention.start) - 1
        low = self.words.lows[before] if before >= 0 else ""
        if mention.label == "location":
            return low in PREPOSITIONS and low not in ("von", "laut", "gemäß", "nach")
        return low in ("in", "bei", "im", "aus", "für", "gegen", "über", "mit", "um", "beim")

    def _belongs_to(self, span: Span, person: Mention) -> bool:
        """ "die Sprecherin von Peter Weber": the person is not the one who speaks."""
        words = self.words
        before = words.at(person.start) - 1
        if before >= 0 and words.starts[before] >= span.start and words.lows[before] in ("von", "des"):
            return words.lows[words.at(span.start)] not in ("von", "angaben", "ansicht", "worten", "meinung")
        return False

    # --- who goes on speaking ------------------------------------------------------------------

    def before(self, number: int, spoken: int) -> tuple[Phrase, tuple[int, int]] | None:
        """Who last spoke or was the subject before sentence `number`, but behind sentence `spoken`."""
        for back in range(number - 1, max(-1, spoken, number - 1 - _SENTENCES_BACK), -1):
            first, end = self.words.sentences[back]
            found = self._talker(first, end)
            if found is not None:
                return found, (first, end)
        return None

    def _talker(self, first: int, end: int) -> Phrase | None:
        clauses = self.words.clauses(first, end)
        for clause in clauses:
            saying = find_saying(self.words, clause, first)
            if saying is not None and saying.subject is not None and not self._is_small(saying.subject):
                return saying.subject
        for clause in clauses:
            if self.words.lows[clause.first] in _SUBORDINATORS:
                continue
            subject = find_subject(self.words, clause.first, clause.end)
            if subject is not None and self._can_speak(subject):
                return subject
        return None

    def _is_small(self, phrase: Phrase) -> bool:
        low = self.words.lows[phrase.first]
        return phrase.end - phrase.first == 1 and low in ("das", "dies", "man", "es", "die", "der", "demnach")

    def _can_speak(self, phrase: Phrase) -> bool:
        words = self.words
        if phrase.end - phrase.first == 1 and words.lows[phrase.first] in _PRONOUNS:
            return words.lows[phrase.first] in ("er", "sie", "dieser")
        head = self._head(phrase)
        if head is None:
            return words.run_of[phrase.first] >= 0 or words.run_of[phrase.end - 1] >= 0
        name = words.name_at.get(head)
        if name is not None and words.ends[head] <= name.end + 1:
            return name.label in ("person", "organization")
        noun = words.words[head].rpartition("-")[2]
        low = noun.lower()
        if describing_heads(noun) or low in words_of_group("people"):
            return True
        return low.endswith(tuple(words_of_group("texts"))) or any(
            m.label == "person" for m in words.mentions_in(words.starts[head], words.ends[phrase.end - 1])
        )
