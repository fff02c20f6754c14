"""Events as newspapers tell them: many wordings of every type, each with all it says."""

from __future__ import annotations

import pytest

from flows.finding.events import find_events
from tests.finding.planting import planted
from tests.finding.test_events import filled, told

# Type, text, and "role=name,name" for every role, with amount and count.
TELLINGS = [
    (
        "acquisition",
        "Der Maschinenbauer Nordwerk schluckt den kleineren Konkurrenten Talbau.",
        "buyer=Nordwerk;acquired=Talbau",
    ),
    ("acquisition", "Nordwerk greift nach Talbau.", "buyer=Nordwerk;acquired=Talbau"),
    ("acquisition", "Nordwerk vor Übernahme von Talbau", "buyer=Nordwerk;acquired=Talbau"),
    ("acquisition", "Nordwerk sichert sich die Mehrheit an Talbau.", "buyer=Nordwerk;acquired=Talbau"),
    ("acquisition", "Nordwerk stockt seinen Anteil an Talbau auf 30 Prozent auf.", "buyer=Nordwerk;acquired=Talbau"),
    (
        "acquisition",
        "Mit der Übernahme von Talbau für 250 Millionen Euro steigt Nordwerk in das Geschäft mit Pumpen ein.",
        "buyer=Nordwerk;acquired=Talbau;amount=250000000",
    ),
    ("acquisition", "Talbau gehört künftig zu Nordwerk.", "buyer=Nordwerk;acquired=Talbau"),
    (
        "acquisition",
        "Die Nordwerk AG legt 250 Millionen Euro für Talbau auf den Tisch.",
        "buyer=Nordwerk AG;acquired=Talbau;amount=250000000",
    ),
    (
        "acquisition",
        "Die Kartellbehörden haben dem Zusammenschluss zugestimmt, mit dem Nordwerk den Rivalen Talbau übernimmt.",
        "buyer=Nordwerk;acquired=Talbau",
    ),
    (
        "acquisition",
        "Der Finanzinvestor Hallberg will seine Beteiligung an Talbau abstoßen.",
        "seller=Hallberg;acquired=Talbau",
    ),
    (
        "acquisition",
        "Für Talbau bietet Nordwerk 40 Euro je Aktie, insgesamt also 3 Milliarden Euro.",
        "buyer=Nordwerk;acquired=Talbau;amount=3000000000",
    ),
    (
        "acquisition",
        "Nordwerk hat die Übernahme des Pumpenherstellers Talbau abgeschlossen.",
        "buyer=Nordwerk;acquired=Talbau",
    ),
    ("acquisition", "Nordwerk verleibt sich Talbau ein.", "buyer=Nordwerk;acquired=Talbau"),
    (
        "acquisition",
        "Nordwerk, das seit Jahren wächst, erwirbt von Hallberg 51 Prozent der Anteile an Talbau.",
        "buyer=Nordwerk;acquired=Talbau;seller=Hallberg",
    ),
    (
        "acquisition",
        "Talbau soll für 250 Millionen Euro an Nordwerk verkauft werden.",
        "buyer=Nordwerk;acquired=Talbau;amount=250000000",
    ),
    (
        "acquisition",
        "Der Verkauf von Talbau brachte Hallberg 250 Millionen Euro ein.",
        "seller=Hallberg;acquired=Talbau;amount=250000000",
    ),
    ("acquisition", "Nordwerk ist an Talbau interessiert.", "buyer=Nordwerk;acquired=Talbau"),
    ("acquisition", "Hallberg stellt Talbau zum Verkauf.", "seller=Hallberg;acquired=Talbau"),
    ("acquisition", "Nordwerk kauft 15 Filialen von Talbau.", "buyer=Nordwerk;seller=Talbau"),
    (
        "acquisition",
        "Nordwerk und Hallberg liefern sich ein Bieterrennen um Talbau.",
        "buyer=Nordwerk,Hallberg;acquired=Talbau",
    ),
    ("acquisition", "Als Käufer für Talbau ist Nordwerk im Gespräch.", "buyer=Nordwerk;acquired=Talbau"),
    ("acquisition", "Nordwerk erhöht sein Gebot für Talbau.", "buyer=Nordwerk;acquired=Talbau"),
    ("acquisition", "Nordwerk trennt sich von 2 Werken in Polen.", "seller=Nordwerk"),
    ("acquisition", "Durch den Zukauf von Talbau wächst die Nordwerk AG.", "buyer=Nordwerk AG;acquired=Talbau"),
    ("merger", "Nordwerk und Talbau wollen sich zusammenschließen.", "old=Nordwerk,Talbau"),
    ("merger", "Nordwerk fusioniert mit Talbau zu Lichtwerk.", "old=Nordwerk,Talbau;new=Lichtwerk"),
    ("merger", "Die Fusion der beiden Konzerne Nordwerk und Talbau ist perfekt.", "old=Nordwerk,Talbau"),
    ("merger", "Nordwerk und Talbau gehen zusammen.", "old=Nordwerk,Talbau"),
    ("merger", "Die Aktionäre von Nordwerk haben der Fusion mit Talbau zugestimmt.", "old=Nordwerk,Talbau"),
    ("merger", "Der geplante Zusammenschluss zwischen Nordwerk und Talbau ist gescheitert.", "old=Nordwerk,Talbau"),
    ("merger", "Nordwerk will mit Talbau fusionieren.", "old=Nordwerk,Talbau"),
    (
        "merger",
        "Lichtwerk ist aus der Fusion von Nordwerk und Talbau hervorgegangen.",
        "old=Nordwerk,Talbau;new=Lichtwerk",
    ),
    ("merger", "Nordwerk und Talbau besiegeln Fusion", "old=Nordwerk,Talbau"),
    ("merger", "Nordwerk steht vor einer Fusion mit Talbau.", "old=Nordwerk,Talbau"),
    ("partnership", "Nordwerk und Talbau arbeiten künftig bei Batterien zusammen.", "partner=Nordwerk,Talbau"),
    ("partnership", "Der Autobauer Nordwerk holt sich Talbau als Partner ins Boot.", "partner=Nordwerk,Talbau"),
    ("partnership", "Nordwerk ist eine Kooperation mit Talbau eingegangen.", "partner=Nordwerk,Talbau"),
    ("partnership", "Nordwerk und Talbau schmieden eine Allianz.", "partner=Nordwerk,Talbau"),
    ("partnership", "In Zusammenarbeit mit Talbau entwickelt Nordwerk Roboter.", "partner=Nordwerk,Talbau"),
    ("partnership", "Nordwerk und Talbau bauen ihre Partnerschaft aus.", "partner=Nordwerk,Talbau"),
    ("partnership", "Partner von Nordwerk ist dabei Talbau.", "partner=Nordwerk,Talbau"),
    ("partnership", "Gemeinsam mit Talbau will Nordwerk eine Plattform aufbauen.", "partner=Nordwerk,Talbau"),
    ("partnership", "Nordwerk setzt bei Batterien auf eine Partnerschaft mit Talbau.", "partner=Nordwerk,Talbau"),
    ("partnership", "Talbau und Nordwerk verhandeln über eine Kooperation.", "partner=Nordwerk,Talbau"),
    ("partnership", "Nordwerk tut sich mit Talbau zusammen.", "partner=Nordwerk,Talbau"),
    ("joint_venture", "Nordwerk und Talbau gründen ein Joint Venture.", "partner=Nordwerk,Talbau"),
    (
        "joint_venture",
        "Nordwerk und Talbau haben das Gemeinschaftsunternehmen Lichtwerk gegründet.",
        "partner=Nordwerk,Talbau;venture=Lichtwerk",
    ),
    (
        "joint_venture",
        "Lichtwerk ist ein Gemeinschaftsunternehmen von Nordwerk und Talbau.",
        "partner=Nordwerk,Talbau;venture=Lichtwerk",
    ),
    ("joint_venture", "Nordwerk gründet mit Talbau eine gemeinsame Firma.", "partner=Nordwerk,Talbau"),
    (
        "joint_venture",
        "Nordwerk und Talbau wollen ihr Geschäft mit Motoren in ein Gemeinschaftsunternehmen einbringen.",
        "partner=Nordwerk,Talbau",
    ),
    ("joint_venture", "Nordwerk und Talbau planen gemeinsames Unternehmen in Polen", "partner=Nordwerk,Talbau"),
    (
        "investment",
        "Nordwerk steckt 40 Millionen Euro in den Ausbau seines Werks in Kassel.",
        "investor=Nordwerk;location=Kassel;amount=40000000",
    ),
    (
        "investment",
        "In den Standort Kassel fließen 40 Millionen Euro von Nordwerk.",
        "investor=Nordwerk;location=Kassel;amount=40000000",
    ),
    (
        "investment",
        "Nordwerk nimmt 40 Millionen Euro für den Standort Kassel in die Hand.",
        "investor=Nordwerk;location=Kassel;amount=40000000",
    ),
    (
        "investment",
        "Bis 2027 sollen in Kassel 40 Millionen Euro investiert werden, teilte Nordwerk mit.",
        "investor=Nordwerk;location=Kassel;amount=40000000",
    ),
    (
        "investment",
        "Die 40 Millionen Euro schwere Investition von Nordwerk in Kassel ist beschlossen.",
        "investor=Nordwerk;location=Kassel;amount=40000000",
    ),
    (
        "investment",
        "Schweden unterstützt Norstrom mit 40 Millionen Euro.",
        "investor=Schweden;recipient=Norstrom;amount=40000000",
    ),
    ("funding_round", "Talbau hat sich 20 Millionen Euro frisches Kapital besorgt.", "company=Talbau;amount=20000000"),
    (
        "funding_round",
        "Talbau hat in einer Serie-B-Finanzierung 20 Millionen Dollar erhalten.",
        "company=Talbau;amount=20000000",
    ),
    (
        "funding_round",
        "Zu den Geldgebern von Talbau zählen Hallberg und Nordwerk.",
        "company=Talbau;investor=Hallberg,Nordwerk",
    ),
    (
        "funding_round",
        "Die Hallberg Bank gewährt Talbau einen Kredit über 20 Millionen Euro.",
        "company=Talbau;investor=Hallberg Bank;amount=20000000",
    ),
    (
        "funding_round",
        "Talbau will über eine Kapitalerhöhung 20 Millionen Euro einnehmen.",
        "company=Talbau;amount=20000000",
    ),
    ("funding_round", "Talbau begibt eine Anleihe über 20 Millionen Euro.", "company=Talbau;amount=20000000"),
    ("spin_off", "Nordwerk spaltet Talbau ab.", "parent=Nordwerk;child=Talbau"),
    ("spin_off", "Die Sparte Talbau wird von Nordwerk ausgegliedert.", "parent=Nordwerk;child=Talbau"),
    ("spin_off", "Nordwerk will sich in 2 Konzerne aufspalten.", "parent=Nordwerk"),
    ("ipo", "Talbau strebt noch in diesem Jahr an die Börse.", "company=Talbau"),
    ("ipo", "Talbau sammelt beim Börsengang 300 Millionen Euro ein.", "company=Talbau;amount=300000000"),
    ("ipo", "Börsengang von Talbau spült 300 Millionen Euro in die Kasse", "company=Talbau;amount=300000000"),
    ("ipo", "Talbau hat sein Börsendebüt in Frankfurt gefeiert.", "company=Talbau;location=Frankfurt"),
    ("ipo", "Talbau verschiebt den geplanten Gang an die Börse.", "company=Talbau"),
    ("insolvency", "Talbau ist pleite.", "company=Talbau"),
    ("insolvency", "Talbau muss Insolvenz anmelden.", "company=Talbau"),
    ("insolvency", "Für Talbau wurde das Insolvenzverfahren eröffnet.", "company=Talbau"),
    (
        "insolvency",
        "Das Amtsgericht hat das Insolvenzverfahren über das Vermögen der Talbau eröffnet.",
        "company=Talbau",
    ),
    ("insolvency", "Der Insolvenzverwalter von Talbau sucht einen Käufer.", "company=Talbau"),
    (
        "insolvency",
        "Talbau hat beim Amtsgericht Antrag auf Eröffnung eines Insolvenzverfahrens gestellt.",
        "company=Talbau",
    ),
    ("insolvency", "Talbau sucht Schutz vor seinen Gläubigern.", "company=Talbau"),
    ("insolvency", "Talbau hat Gläubigerschutz beantragt.", "company=Talbau"),
    ("insolvency", "Talbau ist zahlungsunfähig und hat einen Insolvenzantrag gestellt.", "company=Talbau"),
    ("insolvency", "Der insolvente Bauträger Talbau wird verkauft.", "company=Talbau"),
    ("insolvency", "Die Pleite von Talbau trifft 300 Mitarbeiter.", "company=Talbau"),
    ("layoffs", "Nordwerk baut in Kassel jede zehnte Stelle ab.", "company=Nordwerk;location=Kassel"),
    ("layoffs", "Bei Nordwerk sollen 300 Stellen wegfallen.", "company=Nordwerk;count=300"),
    ("layoffs", "Nordwerk will sich von 300 Mitarbeitern trennen.", "company=Nordwerk;count=300"),
    ("layoffs", "Rund 300 Beschäftigte von Nordwerk verlieren ihren Job.", "company=Nordwerk;count=300"),
    ("layoffs", "Nordwerk setzt den Rotstift an: 300 Arbeitsplätze fallen weg.", "company=Nordwerk;count=300"),
    ("layoffs", "Nordwerk entlässt in Kassel 300 Mitarbeiter.", "company=Nordwerk;location=Kassel;count=300"),
    ("layoffs", "Dem Sparprogramm von Nordwerk fallen 300 Stellen zum Opfer.", "company=Nordwerk;count=300"),
    ("layoffs", "Nordwerk streicht Jobs", "company=Nordwerk"),
    ("layoffs", "Nordwerk kündigte an, bis 2027 300 Stellen abzubauen.", "company=Nordwerk;count=300"),
    ("layoffs", "Nordwerk: 300 Stellen fallen weg", "company=Nordwerk;count=300"),
    ("strike", "Bei Nordwerk wird gestreikt.", "company=Nordwerk"),
    (
        "strike",
        "Die Gewerkschaft Verdi hat die Beschäftigten von Nordwerk zum Streik aufgerufen.",
        "union=Verdi;company=Nordwerk",
    ),
    (
        "strike",
        "500 Mitarbeiter von Nordwerk sind in Kassel in den Ausstand getreten.",
        "company=Nordwerk;location=Kassel;count=500",
    ),
    ("strike", "Verdi bestreikt Nordwerk in Kassel.", "union=Verdi;company=Nordwerk;location=Kassel"),
    (
        "strike",
        "Rund 500 Beschäftigte folgten dem Streikaufruf von Verdi bei Nordwerk.",
        "union=Verdi;company=Nordwerk;count=500",
    ),
    ("strike", "Der Warnstreik bei Nordwerk in Kassel ist beendet.", "company=Nordwerk;location=Kassel"),
    ("strike", "Die Beschäftigten von Nordwerk legen am Montag die Arbeit nieder.", "company=Nordwerk"),
    ("strike", "Verdi droht Nordwerk mit Streiks.", "union=Verdi;company=Nordwerk"),
    ("strike", "Streik bei Nordwerk: Verdi weitet den Arbeitskampf aus", "union=Verdi;company=Nordwerk"),
    ("leadership_change", "Karla Winter wird neue Chefin von Nordwerk.", "person=Karla Winter;organization=Nordwerk"),
    (
        "leadership_change",
        "Jonas Behrend tritt als Vorstandschef von Talbau zurück.",
        "person=Jonas Behrend;organization=Talbau",
    ),
    (
        "leadership_change",
        "Nordwerk hat Karla Winter zur Finanzchefin ernannt.",
        "person=Karla Winter;organization=Nordwerk",
    ),
    (
        "leadership_change",
        "Der Aufsichtsrat von Nordwerk beruft Karla Winter in den Vorstand.",
        "person=Karla Winter;organization=Nordwerk",
    ),
    ("leadership_change", "Neuer Chef von Talbau ist Jonas Behrend.", "person=Jonas Behrend;organization=Talbau"),
    ("leadership_change", "Jonas Behrend gibt die Führung von Talbau ab.", "person=Jonas Behrend;organization=Talbau"),
    ("leadership_change", "Jonas Behrend verlässt Talbau Ende Mai.", "person=Jonas Behrend;organization=Talbau"),
    ("leadership_change", "Jonas Behrend rückt an die Spitze von Talbau.", "person=Jonas Behrend;organization=Talbau"),
    ("leadership_change", "Talbau-Chef Jonas Behrend geht", "person=Jonas Behrend;organization=Talbau"),
    ("leadership_change", "Talbau-Chef Jonas Behrend muss gehen.", "person=Jonas Behrend;organization=Talbau"),
    (
        "leadership_change",
        "Jonas Behrend scheidet aus dem Vorstand der Nordwerk AG aus.",
        "person=Jonas Behrend;organization=Nordwerk AG",
    ),
    (
        "leadership_change",
        "Talbau wechselt den Finanzchef aus: Auf Jonas Behrend folgt Karla Winter.",
        "person=Jonas Behrend,Karla Winter;organization=Talbau",
    ),
    ("product_launch", "Nordwerk hat in Frankfurt den Lurio vorgestellt.", "company=Nordwerk;product=Lurio"),
    ("product_launch", "Der Lurio von Nordwerk kommt im Mai in den Handel.", "company=Nordwerk;product=Lurio"),
    (
        "product_launch",
        "Mit dem Lurio bringt Nordwerk seinen ersten Kleinwagen auf den Markt.",
        "company=Nordwerk;product=Lurio",
    ),
    ("product_launch", "Nordwerk startet den Verkauf des Lurio.", "company=Nordwerk;product=Lurio"),
    ("product_launch", "Nordwerk zeigt auf der Messe in Frankfurt den neuen Lurio.", "company=Nordwerk;product=Lurio"),
    ("product_launch", "Nordwerk bietet den Lurio ab Mai an.", "company=Nordwerk;product=Lurio"),
    ("facility", "Nordwerk schließt sein Werk in Kassel.", "company=Nordwerk;location=Kassel"),
    ("facility", "Das Nordwerk-Werk in Kassel wird geschlossen.", "company=Nordwerk;location=Kassel"),
    ("facility", "Nordwerk macht das Werk in Kassel dicht.", "company=Nordwerk;location=Kassel"),
    ("facility", "In Kassel entsteht eine Batteriefabrik von Nordwerk.", "company=Nordwerk;location=Kassel"),
    (
        "facility",
        "In Kassel baut Nordwerk für 40 Millionen Euro ein Rechenzentrum.",
        "company=Nordwerk;location=Kassel",
    ),
    ("facility", "Nordwerk legt in Kassel den Grundstein für eine Fabrik.", "company=Nordwerk;location=Kassel"),
    ("facility", "Nordwerk weiht in Kassel sein neues Logistikzentrum ein.", "company=Nordwerk;location=Kassel"),
    ("facility", "Nordwerk verlagert die Produktion von Kassel nach Polen.", "company=Nordwerk;location=Kassel,Polen"),
    ("facility", "Der Standort Kassel von Nordwerk wird aufgegeben.", "company=Nordwerk;location=Kassel"),
    ("facility", "Nordwerk gibt das Werk Kassel auf.", "company=Nordwerk;location=Kassel"),
    ("facility", "Nordwerk will in Kassel ein Werk bauen.", "company=Nordwerk;location=Kassel"),
    (
        "contract",
        "Nordwerk hat einen Auftrag über 30 Millionen Euro von Talbau an Land gezogen.",
        "supplier=Nordwerk;customer=Talbau;amount=30000000",
    ),
    (
        "contract",
        "Talbau vergibt Auftrag über 30 Millionen Euro an Nordwerk",
        "supplier=Nordwerk;customer=Talbau;amount=30000000",
    ),
    ("contract", "Nordwerk liefert 20 Züge an Talbau.", "supplier=Nordwerk;customer=Talbau"),
    (
        "contract",
        "Polen kauft bei Nordwerk Radarsysteme für 30 Millionen Euro.",
        "customer=Polen;supplier=Nordwerk;amount=30000000",
    ),
    (
        "contract",
        "Nordwerk erhielt von Talbau den Zuschlag für den Bau von 20 Zügen.",
        "supplier=Nordwerk;customer=Talbau",
    ),
    ("contract", "Talbau hat bei Nordwerk 20 Maschinen bestellt.", "supplier=Nordwerk;customer=Talbau"),
    (
        "legal",
        "Das Kartellamt hat gegen Nordwerk eine Strafe von 30 Millionen Euro verhängt.",
        "authority=Kartellamt;party=Nordwerk;amount=30000000",
    ),
    ("legal", "Nordwerk muss 30 Millionen Euro Strafe zahlen.", "party=Nordwerk;amount=30000000"),
    ("legal", "Talbau zieht gegen Nordwerk vor Gericht.", "authority=Talbau;party=Nordwerk"),
    ("legal", "Gegen Nordwerk läuft ein Verfahren des Kartellamts.", "authority=Kartellamt;party=Nordwerk"),
    ("legal", "Nordwerk wurde zu 30 Millionen Euro Schadenersatz verurteilt.", "party=Nordwerk;amount=30000000"),
    ("legal", "Das Kartellamt nimmt Nordwerk ins Visier.", "authority=Kartellamt;party=Nordwerk"),
    (
        "legal",
        "Die Staatsanwaltschaft Kassel hat Büros von Nordwerk durchsucht.",
        "authority=Staatsanwaltschaft Kassel;party=Nordwerk",
    ),
    ("legal", "Talbau reicht Klage gegen Nordwerk ein.", "authority=Talbau;party=Nordwerk"),
    (
        "legal",
        "Talbau fordert von Nordwerk 30 Millionen Euro Schadenersatz.",
        "authority=Talbau;party=Nordwerk;amount=30000000",
    ),
    ("legal", "Nordwerk ist wegen Betrugs angeklagt.", "party=Nordwerk"),
    ("legal", "Bußgeld von 30 Millionen Euro gegen Nordwerk", "party=Nordwerk;amount=30000000"),
]


