"""Marked text: what was said, and what is only a name, a title or a scare quote."""

from __future__ import annotations

import pytest

from flows.finding.lexicon import load_lexicon
from flows.finding.quoting.cues import verb_forms
from tests.finding.planting_quotes import marked, quotes_of, said

PLANTED = [
    # nouns for somebody's wording
    "Die Leute riefen Sprüche wie zum Beispiel „[d:Die Leute:-|Das Werk muss weg]“ durch das Tor.",
    "Mit den Worten „[d:Peter Weber:Peter Weber|Jetzt bauen wir in Kiel]“ hob Peter Weber das Glas.",
    "„[d:Vogt:Vogt|Das Werk ist endlich da]“, mit diesen Worten hob Vogt das Glas.",
    "Nordlicht blieb bei der Antwort, „[d:Nordlicht:Nordlicht|Das wird man im Herbst sehen]“, und schwieg.",
    # any verb can tell whose sentence it was
    "„[d:Ines Vogt:Ines Vogt|Wir haben lange darauf gewartet]“, lacht Ines Vogt.",
    "„[d:die Chefin:-|Das Werk ist unser Stolz]“, so formuliert es die Chefin.",
    "Vogt blieb (Weber: „[d:Weber:Weber|So geht es nicht weiter!]“) trotz allem gelassen.",
    "Vogt lobte Peter Weber („[d:Peter Weber:Peter Weber|Das Werk kommt nach Kiel!]“) und fuhr heim.",
    "Auf die Frage „[d:-:-|Warum bauen wir nicht in Kiel?]“ gab es keine Antwort.",
    # a passive that tells who judges, a reproach, a talk
    "Die Halle wird von Ines Vogt als „[d:Ines Vogt:Ines Vogt|großer Wurf]“ gewürdigt.",
    "Vogt warf Nordlicht unter anderem „[d:Vogt:Vogt|Wortbruch und Täuschung]“ vor.",
    "In dem Brief war von einem „[d:dem Brief:-|offenen und ehrlichen Gespräch]“ die Rede.",
    "Peter Weber nannte Vogt, die neue Chefin, „[d:Peter Weber:Peter Weber|mutig und klug]“.",
    "Weber schätzt den Preis als „[d:Weber:Weber|sehr hoch]“ ein.",
    "Vogt warnte vor der „[d:Vogt:Vogt|Schuldenfalle]“.",
    "In den Medien wird der Bau als „[d:den Medien:-|Wurf des Jahres]“ bezeichnet.",
    "Vogt nannte das Werk, das seit Jahren leer steht, „[d:Vogt:Vogt|überflüssig]“.",
    # slogans that are shown
    "Die Leute zogen mit der Parole „[d:Die Leute:-|Wir bleiben hier]“ durch Kiel.",
    "Die Leute schrieben Hassparolen wie „[d:Die Leute:-|Das Werk muss weg]“ an das Tor.",
    # a short sentence of its own, and one that goes on behind the clause of saying
    "„[d:Vogt:Vogt|Wann kommt das Werk?]“, fragt Vogt. „[d:Vogt:Vogt|Bald.]“",
    "[i:Vogt:Vogt|Man prüfe alles], sagte Vogt, aber „[d:Vogt:Vogt|ein Umzug ist kein Thema]“.",
    # pieces of a sentence that begin with a small word
    "Weber will bleiben, „[d:Weber:Weber|mindestens bis zum Börsengang]“.",
    "Vogt machte ihm ein Angebot, das Weber „[d:Weber:Weber|nicht einmal aufgemacht]“ haben will.",
    # who speaks stands behind an owner, or is one of many
    "„[d:deren Chef Peter Weber:Peter Weber|Das passt nicht zu uns]“, sagte deren Chef Peter Weber.",
    "„[d:einer:-|Auf das neue Werk]“, sagt einer, der seit Jahren wartet.",
    # a lost or a second space, and a source beside who speaks
    "„[d:Vogt:Vogt|Das Werk läuft gut]“,   sagte Vogt in Kiel.",
    "„[d:Vogt:Vogt|Das Werk läuft gut]“, sagte Vogt laut Mitteilung.",
    "„[d:Sprecher Peter Weber:Peter Weber|Das Werk läuft seit Mai gut]“, hieß es von Sprecher Peter Weber.",
    # wishes without a verb
    "Weber: „[d:Weber:Weber|Nie wieder ein Werk in Kiel!]“",
]


