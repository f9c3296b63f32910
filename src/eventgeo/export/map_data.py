"""What the map's page knows of each event: plain values, ready for JSON."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from eventgeo.export import frames

if TYPE_CHECKING:
    from eventgeo.tables import Tables

_COPIED = (
    "event_id",
    "doc_id",
    "event_type",
    "event_family",
    "modality",
    "modality_cue",
    "attribution",
    "date_start",
    "date_end",
    "date_precision",
    "date_text",
    "initiator",
    "target",
    "killed_low",
    "killed_high",
    "injured_low",
    "injured_high",
    "confidence",
    "document_title",
    "document_source",
    "place",
)

_PLACE_CELLS = (
    "role",
    "name",
    "text",
    "kind",
    "country",
    "latitude",
    "longitude",
    "radius_km",
    "spatial_relation",
)


def map_events(tables: Tables) -> list[dict[str, Any]]:
    """Return the events with their places, in the order of the table.

    ``sentence`` is cut into what stands before the trigger, the trigger, and what stands after it. The first
    of ``places`` is the main one; empty where none has coordinates.
    """
    links: dict[str, list[frames.Row]] = defaultdict(list)
    for row in frames.rows(tables.event_places):
        if row["latitude"] is not None and row["longitude"] is not None:
            links[row["event_id"]].append(row)
    events = list(frames.rows(tables.events))
    starts = sentence_starts(events)
    return [_event(row, links[row["event_id"]], start) for row, start in zip(events, starts, strict=True)]


def main_language(tables: Tables, known: Iterable[str]) -> str:
    """Return the language most events were read in, English where it is none of those `known`."""
    counts = Counter(tables.events.get("lang", ()))
    likeliest = counts.most_common(1)[0][0] if counts else "en"
    return likeliest if likeliest in set(known) else "en"


def sentence_starts(events: list[frames.Row]) -> list[int | None]:
    """Return where each event's sentence begins in its document, None where that cannot be told.

    The tables hold the trigger's place in the document and the sentence's text. Where the trigger's words
    stand in the sentence more than once, the other events of the sentence decide.

    Examples
    --------
    >>> sentence_starts([
    ...     {"doc_id": "1", "sentence": "raid, raid et prise", "trigger": "raid", "trigger_start": 16},
    ...     {"doc_id": "1", "sentence": "raid, raid et prise", "trigger": "prise", "trigger_start": 24},
    ... ])
    [10, 10]
    """
    possible: dict[tuple[str, str], set[int]] = {}
    for event in events:
        key = (event["doc_id"], event["sentence"])
        found = _possible_starts(event)
        common = possible.get(key, found) & found
        possible[key] = common or found  # the same words may make two sentences of a document
    starts: list[int | None] = []
    for event in events:
        own = _possible_starts(event)
        common = possible[(event["doc_id"], event["sentence"])] & own
        starts.append(min(common or own, default=None))
    return starts


def _possible_starts(event: Mapping[str, Any]) -> set[int]:
    sentence, trigger = event["sentence"], event["trigger"]
    found: set[int] = set()
    at = sentence.find(trigger) if trigger else -1
    while at >= 0:
        if event["trigger_start"] >= at:
            found.add(event["trigger_start"] - at)
        at = sentence.find(trigger, at + 1)
    return found


def _event(row: frames.Row, links: list[frames.Row], sentence_start: int | None) -> dict[str, Any]:
    sentence, trigger = row["sentence"], row["trigger"]
    if sentence_start is None:
        cut = [sentence, "", ""]
    else:
        at = row["trigger_start"] - sentence_start
        cut = [sentence[:at], trigger, sentence[at + len(trigger) :]]
    event = {name: row[name] for name in _COPIED if row.get(name) not in (None, "")}
    return event | {"sentence": cut, "places": _places(row, links)}


def _area(wkt: str) -> dict[str, Any] | None:
    """Return the ground of an event as GeoJSON; None where the table holds none that can be read."""
    import shapely

    area = shapely.from_wkt(wkt, on_invalid="ignore") if wkt else None
    if area is None or area.is_empty:
        return None
    found: dict[str, Any] = json.loads(shapely.to_geojson(area))
    return found


def _is_main(link: frames.Row, row: frames.Row) -> bool:
    """Tell whether a place is the one that stands for its event, whose point may be moved off it."""
    if (link["latitude"], link["longitude"]) == (row["latitude"], row["longitude"]):
        return True
    told = (link.get("role"), link.get("name"), link.get("spatial_relation"))
    return told == (row.get("place_role"), row["place"], row["spatial_relation"]) and told[2] != "in"


def _places(row: frames.Row, links: list[frames.Row]) -> list[dict[str, Any]]:
    if row["latitude"] is None or row["longitude"] is None:
        return []
    here = (row["latitude"], row["longitude"])
    at_main = [link for link in links if _is_main(link, row)]
    main = {
        "role": row.get("place_role") or "location",
        "name": row["place"],
        "text": at_main[0]["text"] if at_main else "",
        "kind": row["place_kind"],
        "country": row["country"],
        "latitude": here[0],
        "longitude": here[1],
        "radius_km": row["radius_km"],
        "spatial_relation": row["spatial_relation"],
    }
    if area := _area(row.get("area_wkt") or ""):
        main["area"] = area
    others = [{name: link.get(name) for name in _PLACE_CELLS} for link in links if link not in at_main]
    return [main, *others]
