"""The places of each event as a model read them, for languages without rules of places; the narrowest only.

A model gives each toponym near a trigger its likeliest role. Taken are the sure ones, each place once; a
country or province goes where a place in it is linked too, by what the resolutions say of both. Whence and
whither are the model's where the event is a journey; else the type of the event gives the role. How a place
is tied in ("near", "10 km north of") is read from the words before it where the language has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eventgeo.assembly.place_mentions import BREADTH
from eventgeo.assembly.place_roles import is_journey, role_of
from eventgeo.assembly.spatial import read_relations
from eventgeo.model import (
    ROLES,
    Kind,
    Place,
    PlaceLink,
    Resolution,
    Role,
    RoleReading,
    SpatialRelation,
    Tags,
    Toponym,
    Trigger,
    TriggerReading,
)
from eventgeo.text.tokens import normal_form

LEAST_PLACE = 0.3
"""Probability from which a place is believed: that of its likeliest role only, so it is low."""
_PROVINCE_DEGREES = 1.0
"""How far a place of a province may lie from its centre where no code says in which it lies."""
_BESIDE = 30
"""Characters from a place to the wider one named with it: "Tame, en el departamento de Arauca"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Argument:
    """A toponym that the model links to an event."""

    toponym: Toponym
    place: Place | None
    role: Role
    read: Role
    """The role that the model gave, which the type of the event may overrule."""
    probability: float

    @property
    def kind(self) -> Kind:
        return self.place.kind if self.place else self.toponym.kind or "populated"


def read_places(tags: Tags, resolutions: Sequence[Resolution]) -> tuple[tuple[PlaceLink, ...], ...]:
    """Link each event to the places that a model reads as its own.

    Parameters
    ----------
    tags : Tags
        With one reading a trigger.
    resolutions : sequence of Resolution
        Those of ``tags.toponyms``, in order.

    Returns
    -------
    tuple of tuple of PlaceLink
        One a trigger, each in text order.

    Examples
    --------
    >>> from eventgeo.model import Document, TriggerReading
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Combates en Tame, Colombia."
    >>> tame = Toponym(start=12, end=16, text="Tame", kind="populated")
    >>> colombia = Toponym(start=18, end=26, text="Colombia", kind="country")
    >>> both = tuple(RoleReading(argument=at, role="location", probability=0.9) for at in (0, 1))
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="es"),
    ...     sentences=split_sentences(text, "es"),
    ...     triggers=(
    ...         Trigger(
    ...             start=0, end=8, text="Combates", event_type="clash", lemma="combate",
    ...             features=frozenset({"noun"}), rule="model",
    ...         ),
    ...     ),
    ...     toponyms=(tame, colombia),
    ...     readings=(TriggerReading(modality=(1.0, 0.0, 0.0, 0.0), places=both),),
    ... )
    >>> unresolved = [Resolution(toponym=toponym, chosen=None, reason="") for toponym in tags.toponyms]
    >>> [[(link.toponym.text, link.reason) for link in links] for links in read_places(tags, unresolved)]
    [[('Tame', 'the model reads it as the location (0.90)')]]
    """
    relations = read_relations(tags, resolutions)
    links = []
    for trigger, reading in zip(tags.triggers, tags.readings, strict=True):
        found = _likeliest(trigger, _believed(reading, tags), tags, resolutions)
        narrow = {at: one for at, one in found.items() if not _holds_any(one, found.values())}
        links.append(tuple(_link(narrow[at], relations.get(at)) for at in sorted(narrow)))
    return tuple(links)


def _believed(reading: TriggerReading, tags: Tags) -> list[RoleReading]:
    """Return the readings that are believed, the likeliest first; a place that is a government is none."""
    rows = sorted(reading.places, key=lambda row: -row.probability)
    return [
        row for row in rows if row.probability >= LEAST_PLACE and not tags.toponyms[row.argument].metonymy
    ]


def _likeliest(
    trigger: Trigger, rows: Iterable[RoleReading], tags: Tags, resolutions: Sequence[Resolution]
) -> Mapping[int, _Argument]:
    """Return the linked toponyms by their number: of several of one name the likeliest."""
    taken: set[str] = set()
    found = {}
    for row in rows:
        toponym, chosen = tags.toponyms[row.argument], resolutions[row.argument].chosen
        name, read = normal_form(toponym.text), _as_role(row.role)
        if name in taken or read is None:
            continue
        taken.add(name)
        found[row.argument] = _Argument(
            toponym=toponym,
            place=chosen.place if chosen else None,
            role=_role(trigger, read, tags.document.lang or ""),
            read=read,
            probability=row.probability,
        )
    return found


def _as_role(name: str) -> Role | None:
    return next((role for role in ROLES if role == name), None)


def _role(trigger: Trigger, read: Role, lang: str) -> Role:
    if read != "location" and is_journey(trigger.event_type):
        return read
    return role_of(trigger.event_type, trigger.text.lower(), "", lang)


def _holds_any(wide: _Argument, others: Iterable[_Argument]) -> bool:
    """Say whether a linked place only holds another one: where it is the end of a way, it counts itself."""
    return any(
        _holds(wide, other) for other in others if wide.role in ("location", other.role) and other is not wide
    )


def _holds(wide: _Argument, narrow: _Argument) -> bool:
    if BREADTH[wide.kind] <= max(BREADTH[narrow.kind], BREADTH["populated"]):
        return False
    outer, inner = wide.place, narrow.place
    if outer is None or inner is None:
        return 0 <= wide.toponym.start - narrow.toponym.end <= _BESIDE
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if outer.kind == "country":
        return bool(inner.country)
    if outer.kind == "admin" and outer.admin1 and inner.admin1:
        return outer.admin1 == inner.admin1
    degrees = max(abs(outer.latitude - inner.latitude), abs(outer.longitude - inner.longitude))
    return degrees < _PROVINCE_DEGREES


def _link(argument: _Argument, relation: SpatialRelation | None) -> PlaceLink:
    reason = f"the model reads it as the {argument.read} ({argument.probability:.2f})"
    if argument.read != argument.role:
        reason += f"; the {argument.role} by the type of the event"
    return PlaceLink(toponym=argument.toponym, role=argument.role, spatial=relation, reason=reason)
