"""One agency text, what papers make of it, and texts that look like it and are not it."""

from __future__ import annotations

AGENCY = """\
Lohwald Logistik kauft Spedition Brenneke

KASSEL (nwd) - Der Kasseler Logistiker Lohwald übernimmt die Spedition Brenneke aus Paderborn für 85 Mio. Euro. \
Der Vertrag sei am Montag unterzeichnet worden, teilte Lohwald mit. Brenneke beschäftigt 640 Menschen an neun \
Standorten und setzte im vergangenen Jahr 112 Mio. Euro um.

"Brenneke bringt uns die Fläche, die uns im Norden fehlt", sagte Geschäftsführerin Jasmin Arslan. Die Marke bleibe \
erhalten, auch der Betriebshof in Paderborn werde weiter genutzt. Kündigungen schloss Arslan bis Ende 2026 aus.

Finanziert wird der Kauf zur Hälfte mit Krediten der Hausbank. Lohwald hatte im Frühjahr angekündigt, bis zu \
150 Mio. Euro für Zukäufe auszugeben. Das Kartellamt muss noch zustimmen; damit rechnet das Unternehmen im Herbst.

Die Gewerkschaft begrüßte den Verkauf vorsichtig. Man werde darauf achten, dass der Tarifvertrag auch nach dem \
Übergang gelte, sagte ein Sprecher in Hannover./kl/nwd
"""
_FIRST, _SECOND, _THIRD, _FOURTH = AGENCY.split("\n\n")[1:]

PAPERS = {
    "headline changed": AGENCY.replace("Lohwald Logistik kauft Spedition Brenneke", "Zukauf im Norden: Neun Höfe mehr"),
    "paragraph cut": "\n\n".join(["Brenneke wird verkauft", _FIRST, _SECOND, _FOURTH]),
    "sign and dateline changed": AGENCY.replace("KASSEL (nwd) - ", "Kassel. ").replace("/kl/nwd", " (ost)"),
    "spelled out, other marks": AGENCY.replace("Mio.", "Millionen").replace('"', "„").replace("ü", "ue"),
    "typos and synonyms": AGENCY.replace("Menschen", "Mitarbeiter").replace("Betriebshof", "Betriebhof").replace(
        "vorsichtig", "verhalten"
    ),
}  # fmt: skip
HALF = "\n\n".join(["Lohwald kauft zu", _FIRST, _SECOND])

FOLLOW_UP = f"""\
Kartellamt prüft Lohwalds Zukauf

BONN (nwd) - Die Wettbewerbshüter nehmen den geplanten Kauf der Spedition Brenneke genauer unter die Lupe. Man habe \
Zweifel, ob im Raum Paderborn genug Anbieter übrig blieben, sagte ein Sprecher der Behörde am Donnerstag. Das \
Verfahren dauert nun bis in den Winter. Bei Lohwald zeigte man sich überrascht und verwies auf die Zahl der \
Wettbewerber, die in der Region um Aufträge kämpfen. Analysten halten Auflagen für wahrscheinlich.

{_SECOND}
"""

_IMPRINT = """\
Über die Rheinstrom AG

Die Rheinstrom AG ist ein Energieversorger mit Sitz in Tarnberg. Sie versorgt mehr als zwei Millionen Haushalte mit \
Strom, Gas und Wärme und betreibt Netze in vier Bundesländern. Weitere Auskünfte gibt die Presseabteilung.

Diese Mitteilung enthält Aussagen über die Zukunft, die auf heutigen Annahmen beruhen. Tatsächliche Ergebnisse können \
davon abweichen. Eine Pflicht, solche Aussagen fortzuschreiben, übernimmt die Gesellschaft nicht.
"""
# Two reports from one mould: other numbers in the same words, and the same imprint.
_REPORT = """\
Rheinstrom legt Zahlen für das {quarter} Quartal vor

Die Rheinstrom AG hat im {quarter} Quartal einen Umsatz von {revenue} Mio. Euro erzielt, {change} Prozent mehr als ein \
Jahr zuvor. Das bereinigte Ergebnis vor Zinsen und Steuern lag bei {ebit} Mio. Euro, unter dem Strich blieben {net} \
Mio. Euro. Die Investitionen beliefen sich auf {invested} Mio. Euro. Zum Stichtag waren {staff} Menschen beschäftigt.

"""
REPORTS = [
    _REPORT.format(quarter="zweiten", revenue=812, change=4, ebit=97, net=51, invested=140, staff=6120) + _IMPRINT,
    _REPORT.format(quarter="dritten", revenue=779, change=2, ebit=88, net=43, invested=165, staff=6205) + _IMPRINT,
]
# Two notices that differ in what is new and share an imprint longer than that.
NOTICES = [
    "Rheinstrom beruft Finanzvorstand\n\nZum Jahreswechsel zieht Mareike Holl in den Vorstand ein. Sie kommt von einem "
    "Wettbewerber aus Süddeutschland und folgt auf Peter Arndt, der in den Ruhestand geht.\n\n" + _IMPRINT,
    "Neuer Windpark vor der Küste\n\nGemeinsam mit zwei Stadtwerken plant der Versorger einen Windpark in der Nordsee. "
    "Die Genehmigung liegt vor, mit dem Bau soll im kommenden Frühjahr begonnen werden.\n\n" + _IMPRINT,
]
SHORT = [
    "Die Aktie der Rheinstrom AG schloss am Montag im Plus.",
    "Die Aktie der Rheinstrom AG schloss am Montag im Minus.",
]
