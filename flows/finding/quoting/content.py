"""What can be the content of a word of saying: mood, order and end of a clause."""

from __future__ import annotations

from flows.finding.quoting.cues import (
    closed_class,
    cue_forms,
    is_closed_subjunctive,
    is_finite_cue,
    is_first_subjunctive,
    is_governed_subjunctive,
    is_second_subjunctive,
    is_strong_past,
    words_of_group,
)
from flows.finding.quoting.saying import Saying, find_saying
from flows.finding.quoting.speakers import noun_phrase
from flows.finding.quoting.verbs import FINITE, SUBORDINATORS, clause_verb, is_reporting_form
from flows.finding.quoting.words import Clause, Words

_QUESTIONS = closed_class("questions")
_PREPOSITIONS = closed_class("prepositions")
_PREPOSITION_RELATIVES = closed_class("relatives")
_CONDITIONS = frozenset(["wenn", "falls", "sobald", "solange", "sollte"])
_NOT_FINITE = closed_class("not_finite")
_NO_CONTENT = closed_class("no_content")
_RELATIVE = closed_class("relatives_and_places")
_STAYS = _RELATIVE | _QUESTIONS | _NO_CONTENT | frozenset(["dass", "ob", "und", "oder", "sondern", "sowie", "um"])
_FRESH = frozenset(["denn", "doch", "nun", "jetzt", "trotzdem", "dennoch"])
_INDICATIVES = frozenset(["hat", "ist", "wird", "will", "kann", "muss", "hatte", "war", "wurde"])
_BEHIND_VERB = closed_class("nominative") | frozenset(["sich", "er", "sie", "es", "man"])
_INFINITIVES = frozenset(["werden", "haben", "können", "wollen", "sollen", "müssen", "dürfen", "lassen"])


def mostly_marked(words: Words, first: int, end: int) -> bool:
    """Marked words with nothing of their own around them but a "dass"."""
    free = [i for i in range(first, end) if words.run_of[i] < 0 and words.words[i][:1].isalnum()]
    if end - first == len(free):
        return False
    if len(free) == 1 and words.lows[free[0]] in ("dass", "daß", "ob") and free[0] == first:
        return False
    if len(free) <= 1:
        return True
    # "der Mann „will nicht mehr“" has its subject before the marks, and nothing behind them.
    own_subject = words.is_noun(free[1]) and words.run_of[words.content_end(first, end) - 1] >= 0
    return len(free) * 5 <= end - first and not own_subject and clause_verb(words, Clause(first, end, "")) is None


def is_aside(words: Words, clause: Clause) -> bool:
    """An apposition or a relative clause between the word of saying and what is said."""
    relative = words.lows[clause.first] in _RELATIVE or (
        clause.end - clause.first > 1 and words.lows[clause.first + 1] in _RELATIVE
    )
    return (relative and verb_last(words, clause)) or clause_verb(words, clause) is None


def is_content(words: Words, clauses: list[Clause], number: int, saying: Saying | None, *, announced: bool) -> bool:
    """Can this clause be what a verb or noun of saying governs?"""
    content = clauses[number]
    takes = saying.cue.takes if saying is not None else frozenset(["that", "to"])
    at = content.first
    while at < content.end - 1 and words.lows[at] in ("und", "aber", "auch", "nur"):
        at += 1
    low = words.lows[at]
    if low in ("dass", "daß"):
        return True
    if saying is not None and saying.cue.verb in words_of_group("deciding") and (low == "ob" or low in _QUESTIONS):
        return False
    if low == "ob":
        return True
    if _goes_on(words, content, at):
        return False
    if low in _NO_CONTENT:
        return False
    if low in _CONDITIONS and low != "sollte":
        return has_subjunctive(words, clauses[number : number + 2], governed=True)
    if low in _QUESTIONS and takes & {"said", "that"} and content.opener == ",":
        return saying is not None and not (low.startswith(("welch", "wo", "wie")) and words.is_noun(content.first - 2))
    if low in words_of_group("telling") or (at + 2 < content.end and _opens_relative(words, at)):
        return False
    if ("to" in takes or announced) and _has_zu(words, content):
        return True
    if saying is None and low in _RELATIVE and verb_last(words, content) and not _has_zu(words, content):
        return False  # "legte Forderungen vor, die …"
    # A relative clause stands behind its noun; "sagte, das Werk laufe" has none there.
    if low in _RELATIVE and words.is_noun(content.first - 2) and verb_last(words, content):
        return False
    if has_subjunctive(words, clauses[number : number + 1], governed=True):
        return True
    if _verb_behind_aside(words, clauses, number):
        return True
    if content.end - content.first == 1 and low.startswith(("da", "hier")):
        return False  # "entschied Weber, der Chef, | dazu, | das Werk zu bauen"
    later = clauses[number + 1 : number + 3]
    if ("to" in takes or announced) and any(_has_zu(words, each) for each in later):
        return not _is_apposition(words, content, saying)
    if saying is not None and saying.cue.verb not in words_of_group("plain") and not _marked(words, content):
        return False
    return saying is not None and not saying.passive and "said" in takes and _main_clause(words, content)


