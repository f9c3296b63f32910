"""Contract suites: what any tagger, gazetteer or resolver of anyone's must keep.

Each function raises AssertionError with what was broken; call them from your own tests.

>>> from eventgeo.gazetteer import open_gazetteer
>>> check_gazetteer(open_gazetteer(), known=("Paris", "Alep"))
"""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from eventgeo.gazetteer.sources import Entry
from eventgeo.model import KINDS, MATCHES, Candidate, Document, Place, Span, Tags
from eventgeo.ontology import event_types
from eventgeo.protocols import Gazetteer, Resolver, Tagger

MOST_CANDIDATES = 200
_THREADS = 4
_NO_PLACE = "Xqzvtkw"
_ODD_NAMES = (
    "\x00", "\ud800", "\ufeff", "\u202eHoms\u202c", "🙂", "'; DROP TABLE places; --", "%", "_", "*", '"', "(",
    "-", "’", "1", "é" * 5_000, "ال", "N/A", "nan", "\n\t", "Homs\x00Hama",
)  # fmt: skip


def check_gazetteer(gazetteer: Gazetteer, known: Sequence[str], *, most: int = MOST_CANDIDATES) -> None:
    """Check a gazetteer.

    Names in `known` have places, closest match first, at most `most`, none twice, each whole and in range;
    nonsense has none; nothing that a text may hold is an error; and answers are the same every time, in every
    thread and from a copy carried to another process.

    Parameters
    ----------
    gazetteer : Gazetteer
    known : sequence of str
        Names that it has.
    most : int, default 200
        Candidates that one name may have.

    Raises
    ------
    AssertionError
        What is broken.
    """
    _hold(isinstance(gazetteer, Gazetteer), "it lacks a member of the Gazetteer protocol")
    _hold(bool(gazetteer.name), "name is empty")
    for nothing in ("", " ", _NO_PLACE):
        _hold(gazetteer.lookup(nothing) == (), f"lookup({nothing!r}) finds something")
    for odd in _ODD_NAMES:
        _hold(isinstance(gazetteer.lookup(odd), tuple), f"lookup({odd[:20]!r}) gives no tuple")
    answers = {name: gazetteer.lookup(name) for name in known}
    for name, candidates in answers.items():
        _hold(bool(candidates), f"lookup({name!r}) finds nothing")
        _check_candidates(name, candidates, most)
    _check_repeats(gazetteer, answers)


def _check_candidates(name: str, candidates: tuple[Candidate, ...], most: int) -> None:
    _hold(isinstance(candidates, tuple), f"lookup({name!r}) gives no tuple")
    _hold(len(candidates) <= most, f"lookup({name!r}) gives {len(candidates)} candidates, more than {most}")
    ids = [candidate.place.place_id for candidate in candidates]
    _hold(len(set(ids)) == len(ids), f"lookup({name!r}) gives a place twice")
    ranks = [MATCHES.index(candidate.match) for candidate in candidates]
    _hold(ranks == sorted(ranks), f"lookup({name!r}) is not ordered by kind of match")
    for candidate in candidates:
        _hold(bool(candidate.matched_name), f"{candidate.place.place_id}: no name that {name!r} matched")
        _check_place(candidate.place)


def _check_place(place: Place) -> None:
    for field in ("place_id", "name", "source"):
        _hold(bool(getattr(place, field)), f"{place.place_id or place.name}: {field} is empty")
    _hold(place.kind in KINDS, f"{place.place_id}: kind {place.kind!r}")
    _hold(-90 <= place.latitude <= 90, f"{place.place_id}: latitude {place.latitude}")
    _hold(-180 <= place.longitude <= 180, f"{place.place_id}: longitude {place.longitude}")
    country, unit = place.country, place.admin1
    _hold(not country or (len(country) == 2 and country.isupper()), f"{place.place_id}: country {country!r}")
    _hold(not unit or unit.startswith(f"{country}."), f"{place.place_id}: admin1 {unit!r} of {country!r}")
    _hold(place.population >= 0, f"{place.place_id}: population {place.population}")
    _hold(0 <= place.radius_km < math.inf, f"{place.place_id}: radius_km {place.radius_km}")
    _hold(place.geonameid is None or place.geonameid > 0, f"{place.place_id}: geonameid {place.geonameid}")


