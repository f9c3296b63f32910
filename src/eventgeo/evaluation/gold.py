"""Gold documents: hand-written JSON (a mention is its n-th occurrence in the text) or JSONL with offsets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventgeo.documents.dates import parse_date, parts
from eventgeo.errors import DocumentError
from eventgeo.model import KINDS, MODALITIES, ROLES, Document, Kind, Modality, Role
from eventgeo.ontology import event_types


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A place mention as the coder marked it; no point where none is known."""

    start: int
    end: int
    text: str
    kind: Kind
    latitude: float | None
    longitude: float | None
    country: str
    metonymy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLink:
    place: GoldPlace
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """An event mention as the coder marked it; ``date`` is a day, month, year, or a range with a slash."""

    start: int
    end: int
    text: str
    event_type: str
    modality: Modality
    date: str
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    links: tuple[GoldLink, ...]


LAYERS = frozenset({"event", "place", "actor"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A document with all that its coders marked; ``layers`` are those they looked for at all."""

    document: Document
    places: tuple[GoldPlace, ...]
    events: tuple[GoldEvent, ...]
    layers: frozenset[str] = LAYERS


def read_gold(path: str | Path) -> Iterator[GoldDocument]:
    """Read gold documents from a JSON file, a JSONL file, or a folder of JSON files.

    Parameters
    ----------
    path : path

    Yields
    ------
    GoldDocument

    Raises
    ------
    DocumentError
        An entry that does not fit the text or the guidelines; names file, document and entry.
    """
    path = Path(path)
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            yield from read_gold(file)
    elif path.suffix == ".jsonl":
        for number, line in enumerate(_text(path).split("\n"), start=1):
            if line.strip():
                yield _parsed(line, f"{path}, line {number}")
    else:
        yield _parsed(_text(path), str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"cannot be read: {error}", source=str(path)) from error


def _parsed(written: str, source: str) -> GoldDocument:
    try:
        return _gold_document(json.loads(written), source)
    except DocumentError:
        raise
    except json.JSONDecodeError as error:
        raise DocumentError(f"no JSON: {error}", source=source) from error
    except KeyError as error:
        raise DocumentError(f"an entry lacks {error}", source=source) from error
    except (TypeError, AttributeError, ValueError) as error:
        raise DocumentError(f"not of the form of gold documents: {error}", source=source) from error


def _gold_document(raw: Mapping[str, Any], source: str) -> GoldDocument:
    text, doc_id = raw["text"], raw["doc_id"]
    places = {}
    for entry in raw.get("places", ()):
        start, end = _offsets(text, entry, "text", source)
        _allow(entry["kind"], KINDS, entry, source)
        places[entry["id"]] = GoldPlace(
            start=start,
            end=end,
            text=text[start:end],
            kind=entry["kind"],
            latitude=entry.get("lat"),
            longitude=entry.get("lon"),
            country=entry.get("country") or "",
            metonymy=bool(entry.get("metonymy")),
        )
    events = [_gold_event(text, entry, places, source) for entry in raw.get("events", ())]
    day, period = parts(parse_date(raw.get("date")))
    document = Document(
        doc_id=doc_id,
        text=text,
        title=raw.get("title") or "",
        date=day,
        period=period,
        lang=raw.get("lang"),
        source=raw.get("source") or "",
    )
    layers = frozenset(raw.get("layers", LAYERS))
    if not layers <= LAYERS:
        raise DocumentError(f"layers: {sorted(layers - LAYERS)} are none of {sorted(LAYERS)}", source=source)
    return GoldDocument(document=document, places=tuple(places.values()), events=tuple(events), layers=layers)


def _gold_event(
    text: str, entry: Mapping[str, Any], places: Mapping[str, GoldPlace], source: str
) -> GoldEvent:
    start, end = _offsets(text, entry, "trigger", source)
    _allow(entry["type"], tuple(event_types()), entry, source)
    _allow(entry["modality"], MODALITIES, entry, source)
    links = []
    for link in entry.get("places", ()):
        _allow(link["place"], tuple(places), entry, source)
        role = link.get("role", "location")
        _allow(role, ROLES, entry, source)
        links.append(GoldLink(place=places[link["place"]], role=role))
    for actor in (*(entry.get("initiator") or ()), *(entry.get("target") or ())):
        if actor not in text:
            raise DocumentError(f"event {entry['id']}: actor {actor!r} is not in the text", source=source)
    return GoldEvent(
        start=start,
        end=end,
        text=text[start:end],
        event_type=entry["type"],
        modality=entry["modality"],
        date=entry.get("date") or "",
        initiators=tuple(entry.get("initiator") or ()),
        targets=tuple(entry.get("target") or ()),
        links=tuple(links),
    )


def _offsets(text: str, entry: Mapping[str, Any], key: str, source: str) -> tuple[int, int]:
    """Return the offsets that the entry gives, or those of the n-th whole-word occurrence of its text."""
    wanted, nth = entry[key], entry.get("n", 1)
    if "start" in entry:
        start, end = int(entry["start"]), int(entry["end"])
        if text[start:end] != wanted:
            raise DocumentError(
                f"{entry['id']}: the text at {start} to {end} is {text[start:end]!r}, not {wanted!r}",
                source=source,
            )
        return start, end
    found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text)]
    if len(found) < nth:
        raise DocumentError(
            f"{entry['id']}: occurrence {nth} of {wanted!r} not found; the text has {len(found)}",
            source=source,
        )
    start, end = found[nth - 1]
    return start, end


def _allow(value: str, allowed: tuple[str, ...], entry: Mapping[str, Any], source: str) -> None:
    if value not in allowed:
        raise DocumentError(f"{entry['id']}: {value!r} is none of {', '.join(allowed)}", source=source)
