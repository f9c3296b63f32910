"""An event mention with its arguments, before its places have coordinates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from eventgeo.model.documents import Sentence, Span
from eventgeo.model.tags import ActorMention, Toponym, Trigger
from eventgeo.model.vocabulary import DatePrecision, Modality, Role


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
