"""Place mentions with their points, as coders marked them or a system resolved them, and their JSON Lines.

Gold, one document a line: ``{"doc_id", "lang", "text", "toponyms": [{"start", "end", "lat", "lon"}]}``, and
where known ``kind`` (or ``type``), ``country``, ``geonameid`` of a toponym and ``source`` of a document.
Predictions need only ``doc_id`` and ``toponyms``, where ``confidence`` is welcome. Gold documents of events
(:func:`eventgeo.evaluation.read_gold`) with offsets do, too: their list is called ``places``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventgeo.documents.mentions import read_records
from eventgeo.errors import DocumentError
from eventgeo.model import Document, Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedToponym:
    """A place mention; no point where it was recognised but not resolved.

    ``kind`` is in the words of its source; ``confidence`` None where the system gave none.
    """

    start: int
    end: int
    text: str = ""
    latitude: float | None = None
    longitude: float | None = None
    kind: str = ""
    country: str = ""
    geonameid: int | None = None
    confidence: float | None = None

    @property
    def has_point(self) -> bool:
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToponymDocument:
    """The place mentions of one document; ``text`` is empty where a prediction does not repeat it."""

    doc_id: str
    toponyms: tuple[PlacedToponym, ...]
    lang: str = ""
    source: str = ""
    text: str = ""

    @property
    def document(self) -> Document:
        return Document(doc_id=self.doc_id, text=self.text, lang=self.lang or None, source=self.source)


def read_toponyms(path: str | Path) -> Iterator[ToponymDocument]:
    """Read a JSON Lines file of gold or predictions; a line that is not of the form is an error.

    Raises
    ------
    DocumentError
        The file cannot be read, a line is not of the form, or a ``doc_id`` comes twice.
    """
    path, seen = Path(path), set()
    try:
        with path.open("rb") as stream:
            for number, _, record in read_records(stream, source=str(path)):
                if isinstance(record, DocumentError):
                    raise record
                document = toponym_document(record, source=str(path), line=number)
                if document.doc_id in seen:
                    raise DocumentError(f"doc_id {document.doc_id!r} twice", source=str(path), line=number)
                seen.add(document.doc_id)
                yield document
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror or error}", source=str(path)) from error


def toponym_document(
    record: Mapping[str, Any], *, source: str = "", line: int | None = None
) -> ToponymDocument:
    """Return a record as a document with its toponyms.

    Raises
    ------
    DocumentError
        A field is missing or of the wrong type, or a point is out of range.

    Examples
    --------
    >>> homs = {"start": 0, "end": 4, "lat": 34.7, "lon": 36.7}
    >>> toponym_document({"doc_id": "1", "toponyms": [homs]}).toponyms[0].has_point
    True
    """
    doc_id, text = record.get("doc_id"), record.get("text") or ""
    toponyms = record.get("toponyms", record.get("places"))
    if not isinstance(doc_id, (str, int)) or doc_id == "":
        raise DocumentError('it has no "doc_id"', source=source, line=line)
    if not isinstance(toponyms, list):
        raise DocumentError('it has no list of "toponyms"', source=source, line=line)
    try:
        found = tuple(_toponym(each, text) for each in toponyms)
    except (TypeError, KeyError, AttributeError, ValueError, OverflowError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise DocumentError(f"a toponym is not of the form: {what}", source=source, line=line) from error
    return ToponymDocument(
        doc_id=str(doc_id),
        toponyms=found,
        lang=str(record.get("lang") or ""),
        source=str(record.get("source") or ""),
        text=text,
    )


def resolved_document(document: Document, resolutions: Sequence[Resolution]) -> ToponymDocument:
    """Return what a resolver made of a document, to be scored."""
    return ToponymDocument(
        doc_id=document.doc_id,
        toponyms=tuple(map(_resolved, resolutions)),
        lang=document.lang or "",
        source=document.source,
        text=document.text,
    )


def _resolved(resolution: Resolution) -> PlacedToponym:
    toponym, chosen = resolution.toponym, resolution.chosen
    if chosen is None:
        return PlacedToponym(start=toponym.start, end=toponym.end, text=toponym.text)
    return PlacedToponym(
        start=toponym.start,
        end=toponym.end,
        text=toponym.text,
        latitude=chosen.place.latitude,
        longitude=chosen.place.longitude,
        kind=chosen.place.kind,
        country=chosen.place.country,
        geonameid=chosen.place.geonameid,
        confidence=resolution.confidence,
    )


def _toponym(raw: Mapping[str, Any], text: str) -> PlacedToponym:
    start, end = raw["start"], raw["end"]
    if not (isinstance(start, int) and isinstance(end, int)) or not 0 <= start <= end:
        raise ValueError(f"start {start!r} and end {end!r} are no offsets")
    latitude, longitude = _number(raw.get("lat")), _number(raw.get("lon"))
    if latitude is None or longitude is None:
        latitude = longitude = None
    elif not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"lat {latitude}, lon {longitude} are out of range")
    confidence = _number(raw.get("confidence"))
    if confidence is not None and not 0 <= confidence <= 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1")
    geonameid = raw.get("geonameid")
    return PlacedToponym(
        start=start,
        end=end,
        text=str(raw.get("text") or text[start:end]),
        latitude=latitude,
        longitude=longitude,
        kind=str(raw.get("kind") or raw.get("type") or ""),
        country=str(raw.get("country") or ""),
        geonameid=int(geonameid) if geonameid else None,
        confidence=confidence,
    )


def _number(value: Any) -> float | None:
    """Return a number, None where there is none, also in the form of NaN."""
    if value is None:
        return None
    number = float(value)
    return None if math.isnan(number) else number
