"""Text, Markdown and HTML files."""

from __future__ import annotations

import socket
from datetime import date

import pytest

from tests.reading.samples import BODY, Read

PAGE = """<!doctype html><html lang="de"><head><title>Kehl kauft Ohlsen | Bote</title>{meta}</head><body>
<nav><a href="/">Start</a> <a href="/p">Politik</a></nav><article><h1>Kehl kauft Ohlsen</h1>
<p>Die Kehl AG aus <b>Ulm</b> übernimmt den Zulieferer Ohlsen. {filler}</p><h2>Stellen bleiben</h2>
<p>Alle 200 Stellen bleiben erhalten, sagte die Vorstandschefin. {filler}</p></article>
<footer>© Bote</footer></body></html>"""
META = (
    '<meta property="article:published_time" content="2024-03-12T08:00:00+01:00">'
    '<meta name="author" content="Greta Brandt"><meta property="og:site_name" content="Ulmer Bote">'
)
FILLER = "Der Kaufpreis liegt nach Angaben beider Firmen bei 30 Millionen Euro. " * 4


def test_a_text_file_is_kept_as_it_is(read: Read) -> None:
    source = f"Kehl kauft Ohlsen\n\n  {BODY}\t\n\n\n"
    (article,), rejected = read("a.txt", source)
    assert (article.text, article.format, article.language, rejected) == (source, "txt", "de", [])
    assert article.headline == "Kehl kauft Ohlsen"


def test_bom_and_crlf_leave_the_text(read: Read) -> None:
    (article,), _ = read("a.txt", b"\xef\xbb\xbf" + f"Kehl kauft\r\n{BODY}\r\n".encode())
    assert article.text == f"Kehl kauft\n{BODY}\n"


def test_markdown_front_matter_is_metadata(read: Read) -> None:
    source = (
        '---\ntitle: "Kehl kauft Ohlsen"\ndate: 2024-03-12\nauthor: Greta Brandt\noutlet: Ulmer Bote\n---\n\n'
        f"# Kehl kauft Ohlsen\n\n{BODY}\n\n## Stellen bleiben\n\n{BODY}\n"
    )
    (article,), _ = read("a.md", source)
    assert article.text.startswith("# Kehl kauft Ohlsen\n")
    assert article.published_on == date(2024, 3, 12)
    assert (article.headline, article.byline, article.outlet) == (
        "Kehl kauft Ohlsen",
        "Greta Brandt",
        "Ulmer Bote",
    )
    assert [section.heading for section in article.sections] == [None, "Stellen bleiben"]
    headline = next(block for block in article.blocks if block.kind == "headline")
    assert article.text[headline.start : headline.end] == "Kehl kauft Ohlsen"


def test_a_rule_on_top_is_no_front_matter(read: Read) -> None:
    (article,), _ = read("a.md", f"---\nohne Angaben\n---\n{BODY}")
    assert article.text.startswith("---\n")


def test_html_with_metadata(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("reading must not touch the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (article,), _ = read("a.html", PAGE.format(meta=META, filler=FILLER))
    assert (article.headline, article.byline, article.outlet) == (
        "Kehl kauft Ohlsen",
        "Greta Brandt",
        "Ulmer Bote",
    )
    assert article.published_on == date(2024, 3, 12)
    assert article.text.startswith("Kehl kauft Ohlsen\n\nDie Kehl AG aus Ulm übernimmt den Zulieferer Ohlsen.")
    assert [section.heading for section in article.sections] == [None, "Stellen bleiben"]
    assert "Politik" not in article.text


def test_html_in_the_encoding_that_it_declares(read: Read) -> None:
    page = PAGE.format(meta='<meta charset="iso-8859-1">', filler=FILLER)
    (article,), _ = read("a.htm", page.encode("cp1252"))
    assert "übernimmt" in article.text


def test_a_headline_outside_the_article_is_put_in_front(read: Read) -> None:
    page = PAGE.format(meta=META, filler=FILLER).replace("<h1>Kehl kauft Ohlsen</h1>", "")
    (article,), _ = read("a.html", page)
    headline = next(block for block in article.blocks if block.kind == "headline")
    assert article.text[headline.start : headline.end] == article.headline


def test_broken_html_still_gives_its_text(read: Read) -> None:
    page = PAGE.format(meta=META, filler=FILLER).replace("</p>", "").replace("</article>", "<div><table>")
    (article,), _ = read("a.html", page)
    assert "Alle 200 Stellen" in article.text


@pytest.mark.parametrize(
    ("data", "check"),
    [
        ("<html><body><nav>Start</nav></body></html>", "html_readable"),
        ("<<<>>>", "html_readable"),
        (" \n ", "not_empty"),
        ("", "not_empty"),
    ],
)
def test_html_without_an_article(read: Read, data: str, check: str) -> None:
    articles, (rejected,) = read("a.html", data)
    assert (articles, rejected.check) == ([], check)


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("2024-03-12_kehl.txt", "", date(2024, 3, 12)),
        ("20240312.txt", "", date(2024, 3, 12)),
        ("Bote 12.03.2024.txt", "", date(2024, 3, 12)),
        ("kehl.txt", "ULM, 12. März 2024 (dpa) – ", date(2024, 3, 12)),
        ("kehl.txt", "Ulm, 12. März – ", None),
        ("kehl.txt", "", None),
        ("1824-03-12.txt", "", None),
        ("2024-02-31.txt", "", None),
        ("artikel-20241399-4711.txt", "", None),
    ],
)
def test_publication_day(read: Read, name: str, head: str, expected: date | None) -> None:
    (article,), _ = read(name, head + BODY)
    assert article.published_on == expected
