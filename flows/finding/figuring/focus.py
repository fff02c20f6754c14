"""The organisation a text speaks of at a point: by how, how near and how often it names each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from flows.finding.clausing.words import Words, word_classes
from flows.finding.eventing.kinds import is_institution, is_union, reports
from flows.finding.figuring.doubtful import doubtful_names
from flows.finding.figuring.metrics import word_set
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Mention

_REACH = 14  # mentions looked back at
_FADING = 0.7  # per sentence between a mention and the point
_NEW_PARAGRAPH = 0.75
_CLEAR = 1.25  # times the second best
_LEAD = 2  # sentences whose names count as the text's own subject
_ASIDE = frozenset(
    [
        "gegenüber",
        "neben",
        "hinter",
        "wie",
        "statt",
        "außer",
        "vor",
        "mit",
        "gegen",
        "ohne",
        "als",
        "nach",
        "seit",
        "zu",
        "anstelle",
    ]
)
_ABOUT = frozenset(["bei", "von", "für", "in"])
_JUDGES = (
    "analyst",
    "experte",
    "expertin",
    "ökonom",
    "fondsmanager",
    "volkswirt",
    "aktionärsschütz",
    "berater",
    "marktforsch",
    "analysehaus",
    "studie",
    "umfrage",
    "gutachten",
    "kanzlei",
    "insolvenzverwalter",
    "rechtsanwalt",
    "quelle",
)
_RIVALS = (
    "konkurren",
    "rival",
    "wettbewerb",
    "investor",
    "großaktionär",
    "kunde",
    "partner",
    "geldgeber",
    "gläubiger",
    "abnehmer",
    "aktionär",
    "vermieter",
    "lieferant",
    "käufer",
    "wagnis",
    "zulieferer-",
    "hausbank",
    "betriebsrat",
    "beteiligungs",
)
_BACK = 6  # tokens before a name that tell how it is named


@dataclass(frozen=True, slots=True)
class Focus:
    mention: Mention
    clear: bool  # no other organisation comes near


class FocusReader:
    """Weighs the organisations of one document; told of figures, it stays with whose they were."""

    def __init__(self, doc: Doc, words: Words) -> None:
        self.words = words
        self.sentences = [words.starts[sentence.start] for sentence in doc.sents] if len(doc) else [0]
        self.paragraphs = [block.start for block in doc._.blocks] or _line_starts(words.text)
        self.doubtful = doubtful_names(words, doc._.mentions)
        candidates = sorted((m for m in doc._.mentions if self._may_own(m)), key=lambda mention: mention.start)
        self.keys = _keys(candidates)
        self.counts = Counter(self.keys[mention.name] for mention in candidates)
        self.mentions = [(mention, weight) for mention in candidates if (weight := self._weight(mention)) > 0]
        self.starts = [mention.start for mention, _ in self.mentions]
        self.leading = {
            self.keys[mention.name] for mention, _ in self.mentions if self._sentence(mention.start) < _LEAD
        }
        self.owned: list[tuple[int, str]] = []  # sentence and key of figures found

    def _may_own(self, mention: Mention) -> bool:
        low = mention.name.lower()
        return (
            (mention.label == "organization" or mention.name in self.doubtful)
            and not may_not_own(low)
            and not is_union(mention)
            and not is_institution(low)
            and not reports(self.words.text, mention)
        )

    def key(self, mention: Mention) -> str:
        return self.keys.get(mention.name, mention.name)

    def told(self, mention: Mention, offset: int) -> None:
        """A figure at `offset` is this organisation's."""
        self.owned.append((self._sentence(offset), self.key(mention)))

    def at(self, offset: int, exclude: frozenset[str] = frozenset()) -> Focus | None:
        """The organisation spoken of before `offset`, None where there is none."""
        here, paragraph = self._sentence(offset), bisect_right(self.paragraphs, offset)
        scores: dict[str, float] = {}
        nearest: dict[str, Mention] = {}
        last = bisect_left(self.starts, offset)
        for mention, weight in self.mentions[max(0, last - _REACH) : last]:
            key = self.keys[mention.name]
            if mention.name in exclude or key in exclude or mention.end > offset:
                continue
            value = weight * _FADING ** (here - self._sentence(mention.start))
            value *= _NEW_PARAGRAPH ** (paragraph - bisect_right(self.paragraphs, mention.start))
            scores[key] = max(scores.get(key, 0.0), value) + 0.15 * min(scores.get(key, 0.0), value)
            nearest[key] = mention
        for sentence, key in self.owned[-3:]:
            if key in scores and here - sentence <= 3:
                scores[key] += 0.8 * _FADING ** (here - sentence)
        if not scores:
            return None
        for key in scores:
            scores[key] *= 1.0 + 0.25 * min(4.0, self.counts[key] ** 0.5) + (0.3 if key in self.leading else 0.0)
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        clear = len(ranked) == 1 or ranked[0][1] >= _CLEAR * ranked[1][1]
        return Focus(nearest[ranked[0][0]], clear)

    def _sentence(self, offset: int) -> int:
        return bisect_right(self.sentences, offset) - 1

    def _weight(self, mention: Mention) -> float:
        """How much a name says that the text is about it: most as a subject, least beside one."""
        lows, classes = self.words.lows, word_classes()
        first, _ = self.words.span(mention.start, mention.end)
        before = lows[max(0, first - _BACK) : first]
        if any(low.startswith(_JUDGES) for low in before):
            return 0.0
        sentence = bisect_right(self.sentences, mention.start) - 1
        opens = self.words.span(self.sentences[sentence], self.sentences[sentence] + 1)[0]
        weight = 1.3 if first - opens <= 4 else 0.8
        if self.words.text[mention.end : mention.end + 1] == "-":
            return 1.0  # "die Talbau-Aktie", "Talbau-Chef"
        if any(low.startswith(_RIVALS) for low in before[-3:]):
            weight *= 0.45
        for at in range(first - 1, max(opens, first - _BACK) - 1, -1):
            low = lows[at]
            if low in ("und", "sowie", ",", "oder") and at == first - 1:
                weight *= 0.6  # one of a list
                break
            if low in classes.prepositions or low in classes.contracted:
                return weight * (0.9 if low in _ABOUT else 0.4 if low in _ASIDE else 0.6)
            if not (self.words.words[at][0].isupper() or low in classes.cases or low.endswith(("e", "er", "en", "es"))):
                break
        return weight


def may_not_own(name: str) -> bool:
    """Exchanges and indices: named with every price, and never whose it is."""
    return name in _no_owners() or name.endswith("börse")


def _no_owners() -> frozenset[str]:
    return word_set("no_owners") | frozenset(load_lexicon("events_nouns")["media"])


def _keys(mentions: list[Mention]) -> dict[str, str]:
    """Short forms to the fuller name that starts with them: "Talbau" and "Talbau AG" are one."""
    keys: dict[str, str] = {}
    by_first: dict[str, str] = {}
    for name in sorted({mention.name for mention in mentions}, key=len):
        first = name.split()[0] if name.split() else name
        keys[name] = by_first.setdefault(first, name) if by_first.get(first, first) == first else name
    return keys


def _line_starts(text: str) -> list[int]:
    return [0, *(at + 2 for at in range(len(text)) if text.startswith("\n\n", at))]
