"""The subject of a finite verb: who says it."""

from __future__ import annotations

from flows.finding.quoting.cues import closed_class
from flows.finding.quoting.speakers import PREPOSITIONS, Phrase, find_subject, noun_phrase
from flows.finding.quoting.verbs import FINITE, SUBORDINATORS, clause_verb, has_finite
from flows.finding.quoting.words import Clause, Words

_CONJUNCTIONS = frozenset(["und", "aber", "doch", "denn", "oder", "sowie", "sondern"])
_RELATIVE = frozenset(["der", "die", "das", "welcher", "welche", "welches"])
_RELATIVES = closed_class("relatives")
_NOMINATIVE_PRONOUNS = frozenset(["er", "man", "wir", "ich"])
_FOCUS = frozenset(["auch", "selbst", "sogar", "nur", "allein", "ausgerechnet", "insbesondere", "lediglich"])
_SUBJECTS = _NOMINATIVE_PRONOUNS | {"sie"}
_PRONOUNS = closed_class("pronouns")
_ARTICLES = frozenset(["der", "die", "das", "ein", "eine"])


def clause_start(words: Words, clause: Clause, finite: int) -> int:
    """The first word of a clause that is no conjunction or loose mark."""
    first = clause.first
    while first < finite and (words.lows[first] in _CONJUNCTIONS or not words.words[first][0].isalnum()):
        if words.run_of[first] >= 0:
            break
        first += 1
    return first


def subject_of(
    words: Words, clause: Clause, finite: int, sentence_first: int, *, turned: bool = False
) -> tuple[Phrase | None, bool]:
    """The subject of the verb at `finite`, and whether it stands behind it; `turned`: it may be an infinitive's."""
    first = clause_start(words, clause, finite)
    if finite == first:
        return _of_first(words, clause, finite, sentence_first)
    following = words.lows[finite + 1] if finite + 1 < clause.end else ""
    joined = _joined_at(words, first, finite)
    if following in _NOMINATIVE_PRONOUNS and not turned:
        return Phrase(finite + 1, finite + 2), True
    low = words.lows[first]
    opens_clause = low in SUBORDINATORS and (clause.opener == "," or low not in _RELATIVES)  # else "Den Plan nannte er"
    if opens_clause and (low != "als" or finite >= words.content_end(clause.first, clause.end) - 1):
        return find_subject(words, first + 1, clause.end), False
    if low in _RELATIVE and clause.opener == "," and finite >= clause.end - 2:
        return _of_relative(words, first, finite), False
    if low in PREPOSITIONS and clause.opener == "," and finite >= clause.end - 2:
        relative = words.lows[first + 1]
        if relative in _RELATIVES:  # "…, von dem die Polizei glaubt", "…, in dessen Folge das Gericht erklärte"
            return find_subject(words, first + 2 + (relative in ("deren", "dessen")), finite), False
    if joined is not None:
        if joined == finite - 1:  # "… und kündigte an": the subject of the verb before
            return _before_conjunction(words, clause, first, joined, sentence_first), False
        first = joined + 1
    return _of_second(words, clause, first, finite, sentence_first, turned=turned)


def _of_first(words: Words, clause: Clause, finite: int, sentence_first: int) -> tuple[Phrase | None, bool]:
    """ "…, sagte sie", or "Peter Weber, Chef von Nordlicht, sagte"."""
    if words.lows[finite - 1 : finite] and finite > clause.first and words.lows[finite - 1] in ("und", "aber"):
        earlier = find_subject(words, sentence_first, clause.first)
        if earlier is not None:
            return earlier, False
    behind = words.lows[finite + 1] if finite + 1 < clause.end else ""
    if behind in _NOMINATIVE_PRONOUNS | {"sie"}:
        return Phrase(finite + 1, finite + 2), True
    if (
        behind not in ("ein", "eine")
        and not _interrupts(words, clause)
        and _goes_on_after_aside(words, sentence_first, clause)
    ):
        return find_subject(words, sentence_first, clause.first), False
    subject = find_subject(words, finite + 1, clause.end)
    if subject is not None:
        return subject, True
    return find_subject(words, sentence_first, clause.first), False


def _interrupts(words: Words, clause: Clause) -> bool:
    """ "Mehr Geld, sagt die Chefin, habe man nicht": a verb behind the clause belongs to what stands before it."""
    verb = clause.end + 1
    if verb >= len(words.words) or words.words[clause.end] != ",":
        return False
    return clause_verb(words, Clause(verb, verb + 1, ","), opening=True) == verb


def _of_relative(words: Words, first: int, finite: int) -> Phrase:
    """ "die Bank, die sagte" or "die Pläne, die Weber nannte"."""
    inner = find_subject(words, first + 1, finite) if words.lows[first] != "der" else None
    if inner is None or not (inner.first in words.name_at or words.lows[inner.first] in ("er", "sie", "man")):
        return Phrase(first, first + 1)
    return inner


