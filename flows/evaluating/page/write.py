"""The whole page: figures per gold file, then every error in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from flows.errors import InputError
from flows.evaluating.page.errors import error_list
from flows.evaluating.page.figures import figures_section
from flows.evaluating.page.markup import Markup, tag
from flows.evaluating.scoring import Score


def write_page(path: Path, scores: Sequence[Score]) -> None:
    """Write the page. Raises InputError if the file can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(scores), "utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"the report {path} can't be written: {error.strerror or error}") from error


def page(scores: Sequence[Score]) -> str:
    """The page's HTML; everything that comes from articles or gold files is escaped."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", "Depesche evaluation"),
        tag("style", Markup(_own_file("page.css"))),
    )
    articles, errors = sum(score.documents for score in scores), sum(len(score.problems) for score in scores)
    body = tag(
        "body",
        tag(
            "header",
            tag("h1", "Depesche evaluation"),
            tag("p", f"{articles:,} annotated articles, {errors:,} errors"),
            tag("nav", *(tag("a", score.name, href=f"#file-{at}") for at, score in enumerate(scores)),
                tag("a", "All errors", href="#errors")),
        ),
        tag("main", *(figures_section(score, at) for at, score in enumerate(scores)), error_list(scores)),
        tag("script", Markup(_own_file("page.js"))),
    )  # fmt: skip
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _own_file(name: str) -> str:
    return resources.files(__package__ or "").joinpath(name).read_text("utf-8")
