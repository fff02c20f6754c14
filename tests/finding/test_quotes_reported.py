"""Indirect speech in the wordings of the press: who announces it, where it begins and ends, whose it is."""

from __future__ import annotations

import pytest

from flows.finding.lexicon import load_lexicon
from flows.finding.quoting.cues import verb_forms
from tests.finding.planting_quotes import marked, quotes_of, said

PLANTED = [
    # a noun announces it, and something belongs to the noun
    "Die Forderung von Peter Weber, [i:Peter Weber:Peter Weber|das Werk zu schließen], lehnte Nordlicht ab.",
    "Dem Appell der Chefin, [i:der Chefin:-|in Kiel zu bleiben], folgte niemand.",
    "Es blieb beim Vorwurf gegen Nordlicht, [i:-:-|das Werk sei zu teuer].",
    "Am Montag zog Weber, der Chef, den Plan mit der Begründung zurück, [i:Weber:Weber|er sei zu teuer].",
    "Gerüchte, wonach [i:Gerüchte:-|das Werk schließt], gibt es seit Jahren.",
    "Berichte, nach denen [i:Berichte:-|das Werk schließt], sind alt.",
    # nobody says it
    "Am Montag wurde bekannt, [i:-:-|dass das Werk schließt].",
    "Aus Kiel war zu hören, [i:-:-|das Werk sei verkauft].",
    # a sentence says that somebody speaks, the next what
    "Vogt verteidigte den Plan. [i:Vogt:Vogt|Er belaste niemanden.] Die Aktie fiel.",
    "Ines Vogt warnte vor dem Plan. [i:Ines Vogt:Ines Vogt|Die Hallen hätten kein Dach.] Die Aktie fiel.",
    "Vogt begrüßte den Plan. [i:Vogt:Vogt|Als Chefin habe sie lange gewartet.] Die Aktie fiel.",
    # only a part of the sentence is reported
    "Ein Mann wurde entlassen, [i:-:-|er habe Geld genommen.]",
    "Weber sagte, [i:Weber:Weber|die Bank habe sich verrechnet] und die Chefin forderte mehr Geld.",
    "Weber bat alle, [i:Weber:Weber|das Werk zu verlassen] – die Hälfte davon am Abend.",
    # the source is a clause
    "[i:Peter Weber:Peter Weber|Nordlicht bietet das Gerät günstig an], wie Peter Weber im Mai erklärte.",
    "[i:Nordlicht:Nordlicht|Der Preis wird nach dem alten Plan vergeben], wie Nordlicht am Montag bekannt gab.",
    "[i:Peter Weber:Peter Weber|Das Werk wird viel Mühe erfordern], wie Peter Weber, Leiter des Rats betont.",
    "Wie Vogt darlegte, [i:Vogt:Vogt|handelt es sich um ein Versehen].",
    # the source is a phrase
    "[i:dem Vernehmen:-|Das Werk wird dem Vernehmen nach verkauft].",
    "[i:Medienberichten:-|Die Preise gewinnen Medienberichten zufolge an Schwung].",
    # marks, fragments and commas
    "[i:die Polizei:-|Tatsächlich, so betont die Polizei, ist das kein Beweis].",
    "[i:Vogt:Vogt|Es gibt nun „Kräfte“, die „alles ändern“ sollen], erklärte Vogt.",
    "Weber hatte im Mai angekündigt [i:Weber:Weber|bei der Wahl erneut anzutreten].",
    "Vogt hoffte [i:Vogt:Vogt|dass der Mann wach ist].",
    "[i:-:-|Zwei Drittel der Hallen entfallen auf Kiel], heißt es.",
    # the clause of saying stands between the two halves, or between two sentences
    "[i:der Forscher Peter Weber:Peter Weber|Solche Lasten, sagt der Forscher Peter Weber, hätten viele Firmen].",
    "[i:Forscher:-|Auf lange Sicht, so sagen Forscher, werden die Preise nicht kleiner].",
    "[i:Vogt:Vogt|Es gebe keinen Plan], sagt Vogt, aber [i:Vogt:Vogt|man sehe sich bald].",
    "Peter Weber, Chef von Nordlicht, sagte, [i:Peter Weber:Peter Weber|man habe Zeit].",
    # an apposition belongs to who speaks
    "Am Montag entschied Weber, der Chef der Bank, dazu, [i:Weber:Weber|das Werk in Kiel zu bauen].",
    # a dependent clause in the subjunctive
    "Vogt lehnt den Plan ab, [i:Vogt:Vogt|weil er zu teuer sei].",
    "Vogt sieht viel Gutes in dem Werk, [i:Vogt:Vogt|das bald wachsen werde].",
    "Vogt sprach. [i:Vogt:Vogt|Die Leute dürften nicht gehen, da das Werk sonst schließe].",
    # the clause of saying goes on, or another sentence begins
    "Nordlicht droht, [i:Nordlicht:Nordlicht|das Werk zu schließen], und hat einen Anwalt gefragt.",
    "Weber hofft, [i:Weber:Weber|dass das Werk kommt], denn bisher gibt es keines.",
    "Die Bank war der Meinung, [i:Die Bank:-|das Werk sei zu teuer], nun wurde es verkauft.",
    # sources that tell all, and sources in a clause of their own
    "Laut Vogt [i:Vogt:Vogt|forderte Nordlicht die Leute auf, das Werk zu verlassen].",
    "Nach Zahlen von Nordlicht [i:Nordlicht:Nordlicht|wuchs das Werk im Mai].",
    "Die Leute gingen im Mai, [i:eigener Aussage:-|im Juni war das Werk nach eigener Aussage leer].",
    "[i:das in Kiel notierte Südwerk:Südwerk|Der Umsatz wuchs], wie das in Kiel notierte Südwerk mitteilte.",
    "[i:Vogt:Vogt|Die Aufsicht hat eine Prüfung angeordnet], wie Vogt einräumte.",
    # as the Swiss write, and a past that no ending tells
    "Vogt liess ausrichten, [i:Vogt:Vogt|das Werk bleibe in Kiel].",
    "Nach einer Analyse von Nordlicht [i:Nordlicht:Nordlicht|entstand an den Rohren ein Leck].",
    "Peter Weber hat sich bereit erklärt, [i:Peter Weber:Peter Weber|zugunsten von Vogt auf das Amt zu verzichten].",
]


