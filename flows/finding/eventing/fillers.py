"""Who is meant by a phrase: a name, the name in a compound, or the antecedent of "der Konzern" and "er"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc

from flows.finding.anaphora import antecedent
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.words import Words
from flows.finding.eventing.demonyms import Demonyms
from flows.finding.eventing.kinds import (
    describes_company,
    describes_person,
    is_institution,
    is_union,
    nouns,
    reports,
    stands_for_company,
)
from flows.finding.eventing.owners import Owners
from flows.finding.eventing.topic import Topics
from flows.finding.records import Event, Mention
from flows.finding.relating.nouns import is_office

_FARTHEST = 400  # characters between a description and the name it may stand for
_BODY_NOUNS = ("verband", "gewerkschaft", "behörde", "ministerium", "gericht", "aufsicht", "kammer")
_LEADERSHIP = frozenset(["führung", "federführung", "leitung"])
_DATIVE_PREPOSITIONS = frozenset(["zu", "von", "bei", "mit", "aus", "nach", "unter", "neben"])
# Roles of events told before that tell who is meant now: the company that is bought also is the one that gets money.
_LEADS_TO = {
    ("acquisition", "acquired"): [("acquisition", "acquired")],
    ("funding_round", "company"): [("funding_round", "company"), ("acquisition", "acquired")],
    ("investment", "recipient"): [
        ("investment", "recipient"),
        ("acquisition", "acquired"),
        ("funding_round", "company"),
    ],
}
_SEVERAL = (
    "häuser",
    "unternehmen",
    "konzerne",
    "firmen",
    "seiten",
    "partner",
    "institute",
    "banken",
    "gesellschaften",
    "parteien",
)
_SHAREHOLDERS = frozenset(["aktionäre", "aktionären", "anteilseigner", "eigentümer", "hauptversammlung", "spitze"])


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention that a phrase stands for, and how sure that is."""

    mention: Mention
    certainty: float
    chunk: Chunk


@dataclass(frozen=True, slots=True)
class Vacancy:
    """The office that the text spoke of last, as left or filled."""

    organization: Mention | None
    position: str | None