def _check_repeats(gazetteer: Gazetteer, answers: Mapping[str, tuple[Candidate, ...]]) -> None:
    """Check that the same names give the same answers: again, from a copy, and in threads at once."""
    copy = pickle.loads(pickle.dumps(gazetteer))  # noqa: S301 - what was pickled a moment before
    _hold(copy.name == gazetteer.name, "a pickled copy has another name")
    names = [*answers, *list(answers)[::-1]]
    with ThreadPoolExecutor(_THREADS) as pool:
        in_threads = list(pool.map(gazetteer.lookup, names))
    for name, found in zip(names, in_threads, strict=True):
        _hold(gazetteer.lookup(name) == answers[name], f"lookup({name!r}) differs from call to call")
        _hold(copy.lookup(name) == answers[name], f"lookup({name!r}) of a pickled copy differs")
        _hold(found == answers[name], f"lookup({name!r}) differs in a thread")


def check_gazetteer_build(build: Callable[[Sequence[Entry]], Gazetteer]) -> None:
    """Check what makes a gazetteer of rows.

    Every name finds its place, at the poles and the antimeridian too; the order of the rows decides nothing;
    and rows of other names change no answer.

    Parameters
    ----------
    build : callable
        Takes places with their names and returns a gazetteer of them. It may call the places otherwise
        (``place_id``, ``source``) and leave out what its form has no column for.

    Raises
    ------
    AssertionError
        What is broken.
    """
    gazetteer = build(ROWS)
    check_gazetteer(gazetteer, known=_NAMES)
    for row in ROWS:
        for name in (row.place.name, *row.names):
            points = [_point(candidate.place) for candidate in gazetteer.lookup(name)]
            _hold(_point(row.place) in points, f"{name!r} does not find {row.place.name} at its point")
    for rows, what in (
        (tuple(reversed(ROWS)), "the order of rows"),
        ((*ROWS[::2], *ROWS[1::2]), "the order of rows"),
        ((*ROWS, *UNRELATED), "a row of another name"),
        ((*UNRELATED, *ROWS), "a row of another name"),
    ):
        other = build(rows)
        for name in (*_NAMES, _NO_PLACE):
            same = other.lookup(name) == gazetteer.lookup(name)
            _hold(same, f"{what} changes lookup({name!r})")


def _point(place: Place) -> tuple[float, float]:
    """Return a point to compare; east and west of the antimeridian are one, as all is at a pole."""
    latitude, longitude = round(place.latitude, 4), round(place.longitude, 4)
    if abs(latitude) == 90:
        return latitude, 0.0
    return latitude, -180.0 if longitude == 180 else longitude


def _row(number: int, name: str, latitude: float, longitude: float, *names: str, **fields: Any) -> Entry:
    told = {"kind": "populated", "source": "contract", "radius_km": 1.0, **fields}
    place = Place(place_id=f"contract:{number}", name=name, latitude=latitude, longitude=longitude, **told)
    return Entry(place=place, names=names)