def _is_apposition(words: Words, clause: Clause, saying: Saying | None) -> bool:
    """ "Am Montag versprach Weber, | der Chef, | das Werk zu bauen": it belongs to who speaks."""
    subject = saying.subject if saying is not None else None
    behind = subject is not None and subject.end == clause.first - 1
    return behind and clause_verb(words, clause) is None and not words.words[clause.end - 1].islower()


def _marked(words: Words, clause: Clause) -> bool:
    return any(words.run_of[at] >= 0 for at in range(clause.first, clause.end))


def _opens_relative(words: Words, at: int) -> bool:
    """ "nach denen", "mit der": a relative clause behind its noun."""
    return (
        words.lows[at] in _PREPOSITIONS
        and words.lows[at + 1] in _PREPOSITION_RELATIVES
        and words.is_noun(at - 2)
        and not words.is_noun(at + 2)
    )


def _verb_behind_aside(words: Words, clauses: list[Clause], number: int) -> bool:
    """ "sagte, der Plan, der seit Jahren gelte, sei gut": the verb follows the relative clause."""
    if clause_verb(words, clauses[number]) is not None:
        return False
    for later in clauses[number + 1 : number + 4]:
        low = words.lows[later.first]
        if is_first_subjunctive(low) or is_governed_subjunctive(low):
            return True
        if not is_aside(words, later):
            return False
    return False


def verb_last(words: Words, clause: Clause) -> bool:
    """Has the clause the order of a subordinate clause?"""
    last = words.content_end(clause.first, clause.end) - 1
    verb = clause_verb(words, clause)
    if verb is None or verb == last:
        return words.words[last].islower()
    low = words.lows[last]
    if verb == last - 1 and words.lows[verb] not in _INFINITIVES and low not in FINITE:
        return False  # "die Prüfung habe ergeben"
    if low in _INFINITIVES:
        return verb == last - 1
    return words.words[last].islower() and (low in FINITE or is_first_subjunctive(low) or is_governed_subjunctive(low))


def has_subjunctive(words: Words, clauses: list[Clause], *, governed: bool) -> bool:
    return any(subjunctive_at(words, clause, second=True, governed=governed) is not None for clause in clauses)


def subjunctive_at(words: Words, clause: Clause, *, second: bool, governed: bool = False) -> int | None:
    for at in range(clause.first, clause.end):
        opens = at == clause.first and is_closed_subjunctive(words.lows[at])
        if not opens and (words.run_of[at] >= 0 or not words.words[at].islower()):
            continue
        low = words.lows[at]
        if governed and is_governed_subjunctive(low):
            return at
        if second and at > clause.first and is_reporting_form(words, at, clause.end):
            return at
        if (second and is_second_subjunctive(low)) or (is_first_subjunctive(low) and _no_other_word(words, at, clause)):
            return at
    return None


def _no_other_word(words: Words, at: int, clause: Clause) -> bool:
    """Rules out the first person and adjectives ("die weite Reise"), which have the same ending."""
    low = words.lows[at]
    before = words.lows[at - 1] if at > clause.first else ""
    following = words.words[at + 1] if at + 1 < clause.end else ""
    if before == "ich" or following == "ich":
        return False
    if low == "sei" and following == "denn":
        return False
    if is_closed_subjunctive(low):
        return True
    return not (
        following[:1].isupper() and before in ("der", "die", "das", "eine", "diese", "keine", "seine", "ihre", "jede")
    )


def _has_zu(words: Words, clause: Clause) -> bool:
    for at in range(clause.first, clause.end):
        low = words.lows[at]
        if (
            low == "zu"
            and at + 1 < clause.end
            and words.lows[at + 1].endswith(("en", "ern", "eln", "tun", "sein"))
            and words.words[at + 1].islower()
        ):
            return True
        if (
            words.words[at].islower()
            and low.endswith("en")
            and "zu" in low[2:-3]
            and len(low) > 7
            and at >= clause.end - 3
        ):
            return True
    return False


def _main_clause(words: Words, clause: Clause) -> bool:
    """A clause in main order with a verb that is plainly finite."""
    if words.lows[clause.first] in _RELATIVE and words.lows[clause.first] not in ("der", "die", "das"):
        return False
    if any(words.run_of[at] >= 0 for at in range(clause.first, clause.end)):
        return True  # its verb may be marked: "er „steht bereit“"
    return clause_verb(words, clause) is not None and not (
        words.lows[clause.first] in _RELATIVE and verb_last(words, clause)
    )


