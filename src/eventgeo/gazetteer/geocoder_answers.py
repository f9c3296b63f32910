"""What a geocoder answered, as candidates: its places of a kind the news speaks of that go by the name.

Reads the raw answers of Nominatim, Photon, GeoNames and Pelias; of any other geocoder the address and the
point. What the words of these services mean is written in ``data/geocoder_kinds.toml``.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from eventgeo.datafiles import read_toml
from eventgeo.gazetteer.boundaries import admin1_at, country_at
from eventgeo.gazetteer.likeness import likeness
from eventgeo.gazetteer.names import exact_key, normalised_key
from eventgeo.gazetteer.sources.countries import country_codes
from eventgeo.gazetteer.sources.features import features
from eventgeo.model import KINDS, MATCHES, Candidate, Kind, Match, Place

Found = Mapping[str, Any]
_NOWHERE = (0.0, 0.0)  # what geopy makes of an answer without a point
_LONGEST_TEXT = 200
_LEAST_LIKENESS = 0.8
_TOWN_RANK = 15  # of Nominatim's place_rank: what is called administrative from here on is a town's area
_KM_PER_DEGREE = 111.2
_WIDE = frozenset(("country", "admin", "region", "natural"))
_TYPE_FIELDS = ("addresstype", "layer", "osm_value", "type")
_CLASS_FIELDS = ("class", "category", "osm_key")


def found_at(location: Any) -> dict[str, Any] | None:
    """Return what there is to know of a geopy location, as JSON can hold it; None where it has no point.

    Examples
    --------
    >>> from geopy.location import Location
    >>> found_at(Location("Homs, Syria", (34.73, 36.71), {"type": "city"}))
    {'address': 'Homs, Syria', 'latitude': 34.73, 'longitude': 36.71, 'raw': {'type': 'city'}}
    """
    try:
        latitude, longitude = float(location.latitude), float(location.longitude)
    except (AttributeError, TypeError, ValueError):
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or (latitude, longitude) == _NOWHERE:
        return None
    raw = getattr(location, "raw", None)
    return {
        "address": str(getattr(location, "address", "") or ""),
        "latitude": latitude,
        "longitude": longitude,
        "raw": dict(raw) if isinstance(raw, Mapping) else {},
    }


def candidates_from(answer: Sequence[Found], asked: str, geocoder: str) -> tuple[Candidate, ...]:
    """Return the places of an answer that go by the name asked for, closest match first.

    Parameters
    ----------
    answer : sequence of mapping
        As :func:`found_at` makes them.
    asked : str
        The name.
    geocoder : str
        Becomes the source of the places.
    """
    found: dict[str, Candidate] = {}
    for place, names in (read for each in answer if (read := _read(each, geocoder)) is not None):
        met = _meeting(asked, names)
        if met is not None and place.place_id not in found:
            match, name, like = met
            found[place.place_id] = Candidate(
                place=place,
                match=match,
                matched_name=name,
                features={
                    "similarity": like,
                    "own_name": float(normalised_key(name) == normalised_key(place.name)),
                    "name_count": float(len(names)),
                },
            )
    return tuple(sorted(found.values(), key=lambda candidate: MATCHES.index(candidate.match)))


def licence_of(answer: Sequence[Found], geocoder: str) -> str:
    """Return what must be said where an answer is shown: the service's own words, else those known of it.

    Examples
    --------
    >>> licence_of([], "nominatim"), licence_of([], "mine")
    ('© OpenStreetMap contributors, ODbL 1.0', '')
    """
    told = (_text(each.get("raw", {}).get("licence")) for each in answer)
    known: Mapping[str, str] = _tables()["attribution"]
    return next(filter(None, told), known.get(geocoder, ""))


@cache
def _tables() -> Mapping[str, Any]:
    return read_toml("gazetteer", "data/geocoder_kinds.toml")


@cache
def _kinds(table: str) -> Mapping[str, str]:
    return {word: kind for kind, words in _tables()[table].items() for word in words}


def _read(found: Found, geocoder: str) -> tuple[Place, tuple[str, ...]] | None:
    """Return the place and its names, None where it is none of the news."""
    raw = found.get("raw")
    about: dict[str, Any] = dict(raw) if isinstance(raw, Mapping) else {}
    if isinstance(about.get("properties"), Mapping):  # GeoJSON: Photon, Pelias
        about = {"bbox": about.get("bbox"), **about["properties"]}
    address = about.get("address") if isinstance(about.get("address"), Mapping) else {}
    kind = _kind(about)
    names = tuple(dict.fromkeys(_names(about, str(found.get("address", "")))))
    if kind is None or not names:
        return None
    latitude, longitude = float(found["latitude"]), float(found["longitude"])
    country = _first(address, about, fields=("country_code", "countrycode", "countryCode")).upper()
    if country not in country_codes():
        country = country_at(latitude, longitude)
    place = Place(
        place_id=f"{geocoder}:{_identity(about, found)}",
        name=names[0],
        kind=kind,
        latitude=latitude,
        longitude=longitude,
        country=country,
        admin1=admin1_at(latitude, longitude) if kind != "country" else "",
        admin1_name=_first(address, about, fields=("state", "region", "adminName1", "province")),
        admin2_name=_first(address, about, fields=("county", "state_district", "adminName2")),
        geonameid=_whole(about.get("geonameId")),
        feature_code=_first(about, fields=("fcode",)),
        population=max(0, _whole(about.get("population")) or _whole(_extra(about).get("population")) or 0),
        radius_km=_radius_km(about, kind, latitude),
        source=geocoder,
    )
    return place, names


def _kind(about: Mapping[str, Any]) -> Kind | None:
    left_out = _tables()["left_out"]["words"]
    if own := _as_kind(_text(about.get("kind"))):  # from a gazetteer of ours, used as a geocoder
        return own
    if feature := features().get((_text(about.get("fcl")), _text(about.get("fcode")))):
        return feature.kind
    if _text(about.get("fcl")):
        return None
    if _text(about.get("type")) == "administrative" and not _text(about.get("addresstype")):
        rank = _whole(about.get("place_rank"))
        if rank is not None and rank >= _TOWN_RANK:
            return "populated"
    words = [_text(about.get(name)) for name in (*_TYPE_FIELDS, *_CLASS_FIELDS)]
    types, classes = words[: len(_TYPE_FIELDS)], words[len(_TYPE_FIELDS) :]
    for word, table in [*((word, "types") for word in types), *((word, "classes") for word in classes)]:
        if word in left_out:
            return None
        if word in _kinds(table):
            return _as_kind(_kinds(table)[word])
    return None if any(words) else "populated"  # a geocoder that tells no types knows places and addresses


def _as_kind(written: str) -> Kind | None:
    return next((kind for kind in KINDS if kind == written), None)


def _names(about: Mapping[str, Any], address: str) -> Iterator[str]:
    """Yield the names of a place, its own first."""
    for name in ("name", "toponymName", "localname", "matched_name"):
        yield from filter(None, [_text(about.get(name))])
    yield from filter(None, [address.split(",")[0].strip()])
    details = about.get("namedetails")
    if isinstance(details, Mapping):
        yield from filter(None, (_text(name) for name in details.values()))


def _meeting(asked: str, names: Sequence[str]) -> tuple[Match, str, float] | None:
    """Return how a name meets the nearest of others: kind of match, that name, how alike they are."""
    exact, normalised = exact_key(asked), normalised_key(asked)
    if not normalised:
        return None
    keys = {name: normalised_key(name) for name in names}
    for name in names:
        if exact_key(name) == exact:
            return "exact", name, 1.0
    for name, key in keys.items():
        if key == normalised:
            return "normalised", name, 1.0
    alike = {name: likeness(asked, name) for name, key in keys.items() if key}
    best = max(alike, key=lambda name: alike[name], default=None)
    if best is None or alike[best] < _LEAST_LIKENESS:
        return None
    return "transliteration", best, alike[best]


def _identity(about: Mapping[str, Any], found: Found) -> str:
    """Return what the service calls a place, so that it is the same place in every run."""
    if about.get("osm_id"):
        return f"{_text(about.get('osm_type'))[:1].upper()}{_text(about['osm_id'])}"
    for name in ("geonameId", "gid", "place_id", "id"):
        if told := _text(about.get(name)):
            return told
    told = f"{found.get('address')}|{found['latitude']:.5f}|{found['longitude']:.5f}"
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _radius_km(about: Mapping[str, Any], kind: Kind, latitude: float) -> float:
    """Return half the diagonal of the box of what is wide, else that of a usual place."""
    usual = float(_tables()["radius_km"][kind])
    if kind not in _WIDE:
        return usual
    corners = about.get("boundingbox"), about.get("extent") or about.get("bbox")
    try:
        if corners[0]:
            south, north, west, east = map(float, corners[0])
        else:
            west, one, east, other = map(float, corners[1] or ())
            south, north = sorted((one, other))
    except (TypeError, ValueError):
        return usual
    wide = ((east - west) % 360) * math.cos(math.radians(latitude))
    half = math.hypot(north - south, wide) * _KM_PER_DEGREE / 2
    return round(half, 1) if math.isfinite(half) and half > 0 else usual


def _extra(about: Mapping[str, Any]) -> Mapping[str, Any]:
    tags = about.get("extratags")
    return tags if isinstance(tags, Mapping) else {}


def _first(*mappings: Any, fields: Sequence[str]) -> str:
    told = (_text(mapping.get(name)) for mapping in mappings for name in fields)
    return next(filter(None, told), "")


def _text(value: object) -> str:
    """Return a value as one short line of text; "" for what is neither text nor a number."""
    return " ".join(str(value).split())[:_LONGEST_TEXT] if isinstance(value, str | int | float) else ""


def _whole(value: object) -> int | None:
    try:
        return int(_text(value))
    except ValueError:
        return None