class Resolver:
    """Finds the mentions a phrase stands for, within one document."""

    def __init__(self, doc: Doc, words: Words) -> None:
        self.doc, self.words = doc, words
        self._all = sorted(doc._.mentions, key=lambda mention: mention.start)
        self._all_starts = [mention.start for mention in self._all]
        self._places = {mention.name: mention for mention in self._all if mention.label == "location"}
        self._organizations = [
            mention
            for mention in doc._.mentions
            if mention.label == "organization" and not _signs(words.text, mention) and not reports(words.text, mention)
        ]
        self._starts = [mention.start for mention in self._organizations]
        self._bodies = {mention.name for mention in self._organizations if _is_body_by_noun(words.text, mention)}
        self._by_name = {mention.name: mention for mention in self._organizations}
        self._such_as: dict[int, Chunk] = {}  # noun: the names behind "wie"
        self._heads: dict[int, Chunk] = {}  # noun: the name it belongs to ("Vorstand von X")
        self._apposed: dict[int, Chunk] = {}  # office: the person named in apposition
        self._pairs: list[tuple[int, tuple[Mention, Mention]]] = []  # two companies in one phrase, and where
        self._topics = Topics(words, self._organizations)
        self._demonyms = Demonyms(words, self._organizations)
        self._employers = _employers(doc)
        self.vacancy: Vacancy | None = None
        self._sellers: dict[str, Mention | None] = {}
        self._told: dict[tuple[str, str], tuple[int, Mention]] = {}  # type and role: where, and who had it last
        self.owners = Owners(doc._.relations)

    def enter(self, chunks: list[Chunk]) -> None:
        """Tell of which sentence phrases will be asked for."""
        self._such_as, self._heads, self._apposed = {}, {}, {}
        for at, chunk in enumerate(chunks):
            named = [member.mention for member in chunk.group if member.mention is not None]
            if len(chunk.group) == 2 and chunk is chunk.group[0] and [m.label for m in named] == ["organization"] * 2:
                self._pairs.append((named[0].start, (named[0], named[1])))
            before = chunk.after
            if before is not None and before.kind == "noun" and chunk.kind == "name":
                if chunk.prep == "wie" or (chunk.prep in ("aus", "um") and before.noun.endswith(nouns("alliances"))):
                    self._such_as[id(before)] = chunk
                elif chunk.genitive or chunk.prep == "von":
                    self._heads[id(before)] = chunk
                    lead = before.after  # "ein Konsortium unter Führung von X"
                    if before.noun in _LEADERSHIP and lead is not None and lead.noun.endswith(nouns("alliances")):
                        self._such_as[id(lead)] = chunk
            if chunk.kind == "noun" and is_office(chunk.noun):
                self._enter_apposition(chunks, at)

    def _enter_apposition(self, chunks: list[Chunk], at: int) -> None:
        """ "Der Chef von X, Jonas Behrend, …": the name behind the comma is the chief's."""
        last = chunks[at]
        for chunk in chunks[at + 1 : at + 4]:
            if chunk.after is last and (chunk.genitive or chunk.prep in ("von", "bei")):
                last = chunk
                continue
            lows = self.words.lows[last.last + 1 : chunk.first]
            closed = self.words.lows[chunk.last + 1 : chunk.last + 2]
            person = chunk.mention is not None and chunk.mention.label == "person" and not chunk.nouns
            if person and lows == [","] and closed in ([","], ["."], ["("]):
                self._apposed[id(chunks[at])] = chunk
            return

    def fillers(self, chunk: Chunk, labels: frozenset[str] | None = None) -> list[Filler]:
        """Mentions for a phrase and for all that is coordinated with it; empty where nobody can tell."""
        found: list[Filler] = []
        for member in chunk.members():
            found.extend(self._one(member, labels))
        return found

    def actors(self, chunk: Chunk, exclude: frozenset[str] = frozenset(), as_person: bool = False) -> list[Filler]:
        """Like `fillers`, but a chief acts for the company, and nobody of `exclude` is meant.

        "Vorstandschef Behrend will die Sparte verkaufen" makes Behrend's company the seller; `as_person` keeps him.
        """
        found: list[Filler] = []
        for filler in self.fillers(chunk):
            if (
                filler.chunk.kind != "name"
                and not any(tail for _, tail in filler.chunk.modifiers)
                and (filler.mention.name in exclude or _signs(self.words.text, filler.mention))
            ):
                near = self._nearest(filler.chunk, None, exclude)
                if near is not None:
                    found.append(Filler(near, 0.5, filler.chunk))
                continue
            found.append(filler if as_person else self._company_of(filler) or filler)
        return found

    def _company_of(self, filler: Filler) -> Filler | None:
        chunk = filler.chunk
        if filler.mention.label != "person":
            return None
        if not chunk.nouns or not is_office(chunk.nouns[-1]):
            company = self.employer(filler.mention)
            return Filler(company, 0.7, chunk) if company is not None else None
        for mention, tail in chunk.modifiers:
            if tail and mention.label == "organization":
                return Filler(mention, 0.85, chunk)
        spoken_of = self.employer(filler.mention) or self.organization_before(chunk)
        return Filler(spoken_of, 0.55, chunk) if spoken_of is not None else None

    def _one(self, chunk: Chunk, labels: frozenset[str] | None) -> list[Filler]:
        if chunk.det in ("die", "den", "der") and not chunk.modifiers and self._is_demonym(chunk):
            return self._from_there(chunk)
        if chunk.kind == "name" and chunk.mention is not None:
            return [Filler(chunk.mention, 1.0, chunk)]
        if chunk.kind == "noun" and chunk.det in ("beide", "beiden") and chunk.noun.endswith(_SEVERAL):
            return self._last_two(chunk)
        if chunk.kind == "noun":
            for mention, tail in chunk.modifiers:
                if tail and stands_for_company(tail) and chunk.nouns and chunk.nouns[-1] == tail:
                    return [Filler(mention, 0.9, chunk)]
            if any(tail for _, tail in chunk.modifiers):
                return []
            linked = self._linked(chunk)
            if linked:
                return linked
            if not chunk.noun or not (describes_company(chunk.noun) or describes_person(chunk.noun)):
                return []
            if chunk.det in ("ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine", ""):
                return []
            if self._owned(chunk) or (chunk.det == "den" and chunk.prep in _DATIVE_PREPOSITIONS):
                return []  # "zu den Herstellern": several, or whoever belongs to somebody
        elif chunk.kind != "pronoun" or chunk.noun not in ("er", "sie", "es", "ihm", "ihn"):
            return []
        found = self._antecedent(chunk, labels)
        return [Filler(found[0], found[1], chunk)] if found is not None else []

    def _last_two(self, chunk: Chunk) -> list[Filler]:
        """ "Beide Häuser": the two that were named together last, else the two that the text spoke of last."""
        start = self.words.starts[chunk.first]
        for at, pair in reversed(self._pairs):
            if start - _FARTHEST <= at < start:
                return [Filler(mention, 0.7, chunk) for mention in pair]
        first = self.organization_before(chunk)
        second = self.organization_before(chunk, frozenset({first.name})) if first is not None else None
        return [Filler(first, 0.6, chunk), Filler(second, 0.6, chunk)] if first and second else []

    def _is_demonym(self, chunk: Chunk) -> bool:
        """ "die Spanier", "bei den Oberbayern": a company by where it is from; "der Schweizer" is a person."""
        word = self.words.lows[chunk.head]
        if chunk.head != chunk.last or (chunk.det == "der" and not chunk.genitive):
            return False
        return (chunk.kind == "noun" or (chunk.mention is not None and chunk.mention.label == "location")) and (
            self._demonyms.is_demonym(word)
        )

    def _from_there(self, chunk: Chunk) -> list[Filler]:
        start, word = self.words.starts[chunk.first], self.words.lows[chunk.head]
        known = self._demonyms.resolve(word, start, frozenset())
        if known is not None:
            return [Filler(known, 0.8, chunk)]
        near = self.organization_before(chunk, half=60)
        return [Filler(near, 0.5, chunk)] if near is not None else []

    def _linked(self, chunk: Chunk) -> list[Filler]:
        """ "Investoren wie A und B", "der Vorstand von X", "der Chef von X, Jonas Behrend,"."""
        apposed = self._apposed.get(id(chunk))
        if apposed is not None and apposed.mention is not None:
            return [Filler(apposed.mention, 0.9, chunk)]
        named = self._such_as.get(id(chunk))
        if (named is None and stands_for_company(chunk.noun)) or chunk.noun in _SHAREHOLDERS:
            named = self._heads.get(id(chunk))
        if named is None:
            return []
        return [Filler(member.mention, 0.85, member) for member in named.members() if member.mention]

    def leaders(self, chunk: Chunk) -> list[Filler]:
        """ "unter Führung von X": X, and who is named with X."""
        named = self._heads.get(id(chunk)) if chunk.noun in _LEADERSHIP else None
        return [Filler(each.mention, 0.85, each) for each in named.members() if each.mention] if named else []

    def note(self, events: list[Event]) -> None:
        """Remember who took part in what, for sentences that go on with it."""
        for event in events:
            roles = {argument.role: argument.mention for argument in event.arguments}
            for role, mention in roles.items():
                self._told[event.event_type, role] = (event.start, mention)
            if event.event_type == "acquisition" and {"seller", "acquired"} <= roles.keys():
                self._sellers[roles["acquired"].name] = None if event.status == "completed" else roles["seller"]

    def seller_of(self, company: Mention) -> Mention | None:
        """Who has put the company up for sale, as told before: every bidder would buy from him."""
        return self._sellers.get(company.name)

    def told_before(self, role: str, event_type: str, chunk: Chunk, exclude: frozenset[str]) -> Mention | None:
        """Who had the role, or one that leads to it, in one of the last events ("Auch X bietet mit")."""
        start, latest, found = self.words.starts[chunk.first], -1, None
        for key in _LEADS_TO.get((event_type, role), ()):
            at, mention = self._told.get(key, (-1, None))
            if mention is not None and start - at < _FARTHEST and at > latest and mention.name not in exclude:
                latest, found = at, mention
        return found

    def employer(self, person: Mention) -> Mention | None:
        """The organisation whose executive the text says a person is."""
        return self._employers.get(_surname(person))

    def remember(self, person: Mention, organization: Filler | None, position: str | None) -> None:
        """Note a change at the top for "Ihm folgt …" in one of the next sentences."""
        before = self.vacancy
        mention = organization.mention if organization is not None else None
        if position is None and before is not None and before.organization is mention:
            position = before.position
        self.vacancy = Vacancy(mention, position)

    def named(self, name: str) -> Mention | None:
        """The organisation of that very name, if the text has it."""
        return self._by_name.get(name)

    def last_organization(self, chunk: Chunk) -> Mention | None:
        """The organisation named last, whatever it is: "Der Verband … Sein Präsident"."""
        at = bisect_left(self._starts, self.words.starts[chunk.first]) - 1
        near = at >= 0 and self.words.starts[chunk.first] - self._starts[at] < 300
        return self._organizations[at] if near else None

    def place_named(self, name: str) -> Mention | None:
        """The place of that name, if the text names it anywhere."""
        return self._places.get(name)

    def organization_before(
        self, chunk: Chunk, exclude: frozenset[str] = frozenset(), half: int = 300
    ) -> Mention | None:
        """The organisation a text speaks of at this point: near, named often, no court or exchange.

        `half` is the distance in characters at which a name counts half.
        """
        return self._topics.at(
            self.words.starts[chunk.first],
            exclude,
            lambda mention: (
                mention.name not in self._bodies and not is_union(mention) and not is_institution(mention.name.lower())
            ),
            half,
        )

    def _owned(self, chunk: Chunk) -> bool:
        return chunk.det.startswith(("sein", "ihr", "deren", "dessen"))

    def _antecedent(self, chunk: Chunk, labels: frozenset[str] | None) -> tuple[Mention, float] | None:
        wanted = labels or frozenset({"organization", "person"})
        first = chunk.first + 1 if chunk.prep and self.words.lows[chunk.first] == chunk.prep else chunk.first
        plain = antecedent(self.doc, self.words.starts[first], self.words.ends[chunk.last], wanted)
        if plain is not None and not reports(self.words.text, plain):
            return plain, 0.75 if chunk.kind == "noun" else 0.65
        if (
            chunk.kind == "noun"
            and describes_company(chunk.noun)
            and not is_institution(chunk.noun)
            and "organization" in wanted
        ):
            near = self.organization_before(chunk)
        else:
            near = self._nearest(chunk, labels)
        return (near, 0.5) if near is not None else None

    def _nearest(
        self, chunk: Chunk, labels: frozenset[str] | None, exclude: frozenset[str] = frozenset()
    ) -> Mention | None:
        """The last name before a description that it can stand for, no further back than a few lines."""
        start = self.words.starts[chunk.first]
        for at in range(bisect_left(self._all_starts, start) - 1, -1, -1):
            mention = self._all[at]
            if start - mention.start > _FARTHEST:
                return None
            if mention.name not in exclude and self._can_mean(chunk, mention):
                return mention if labels is None or mention.label in labels else None
        return None

    def _can_mean(self, chunk: Chunk, mention: Mention) -> bool:
        if _signs(self.words.text, mention) or reports(self.words.text, mention):
            return False
        if is_institution(mention.name.lower()) != is_institution(chunk.noun):
            return False
        if chunk.kind == "pronoun":
            return mention.label == "organization" or (mention.label == "person" and chunk.noun != "es")
        return mention.label == ("person" if describes_person(chunk.noun) else "organization")


def _surname(person: Mention) -> str:
    return person.name.split()[-1] if person.name.split() else person.name


def _employers(doc: Doc) -> dict[str, Mention]:
    """Surname: the organisation of the surest relation."""
    best: dict[str, tuple[float, Mention]] = {}
    for relation in doc._.relations:
        key = _surname(relation.subject)
        if relation.predicate == "executive_of" and relation.score > best.get(key, (0.0,))[0]:
            best[key] = (relation.score, relation.object)
    return {key: mention for key, (_, mention) in best.items()}


def _is_body_by_noun(text: str, mention: Mention) -> bool:
    """A union, an office, a court by the noun in front of the name ("der Personalverband X")."""
    before = text[max(0, mention.start - 40) : mention.start].split()
    return bool(before) and before[-1].lower().endswith(_BODY_NOUNS)


def _signs(text: str, mention: Mention) -> bool:
    """The agency in a dateline ("BERLIN (dpa) - …") is not what an article speaks of."""
    return text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 4].strip() in (
        ") -",
        ") –",
        ")-",
    )