def content_stop(words: Words, clauses: list[Clause], number: int, end: int, *, noun: bool = False) -> int:
    """The end of what is said: the sentence's, or where its main clause goes on; `noun`: a noun announces it."""
    has_verb = clause_verb(words, clauses[number]) is not None
    wish = _has_zu(words, clauses[number])
    open_condition = words.lows[clauses[number].first] in _CONDITIONS
    for later in range(number, len(clauses)):
        clause = clauses[later]
        if later > number:
            before = clauses[later - 1].end
            if not has_verb and not wish:
                has_verb = not is_aside(words, clause)
                open_condition = open_condition or words.lows[clause.first] in _CONDITIONS
            elif _ends_told(words, clause, open_condition=open_condition, wish=wish, noun=noun):
                return before
            else:
                open_condition = words.lows[clause.first] in _CONDITIONS
            if clause.opener in (":", "–", "-") and mostly_marked(words, clause.first, clause.end):
                return before
            if wish and clause.opener in ("–", "-", "—") and clause_verb(words, clause) is None:
                return before
        second = _second_predicate(words, clause)
        if second is not None:
            return second
    return words.content_end(clauses[number].first, end)


def _ends_told(words: Words, clause: Clause, *, open_condition: bool, wish: bool, noun: bool) -> bool:
    if clause.opener == ";":
        return True
    return clause.opener == "," and _leaves(words, clause, open_condition=open_condition, wish=wish, noun=noun)


def _leaves(words: Words, clause: Clause, *, open_condition: bool, wish: bool, noun: bool) -> bool:
    """Does the reporting clause go on here: "…, stellt sich die Bank quer", "…, nicht an", "…, wobei …"?"""
    at = clause.first
    low = words.lows[at]
    if low in ("und", "aber") and at + 1 < clause.end:
        return _is_past(words, at + 1) or words.lows[at + 1] in _INDICATIVES
    if low == "wobei" or (low in _FRESH and _is_plain_main(words, clause)):
        return True
    if not open_condition and _goes_on(words, clause, at):
        return True
    if not (wish or noun) or low in _STAYS or has_subjunctive(words, [clause], governed=True):
        return False
    # Behind an infinitive only another one, or a clause that hangs on it, is still what is said.
    return clause_verb(words, clause) is None and not _has_zu(words, clause) and words.words[at].islower()


def _is_plain_main(words: Words, clause: Clause) -> bool:
    """ "…, doch die Bank erklärte", "…, denn es gibt kein Geld": a main clause in the indicative."""
    verb = clause_verb(words, clause)
    if verb is None or has_subjunctive(words, [clause], governed=True):
        return False
    plain = words.lows[verb] in FINITE or is_finite_cue(words.lows[verb]) or is_strong_past(words.lows[verb])
    return plain and verb < words.content_end(clause.first, clause.end) - 1


def _second_predicate(words: Words, clause: Clause) -> int | None:
    """ "dass das Werk kommt und kündigte an": the reporting clause goes on behind the "und"."""
    for at in range(clause.first + 2, clause.end - 2):
        if words.lows[at] in ("und", "aber") and words.run_of[at] < 0 and _is_past(words, at + 1):
            before = words.words[at - 1]
            if (before.islower() and before.endswith(("t", "e", "en", "te", "i"))) or words.run_of[at - 1] >= 0:
                return at
        if words.lows[at] == "und" and words.run_of[at] < 0 and _is_new_main(words, at, clause):
            return at
    return None


def _is_new_main(words: Words, at: int, clause: Clause) -> bool:
    """ "…, die Bank sei schuld und | die Chefin forderte mehr Geld": another subject with a verb in the indicative."""
    if words.lows[clause.first] in SUBORDINATORS:
        return False
    verb = noun_phrase(words, at + 1, clause.end)
    if not at + 1 < verb < words.content_end(clause.first, clause.end) - 1 or not _is_past(words, verb):
        return False
    return subjunctive_at(words, Clause(clause.first, at, ""), second=True) is not None


def _is_past(words: Words, at: int) -> bool:
    """A finite verb of saying in the indicative, or a past tense."""
    low = words.lows[at]
    if words.run_of[at] >= 0 or not words.words[at].islower() or is_first_subjunctive(low):
        return False
    if is_governed_subjunctive(low):
        return False
    return is_finite_cue(low) or (low.endswith("te") and len(low) > 5)


def _goes_on(words: Words, clause: Clause, at: int) -> bool:
    """Does the reporting sentence go on here: "…, erkannte das Gericht nicht an"?"""
    if not words.words[at].islower() or words.run_of[at] >= 0:
        return False
    low = words.lows[at]
    if low in cue_forms():
        saying = find_saying(words, clause, at)
        if saying is not None and saying.inverted:
            return True
    if low in FINITE or (low.endswith(("te", "ten")) and len(low) > 5 and low not in _NOT_FINITE):
        return True
    return (
        low.endswith("t")
        and clause_verb(words, clause, opening=True) == at
        and at + 1 < clause.end
        and (words.lows[at + 1] in _BEHIND_VERB or words.is_noun(at + 1))
        and not words.lows[at].startswith("ge")
    )