@pytest.mark.parametrize("planted", PLANTED)
def test_planted_reports_have_their_exact_spans_and_speakers(planted: str) -> None:
    _, wanted, found = marked(planted)
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Am Montag sollen dort hundert Leute verletzt worden sein.",  # nobody speaks before it
        "Nordlicht legte Forderungen vor, die Maßstab der Planung sein sollten.",
        "Die Preise steigen teilweise im Winter. Das Haus kam teilweise zu Schaden.",
        "Es kommt darauf an, wie lange Vogt das Werk hält.",
        # a thought, a comparison, figures that tell when
        "Vogt kritisierte den Plan. Das wäre der größte Umbau in Kiel.",
        "Vogt kritisierte den Plan. Nordlicht hätte damit viel Geld verdient.",
        "Weber tat so, als sei nichts gewesen.",
        "Nach den Zahlen fiel der Kurs.",
        "Ohne dass Weber es gewollt habe, stieg der Preis.",
        "Es ist nicht so, wie manchmal angedeutet wird, und auch nicht anders.",
    ],
)
def test_hearsay_relatives_and_manners_are_no_reports(text: str) -> None:
    assert said(text) == []


SPEAKERS = [
    ("Der englischen Zeitung sagte Ministerin Kolb: „Ich bleibe in Kiel.“", "Ministerin Kolb"),
    ("Stellvertretend für die Bank empfahl der Leiter, das Werk zu bauen.", "der Leiter"),
    ("Auch die neue Chefin äußerte Vorbehalte und wagte die Prognose, das Werk komme nicht.", "die neue Chefin"),
    ("Sie wirft Weber vor, das Werk zu verkaufen.", "Sie"),
    ("Chefin Petra Weber nannte sie „eine kluge Frau mit Mut“.", "Chefin Petra Weber"),
    ("Erst vergangene Woche kündigte der Konzern an, das Werk zu schließen.", "der Konzern"),
    ("eBay hält es für möglich, dass das Werk kommt.", "eBay"),
    ("Einige vertreten die Auffassung, das Werk sei zu teuer.", "Einige"),
    (
        "Ein nicht genannter Vertreter von Nordlicht sagte, das Werk sei teuer.",
        "Ein nicht genannter Vertreter von Nordlicht",
    ),
    ("Die Äußerungen der Chefin nannte Weber „falsch und gefährlich“.", "Weber"),
    ("Das wollte die Schülerin nicht hinnehmen und gab an, den Plan zu kennen.", "die Schülerin"),
    ("„Das ist gut für alle hier“, zitierte man Peter Weber.", "Peter Weber"),
    ("Der Streit, von dem die Polizei glaubt, er sei vorbei, geht weiter.", "die Polizei"),
    ("Die Sprecher beeilten sich, der Presse zu erklären, die Pläne seien alt.", "Die Sprecher"),
    ("Als Begründung sagte ein Forscher: „Das Feld ist weit.“", "ein Forscher"),
    ("Den Unmut der Partei brachte die Sprecherin zum Ausdruck: „Wir warten nicht.“", "die Sprecherin"),
    ("Vogt sagte, dass Weber es zugegeben habe: „Er hat alles erzählt.“", "Vogt"),
    ("Auch das habe Methode, so Weber weiter: „Das ist überall üblich.“", "Weber"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_speaker_is_the_subject_in_every_order(text: str, speaker: str) -> None:
    phrase = quotes_of(text)[-1].speaker
    assert phrase is not None
    assert text[phrase.start : phrase.end] == speaker


def test_who_spoke_is_the_subject_and_not_the_object() -> None:
    quote = quotes_of("Ministerin Petra Weber forderte Südwerk zum Umbau auf. Dieser sei dringend nötig.")[-1]
    assert quote.speaker_mention is not None
    assert quote.speaker_mention.name == "Petra Weber"


def test_a_pronoun_stands_for_who_the_pronoun_before_it_does() -> None:
    text = "Peter Weber kam heim. Es war spät. Er hatte Hunger. Er las einen Brief. „Schön“, sagte er."
    quote = quotes_of(text)[-1]
    assert quote.speaker_mention is not None
    assert quote.speaker_mention.name == "Peter Weber"


def test_a_pronoun_of_nobody_is_not_asked_for_through_the_whole_text() -> None:
    quote = quotes_of("Er ging. " * 3_000 + "„Schön ist das“, sagte er.")[-1]
    assert quote.speaker_mention is None


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("Alle Briefe begannen ähnlich: Man verfolge das Werk mit Freude.", "Man verfolge das Werk mit Freude."),
        ("Weber schwieg lange. Man prüfe den Plan.", "Man prüfe den Plan."),
    ],
)
def test_a_colon_or_man_makes_a_subjunctive_a_report(text: str, report: str) -> None:
    assert said(text) == [report]


def test_every_impersonal_idiom_reports_without_a_speaker() -> None:
    for entry in load_lexicon("speech")["impersonal"]:
        for phrase in entry["with"]:
            (quote,) = quotes_of(entry["example"].replace("{}", phrase))
            assert (phrase, quote.speaker) == (phrase, None)


def test_wishes_name_no_source() -> None:
    entry = load_lexicon("quotes")["wishing"]
    strong = {verb: parts for group in load_lexicon("speech")["verbs"] for verb, parts in group["strong"].items()}
    texts = []
    for verb in entry["words"]:
        past = min(verb_forms(verb, strong.get(verb))["past"], key=len)
        texts.append(entry["example"].replace("{verb}", verb.rpartition("|")[0] + past))
    assert [text for text in texts if said(text)] == []
