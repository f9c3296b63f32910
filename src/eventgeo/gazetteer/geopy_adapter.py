"""The gazetteer as geopy knows geocoders: ``geocode`` and ``reverse``, ``Location`` back, geopy's exceptions.

For code that is written for geopy: no network, no key, no quota. geopy's order is (latitude, longitude), as
here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any, Protocol

from eventgeo.gazetteer.boundaries import country_at
from eventgeo.gazetteer.containers import find_within, split_context, towns_before_units
from eventgeo.gazetteer.sources.countries import cldr_names, country_codes
from eventgeo.model import KINDS, Candidate, Kind, Place
from eventgeo.protocols import Gazetteer

FIELDS = ("place", "amenity", "city", "county", "state", "country")
"""The fields of a structured query, narrowest first."""
_CLOSE = ("exact", "normalised")
_LEAST_LIKENESS = 0.88
"""Of a name that is answered with another's places: nothing else here tells a slip from another name."""
_ACROSS_THE_BORDER = 8
_FEATURE_TYPES: Mapping[str, tuple[Kind, ...]] = {
    "country": ("country",),
    "state": ("admin",),
    "city": ("populated",),
    "settlement": ("populated", "neighbourhood"),
}


class Nearby(Protocol):
    """What ``reverse`` needs of a gazetteer: :class:`~eventgeo.gazetteer.SqliteGazetteer` has it."""

    def nearest(
        self, latitude: float, longitude: float, *, limit: int, kinds: Collection[Kind]
    ) -> Iterable[tuple[float, Place]]: ...


