"""Rows of the review page: what the tables say in each field of an event or a place, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eventgeo.export import frames

ByDocument = Mapping[str, Sequence[frames.Row]]
"""The rows of one document by table."""

_IDENTITY = ("actor_name", "actor_id", "actor_kind", "actor_country")
Detail = tuple[str, str]
"""The name of a detail (of ``[detail]`` in ``review_labels.toml``), and its words."""


def event_row(event: frames.Row, rows: ByDocument, words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is shown of an event; `words` are the page's."""
    links = [row for row in rows["event_places"] if row["event_id"] == event["event_id"]]
    actors = [row for row in rows["event_actors"] if row["event_id"] == event["event_id"]]
    event_type = words["type"].get(event["event_type"], event["event_type"])
    modality = words["modality"].get(event["modality"], event["modality"])
    family = words["family"].get(event["event_family"], event["event_family"])
    place = _place_text(event, words)
    fields = [
        _field("type", event_type, [("words", event["trigger"]), ("family", family),
                                    ("found_by", event["tagger"])]),
        _field("modality", modality, [("reason", event["modality_reason"]), ("words", event["modality_cue"]),
                                        ("scope", event["modality_scope"])]),
        _field("date", _date_text(event), [("reason", event["date_reason"]), ("words", event["date_text"]),
                                           ("precision", event["date_precision"]),
                                           ("published", event["document_date"])]),
        _field("place", place, _place_details(event, links, rows["places"], words)),
        *(_field(role, event[role], _actor_details(actors, role)) for role in ("initiator", "target")),
    ]  # fmt: skip
    fields += [_field(name, value, details) for name, value, details in _told(event, words) if value]
    covers = words["say"]["covers"]
    made_by = ((event[name] or "") for name in ("gazetteer", "version"))
    fields.append(
        _field("confidence", _percent(event["confidence"]),
               [("covers", covers), ("gazetteer", ", eventgeo ".join(filter(None, made_by)))])
    )  # fmt: skip
    return {
        "table": "events",
        "id": event["event_id"],
        "title": event_type,
        "text": event["trigger"],
        "start": event["trigger_start"],
        "end": event["trigger_end"],
        "value": event["event_type"],
        "badge": "" if event["modality"] == "asserted" else modality,
        "about": [cell for cell in (place, _date_text(event)) if cell],
        "fields": fields,
    }


def _told(event: frames.Row, words: Mapping[str, Any]) -> Iterable[tuple[str, str, list[Detail]]]:
    """Yield the fields that are shown only where the text says something for them."""
    for name in ("killed", "injured", "captured", "displaced"):
        details: list[Detail] = [("who", event[f"{name}_who"] or ""),
                                 ("words", event["casualties_text"] or ""),
                                 ("reason", event["casualties_reason"] or "")]  # fmt: skip
        yield name, _range(event[f"{name}_low"], event[f"{name}_high"]), details
    weapons = (words["weapon"].get(kind, kind) for kind in (event["weapon"] or "").split(" | "))
    yield "weapon", ", ".join(weapons), [("words", event["weapon_text"] or "")]
    for name in ("attribution", "claimed_by", "disputed_by"):
        yield name, event[name] or "", [("reason", event["attribution_reason"] or "")]


def place_row(place: frames.Row, words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is shown of a toponym."""
    found = ", ".join(cell for cell in (place["name"], place["admin1"], _country(place)) if cell)
    metonymy = words["say"]["metonymy"] if place["metonymy"] else ""
    details: list[Detail] = [
        ("reason", place["reason"]),
        ("others", place["alternatives"]),
        ("point", _point_text(place, words)),
        ("metonymy", metonymy),
    ]
    fields = [_field("place", found or words["unresolved"], details)]
    fields.append(_field("confidence", _percent(place["confidence"]), []))
    return {
        "table": "places",
        "id": "",
        "title": "",
        "text": place["text"],
        "start": place["start"],
        "end": place["end"],
        "value": str(place["geonameid"] or place["name"] or ""),
        "badge": "",
        "about": [found or words["unresolved"]],
        "fields": fields,
    }


def _field(name: str, value: str | None, details: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "value": value or "",
        "details": [(label, str(words)) for label, words in details if words],
    }


def _country(row: frames.Row) -> str:
    return row["country"] if row["kind" if "kind" in row else "place_kind"] != "country" else ""


def _place_text(event: frames.Row, words: Mapping[str, Any]) -> str:
    name = ", ".join(cell for cell in (event["place"], event["admin1_name"], _country(event)) if cell)
    return " ".join(filter(None, (_relation_text(event["spatial_relation"], words), name)))


def _relation_text(relation: str, words: Mapping[str, Any]) -> str:
    """Return the words for a spatial relation such as "north_of 10 km"; none for "in"."""
    kind, _, distance = (relation or "in").partition(" ")
    if kind == "in":
        return distance
    return " ".join(filter(None, (distance, words["relation"].get(kind, kind.replace("_", " ")))))


def _place_details(
    event: frames.Row, links: Sequence[frames.Row], places: Sequence[frames.Row], words: Mapping[str, Any]
) -> list[Detail]:
    details: list[Detail] = [("reason", event["place_reason"]), ("point", _point_text(event, words))]
    toponyms = {(row["start"], row["end"]): row for row in places}
    for link in links:
        role = words["role"].get(link["role"], link["role"])
        relation = _relation_text(link["spatial_relation"], words)
        spelt = words["quote"].replace("{text}", link["text"])
        found = " ".join(filter(None, (role, relation, spelt)))
        details.append(("link", ": ".join(filter(None, (found, link["link_reason"])))))
        if toponym := toponyms.get((link["start"], link["end"])):
            known = ", ".join(
                filter(None, (toponym["name"], toponym["country"], _percent(toponym["confidence"])))
            )
            details.append(("resolved", ": ".join(filter(None, (known, toponym["reason"])))))
            details.append(("others", toponym["alternatives"]))
    return details


def _point_text(row: frames.Row, words: Mapping[str, Any]) -> str:
    if row["latitude"] is None or row["longitude"] is None:
        return ""
    said = [f"{row['latitude']:.4f}, {row['longitude']:.4f}"]
    if row.get("radius_km"):
        said.append(words["say"]["within"].replace("{km}", f"{row['radius_km']:g}"))
    if row.get("geo_precision") is not None:
        said.append(words["say"]["precision"].replace("{n}", str(row["geo_precision"])))
    if row.get("geonameid") is not None:
        said.append(f"GeoNames {row['geonameid']}")
    return "; ".join(said)


def _actor_details(actors: Sequence[frames.Row], role: str) -> list[Detail]:
    details: list[Detail] = []
    for row in (row for row in actors if row["role"] == role):
        known = ", ".join(filter(None, (row[name] for name in _IDENTITY)))
        if known:
            details.append(("known_as", f"{row['text']}: {known}"))
        if row["anaphor"]:
            details.append(("anaphor", row["anaphor"]))
        if row["reason"]:
            details.append(("reason", row["reason"]))
    return details


def _date_text(event: frames.Row) -> str:
    start, end = event["date_start"], event["date_end"]
    if not start:
        return ""
    return str(start) if start == end or not end else f"{start} – {end}"


def _range(low: int | None, high: int | None) -> str:
    numbers = dict.fromkeys(str(number) for number in (low, high) if number is not None)
    return "–".join(numbers)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.0f} %"
