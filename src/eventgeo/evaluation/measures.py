"""The measures of the project, from tables and gold documents.

==================  =======================================================================================
place_f1            place mentions found: overlapping spans, one to one
place_acc25         gold mentions found and resolved within 25 km (countries: right code), of all gold
                    mentions that have a point or are countries
trigger_f1          event mentions found with the right type: overlapping triggers, one to one
modality_acc        right modality, over matched triggers
event_place_f1      the headline: the set of (document, type, place) facts of asserted events
role_acc            right role, over matched (event, place) links
date_acc            right interval, over matched asserted triggers whose gold has a date
actor_f1            initiators and targets of matched triggers; half of the words must be the same
==================  =======================================================================================

A place fits within 25 km and in the same country (settlement, facility, neighbourhood), 100 km (admin,
natural), 300 km (region), or by country code (country). Facts of one document that repeat a type within
5 km count once.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol, TypeVar

from eventgeo.evaluation.gold import GoldDocument, GoldEvent, GoldPlace
from eventgeo.resolution.geodesy import distance_km
from eventgeo.tables import Tables

_FITS_WITHIN_KM = {
    "populated": 25.0,
    "facility": 25.0,
    "neighbourhood": 25.0,
    "admin": 100.0,
    "natural": 100.0,
    "region": 300.0,
}
_SAME_SPOT_KM = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Each measure between 0 and 1; None where the gold gives nothing to measure."""

    event_place_f1: float | None
    event_place_p: float | None
    event_place_r: float | None
    trigger_f1: float | None
    trigger_p: float | None
    trigger_r: float | None
    modality_acc: float | None
    place_f1: float | None
    place_p: float | None
    place_r: float | None
    place_acc25: float | None
    role_acc: float | None
    date_acc: float | None
    actor_f1: float | None

    def as_dict(self) -> dict[str, float | None]:
        return asdict(self)


