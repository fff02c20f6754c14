"""Articles of our own with everything annotated, as plain text; read, checked, and written as gold.

    python -m flows.finding.model.train.annotated FILE...              # prints every problem, then counts
    python -m flows.finding.model.train.annotated --gold OUT FILE...   # for `depesche evaluate --gold OUT`

An article is its text, a line "===", and lines for names (e1 …), events (@), quotes (q), relations (r), figures (f):

    ### 001
    published: 2024-03-12
    Nordwerk übernimmt Talbau für 250 Millionen Euro, sagte Katrin Brandt.
    ===
    e1 org DE Nordwerk AG | Nordwerk
    e2 org Talbau
    e3 per Katrin Brandt
    @ acquisition announced buyer=e1 acquired=e2 amount=EUR:250e6 trigger="übernimmt" :: Nordwerk übernimmt Talbau
    q indirect e3 sagte :: Nordwerk übernimmt Talbau für 250 Millionen Euro
    r e3 executive_of e1
    f e1 revenue EUR 5e9 2023 reported :: …

Values: `5e9` exact or approximate, `2e9..3e9` a range, `2e9..` at least, `..3e9` at most, `-` none.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from schemas.vocabulary import EVENT_ROLES, FIGURE_STATUSES, METRICS, PREDICATES, QUOTE_KINDS, STATUSES

Gold = dict[str, Any]  # an article as a line of a gold file

LABELS = {"org": "organization", "per": "person", "loc": "location", "prod": "product", "evt": "event"}
LAYERS = ("entities", "quotes", "events", "relations", "figures")  # amounts of money are not annotated
HELD_OUT = 8  # the last of each so many articles of a file is left for measuring
_ARTICLE = re.compile(r"^### +(\S+) *\n", re.MULTILINE)
_PUBLISHED = re.compile(r"published: *(\d{4}-\d\d-\d\d) *\n")
# Two capitals behind the label are a country, unless they begin a name ("IG Metall").
_ENTITY = re.compile(rf"(e\d+) +({'|'.join(LABELS)}) +(?:((?!IG|FC|SV|VW|EY)[A-Z]{{2}}) +)?(.+)")
_PERIOD = re.compile(r"\d{4}(?:-Q[1-4]|-H[12]|-\d\d|/\d\d)?|-")
_UNIT = re.compile(r"people|percent|[A-Z]{3}")


class AnnotationError(ValueError):
    """A line that does not fit its article."""


def read_annotated(path: Path) -> tuple[list[Gold], list[str]]:
    """The file's articles as gold, and what is wrong with it, a line per problem."""
    articles, problems = [], []
    _, *parts = _ARTICLE.split(path.read_text("utf-8"))
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        article, found = read_article(f"{path.stem}-{name}", body)
        problems += [f"{path.name}: {name}: {problem}" for problem in found]
        articles.append(article)
    return articles, problems


def read_article(name: str, body: str) -> tuple[Gold, list[str]]:
    """One article, text and annotations, as gold, and what is wrong with it."""
    article = _Article(name, body)
    return article.gold, article.problems


def is_held_out(number: int) -> bool:
    """Whether the article with this number in its file, from 0 on, is one to measure by."""
    return number % HELD_OUT == HELD_OUT - 1


def read_bounds(written: str) -> tuple[float | None, float | None]:
    """The least and the most that a value may be.

    >>> read_bounds("5e9"), read_bounds("2e9.."), read_bounds("..3.5e6")
    ((5000000000.0, 5000000000.0), (2000000000.0, None), (None, 3500000.0))
    """
    least, several, most = written.partition("..")
    return (_number(least), _number(most)) if several else (float(least), float(least))


def _number(written: str) -> float | None:
    return None if written in ("", "-") else float(written)