class EventgeoGeocoder:
    """A gazetteer to be used as one of geopy's geocoders.

    Parameters
    ----------
    gazetteer : Gazetteer
    widen : bool, default True
        Also answer with places whose name is only much like the one asked for, after all others.
    kinds : tuple of Kind, default ("populated",)
        What ``reverse`` looks for.
    within_km : float, default 100
        How far from the point the nearest place may be: out at sea there is none.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> geocoder = EventgeoGeocoder(open_gazetteer())
    >>> geocoder.geocode("Tripoli, Liban").address
    'Tripoli, North Lebanon, Lebanon'
    >>> geocoder.geocode("Nowhere at all") is None
    True
    >>> geocoder.reverse((36.2, 37.16)).raw["name"]
    'Aleppo'
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        *,
        widen: bool = True,
        kinds: tuple[Kind, ...] = ("populated",),
        within_km: float = 100.0,
    ) -> None:
        self.gazetteer = gazetteer
        self.widen = widen
        self.kinds = kinds
        self.within_km = within_km

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country_codes: str | Collection[str] | None = None,
        language: str | bool = "en",
        featuretype: str | None = None,
        timeout: Any = None,
        addressdetails: bool = True,
        namedetails: bool = False,
    ) -> Any:
        """Return the places of a name.

        Parameters
        ----------
        query : str or mapping
            A name, with what contains it after commas ("Tripoli, Liban"), or fields: ``{"city": "Tripoli",
            "country": "Liban"}`` with place, amenity, city, county, state, country.
        exactly_one : bool, default True
            One location, else a list.
        limit : int, optional
            Of a list.
        country_codes : str or collection of str, optional
            ISO 3166-1 alpha-2: only places there.
        language : str, default "en"
            Of the country's name in the address: en, fr, es, ar.
        featuretype : str, optional
            "country", "state", "city" or "settlement", as Nominatim has it.
        timeout, addressdetails, namedetails
            Taken for geopy's sake; nothing is waited for, and ``raw`` holds all there is.

        Returns
        -------
        geopy.location.Location, list of them, or None
            None where there is no such place.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            A question that is none (also a ValueError).
        """
        parts = _parts(query)
        codes = _codes(country_codes)
        kinds = KINDS if featuretype is None else _kinds(featuretype)
        most = _limit(limit)
        whole = self.gazetteer.lookup(query) if isinstance(query, str) else ()
        found = whole if _is_close(whole) else find_within(self.gazetteer, parts)
        kept = [
            candidate
            for candidate in towns_before_units(found)
            if (not codes or candidate.place.country in codes)
            and candidate.place.kind in kinds
            and self._is_like(candidate)
        ]
        locations = [_location(candidate.place, language, _of_match(candidate)) for candidate in kept[:most]]
        return _one_or_all(locations, exactly_one=exactly_one)

    def _is_like(self, candidate: Candidate) -> bool:
        """Whether a place goes by the name, or by one much like it."""
        if candidate.match in _CLOSE:
            return True
        return self.widen and candidate.features.get("similarity", 0.0) >= _LEAST_LIKENESS

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        language: str | bool = "en",
        timeout: Any = None,
        addressdetails: bool = True,
        namedetails: bool = False,
    ) -> Any:
        """Return the places nearest to a point, those of its country first.

        Parameters
        ----------
        query : geopy.point.Point, (latitude, longitude) or "latitude, longitude"
        exactly_one, limit, language, timeout, addressdetails, namedetails
            See :meth:`geocode`; without a limit a list holds one location.

        Returns
        -------
        geopy.location.Location, list of them, or None
            ``raw["distance_km"]`` says how far off each is; None where none is within `within_km`.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            What is no point (also a ValueError).
        NotImplementedError
            The gazetteer cannot be asked by point.
        """
        latitude, longitude = _point(query)
        most = _limit(limit) or 1
        nearest = _by_point(self.gazetteer)
        if nearest is None:
            raise NotImplementedError(f"a {type(self.gazetteer).__name__} cannot be asked by point")
        near = nearest(latitude, longitude, limit=most + _ACROSS_THE_BORDER, kinds=self.kinds)
        here = country_at(latitude, longitude)
        within = [(km, place) for km, place in near if km <= self.within_km]
        ranked = sorted(within, key=lambda found: bool(here) and found[1].country != here)
        locations = [_location(place, language, {"distance_km": round(km, 3)}) for km, place in ranked[:most]]
        return _one_or_all(locations, exactly_one=exactly_one)


def _by_point(gazetteer: Any) -> Any:
    """Return what of a gazetteer, or of one that it stands before, can be asked by point."""
    while gazetteer is not None:
        if nearest := getattr(gazetteer, "nearest", None):
            return nearest
        gazetteer = getattr(gazetteer, "gazetteer", None)
    return None


def _parts(query: object) -> tuple[str, ...]:
    """Return a name and its containers."""
    if isinstance(query, Mapping):
        unknown = sorted(set(query) - {*FIELDS, "street", "postalcode"})
        if unknown:
            raise _bad_query(f"fields {', '.join(map(str, unknown))} are none of {', '.join(FIELDS)}")
        told = tuple(str(query[name]).strip() for name in FIELDS if query.get(name))
    else:
        told = split_context(query) if isinstance(query, str) else ()
    if not told:
        raise _bad_query(
            f"{query!r} names no place: give a name or a mapping with one of {', '.join(FIELDS)}"
        )
    return told


def _codes(told: str | Collection[str] | None) -> frozenset[str]:
    codes = frozenset(code.upper() for code in ([told] if isinstance(told, str) else told or ()))
    if unknown := sorted(codes - country_codes()):
        raise _bad_query(f"country codes {', '.join(unknown)} are none of ISO 3166-1 alpha-2")
    return codes


def _kinds(featuretype: str) -> tuple[Kind, ...]:
    if featuretype not in _FEATURE_TYPES:
        raise _bad_query(f"featuretype {featuretype!r} is none of {', '.join(_FEATURE_TYPES)}")
    return _FEATURE_TYPES[featuretype]


def _limit(limit: int | None) -> int | None:
    if limit is not None and int(limit) < 1:
        raise ValueError("Limit cannot be less than 1")  # geopy's own words
    return None if limit is None else int(limit)


def _point(query: Any) -> tuple[float, float]:
    """Return latitude and longitude, as geopy reads points."""
    from geopy.point import Point

    try:
        if not query or isinstance(query, Mapping):  # of which geopy would make 0, 0
            raise ValueError("no coordinates")
        point = query if isinstance(query, Point) else Point(query)
    except (TypeError, ValueError) as error:
        raise _bad_query(f"{query!r} is no point: give (latitude, longitude)") from error
    return float(point.latitude), float(point.longitude)


def _bad_query(message: str) -> Exception:
    from geopy.exc import GeocoderQueryError

    error: Exception = GeocoderQueryError(message)
    return error


def _is_close(candidates: tuple[Candidate, ...]) -> bool:
    return bool(candidates) and candidates[0].match in _CLOSE


def _of_match(candidate: Candidate) -> dict[str, Any]:
    return {
        "match": candidate.match,
        "matched_name": candidate.matched_name,
        "similarity": candidate.features.get("similarity", 1.0),
    }


def _location(place: Place, language: str | bool, more: Mapping[str, Any]) -> Any:
    from geopy.location import Location

    country = "" if place.kind == "country" else _country_name(place.country, language)
    address = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1_name, country) if part))
    raw = {**asdict(place), "country_code": place.country.lower(), "display_name": address, **more}
    return Location(address, (place.latitude, place.longitude), raw)


def _country_name(code: str, language: str | bool) -> str:
    """Return a country's name in a language, in English where that is none of the library's."""
    asked = str(language).split(",")[0].split("-")[0].strip().lower()
    by_language = {one: name for name, spoken in cldr_names(code).items() for one in spoken.split()}
    return by_language.get(asked) or by_language.get("en") or code


def _one_or_all(locations: list[Any], *, exactly_one: bool) -> Any:
    """Return as geopy's geocoders do: None where there is nothing, one, or the list."""
    if not locations:
        return None
    return locations[0] if exactly_one else locations
