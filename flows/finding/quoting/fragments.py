"""A few marked words: somebody's own words, or only a name, a title or a scare quote?"""

from __future__ import annotations

from flows.finding.quoting.cues import words_of_group
from flows.finding.quoting.marks import Run
from flows.finding.quoting.words import Words

_FEW = 3  # from so many words on a fragment is speech more often than not
_NAMED = frozenset(["organization", "product", "event", "location"])


def is_spoken_fragment(words: Words, run: Run) -> bool:
    """Can marked words inside a reported sentence be the speaker's own?"""
    if not run.whole:
        return False
    first, end = words.at(run.start), words.before(run.end)
    inner = [i for i in range(first, end) if words.words[i][:1].isalpha()]
    if not inner or _is_named(words, run):
        return False
    before = words.before(run.outer_start) - 1
    if before >= 0 and words.lows[before].rpartition("-")[2] in words_of_group("titles"):
        return False
    small = [i for i in inner if words.words[i].islower()]
    if len(inner) < _FEW:  # "sehr wohl", "frei erfunden", but not "Gewinner" or "Nordlicht Zwei"
        return bool(small) and small[0] == inner[0]
    if not small:
        return False
    # Behind a noun a marked name follows ("die Bewegung „Halle für alle“"), behind an article or verb a statement.
    beside = before >= 0 and words.is_noun(before) and before not in words.name_at
    return not (beside and words.words[inner[0]][:1].isupper() and words.words[before][:1].isupper())


def _is_named(words: Words, run: Run) -> bool:
    """Do the marks hold nothing but a name that was found?"""
    return any(
        m.label in _NAMED and m.end - m.start >= (run.end - run.start) * 0.8
        for m in words.mentions_in(max(0, run.start - 1), run.end)
    )
