"""Metrics that a verb or an idiom states without naming them ("setzte … um", "unter dem Strich blieb")."""

from __future__ import annotations

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.figuring.gaps import is_per_share
from flows.finding.figuring.metrics import Metric, word_set

_ERLOESEN = frozenset(["erlöst", "erlöste", "erlösten", "erlösen"])
_SALE = ("verkauf", "börsengang", "versteiger", "auktion", "emission", "aktien", "anteil", "ausgabe", "kapitalerhöhung")
_EXCHANGE = (
    "börse",
    "schlusskurs",
    "aktienkurs",
    "ausgabepreis",
    "börsenwert",
    "börsengang",
    "kurs",
    "emissionspreis",
    "marktkapitalisierung",
)
_OPERATING = ("operativ", "betrieblich")
_STANDING = frozenset(
    [
        "stehen",
        "bleiben",
        "hängen",
        "übrig|bleiben",
        "verbuchen",
        "machen",
        "verlieren",
        "schreiben",
        "ein|fahren",
        "erwirtschaften",
        "ergeben",
        "aus|weisen",
        "verzeichnen",
        "an|fallen",
        "verdienen",
        "erzielen",
    ]
)
_AROUND = 12  # tokens on each side in which an exchange makes a value one of the market

Verdict = tuple[Metric, float]


def is_turnover(sentence: Sentence, clause: Clause) -> bool:
    """ "setzte 5 Mrd. Dollar (4,6 Mrd. Euro) um": the particle may stand behind a bracket."""
    lows = sentence.words.lows
    set_at = next((at for at in clause.tokens() if lows[at] in ("setzt", "setzte", "setzten")), sentence.end)
    return any(
        lows[at] == "um" and (at + 1 == sentence.end or not lows[at + 1][0].isalnum() or lows[at + 1] == "und")
        for at in range(set_at, sentence.end)
    )


def verb_metric(
    sentence: Sentence, clause: Clause, chunk: Chunk, prep: str, verbs: set[str], after_results: bool
) -> Verdict | None:
    """The metric that the verb of the clause gives to the value, and how sure that is.

    `after_results`: the text has just told another figure.
    """
    lows = [sentence.words.lows[at] for at in clause.tokens()]
    return (
        _by_turnover(lows, prep, verbs)
        or _by_result(sentence, chunk, lows, prep, verbs)
        or _by_payout(sentence, chunk, lows, prep, verbs, after_results)
        or _by_worth(sentence, chunk, lows, prep, verbs)
    )


def _by_turnover(lows: list[str], prep: str, verbs: set[str]) -> Verdict | None:
    if prep not in ("", "über", "nach", "zwischen"):
        return None
    if "um|setzen" in verbs and not any(low in ("aktien", "papiere", "anteile", "stück") for low in lows):
        return Metric("revenue"), 0.8
    if not _ERLOESEN.isdisjoint(lows) and not any(low.startswith(_SALE) for low in lows):
        return Metric("revenue"), 0.8
    return None


def _by_result(sentence: Sentence, chunk: Chunk, lows: list[str], prep: str, verbs: set[str]) -> Verdict | None:
    text = " ".join(lows)
    operating = any(low.startswith(_OPERATING) for low in lows) or "vor zinsen" in text
    strich = "strich" in lows
    result = chunk.after.noun if prep == "von" and chunk.after is not None else ""
    negative = result in word_set("negative_nouns") or any(low in ("verlust", "minus", "fehlbetrag") for low in lows)
    if "roten zahlen" in text or "rote zahlen" in text:
        return (
            (Metric("operating_profit" if operating else "net_profit", True), 0.7) if prep in ("von", "mit") else None
        )
    if prep not in ("", "nach") and result not in word_set("result_nouns"):
        return None
    if "vor steuern" in text and "vor steuern und zinsen" not in text:
        return None
    if "verdienen" in verbs:
        return Metric("operating_profit" if operating else "net_profit"), 0.8
    if strich or ("nach steuern" in text and verbs & _STANDING):
        return Metric("net_profit", negative or "verlieren" in verbs), 0.75
    if operating and verbs & _STANDING:
        return Metric("operating_profit", negative or "verlieren" in verbs), 0.7
    return None


def _by_payout(
    sentence: Sentence, chunk: Chunk, lows: list[str], prep: str, verbs: set[str], after_results: bool
) -> Verdict | None:
    per_share = prep == "" and is_per_share(sentence.words, chunk)
    if "aus|schütten" in verbs and per_share:
        return Metric("dividend"), 0.8
    holders = any(low.startswith(("aktionär", "anteilseigner", "anleger")) for low in lows)
    offered = any(low.startswith(("angebot", "übernahme", "offerte", "gebot", "biete", "abfindung")) for low in lows)
    if per_share and after_results and holders and verbs & {"erhalten", "bekommen", "zahlen"} and not offered:
        return Metric("dividend"), 0.7
    if prep == "mit" and sentence.words.lows[chunk.last + 1 : chunk.last + 2] == ["verschuldet"]:
        return Metric("debt"), 0.75
    if prep == "mit" and "in der kreide" in " ".join(lows):
        return Metric("debt"), 0.7
    return None


def _by_worth(sentence: Sentence, chunk: Chunk, lows: list[str], prep: str, verbs: set[str]) -> Verdict | None:
    around = sentence.words.lows[max(sentence.start, chunk.first - _AROUND) : min(sentence.end, chunk.last + _AROUND)]
    market = any(low.startswith(_EXCHANGE) for low in around)
    valued = "bewerten" in verbs or {"taxieren", "veranschlagen"} & verbs or "bewertet" in lows
    if valued and prep in ("mit", "auf", "bei"):
        return Metric("market_cap" if market else "valuation"), 0.8
    behind = sentence.words.lows[chunk.last + 1 : chunk.last + 3]
    if behind[:1] in (["wert"], ["schwer"]) and (behind[0] == "wert" or market):
        return Metric("market_cap" if market else "valuation"), 0.65
    return None