def _of_second(
    words: Words, clause: Clause, first: int, finite: int, sentence_first: int, *, turned: bool
) -> tuple[Phrase | None, bool]:
    """The verb stands second: one phrase before it, the others behind."""
    if words.lows[first] in _FOCUS and first + 1 < finite:
        first += 1  # "Auch die Chefin sagte"
    subject = find_subject(words, first, finite)
    following = words.lows[finite + 1] if finite + 1 < clause.end else ""
    opens = subject is not None and subject.first == first
    if following == "sie" and not turned and not (opens and subject is not None and _is_nominative(words, subject)):
        return Phrase(finite + 1, finite + 2), True
    if words.lows[first] == "es" and first == finite - 1:
        return Phrase(first, first + 1), False
    person = words.name_at.get(finite + 1)
    if person is not None and person.label == "person":
        named = subject is not None and _names_person(words, subject)
        pronoun = opens and words.lows[first] in _SUBJECTS and finite == first + 1  # "Sie wirft Weber vor"
        if not named and not pronoun and (subject is None or _is_singular(words, finite)):
            return Phrase(finite + 1, noun_phrase(words, finite + 1, clause.end)), True
    behind = find_subject(words, finite + 1, clause.end)
    if subject is not None and (opens or _ends_attribute(words, subject)):
        if behind is not None and behind.first == finite + 1 and _yields(words, subject, behind, finite):
            return behind, True
        return subject, False
    if behind is not None:
        return behind, True
    if following == "es" and not turned:
        return Phrase(finite + 1, finite + 2), True
    if subject is None and finite - first <= 2 and clause.first > sentence_first:
        return find_subject(words, sentence_first, clause.first), False
    return subject, False


def _yields(words: Words, subject: Phrase, behind: Phrase, finite: int) -> bool:
    """Is the word before a singular verb an object or adverb: "Unverhohlen sagt das Gericht", "Die Pläne nannte er"?"""
    if _is_plural(words, subject) and words.lows[finite].endswith(("te", "t")):
        return True
    if subject.first in words.name_at or words.run_of[subject.first] >= 0 or not _is_singular(words, finite):
        return False
    if _names_person(words, subject):
        return False
    if words.lows[subject.first] in _ARTICLES | _PRONOUNS or not words.words[subject.first][:1].isupper():
        return False
    return words.lows[behind.first] in _ARTICLES or behind.first in words.name_at


def _is_nominative(words: Words, phrase: Phrase) -> bool:
    """A phrase that can hardly be an object: "Der Chef", a name, "Chefin Petra Weber"."""
    if words.lows[phrase.first] in ("der", "ein") or phrase.first in words.name_at:
        return True
    return words.is_noun(phrase.first) and _names_person(words, phrase)


def _is_singular(words: Words, finite: int) -> bool:
    low = words.lows[finite]
    return not low.endswith("en")


def _is_plural(words: Words, phrase: Phrase) -> bool:
    """ "Die Äußerungen": no singular noun with "die" ends so."""
    noun = next((words.lows[i] for i in range(phrase.first, phrase.end) if words.is_noun(i)), "")
    plural = noun.endswith(("ungen", "ionen", "heiten", "keiten", "schaften"))
    return plural and words.lows[phrase.first] in ("die", "diese")


def _ends_attribute(words: Words, phrase: Phrase) -> bool:
    """ "Im Ausland lebende Kieler sagen": the phrase in front of the participle belongs to it."""
    word = words.words[phrase.first]
    return word.islower() and word.endswith(("nde", "te", "ene")) and words.is_noun(phrase.first - 1)


def _joined_at(words: Words, first: int, finite: int) -> int | None:
    """The conjunction that joins the verb's predicate or clause to one before: "… und die Leute fürchten"."""
    for at in range(finite - 1, max(first, finite - 8), -1):
        if words.lows[at] in ("und", "aber") and words.run_of[at] < 0:
            if at == finite - 1:
                return at
            phrase = find_subject(words, at + 1, finite)
            has_verb = any(words.lows[i] in FINITE for i in range(first, at))
            whole = phrase is not None and phrase.first == at + 1 and phrase.end == finite
            return at if whole and has_verb else None
    return None


def _before_conjunction(words: Words, clause: Clause, first: int, joined: int, sentence_first: int) -> Phrase | None:
    subject = find_subject(words, first, joined)
    if clause.first > sentence_first and (subject is None or clause.opener == ","):
        earlier = find_subject(words, sentence_first, clause.first)
        return earlier or subject
    return subject


def _names_person(words: Words, phrase: Phrase) -> bool:
    return any(m.label == "person" for m in words.mentions_in(words.starts[phrase.first], words.ends[phrase.end - 1]))


def _goes_on_after_aside(words: Words, sentence_first: int, clause: Clause) -> bool:
    """ "Peter Weber, Chef von Nordlicht, sagte": the clause has its subject before a comma."""
    if clause.first == sentence_first or words.lows[sentence_first] in SUBORDINATORS:
        return False
    subject = find_subject(words, sentence_first, clause.first)
    if subject is None or words.run_of[subject.first] >= 0:
        return False
    return not has_finite(words, sentence_first, clause.first)
