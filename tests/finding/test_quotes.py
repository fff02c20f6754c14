"""Quotes: every word of the lexicons in its example, planted quotes with their speakers, properties."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.finding.lexicon import load_lexicon
from flows.finding.quotes import find_quotes, set_quotes
from flows.finding.quoting.cues import verb_forms
from tests.finding.planting_quotes import BLANK, marked, quotes_of, read, said

# --- lexicons ----------------------------------------------------------------------------------


def verb_entries() -> list[Any]:
    lexicon = load_lexicon("speech")
    return [
        pytest.param(entry, verb, parts, id=verb)
        for entry in [*lexicon["verbs"], lexicon["judging"]]
        for verb, parts in (dict.fromkeys(entry["weak"].split()) | entry["strong"]).items()
    ]


@pytest.mark.parametrize(("entry", "verb", "parts"), verb_entries())
def test_every_verb_in_present_past_and_perfect(entry: dict[str, Any], verb: str, parts: list[str] | None) -> None:
    forms = verb_forms(verb, parts)
    particle, _, base = verb.rpartition("|")
    present = next(iter(forms["present"] - {base}))
    past = min(forms["past"], key=len)
    participle = next(iter(forms["participle"]))
    missed = []
    for first, last in ((present, particle), (past, particle), ("hat", participle)):
        text = entry["example"]
        if "als „" in text:  # the particle or participle closes the clause behind the marked words
            text = text.replace("{verb}", first).replace("“.", f"“ {last}.".replace(" .", "."))
        else:
            text = text.replace("{verb}", f"{first} {last}".strip())
        if entry["said"] not in said(text):
            missed.append(text)
    assert missed == []


def word_entries(*groups: str) -> list[Any]:
    lexicon = load_lexicon("quotes")
    return [
        pytest.param(entry, word, id=f"{group}-{word}")
        for group in groups
        for entry in (lexicon[group] if isinstance(lexicon[group], list) else [lexicon[group]])
        for word in entry["words"]
    ]


@pytest.mark.parametrize(
    ("entry", "word"),
    word_entries("sources", "source_nouns", "content_nouns", "telling", "hearsay", "pointing"),
)
def test_every_other_word_of_saying_in_its_example(entry: dict[str, Any], word: str) -> None:
    example = entry["example"]
    word = word[0].upper() + word[1:] if example.startswith("{}") or not entry.get("place") else word
    if "Berichte, {}" in example or "Chefin {}" in example:
        word = word[0].lower() + word[1:]
    text = example.replace("{}", word)
    assert entry["said"] in said(text)
    if "speaker" in entry:
        (quote,) = quotes_of(text)
        assert quote.speaker is not None
        assert text[quote.speaker.start : quote.speaker.end] == entry["speaker"]


@pytest.mark.parametrize("word", load_lexicon("quotes")["texts"]["words"])
def test_every_text_of_the_lexicon_speaks(word: str) -> None:
    entry = load_lexicon("quotes")["texts"]
    text = entry["example"].replace("{}", word.capitalize())
    (quote,) = quotes_of(text)
    assert text[quote.start : quote.end] == entry["said"]
    assert quote.speaker is not None
    assert text[quote.speaker.start : quote.speaker.end] == f"dem {word.capitalize()}"


def test_no_title_of_the_lexicon_introduces_a_quote() -> None:
    entry = load_lexicon("quotes")["titles"]
    assert [word for word in entry["words"] if said(entry["example"].replace("{}", word.capitalize()))] == []


@pytest.mark.parametrize("group", ["closed", "second", "governed"])
def test_every_subjunctive_of_the_lexicon_reports(group: str) -> None:
    entry = load_lexicon("konjunktiv")[group]
    missed = []
    for word in entry["words"].split():
        text = entry["example"].replace("{}", word)
        last = (
            text[text.rindex("Die Leute" if "Die Leute" in text else "Der Vorstand") :] if group != "governed" else ""
        )
        content = last or text[text.index("die Leute") :].removesuffix(".")
        if content not in said(text):
            missed.append(word)
    assert missed == []


def test_every_verb_stem_of_the_lexicon_makes_a_first_subjunctive() -> None:
    entry = load_lexicon("konjunktiv")["verbs"]
    missed = []
    for verb in entry["words"].split():
        form = verb.removesuffix("n").removesuffix("e") + "e"
        text = f"Die Chefin sagte, das Werk laufe. Der Vorstand {form} es auch so."
        if f"Der Vorstand {form} es auch so." not in said(text):
            missed.append(verb)
    assert missed == []


# --- planted quotes ----------------------------------------------------------------------------

PLANTED = [
    # direct: cue before, behind, between; across sentences and paragraphs
    "Peter Weber sagte: „[d:Peter Weber:Peter Weber|Wir bauen in Kiel. Das ist sicher.]“ Dann ging er.",
    "„[d:Peter Weber:Peter Weber|Wir bauen in Kiel]“, sagte Peter Weber am Montag der Presse.",
    "„[d:Ines Vogt:Ines Vogt|Wir bauen]“, sagte Ines Vogt, „[d:Ines Vogt:Ines Vogt|und zwar in Kiel sehr bald]“.",
    "»[d:Vogt:Vogt|Das Werk kommt nach Kiel]«, so Vogt. Mehr war nicht zu hören.",
    "Vogt sagte: «[d:Vogt:Vogt|Das Werk kommt nach Kiel.]»",
    'Vogt sagte: "[d:Vogt:Vogt|Das Werk kommt nach Kiel.]"',
    "Vogt sagte: “[d:Vogt:Vogt|Das Werk kommt nach Kiel.]”",
    "Vogt sagte: ‚[d:Vogt:Vogt|Das Werk kommt nach Kiel.]‘",
    "Vogt sagte: ,,[d:Vogt:Vogt|Das Werk kommt nach Kiel.]''",
    'Vogt sagte: „[d:Vogt:Vogt|Das Werk kommt nach Kiel.]"',
    "Vogt sagte: „[d:Vogt:Vogt|Das „Werk“ kommt nach Kiel.]“",
    "Vogt sagte: „[d:Vogt:Vogt|Das Werk kommt nach Kiel.\n\nEs wird das größte.]“ Dann ging sie.",
    "Peter Weber ist zufrieden. „[d:Peter Weber:Peter Weber|Das Werk läuft seit Jahren sehr gut.]“",
    "Die Chefin von Südwerk, Ines Vogt: „[d:Die Chefin von Südwerk, Ines Vogt:Ines Vogt|Das Werk läuft sehr gut.]“",
    # marks lost in transfer
    "Vogt sagte: „[d:Vogt:Vogt|Das Werk kommt nach Kiel.]\n\nDie Aktie stieg.",
    "„[d:Vogt:Vogt|Das Werk kommt nach Kiel], sagte Vogt am Montag.",
    "Vogt sagte: [d:Vogt:Vogt|Das Werk kommt nach Kiel.]“ Die Aktie stieg.",
    # a few words under a verb of judging
    "Peter Weber nannte den Plan einen „[d:Peter Weber:Peter Weber|gefährlichen Irrweg]“.",
    # indirect: dass, verb second, infinitive, question
    "Nordlicht teilte mit, [i:Nordlicht:Nordlicht|dass das Werk in Kiel gebaut wird].",
    "[i:das Unternehmen:-|Das Werk werde in Kiel gebaut], erklärte das Unternehmen.",
    "[i:Ines Vogt:Ines Vogt|Das Werk kommt nach Kiel], sagte Ines Vogt am Montag.",
    "Peter Weber sagte, [i:Peter Weber:Peter Weber|das Werk werde in Kiel gebaut].",
    "Am Montag kündigte Peter Weber an, [i:Peter Weber:Peter Weber|das Werk in Kiel zu bauen].",
    "Peter Weber hat am Montag angekündigt, [i:Peter Weber:Peter Weber|das Werk in Kiel zu bauen].",
    "Südwerk wirft Nordlicht vor, [i:Südwerk:Südwerk|das Werk in Kiel geschlossen zu haben].",
    "Vogt fragte, [i:Vogt:Vogt|ob das Werk nach Kiel kommt].",
    "Peter Weber, Chef von Nordlicht, sagte, [i:Peter Weber:Peter Weber|das Werk sei fertig].",
    "Wie Nordlicht am Montag mitteilte, [i:Nordlicht:Nordlicht|wird das Werk in Kiel gebaut].",
    "[i:Nordlicht:Nordlicht|Das Werk wird in Kiel gebaut], wie Nordlicht am Montag mitteilte.",
    "[i:Vogt:Vogt|Das Werk wird teurer], so Vogt.",
    "[i:-:-|Das Werk sei bald fertig], heißt es.",
    "Ihm wird vorgeworfen, [i:-:-|das Geld genommen zu haben].",
    "Nordlicht wies den Vorwurf zurück, [i:Nordlicht:Nordlicht|das Werk sei zu teuer].",
    # sources
    "Laut Vogt [i:Vogt:Vogt|wird das Werk in Kiel gebaut].",
    "Nach Angaben von Peter Weber [i:Peter Weber:Peter Weber|wird das Werk in Kiel gebaut].",
    "Nordlicht zufolge [i:Nordlicht:Nordlicht|wird das Werk in Kiel gebaut].",
    "[i:Vogt:Vogt|Das Werk wird laut Vogt in Kiel gebaut].",
    "[i:Unternehmensangaben:-|Das Werk wird nach Unternehmensangaben in Kiel gebaut].",
    # free subjunctive goes on, with a speaker by pronoun
    "Vogt lobte das Werk. [i:Vogt:Vogt|Die Halle sei modern.] [i:Vogt:Vogt|Auch die Leute seien gut.] Die Aktie fiel.",
    "Petra Weber kam am Montag. Sie sagte, [i:Sie:Petra Weber|das Werk sei fertig].",
    "Peter Weber kam am Montag. „[d:er:Peter Weber|Das Werk ist endlich fertig]“, sagte er.",
    "Die Chefin Ines Vogt kam. „[d:die Chefin:Ines Vogt|Das Werk ist endlich fertig]“, sagte die Chefin.",
    # around an aside; appositions; attributes before the noun
    "Am Montag gab der Leiter des Werks, Peter Weber, bekannt, "
    "[i:der Leiter des Werks, Peter Weber:Peter Weber|dass das Werk in Kiel gebaut wird].",
    "Weber warf Nordlicht, als der Preis bekannt wurde, vor, [i:Weber:Weber|es habe zu lange gewartet].",
    "Wie Ines Vogt, Chefin von Nordlicht, mitteilte, [i:Ines Vogt:Ines Vogt|wird das Werk gebaut].",
    "Nordlicht wächst. [i:das in Kiel gegründete Unternehmen:Nordlicht|Das Werk sei bezahlt], "
    "teilte das in Kiel gegründete Unternehmen mit.",
    # the reporting clause goes on, or what is said does
    "Vogt erklärte, [i:Vogt:Vogt|dass das Werk gebaut werde], und kündigte an, [i:Vogt:Vogt|in Kiel zu bauen].",
    "[i:Weber:Weber|Man könne sich, so Weber, keinen Aufschub mehr leisten].",
    "[i:-:-|Man bedauere den Schritt, hieß es, sehe aber keinen Ausweg].",
    "Vogt sagte, [i:Vogt:Vogt|das Werk laufe]; [i:Vogt:Vogt|am Ende aber sei es zu teuer.]",
    "Petra Weber kam. [i:sie:Petra Weber|Gewinne seien nicht zu erwarten], dämpfte sie die Erwartungen.",
    "Vogt sagte lediglich, [i:Vogt:Vogt|zu Gerüchten äußere sich das Haus nicht].",
    # sources
    "[i:Nordlicht:Nordlicht|Das Werk wird Nordlicht zufolge gebaut].",
    "Petra Weber kam. [i:ihrer Meinung:Petra Weber|Das Werk ist ihrer Meinung nach zu teuer].",
    "[i:eigenen Angaben:Nordlicht|Nordlicht baut nach eigenen Angaben in Kiel].",
    "Peter Weber ging. „[d:er:Peter Weber|Das war es dann wohl]“, wird er zitiert.",
    # a description without a name
    "Ein Sprecher von Nordlicht sagte, [i:Ein Sprecher von Nordlicht:-|das Werk sei fertig].",
]


@pytest.mark.parametrize("planted", PLANTED)
def test_planted_quotes_have_their_exact_spans_and_speakers(planted: str) -> None:
    _, wanted, found = marked(planted)
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Der Roman „Die Halle“ erscheint im Mai.",
        "Die „Gewinner“ des Jahres stehen fest.",
        "Nordlicht baut das „Werk der Zukunft“ in Kiel.",
        "Die „Kieler Post“ erscheint seit 1900.",
        "Peter Weber, Chef von Nordlicht, kritisierte die Pläne.",
        "Die Bank, die das Werk kaufte, nannte keinen Preis.",
        "Nachdem Weber gesprochen hatte, stieg die Aktie.",
        "Nordlicht kauft Südwerk, die Aktie steigt.",
        "Es sei denn, die Aktie steigt.",
        "Die große Halle, die weite Reise und die neue Straße kosten viel.",
        "Der Umsatz legte zu, so dass die Aktie stieg.",
    ],
)
def test_titles_scare_quotes_and_plain_clauses_are_no_quotes(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Vogt sagte, das Werk sei „ein Glücksfall für alle“.", ["ein Glücksfall für alle"]),
        ("Vogt sagte, der Preis sei „völlig überzogen“.", ["völlig überzogen"]),
        ("Vogt sagte, dass „das Werk nie kommt“.", ["das Werk nie kommt"]),
        ("Vogt sagte, das „Werk“ laufe.", []),
        ("Vogt sagte, die Bewegung „Halle für alle“ sei gescheitert.", []),
        ("Vogt sagte, der Film „alles auf Anfang und zurück“ sei gut.", []),
        ("Vogt sagte, „Nordlicht“ habe gewonnen.", []),
    ],
)
def test_own_words_inside_indirect_speech_are_direct_too_but_no_names(text: str, marked: list[str]) -> None:
    quotes = quotes_of(text)
    assert [text[q.start : q.end] for q in quotes if q.kind == "direct"] == marked
    assert [q.kind for q in quotes].count("indirect") == 1
    assert {q.speaker_mention.name for q in quotes if q.speaker_mention} == {"Vogt"}


@pytest.mark.parametrize(
    ("entry", "verb", "phrase"),
    [
        pytest.param(entry, verb, phrase, id=f"{verb} {phrase}")
        for entry in load_lexicon("speech")["idioms"]
        for verb in entry["verbs"]
        for phrase in entry["with"]
    ],
)
def test_every_idiom_speaks(entry: dict[str, Any], verb: str, phrase: str) -> None:
    past = entry["verbs"][verb][1]
    text = re.sub(r"Die Chefin \w+", f"Die Chefin {past}", entry["example"]).replace("{}", phrase)
    (quote,) = quotes_of(text)
    assert text[quote.start : quote.end] == text[text.index(", ") + 2 : -1]
    assert quote.cue == past
    assert quote.speaker is not None
    assert text[quote.speaker.start : quote.speaker.end] == "Die Chefin"


def strong_parts(verb: str) -> list[str] | None:
    parts = {name: parts for entry in load_lexicon("speech")["verbs"] for name, parts in entry["strong"].items()}
    return parts.get(verb)


def with_past(example: str, verb: str) -> str:
    past = min(verb_forms(verb, strong_parts(verb))["past"], key=len)
    return example.replace("{verb}", f"{past} {verb.rpartition('|')[0]}".strip())


def test_what_is_open_to_a_decision_was_not_said() -> None:
    entry = load_lexicon("quotes")["deciding"]
    assert [verb for verb in entry["words"] if said(with_past(entry["example"], verb))] == []


def test_people_without_a_name_stay_unnamed() -> None:
    entry = load_lexicon("quotes")["people"]
    for noun in entry["words"]:
        (quote,) = quotes_of(entry["example"].replace("{}", f"{noun.capitalize()} von Nordlicht"))
        assert (noun, quote.speaker_mention) == (noun, None)


def test_no_word_of_the_list_is_taken_for_a_subjunctive() -> None:
    entry = load_lexicon("konjunktiv")["never"]
    assert [word for word in entry["words"].split() if said(entry["example"].replace("{}", word))] == []


def test_every_plain_verb_quotes_a_main_clause_behind_a_colon() -> None:
    entry = load_lexicon("quotes")["plain"]
    texts = [with_past(entry["example"], verb) for verb in entry["words"]]
    assert [text for text in texts if said(text) != ["Das Werk in Kiel ist fertig"]] == []


def test_cue_is_the_word_of_saying_as_written() -> None:
    assert [q.cue for q in quotes_of("Vogt kündigte an, das Werk zu bauen. Laut Weber wird es groß.")] == [
        "kündigte",
        "Laut",
    ]


def test_a_joined_free_passage_is_one_quote() -> None:
    doc = read("Vogt lobte das Werk. Die Halle sei modern. Auch die Leute seien gut. Die Aktie fiel.")
    (quote,) = find_quotes(doc, join=True)
    assert doc.text[quote.start : quote.end] == "Die Halle sei modern. Auch die Leute seien gut."


def test_component_fills_the_extension() -> None:
    doc = set_quotes(read("Vogt sagte: „Das Werk kommt nach Kiel.“"))
    assert [quote.kind for quote in doc._.quotes] == ["direct"]
    assert set_quotes(read(""))._.quotes == []


WORDS = [
    "„",
    "“",
    "»",
    "«",
    '"',
    ",",
    ".",
    ":",
    "sagte",
    "Vogt",
    "sei",
    "dass",
    "er",
    "laut",
    "so",
    "wie",
    "\n\n",
    "zu",
    "bauen",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_quotes_are_ordered_inside_the_text_and_do_not_overlap_in_kind(words: list[str]) -> None:
    text = " ".join(words)
    quotes = quotes_of(text)
    assert all(0 <= q.start < q.end <= len(text) and text[q.start : q.end].strip() for q in quotes)
    for kind in ("direct", "indirect"):
        spans = [(q.start, q.end) for q in quotes if q.kind == kind]
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize("piece", ["„ ", "a “ ", '" a ', "„a b c d“, sagte er. ", "sagte er, ", "'a "])
def test_tens_of_thousands_of_marks_do_not_hang(piece: str) -> None:
    doc = BLANK.make_doc(piece * (10_000 if len(piece) > 4 else 40_000))
    flags = np.full((len(doc), 1), -1, dtype=np.int64)
    flags[0] = 1
    doc.from_array(["SENT_START"], flags.astype(np.uint64))
    doc._.mentions = []
    started = time.perf_counter()
    find_quotes(doc)
    assert time.perf_counter() - started < 20


def test_text_that_breaks_off_behind_its_source_quotes_nothing() -> None:
    for text in ("Der Verkehr stockt. Laut Angaben des Bes", "Der Verkehr stockt. Laut der Polizei"):
        assert [each for each in quotes_of(text) if each.start >= each.end] == []