class _HasSpan(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


G = TypeVar("G", bound=_HasSpan)
P = TypeVar("P", bound=_HasSpan)


def match(gold: Sequence[G], found: Sequence[P], fits: Callable[[G, P], bool]) -> list[tuple[G, P]]:
    """Pair overlapping spans one to one, largest relative overlap first."""
    pairs = []
    for g, wanted in enumerate(gold):
        for f, row in enumerate(found):
            overlap = min(wanted.end, row.end) - max(wanted.start, row.start)
            if overlap > 0 and fits(wanted, row):
                share = overlap / max(wanted.end - wanted.start, row.end - row.start)
                pairs.append((-share, g, f))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    matched = []
    for _, g, f in sorted(pairs):
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            matched.append((gold[g], found[f]))
    return matched


def score(gold: Iterable[GoldDocument], tables: Tables) -> Scores:
    """Measure `tables` against `gold`.

    Parameters
    ----------
    gold : iterable of GoldDocument
    tables : Tables
        Of the same documents, by ``doc_id``.

    Returns
    -------
    Scores
    """
    tally: Counter[str] = Counter()
    events = _rows_by(
        tables.events.rename(columns={"trigger_start": "start", "trigger_end": "end"}), "doc_id"
    )
    places = _rows_by(tables.places, "doc_id")
    links = _rows_by(tables.event_places, "event_id")
    for document in gold:
        doc_id = document.document.doc_id
        _tally_places(document, places[doc_id], tally)
        pairs = match(document.events, events[doc_id], lambda g, row: g.event_type == row.event_type)
        tally.update(
            trigger_hit=len(pairs), trigger_gold=len(document.events), trigger_found=len(events[doc_id])
        )
        for wanted, row in pairs:
            _tally_event(wanted, row, links[row.event_id], tally)
        _tally_facts(document, events[doc_id], links, tally)
    return Scores(
        **dict(zip(("event_place_p", "event_place_r", "event_place_f1"), _f1(tally, "fact"), strict=True)),
        **dict(zip(("trigger_p", "trigger_r", "trigger_f1"), _f1(tally, "trigger"), strict=True)),
        **dict(zip(("place_p", "place_r", "place_f1"), _f1(tally, "place"), strict=True)),
        actor_f1=_f1(tally, "actor")[2],
        modality_acc=_ratio(tally["modality_hit"], tally["trigger_hit"]),
        place_acc25=_ratio(tally["within25"], tally["placeable"]),
        role_acc=_ratio(tally["role_hit"], tally["role_seen"]),
        date_acc=_ratio(tally["date_hit"], tally["date_seen"]),
    )


def _tally_places(document: GoldDocument, rows: list[Any], tally: Counter[str]) -> None:
    pairs = match(document.places, rows, lambda g, row: True)
    tally.update(place_hit=len(pairs), place_gold=len(document.places), place_found=len(rows))
    tally["placeable"] += sum(p.latitude is not None or p.kind == "country" for p in document.places)
    tally["within25"] += sum(place_fits(wanted, row, 25.0) for wanted, row in pairs)


def _tally_event(wanted: GoldEvent, row: Any, links: list[Any], tally: Counter[str]) -> None:
    tally["modality_hit"] += row.modality == wanted.modality
    if wanted.modality == "asserted" and wanted.date:
        tally["date_seen"] += 1
        tally["date_hit"] += _interval(wanted.date) == (_iso(row.date_start), _iso(row.date_end))
    for gold_actors, cell in ((wanted.initiators, row.initiator), (wanted.targets, row.target)):
        left = [actor for actor in cell.split(" | ") if actor]
        tally.update(actor_gold=len(gold_actors), actor_found=len(left))
        for actor in gold_actors:
            hit = next((other for other in left if same_actor(actor, other)), None)
            if hit is not None:
                left.remove(hit)
                tally["actor_hit"] += 1
    for link in wanted.links:
        nearest = _nearest(link.place, links)
        if nearest is not None:
            tally["role_seen"] += 1
            tally["role_hit"] += nearest.role == link.role


def _tally_facts(
    document: GoldDocument, events: list[Any], links: defaultdict[str, list[Any]], tally: Counter[str]
) -> None:
    wanted: list[tuple[str, GoldPlace]] = []
    for event in document.events:
        for link in event.links if event.modality == "asserted" else ():
            if not any(kind == event.event_type and _same_spot(place, link.place) for kind, place in wanted):
                wanted.append((event.event_type, link.place))
    found: list[tuple[str, Any]] = []
    for event in events:
        for row in links[event.event_id] if event.modality == "asserted" else ():
            if not any(kind == event.event_type and _same_spot(place, row) for kind, place in found):
                found.append((event.event_type, row))
    tally.update(fact_gold=len(wanted), fact_found=len(found))
    for event_type, place in wanted:
        nearest = _nearest(place, [row for kind, row in found if kind == event_type])
        if nearest is not None:
            found.remove((event_type, nearest))
            tally["fact_hit"] += 1


def place_fits(place: GoldPlace, row: Any, radius_km: float | None = None) -> bool:
    """Tell whether `row` (anything with latitude, longitude and country) is the gold place, by its kind."""
    if place.kind == "country":
        return bool(place.country and row.country == place.country)
    if place.latitude is None or place.longitude is None or row.latitude != row.latitude:
        return False
    if place.country and row.country and place.country != row.country:
        return False
    away_km = distance_km(place.latitude, place.longitude, row.latitude, row.longitude)
    return bool(away_km <= (radius_km or _FITS_WITHIN_KM[place.kind]))


def _nearest(place: GoldPlace, rows: list[Any]) -> Any | None:
    fitting = [row for row in rows if place_fits(place, row)]
    if not fitting or place.kind == "country":
        return fitting[0] if fitting else None
    assert place.latitude is not None and place.longitude is not None  # noqa: S101 - _fits saw to it
    latitude, longitude = place.latitude, place.longitude
    return min(fitting, key=lambda row: distance_km(latitude, longitude, row.latitude, row.longitude))


def _same_spot(one: Any, other: Any) -> bool:
    points = (one.latitude, one.longitude, other.latitude, other.longitude)
    if any(value is None or value != value for value in points):
        return bool(
            one.country == other.country and getattr(one, "kind", None) == getattr(other, "kind", None)
        )
    return bool(distance_km(*points) <= _SAME_SPOT_KM)


def _interval(text: str) -> tuple[str, str]:
    """Return first and last day of a gold date: a day, month, year, or a range with a slash.

    >>> _interval("2017-10")
    ('2017-10-01', '2017-10-31')
    """
    start, _, end = text.partition("/")
    end = end or start
    first = start + {4: "-01-01", 7: "-01"}.get(len(start), "")
    if len(end) == len("2017-10"):
        end += f"-{monthrange(int(end[:4]), int(end[5:]))[1]:02d}"
    elif len(end) == len("2017"):
        end += "-12-31"
    return first, end


def _iso(value: Any) -> str:
    return "" if value is None or value != value else value.strftime("%Y-%m-%d")


def same_actor(one: str, other: str) -> bool:
    """Tell whether two names have half of their words in common.

    Examples
    --------
    >>> same_actor("soldats maliens", "soldats"), same_actor("soldats", "rebelles")
    (True, False)
    """
    left, right = (_words(text) for text in (one, other))
    return bool(left and right) and len(left & right) / max(len(left), len(right)) >= 0.5


def _words(text: str) -> set[str]:
    plain = "".join(char.lower() if char.isalnum() else " " for char in text)
    return {word for word in plain.split() if len(word) > 2}


def _rows_by(frame: Any, column: str) -> defaultdict[str, list[Any]]:
    rows: defaultdict[str, list[Any]] = defaultdict(list)
    for row in frame.itertuples(index=False):
        rows[getattr(row, column)].append(row)
    return rows


def _ratio(hits: int, total: int) -> float | None:
    return hits / total if total else None


def _f1(tally: Counter[str], what: str) -> tuple[float, float, float]:
    hits, found, gold = tally[f"{what}_hit"], tally[f"{what}_found"], tally[f"{what}_gold"]
    precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0
