"""Layout: planted shapes, the word lists' own examples, what is no furniture, and properties of any text."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.reading.datelines import load_words, read_byline, read_dateline
from flows.reading.furniture import is_furniture, is_reference
from flows.reading.layout import Head, Layout, find_layout
from flows.reading.paragraphs import split_paragraphs
from tests.reading.samples import BODY

SECOND = "Die Börse reagierte erfreut, auch weil der Preis unter den Erwartungen der Analysten lag."


def kinds(text: str, layout: Layout) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in layout.blocks]


def test_a_whole_newspaper_page() -> None:
    text = (
        "Kehl kauft Ohlsen\nMaschinenbau\nKehl kauft Ohlsen\n"
        "Der Preis ist niedrig. Die Börse jubelt.\nkru Mailand\n"
        f"{BODY}\nWeitere Zukäufe geplant\n{SECOND} Kommentar Seite 2\nAnzeige\n{BODY}\nBericht Seite 5\n"
    )
    layout = find_layout(text)
    assert kinds(text, layout) == [
        ("title", "Kehl kauft Ohlsen"),
        ("kicker", "Maschinenbau"),
        ("headline", "Kehl kauft Ohlsen"),
        ("standfirst", "Der Preis ist niedrig. Die Börse jubelt."),
        ("byline", "kru Mailand"),
        ("paragraph", BODY),
        ("heading", "Weitere Zukäufe geplant"),
        ("paragraph", SECOND),
        ("reference", "Kommentar Seite 2"),
        ("furniture", "Anzeige"),
        ("paragraph", BODY),
        ("reference", "Bericht Seite 5"),
    ]
    assert (layout.headline, layout.kicker, layout.dateline_place) == (
        "Kehl kauft Ohlsen",
        "Maschinenbau",
        "Mailand",
    )
    assert (layout.standfirst, layout.byline) == ("Der Preis ist niedrig. Die Börse jubelt.", "kru Mailand")
    first, second = layout.sections
    assert (first.heading, second.heading) == (None, "Weitere Zukäufe geplant")
    assert text[second.start :].startswith("Weitere Zukäufe geplant")
    assert (first.start, first.end, second.end) == (0, second.start, len(text) - 1)


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("kru Mailand", "Mailand", None),
        ("Von Max Muster, Frankfurt", "Frankfurt", None),
        ("Von Greta van der Brandt und Max Muster", None, None),
        ("Von unserem Korrespondenten", None, "no"),
        ("fed – Frankfurt, 12. März", "Frankfurt", None),
        ("mm. ZÜRICH, 4. Juni 2024", "Zürich", date(2024, 6, 4)),
        ("dpa/rtr Frankfurt", "Frankfurt", None),
        ("Reuters/fg Wien", "Wien", None),
        ("BöZ Frankfurt", "Frankfurt", None),
        ("mm, br Ulm", "Ulm", None),
        ("Handelsblatt Nr. 51 vom 12.03.2024 Seite 18", None, date(2024, 3, 12)),
        ("Börsen-Zeitung, 12.3.2024", None, date(2024, 3, 12)),
        ("Greta Brandt am 29. Januar 2024 um 12:01 Uhr", None, date(2024, 1, 29)),
        ("12.03.2024 08:13 Uhr", None, date(2024, 3, 12)),
        ("dpa-AFX", None, None),
        ("Von dpa", None, None),
        ("Frankfurt, 12. März 2024", "Frankfurt", date(2024, 3, 12)),
        ("von Zürich", None, "no"),
        ("Von Berlin nach Rom", None, "no"),
        ("der Konzern", None, "no"),
        ("Siemens kauft Zulieferer", None, "no"),
        ("Von Gewinnen ist keine Rede", None, "no"),
        ("im Mai 2024", None, "no"),
    ],
)
def test_bylines_on_their_own_line(line: str, place: str | None, day: date | str | None) -> None:
    found = read_byline(line)
    if day == "no":
        assert found is None
    else:
        assert found is not None
        assert (found.place, found.day) == (place, day)


@pytest.mark.parametrize(
    ("dateline", "place", "day"),
    [
        ("BERLIN (dpa-AFX) - ", "Berlin", None),
        ("Frankfurt (dpa) – ", "Frankfurt", None),
        ("München, 3. Mai 2024 (Reuters) – ", "München", date(2024, 5, 3)),
        ("NEW YORK/LONDON (dpa-AFX Broker) - ", "New York/London", None),
        ("mm. ZÜRICH, 4. Juni. ", "Zürich", None),
        ("fed Frankfurt – ", "Frankfurt", None),
        ("fed – Frankfurt, 12. März. ", "Frankfurt", None),
        ("Bad Neustadt (ots) - ", "Bad Neustadt", None),
        ("Kassel (Eigener Bericht) – ", "Kassel", None),
        ("(dpa-AFX) ", None, None),
        ("Stuttgart. ", "Stuttgart", None),
        ("MOOSHEIM. ", "Moosheim", None),
        ("FRANKFURT AM MAIN, 3. Mai – ", "Frankfurt am Main", None),
        ("PALO ALTO, Kalifornien, 3. Mai 2024 /PRNewswire/ -- ", "PALO ALTO, Kalifornien", date(2024, 5, 3)),
    ],
)
def test_datelines_in_front_of_the_text(dateline: str, place: str | None, day: date | None) -> None:
    text = f"Kehl kauft Ohlsen\n{dateline}{BODY}\n{SECOND}"
    layout = find_layout(text)
    assert kinds(text, layout)[1:] == [
        ("byline", dateline.strip()),
        ("paragraph", BODY),
        ("paragraph", SECOND),
    ]
    assert (layout.dateline_place, layout.published_on) == (place, day)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Frankfurt ist für die Kehl AG der wichtigste Markt.",
        "Siemens (München) - das ist eine lange Geschichte.",
        "Am Montag, 4. Juni, beginnt der Verkauf.",
        "Hannover - Bremen ist die Strecke mit den meisten Zügen.",
        "VW. Opel. Ford. Alle drei Konzerne sparen.",
        "der Berlin-Plan - Die Senatorin stellt ihn vor.",
        "Die Nachrichtenagentur Reuters (London) meldete den Verkauf.",
    ],
)
def test_sentences_that_only_look_like_datelines(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


@pytest.mark.parametrize(
    "line",
    [
        "Die Anzeige kostete den Konzern 5 Mio. Euro.",
        "Mehr dazu will der Vorstand im Mai mitteilen.",
        "Das steht auf Seite 5 des Berichts.",
        "Copyright-Klagen häufen sich, sagt die Anwältin.",
        "Weiter geht es mit dem Umbau der Bank.",
        "Quelle des Wachstums ist der Export.",
        "Foto: So heißt der neue Konzern, der Kameras baut. Er sitzt in Jena.",
        "2024 stieg der Umsatz.",
        "Interview-Anfragen lehnte der Konzern ab.",
        "Kommentare gab es keine.",
    ],
)
def test_sentences_are_never_page_parts(line: str) -> None:
    assert not is_furniture(line)
    assert not is_reference(line)
    text = f"Kehl kauft Ohlsen\n{BODY}\n{line}\n{BODY}"
    assert ("paragraph", line) in kinds(text, find_layout(text))


@pytest.mark.parametrize(
    "line",
    [
        "Anzeige", "Seite 17", "1 von 4", "© 2024 Ulmer Bote", "*Handel, Unternehmen & Märkte", "-----",
        "Kommentare (12)", "Vor 3 Tagen  Ulmer Bote",
        "Start > Wirtschaft > Industrie", "Foto: dpa", "https://bote.example/7", "Alle Rechte vorbehalten.",
    ],
)  # fmt: skip
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Kommentar Seite 2", "Siehe auch Kehl findet einen Käufer", "(Bericht Seite 5)",
        "► Weitere Berichte Seite 3 und 4",
        "Lesen Sie auch: Kehl wächst", "Mehr zum Thema", "Ölpreis fällt weiter Seite 19",
        "Leitartikel auf Seite 1",
    ],
)  # fmt: skip
def test_references(line: str) -> None:
    assert is_reference(line)


def test_word_lists_give_what_their_examples_say() -> None:
    words = load_words()
    assert read_dateline(words["agencies"]["example"])
    assert read_byline(words["own_titles"]["example"])
    assert read_byline(words["places"]["example"])
    assert read_byline(words["small_words"]["example"]) is None
    assert read_byline(words["bylines"]["example"])
    for field in ("example", "opening_example", "label_example"):
        assert is_reference(words["references"][field])
    for field in ("example", "opening_example", "credit_example"):
        assert is_furniture(words["furniture"][field])


def test_every_word_of_the_lists_is_understood() -> None:
    words = load_words()
    for name in words["agencies"]["names"]:
        assert read_dateline(f"ULM ({name}) - Die Kehl AG wächst."), name
    for group in ("german", "neighbours", "world"):
        for place in words["places"][group]:
            assert read_byline(f"{place}, 12. März 2024"), place
    for word in words["small_words"]["words"]:
        assert read_byline(f"{word} Mailand") is None, word
    for lead in words["bylines"]["leads"]:
        assert read_byline(f"{lead.capitalize()} Greta Ohlsen"), lead
    for kind in words["references"]["kinds"]:
        assert is_reference(f"{kind.capitalize()} Seite 2"), kind
    for opening in words["references"]["openings"]:
        assert is_reference(f"{opening.capitalize()} Kehl wächst"), opening
    for label in words["references"]["labels"]:
        assert is_reference(f"{label.capitalize()}: Kehl wächst"), label
    for phrase in words["furniture"]["phrases"]:
        assert is_furniture(phrase.capitalize()), phrase
    for credit in words["furniture"]["credits"]:
        assert is_furniture(f"{credit.capitalize()}: Kehl AG"), credit


def test_a_title_that_was_cut_is_the_same_title() -> None:
    text = f"Kehl kauft den Zulieferer Oh...\nKehl kauft den Zulieferer Ohlsen\n{BODY}"
    assert [kind for kind, _ in kinds(text, find_layout(text))] == ["title", "headline", "paragraph"]


def test_an_interviewers_question_is_no_heading() -> None:
    question = "Warum kauft die Kehl AG gerade jetzt einen Zulieferer?"
    text = f"Kehl wächst\n{BODY}\n{question}\n{BODY}\n"
    assert ("paragraph", question) in kinds(text, find_layout(text))


def test_a_day_far_down_is_not_the_day_of_publication() -> None:
    text = f"Kehl wächst\n{BODY}\n{SECOND}\n{BODY}\n{SECOND}\n12.03.2024\n{BODY}"
    assert find_layout(text).published_on is None


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Maschinenbau", "Kehl kauft den Zulieferer Ohlsen", ["kicker", "headline"]),
        ("Kehl kauft Ohlsen", "Ulm bleibt Sitz", ["headline", "standfirst"]),
        ("Kehl: Der Umbau beginnt", "In Ulm bleibt kein Stein auf dem anderen", ["headline", "standfirst"]),
    ],
)
def test_two_lines_above_the_text(first: str, second: str, expected: list[str]) -> None:
    text = f"{first}\n{second}\n{BODY}\n{SECOND}"
    assert [kind for kind, _ in kinds(text, find_layout(text))][:2] == expected


def test_a_standfirst_of_several_lines() -> None:
    standfirst = "Der Preis ist niedrig.\nDie Börse jubelt am Dienstag."
    text = f"Kehl kauft Ohlsen\n{standfirst}\nGreta Brandt, Ulm\n{BODY}\n{SECOND}"
    layout = find_layout(text)
    assert [kind for kind, _ in kinds(text, layout)[:4]] == ["headline", "standfirst", "standfirst", "byline"]
    assert layout.standfirst == "Der Preis ist niedrig. Die Börse jubelt am Dienstag."
    assert (layout.byline, layout.dateline_place) == ("Greta Brandt, Ulm", "Ulm")


def test_an_article_without_header_has_no_headline() -> None:
    layout = find_layout(f"{BODY}\n\n{SECOND}")
    assert (layout.headline, layout.byline, layout.standfirst) == (None, None, None)
    assert [block.kind for block in layout.blocks] == ["paragraph", "paragraph"]


def test_lists_and_tables_are_no_headings() -> None:
    text = f"Kehl wächst\n{BODY}\nKehl 5\nOhlsen 7\nBrandt 9\n- ein Punkt\n{BODY}\n"
    assert "heading" not in [block.kind for block in find_layout(text).blocks]


def test_wrapped_lines_make_one_paragraph() -> None:
    words = f"{BODY} {SECOND} {BODY}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    text = "\n".join([*lines, line]) + f"\n\n{SECOND[:59]}\n"
    assert [len(p.text.split("\n")) for p in split_paragraphs(text)] == [len(lines) + 1, 1]


def test_metadata_is_found_again_in_the_text() -> None:
    text = f"Kehl kauft Ohlsen\n\nNoch eine Zeile\n\n{BODY}"
    layout = find_layout(text, Head(headline="Kehl kauft  Ohlsen"))
    assert kinds(text, layout)[0] == ("headline", "Kehl kauft Ohlsen")


PIECES = st.sampled_from(
    [BODY, SECOND, "Kehl wächst", "kru Mailand", "Anzeige", "Kommentar Seite 2", "BERLIN (dpa) - ", "# ",
     "\n", "\n\n", " ", "\u00a0", "\t", "12.03.2024", "Von Greta Brandt", "1 von 4", "„Ja“", "Stuttgart. ",
     "\u00ad", "\f", "-", "  \n"]
)  # fmt: skip


@given(
    st.lists(st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs"]), max_size=12)), max_size=25),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_blocks_hold_every_character_once(pieces: list[str], markdown: bool) -> None:
    text = "".join(pieces)
    layout = find_layout(text, markdown=markdown)
    end = 0
    for block in layout.blocks:
        assert not text[end : block.start].strip()
        assert end <= block.start < block.end
        piece = text[block.start : block.end]
        assert piece == piece.strip()
        end = block.end
    assert not text[end:].strip()
    for before, after in zip(layout.sections, layout.sections[1:], strict=False):
        assert before.end == after.start
    assert bool(layout.sections) == bool(text.strip())
    assert layout == find_layout(text, markdown=markdown)


@pytest.mark.parametrize(
    "unit",
    [
        "Kehl wächst\n",
        "A " * 50,
        "(dpa " * 20,
        "Von Greta Brandt, ",
        "ULM/",
        "Mo., ",
        "x",
        " > Bote",
        "# \n",
        "1. ",
    ],
)
def test_no_shape_takes_more_than_linear_time(unit: str) -> None:
    """Four times the text may take eight times as long: linear time with slack, where quadratic time takes sixteen."""
    few, many = (_seconds(unit * (length // len(unit))) for length in (100_000, 400_000))
    assert many < 8 * few + 0.5, (few, many)


def _seconds(text: str) -> float:
    """Processor time to read a text, so that other work on the machine does not count."""
    begin = time.process_time()
    find_layout(text)
    find_layout(text, markdown=True)
    return time.process_time() - begin


def test_author_town_and_day_are_a_byline() -> None:
    layout = find_layout(f"Kehl kauft Ohlsen\n\nGreta Brandt, Ulm, 7. Mai 2024\n\n{BODY}\n\n{SECOND}")
    assert (layout.dateline_place, layout.published_on) == ("Ulm", date(2024, 5, 7))
    assert layout.byline == "Greta Brandt, Ulm, 7. Mai 2024"