class _Article:
    """One article: its annotations line by line, each checked against the text and the names before it."""

    def __init__(self, name: str, body: str) -> None:
        head, line, notes = body.partition("\n===\n")
        published = _PUBLISHED.match(head)
        self.text = head[published.end() if published else 0 :].strip() + "\n"
        self.problems: list[str] = [] if line else ["no line === between text and annotations"]
        self._flat = " ".join(self.text.split())
        self._quoted = 0  # where the last quote ends: quotes come in the order of the text
        day = published[1] if published else None
        # The day in the name is what evaluating takes for the day of publication.
        self.gold: Gold = {"doc": f"{day}-{name}" if day else name, "published": day, "text": self.text, "entities": {}}
        self.gold |= {layer: [] for layer in ("amounts", *LAYERS[1:])} | {"layers": list(LAYERS)}
        for note in filter(None, map(str.strip, notes.splitlines())):
            try:
                self._read(note)
            except ValueError as error:
                self.problems.append(f"{error}: {note[:80]!r}")

    def _read(self, note: str) -> None:
        if entity := _ENTITY.fullmatch(note):
            self._add_entity(*entity.groups())
            return
        body, _, quoted = note.partition(" :: ")
        kind, _, body = body.partition(" ")
        match kind:
            case "@":
                self._add_event(body, quoted)
            case "q":
                self._add_quote(body.split(), quoted)
            case "r":
                self._add_relation(body.split())
            case "f":
                self._add_figure(body.split(), quoted)
            case _:
                raise AnnotationError("line not understood")

    def _add_entity(self, key: str, label: str, country: str | None, written: str) -> None:
        name, *aliases = (form.strip() for form in written.split("|"))
        _check(key not in self.gold["entities"], f"{key} twice")
        self.gold["entities"][key] = {"label": LABELS[label], "name": name, "aliases": aliases, "country": country}
        _check(any(form in self.text for form in (name, *aliases)), "no form of the name in the text")
        for alias in aliases:
            _check(alias in self.text, f"{alias!r} is not in the text")

    def _add_event(self, body: str, evidence: str) -> None:
        position, body = _take_quoted("position", body)
        trigger, body = _take_quoted("trigger", body)
        kind, status, *rest = body.split()
        _check(kind in EVENT_ROLES, f"unknown type {kind!r}")
        _check(status in STATUSES, f"unknown status {status!r}")
        given = [item.partition("=")[::2] for item in rest]
        values = dict(given)
        filled = [(role, key) for role, keys in given if role not in ("amount", "count") for key in keys.split(",")]
        arguments = [[role, self._known(key)] for role, key in filled]
        for role, _ in arguments:
            _check(role in EVENT_ROLES[kind], f"{kind} has no role {role!r}")
        _check(bool(arguments), "no arguments")
        self._check_evidence(evidence)
        _check(bool(trigger) and str(trigger) in evidence, f"trigger {trigger!r} is not in the evidence")
        self.gold["events"].append(
            {
                "type": kind, "status": status, "arguments": arguments,
                "amount": _amount(values["amount"]) if "amount" in values else None,
                "count": int(float(values["count"])) if "count" in values else None,
                "position": position, "evidence": evidence, "trigger": trigger,
            }
        )  # fmt: skip

    def _add_quote(self, fields: list[str], said: str) -> None:
        kind, speaker, *cue = fields
        _check(kind in QUOTE_KINDS, f"unknown kind of quote {kind!r}")
        start = self.text.find(said, self._quoted)
        start = start if start >= 0 else self.text.find(said)
        _check(bool(said) and start >= 0, "not in the text as written")
        self._quoted = start + len(said)
        known = None if speaker == "-" else self._known(speaker)
        span = [start, self._quoted]
        self.gold["quotes"].append({"kind": kind, "text": said, "speaker": known, "cue": " ".join(cue), "span": span})

    def _add_relation(self, fields: list[str]) -> None:
        subject, predicate, object_ = fields
        _check(predicate in PREDICATES, f"unknown predicate {predicate!r}")
        self.gold["relations"].append([self._known(subject), predicate, self._known(object_)])

    def _add_figure(self, fields: list[str], evidence: str) -> None:
        entity, metric, unit, value, period, status = fields
        _check(metric in METRICS, f"unknown metric {metric!r}")
        _check(bool(_PERIOD.fullmatch(period)), f"period {period!r}")
        _check(status in FIGURE_STATUSES, f"unknown status {status!r}")
        _check(bool(_UNIT.fullmatch(unit)), f"unknown unit {unit!r}")
        self._check_evidence(evidence)
        least, most = read_bounds(value)
        self.gold["figures"].append(
            {
                "entity": self._known(entity), "metric": metric, "min": least, "max": most, "unit": unit,
                "period": None if period == "-" else period, "status": status, "evidence": evidence,
            }
        )  # fmt: skip

    def _known(self, key: str) -> str:
        _check(key in self.gold["entities"], f"unknown name {key!r}")
        return key

    def _check_evidence(self, evidence: str) -> None:
        _check(bool(evidence) and " ".join(evidence.split()) in self._flat, "the evidence is not in the text")


def _check(holds: bool, problem: str) -> None:
    if not holds:
        raise AnnotationError(problem)


def _take_quoted(key: str, body: str) -> tuple[str | None, str]:
    """The value of `key="…"`, which may hold blanks, and the rest of the line."""
    found = re.search(rf'{key}="([^"]*)"', body)
    return (found[1], body.replace(found[0], "")) if found else (None, body)


def _amount(written: str) -> dict[str, Any]:
    currency, _, value = written.partition(":")
    least, most = read_bounds(value)
    return {"currency": currency, "min": least, "max": most}


def _counts(articles: Iterable[Gold]) -> str:
    every = list(articles)
    words = sum(len(article["text"].split()) for article in every)
    layers = ", ".join(f"{sum(len(article[layer]) for article in every)} {layer}" for layer in LAYERS)
    return f"{len(every)} articles, {words} words, {layers}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--gold", type=Path, help="write the articles as gold, one JSON object per line")
    parser.add_argument("--held-out", action="store_true", help=f"only every {HELD_OUT}th article, to measure by")
    given = parser.parse_args()
    read = [read_annotated(path) for path in given.files]
    problems = [problem for _, found in read for problem in found]
    articles = [article for found, _ in read for i, article in enumerate(found) if is_held_out(i) or not given.held_out]
    print(*problems, f"{_counts(articles)}, {len(problems)} problems", sep="\n")  # noqa: T201
    if given.gold:
        lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
        given.gold.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
