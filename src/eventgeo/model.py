"""The values that flow through the library: frozen, slotted, keyword-only.

Offsets count Unicode code points in ``document.text`` as given, ``end`` exclusive, and
``document.text[start:end] == text`` holds for every span. Coordinates are WGS 84 degrees in named fields,
never bare pairs. Countries are ISO 3166-1 alpha-2 codes; first-level units are full codes ("SY.09").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Kind = Literal["populated", "admin", "country", "region", "natural", "facility", "neighbourhood"]
"""What sort of place a name stands for (annotation guidelines, section Places)."""
KINDS: tuple[Kind, ...] = ("populated", "admin", "country", "region", "natural", "facility", "neighbourhood")

Role = Literal["location", "origin", "destination", "via"]
"""How a place belongs to an event."""
ROLES: tuple[Role, ...] = ("location", "origin", "destination", "via")

Modality = Literal["asserted", "negated", "planned", "hypothetical"]
"""Whether the event happened, by what the text says."""
MODALITIES: tuple[Modality, ...] = ("asserted", "negated", "planned", "hypothetical")

DatePrecision = Literal["day", "week", "month", "year", "unknown"]
DATE_PRECISIONS: tuple[DatePrecision, ...] = ("day", "week", "month", "year", "unknown")

Match = Literal["exact", "normalised", "transliteration", "context", "fuzzy"]
"""How a name met its place: by spelling, by sound, only by what it is named beside, or but for a slip."""
MATCHES: tuple[Match, ...] = ("exact", "normalised", "transliteration", "context", "fuzzy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from ``start`` to ``end``, both included, in one of which something was published.

    Examples
    --------
    >>> str(Period(start=date(2000, 5, 1), end=date(2000, 5, 31)))
    '2000-05'
    >>> str(Period(start=date(2000, 1, 1), end=date(2000, 12, 31)))
    '2000'
    >>> str(Period(start=date(2000, 5, 8), end=date(2000, 5, 14)))
    '2000-05-08/2000-05-14'
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period from {self.start} cannot end on {self.end}")

    def __str__(self) -> str:
        """Return it as ISO 8601 writes it, as short as can be."""
        after = self.end + timedelta(days=1) if self.end < date.max else None
        whole_months = self.start.day == 1 and (after is None or after.day == 1)
        if whole_months and self.start.year == self.end.year:
            if self.start.month == self.end.month:
                return self.start.isoformat()[:7]
            if (self.start.month, self.end.month) == (1, 12):
                return self.start.isoformat()[:4]
        return f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text to read.

    ``date`` is the day of publication, against which "mardi" or "last week" is reckoned; where only the
    month, the year or another stretch is known, ``date`` is None and ``period`` holds it. ``lang`` is an
    ISO 639-1 code; where it is None the pipeline finds it.
    """

    doc_id: str
    text: str
    title: str = ""
    date: date | None = None
    lang: str | None = None
    source: str = ""
    period: Period | None = None

    @property
    def year(self) -> int | None:
        """The year of publication, the last one of a period; None where neither is known."""
        if self.date is not None:
            return self.date.year
        return self.period.end.year if self.period is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a document's text: ``document.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Span):
    """A word, number or mark. ``norm`` is lower case with straight apostrophes; accents stay."""

    norm: str

    @property
    def is_capitalised(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalnum()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Span):
    """A sentence with its tokens in order."""

    index: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger(Span):
    """The words that name an event.

    ``features`` tells what its form says: ``noun`` or ``verb``, and for verbs ``inf``, ``fin`` (finite),
    ``fut``, ``cond``, ``subj``, ``pp`` (past participle), ``ger`` (participle or gerund), ``imp``;
    ``passive`` where the tagger saw it. ``rule`` names the lexicon entry (or model) it came from.
    """

    event_type: str
    lemma: str
    features: frozenset[str]
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym(Span):
    """A place mention, not yet resolved.

    ``kind`` is what the words around it say it is ("la province de …"), None where they say nothing;
    ``cue`` holds those words. ``metonymy`` marks a place that stands for its government.
    ``rule`` says why this was taken for a place.
    """

    kind: Kind | None = None
    cue: str = ""
    metonymy: bool = False
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention(Span):
    """A group, force or person that can act or be acted on, with its canonical id where it is known.

    As an argument of an event it has the ``reason`` for its role, and as ``anaphor`` the word that stands for
    it there ("ils", "les miliciens") where another names it.
    """

    actor_id: str = ""
    actor_name: str = ""
    actor_kind: str = ""
    country: str = ""
    rule: str = ""
    reason: str = ""
    anaphor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression(Span):
    """Words that tell a date or a number of dead or injured, as a model marked them."""

    label: Literal["date", "killed", "injured"]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleReading:
    """What a model takes a toponym or actor to be to a trigger.

    ``argument`` is its number in ``Tags.toponyms`` (or ``Tags.actors``), ``probability`` that of the role.
    """

    argument: int
    role: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerReading:
    """What a model that read the document says of one trigger, beside its type.

    ``modality`` holds a probability for each of :data:`MODALITIES`, in their order. ``places`` and ``actors``
    hold the likeliest role of each argument near the trigger, whether or not it is likelier than none.
    """

    modality: tuple[float, ...]
    places: tuple[RoleReading, ...] = ()
    actors: tuple[RoleReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What a tagger found in one document: its whole output, and all that later stages see of it.

    ``readings`` are a model's, one a trigger and in their order; empty where no model read the document.
    ``expressions`` are dates and numbers of dead and injured that a model marked, with their label.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    triggers: tuple[Trigger, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    readings: tuple[TriggerReading, ...] = ()
    expressions: tuple[Expression, ...] = ()
    tagger: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When an event happened, as far as the text says. Both days are included.

    ``text`` are the words that say so, and ``span`` where they stand.
    """

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"
    text: str = ""
    reason: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpatialRelation(Span):
    """Words that say where something lies by other places: "à 10 km au nord de Homs", "entre Gao et Kidal".

    ``kind`` is near, north_of, south_of … northwest_of (in sixteenths such as north_northeast_of where the
    text gives them), in_north … in_northwest and in_centre (a part of a place), between, border, along,
    outskirts, countryside or offshore. ``anchors`` are the numbers in ``Tags.toponyms`` of the places it is
    told by, ``countries`` ISO codes where it names countries by their adjectives ("syro-irakienne").
    ``bearing_degrees`` counts clockwise from north. The distance lies between ``least_km`` and ``most_km``,
    both None where the text gives none.
    """

    kind: str
    anchors: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    bearing_degrees: float | None = None
    least_km: float | None = None
    most_km: float | None = None
    reason: str = ""

    @property
    def distance_km(self) -> float | None:
        """The distance, the middle of a range; None where the text gives none."""
        if self.least_km is None or self.most_km is None:
            return None
        return (self.least_km + self.most_km) / 2

    def describe(self) -> str:
        """Return kind and distance as the tables write them.

        Examples
        --------
        >>> words = "10 km north of Homs"
        >>> north = SpatialRelation(start=0, end=19, text=words, kind="north_of", least_km=10, most_km=10)
        >>> north.describe(), SpatialRelation(start=0, end=4, text="near", kind="near").describe()
        ('north_of 10 km', 'near')
        """
        if self.least_km is None or self.most_km is None:
            return self.kind
        if self.least_km == self.most_km:
            return f"{self.kind} {self.most_km:g} km"
        return f"{self.kind} {self.least_km:g}-{self.most_km:g} km"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLink:
    """A toponym as an argument of an event; ``spatial`` where the event is beside the place, not in it."""

    toponym: Toponym
    role: Role
    spatial: SpatialRelation | None = None
    reason: str = ""

    @property
    def relation(self) -> str:
        """The kind of the spatial relation, "in" where the event is in the place."""
        return self.spatial.kind if self.spatial else "in"

    @property
    def distance_km(self) -> float | None:
        """The distance that the text gives, None where it gives none."""
        return self.spatial.distance_km if self.spatial else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A modality with the words that decided it.

    ``span`` is where the cue stands, ``scope`` the words that it governs; None where no words decided.
    """

    modality: Modality = "asserted"
    cue: str = ""
    reason: str = "told as fact: no cue against it"
    span: Span | None = None
    scope: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says that an event happened, who says it was theirs, and who says that it was not so.

    ``source`` is who tells it ("selon l'OSDH"), None where the text itself does; ``claimed_by`` who takes
    responsibility ("revendiqué par"); ``disputed_by`` who denies it, or tells it otherwise.
    """

    source: Span | None = None
    claimed_by: Span | None = None
    disputed_by: Span | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many people, from ``low`` to ``high``; None on a side that the text leaves open.

    ``who`` are the words for them ("soldats maliens"), ``span`` number and words as they stand in the text.
    """

    low: int | None = None
    high: int | None = None
    who: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """People harmed, as the text ties their numbers to an event; empty counts where it gives none."""

    killed: Count = field(default_factory=Count)
    injured: Count = field(default_factory=Count)
    captured: Count = field(default_factory=Count)
    displaced: Count = field(default_factory=Count)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon(Span):
    """A weapon or means that the text gives an event: its words and its ``kind`` ("drone", "car bomb")."""

    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A trigger with its arguments, before its places have coordinates."""

    trigger: Trigger
    sentence: Sentence
    judgement: Judgement = field(default_factory=Judgement)
    attribution: Attribution = field(default_factory=Attribution)
    date: EventDate = field(default_factory=EventDate)
    initiators: tuple[ActorMention, ...] = ()
    targets: tuple[ActorMention, ...] = ()
    places: tuple[PlaceLink, ...] = ()
    spatial: SpatialRelation | None = None
    """Where it was by adjectives of countries only: "à la frontière syro-irakienne"."""
    casualties: Casualties = field(default_factory=Casualties)
    weapons: tuple[Weapon, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One gazetteer entry.

    ``place_id`` is the gazetteer's own key; ``geonameid`` GeoNames' number where known. ``radius_km`` is the
    radius of a circle about as large as the place.
    """

    place_id: str
    name: str
    kind: Kind
    latitude: float
    longitude: float
    country: str = ""
    admin1: str = ""
    admin1_name: str = ""
    admin2: str = ""
    admin2_name: str = ""
    geonameid: int | None = None
    feature_code: str = ""
    population: int = 0
    radius_km: float = 0.0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean: how the two met, its score, and what made that score."""

    place: Place
    match: Match
    matched_name: str
    score: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict)

    def explain(self) -> str:
        """Return the features, weightiest first, as one line."""
        ranked = sorted(self.features.items(), key=lambda item: (-abs(item[1]), item[0]))
        return ", ".join(f"{name} {value:+.2f}" for name, value in ranked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What became of a toponym. "Not found" is a value: ``chosen`` None, with a reason."""

    toponym: Toponym
    chosen: Candidate | None
    reason: str
    alternatives: tuple[Candidate, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an event may lie, by one of its places and the words that tie it to that place.

    The point stands for the event, which lies within ``radius_km`` of it, and within ``reach_km`` of the
    place's own point. ``geo_precision`` is UCDP's ``where_prec`` (1 exact … 7 international waters), ``area``
    the ground in question in longitude and latitude, None where that is the place itself.
    """

    latitude: float
    longitude: float
    radius_km: float
    reach_km: float
    geo_precision: int
    area: BaseGeometry | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event mention of one document with its places resolved.

    ``resolutions`` and ``locations`` are in the order of ``mention.places``; a location is None where the
    place is not resolved.
    """

    event_id: str
    document: Document
    mention: EventMention
    resolutions: tuple[Resolution, ...] = ()
    locations: tuple[Location | None, ...] = ()
    unnamed: Location | None = None
    """The location that ``mention.spatial`` tells."""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one document: its events and every toponym, linked or not."""

    document: Document
    events: tuple[Event, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    tagger: str = ""
    gazetteer: str = ""