@pytest.mark.parametrize("planted", PLANTED)
def test_planted_marked_text_has_its_exact_span_and_speaker(planted: str) -> None:
    _, wanted, found = marked(planted)
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    [
        # who speaks, or where
        "In der „Post am Montag“ schreibt Peter Weber seit Jahren.",
        "Peter Weber von der „Aktion Kiel hilft“ sagte nichts.",
        "Die „Freie Liste Kiel“ lehnte die Pläne ab.",
        "Peter Weber schrieb einen Beitrag für die „Post am Montag“.",
        "Ein Sprecher der „blauen Liste“ kritisierte die Pläne.",
        # what a thing is called
        "Vogt lobte die „Agenda 2030“.",
        "Der Bericht nennt „Tarno“ in Kiel.",
        "Der Turm wird von den Leuten „alter Herr“ genannt.",
        "Weber arbeitet am Entwurf für ein „Gesetz über die Häfen“.",
        "Vogt sprach über die „Mall of Kiel“.",
        "„Kommt das Werk noch nach Kiel?“ lautete das Thema des Abends.",
        "Es ist zu früh, von einer „Pleite“ zu sprechen.",
        # titles in brackets, or behind a second space
        "Nordlicht (Motto: „Ordnung ist das halbe Leben“) wird Untreue vorgeworfen.",
        "Weber informierte unter dem Motto  „Kiel: Bauen für alle“ die Leute.",
        # nobody's view, a deed, whom it was said to
        "Den Fund hielt man für einen „Saurier“.",
        "Weber sah sich gezwungen, den Gast zu „entsorgen“.",
        # a verb of saying in brackets is another sentence's
        "Weber trägt den „Kieler Preis für freie Presse“ (Nordlicht berichtete) seit Jahren.",
    ],
)
def test_names_and_titles_in_marks_are_not_said(text: str) -> None:
    assert [text[q.start : q.end] for q in quotes_of(text) if q.kind == "direct"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Vogt sagte, die „weißen Flecken“ seien groß.",
        "Vogt sagte, der Preis sei wegen der „scharfen“ Kritik gefallen.",
        "Vogt sagte, das sei ein Kampf zwischen „dem Guten“ und „dem Bösen“.",
        "Vogt sagte, sie habe bei „Wer weiß denn sowas aus Kiel“ gewonnen.",
        "Vogt sagte, der Mann sei auf „halle.kiel.de“ zu finden.",
    ],
)
def test_scare_quotes_and_names_in_indirect_speech_are_not_direct_too(text: str) -> None:
    assert [q.kind for q in quotes_of(text)] == ["indirect"]


def test_marks_of_whom_it_was_said_to_are_no_words() -> None:
    assert said("Weber hat die Pläne gegenüber der „Kieler Post“ „Unsinn“ genannt.") == ["Unsinn"]


def test_a_noun_in_front_of_marked_words_is_their_subject() -> None:
    text = "Vogt meinte, der Mann „konnte und wollte es nicht mehr ertragen“."
    assert said(text)[0] == "der Mann „konnte und wollte es nicht mehr ertragen“"


def test_every_noun_for_a_wording_quotes_its_examples() -> None:
    entry = load_lexicon("quotes")["wordings"]
    texts = {word: entry["example"].replace("{}", word.capitalize()) for word in entry["words"]}
    assert {word: said(text) for word, text in texts.items() if said(text) != [entry["said"]]} == {}


def test_every_verb_of_shouting_quotes_a_single_word() -> None:
    entry = load_lexicon("quotes")["shouting"]
    strong = {verb: parts for group in load_lexicon("speech")["verbs"] for verb, parts in group["strong"].items()}
    for verb in entry["words"]:
        past = max(verb_forms(verb, strong.get(verb))["past"], key=len)
        text = entry["example"].replace("{verb}", past).replace("“.", f"“ {verb.rpartition('|')[0]}".rstrip() + ".")
        assert (verb, said(text)) == (verb, ["Freiheit"])
