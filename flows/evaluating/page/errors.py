"""Every missed and wrong record in its sentence, with its words marked, and filters for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from flows.evaluating.excerpts import excerpt
from flows.evaluating.page.markup import Markup, tag
from flows.evaluating.scoring import REPORTED, Problem, Score
from flows.evaluating.wording import shorten

_LONGEST = 120  # characters of an error's first line; its sentence follows in full


def error_list(scores: Sequence[Score]) -> Markup:
    """The filters and the errors of all gold files, by layer, type and article."""
    problems = [(number, problem) for number, score in enumerate(scores) for problem in score.problems]
    problems.sort(key=lambda each: (each[0], REPORTED.index(each[1].judgement.layer), each[1].judgement.kind))
    filters = tag(
        "form",
        _select("file", "all files", [(str(number), score.name) for number, score in enumerate(scores)]),
        _select("layer", "all layers", _counted(problem.judgement.layer for _, problem in problems)),
        _select("type", "all types", _counted(problem.judgement.kind for _, problem in problems)),
        _select("side", "missed and wrong", [("missed", "missed"), ("wrong", "wrong")]),
        tag("input", type="search", name="words", placeholder="words", aria_label="words in the error"),
        tag("output", f"{len(problems):,} errors"),
        id="filters",
    )
    errors = (_error(number, problem, scores[number].name) for number, problem in problems)
    return tag("section", tag("h2", "Errors"), filters, tag("ol", *errors, id="list"), id="errors")


def _counted(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, f"{name} ({count:,})") for name, count in sorted(Counter(names).items())]


def _select(name: str, everything: str, options: list[tuple[str, str]]) -> Markup:
    choices = (tag("option", shown, value=value) for value, shown in options)
    return tag("select", tag("option", everything, value=""), *choices, name=name, aria_label=name)


def _error(number: int, problem: Problem, file: str) -> Markup:
    told = problem.judgement
    pieces = excerpt(problem.text, told.marks, told.evidence)
    sentence = (tag("mark", piece) if marked else piece for piece, marked in pieces)
    head = tag(
        "header",
        tag("span", told.verdict.value, class_=f"side {told.verdict.value}"),
        tag("span", f"{told.layer} · {told.kind}", class_="what"),
        tag("span", f"{file} · {problem.doc}", class_="doc"),
    )
    note = tag("p", told.note, class_="note") if told.note else ""
    quoted = tag("blockquote", *sentence, lang="de") if pieces else ""
    return tag(
        "li",
        head,
        tag("p", shorten(told.shown, _LONGEST), class_="shown"),
        note,
        quoted,
        data_file=number,
        data_layer=told.layer,
        data_type=told.kind,
        data_side=told.verdict.value,
    )