@pytest.mark.parametrize(("event_type", "text", "expected"), TELLINGS, ids=[text[:50] for _, text, _ in TELLINGS])
def test_telling(event_type: str, text: str, expected: str) -> None:
    pairs = dict(pair.split("=") for pair in expected.split(";"))
    found = filled(told(text, event_type))
    assert {role: str(value) for role, value in found.items() if role in ("amount", "count")} == {
        role: value for role, value in pairs.items() if role in ("amount", "count")
    }
    assert {role: names for role, names in found.items() if role not in ("amount", "count")} == {
        role: set(names.split(",")) for role, names in pairs.items() if role not in ("amount", "count")
    }


def test_who_tells_it_does_it() -> None:
    text = "In Kassel sollen 300 Stellen wegfallen, wie Nordwerk am Montag mitteilte."
    assert filled(told(text, "layoffs")) == {"company": {"Nordwerk"}, "location": {"Kassel"}, "count": 300}


def test_who_reports_it_does_not_do_it() -> None:
    text = "Nordwerk wächst. Das sagte ein Sprecher der Nachrichtenagentur Talbau. In Kassel fallen 300 Stellen weg."
    assert filled(told(text, "layoffs"))["company"] == {"Nordwerk"}


def test_jobs_without_a_number_are_nobodys() -> None:
    assert told("Nordwerk wächst. Stellen fallen anderswo weg.", "layoffs") == []


def test_impersonal_es_is_nobody() -> None:
    assert find_events(planted("Nordwerk wächst. Es gibt wieder mehr Insolvenzen.")) == []


def test_an_investor_named_at_the_end_of_the_sentence() -> None:
    text = "Talbau sammelt 20 Millionen Euro ein. Angeführt wird die Runde von Hallberg."
    assert filled(told(text, "funding_round"))["investor"] == {"Hallberg"}


def test_who_entered_is_not_what_was_entered() -> None:
    assert filled(told("Der Einstieg von Nordwerk bei Talbau überrascht.", "acquisition")) == {
        "buyer": {"Nordwerk"},
        "acquired": {"Talbau"},
    }


def test_an_unnamed_firm_fails_somewhere() -> None:
    for text in (
        "In Kassel ging eine Firma pleite.",
        "In Kassel rutschte ein Anbieter von Heizungen in die Insolvenz.",
    ):
        assert filled(told(text, "insolvency")) == {"location": {"Kassel"}}