ROWS: tuple[Entry, ...] = (
    _row(1, "Sidari Norte", 34.5, 40.9, "Сидари", "سيداري", country="SY", admin1="SY.07", population=5_000),
    _row(2, "Wallberg", 48.1, 7.2, "Vallberg", country="FR", population=900),
    _row(3, "Wallberg", -33.4, -70.6, country="CL", population=900),
    _row(4, "Wallberg", 48.1, 7.2001, country="FR", kind="admin", population=30_000),
    _row(5, "Wällberg", 47.0, 8.0, country="CH"),
    _row(6, "Taveuni Est", -16.85, 179.99, country="FJ", population=10_000),
    _row(7, "Taveuni Ouest", -16.85, -179.99, country="FJ", population=10_000),
    _row(8, "Ligne du Jour", 0.5, 180.0, kind="region"),
    _row(9, "Ligne de la Nuit", 0.5, -180.0, kind="region"),
    _row(10, "Pole du Haut", 90.0, 0.0, kind="natural"),
    _row(11, "Pole du Bas", -90.0, 135.0, kind="natural", country="AQ"),
    _row(12, "Nullberg", 0.0, 0.0, kind="natural"),
    _row(13, "Saint-Ostrique-sur-Mer", 45.0, 0.0, "St Ostrique", country="FR", population=1),
)
"""Places that are hard on a gazetteer, all made up: homonyms that tie, scripts, poles and antimeridian."""

UNRELATED: tuple[Entry, ...] = (
    _row(900, "Gromfeld", 34.5, 40.9, "Громфельд", country="SY", admin1="SY.07", population=9_000_000),
    _row(901, "Pukuhiki", -16.85, 179.99, country="FJ"),
    _row(902, "Zizimembe", 90.0, 0.0, kind="natural"),
)
"""Places of other names at the points of those of :data:`ROWS`."""

_NAMES = tuple(dict.fromkeys(name for row in ROWS for name in (row.place.name, *row.names)))


def check_tagger(tagger: Tagger, documents: Sequence[Document]) -> None:
    """Check a tagger: one output a document, spans that slice to their text, known types, same every time."""
    _hold(isinstance(tagger, Tagger), "it lacks a member of the Tagger protocol")
    _hold(bool(tagger.name), "name is empty")
    _hold(tagger.tag([]) == [], "no documents do not give no tags")
    found = tagger.tag(documents)
    _hold(len(found) == len(documents), "not one output a document")
    _hold(found == tagger.tag(documents), "the same documents give other tags")
    backwards = tagger.tag(list(reversed(documents)))
    _hold(found == list(reversed(backwards)), "the order of documents changes their tags")
    for document, tags in zip(documents, found, strict=True):
        _hold(tags.document == document, f"{document.doc_id}: the tags are of another document")
        for spans in (tags.sentences, tags.triggers, tags.toponyms, tags.actors):
            _check_spans(document, spans)
        for trigger in tags.triggers:
            _hold(trigger.event_type in event_types(), f"unknown event type {trigger.event_type!r}")
        for toponym in tags.toponyms:
            _hold(toponym.kind is None or toponym.kind in KINDS, f"unknown kind {toponym.kind!r}")


def check_resolver(resolver: Resolver, tags: Sequence[Tags]) -> None:
    """Check a resolver: one resolution a toponym, in order, each with a reason, same every time."""
    _hold(isinstance(resolver, Resolver), "it lacks a member of the Resolver protocol")
    for one in tags:
        found = resolver.resolve(one)
        _hold([r.toponym for r in found] == list(one.toponyms), "not one resolution a toponym, in order")
        _hold(found == resolver.resolve(one), "the same tags give other resolutions")
        for resolution in found:
            _hold(bool(resolution.reason), f"{resolution.toponym.text}: no reason")
            _hold(0 <= resolution.confidence <= 1, f"confidence {resolution.confidence}")
            _hold(
                resolution.chosen not in resolution.alternatives or resolution.chosen is None,
                f"{resolution.toponym.text}: the choice is among its own runners-up",
            )


def _check_spans(document: Document, spans: Sequence[Span]) -> None:
    starts = [span.start for span in spans]
    _hold(starts == sorted(starts), f"{document.doc_id}: spans are not in text order")
    for span in spans:
        surface = document.text[span.start : span.end]
        _hold(surface == span.text, f"{document.doc_id}: {span.text!r} is not text[{span.start}:{span.end}]")


def _hold(condition: bool, message: str) -> None:
    if not condition:
        raise AssertionError(message)
