"""Making corrections from what a user tells: a known place, a new one, none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from eventgeo.errors import GazetteerError
from eventgeo.gazetteer.corrections import SOURCE, Correction
from eventgeo.gazetteer.names import normalised_key
from eventgeo.gazetteer.sources.cleaning import clean
from eventgeo.gazetteer.store import SqliteGazetteer
from eventgeo.model import Kind, Place

_GEONAMEID = re.compile(r"[0-9]+")


def known(gazetteer: SqliteGazetteer, name: str, place_id: str) -> Place:
    """Return the place of an id, for which a bare number of GeoNames' will do.

    Raises
    ------
    GazetteerError
        There is none; it names those that `name` may mean.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> known(open_gazetteer(), "Alep", "170063").place_id
    'geonames:170063'
    """
    wanted = f"geonames:{place_id}" if _GEONAMEID.fullmatch(place_id) else place_id
    place = gazetteer.by_id(wanted)
    if place is None:
        ids = [candidate.place.place_id for candidate in gazetteer.lookup(name)[:5]]
        hint = f"{name} may be {', '.join(ids)}" if ids else "give the place's point with --at LAT,LON"
        raise GazetteerError(f"the gazetteer has no place {wanted!r}; {hint}")
    return place


def place(name: str, meant: Place, note: str = "") -> Correction:
    """Say that a name is a place of the gazetteer."""
    row = Correction(name=_checked(name), meaning="place", place_id=meant.place_id, place_name=meant.name)
    return replace(row, place=replace(meant, source=SOURCE), note=clean(note), added=_today())


def other(name: str, meant: Place, note: str = "") -> Correction:
    """Say that a name is not a certain place of the gazetteer."""
    row = Correction(name=_checked(name), meaning="not", place_id=meant.place_id, place_name=meant.name)
    return replace(row, note=clean(note), added=_today())


def never(name: str, note: str = "") -> Correction:
    """Say that a name is no place."""
    return Correction(name=_checked(name), meaning="never", note=clean(note), added=_today())


def at(
    name: str,
    latitude: float,
    longitude: float,
    *,
    kind: Kind | None = None,
    country: str | None = None,
    radius_km: float | None = None,
    note: str = "",
) -> Correction:
    """Say that a name is a place which the gazetteer lacks.

    Parameters
    ----------
    name : str
    latitude, longitude : float
        WGS 84 degrees.
    kind : Kind, optional
        By default "populated".
    country : str, optional
        ISO 3166-1 alpha-2; by default that of the point.
    radius_km : float, optional
        By default 1.
    note : str, optional

    Raises
    ------
    GazetteerError
        The country is none, or the point lies nowhere.

    Examples
    --------
    >>> row = at("Tall Hamdan", 36.5, 38.2)
    >>> row.place.country, row.place.admin1, row.place.source
    ('SY', 'SY.09', 'correction')
    """
    from eventgeo.gazetteer.boundaries import admin1_at, country_at
    from eventgeo.gazetteer.corrections_file import new_place_id
    from eventgeo.gazetteer.sources.admin1 import unit_names
    from eventgeo.gazetteer.sources.countries import country_codes

    name = _checked(name)
    code = country_at(latitude, longitude) if country is None else country.strip().upper()
    if code and code not in country_codes():
        raise GazetteerError(f"{country!r} is no country code; give ISO 3166-1 alpha-2, such as FR or ML")
    admin1 = admin1_at(latitude, longitude)
    admin1 = admin1 if admin1.partition(".")[0] == code else ""
    meant = Place(
        place_id=new_place_id(name, latitude, longitude),
        name=name,
        kind=kind or "populated",
        latitude=latitude,
        longitude=longitude,
        country=code,
        admin1=admin1,
        admin1_name=unit_names().get(admin1, ""),
        radius_km=1.0 if radius_km is None else radius_km,
    )
    return place(name, meant, note)


def _checked(name: str) -> str:
    """Return a name that can be looked up."""
    if not normalised_key(name):
        raise GazetteerError(f"{name!r} has no letters; a correction is of a name as it stands in documents")
    return clean(name)


def _today() -> str:
    return date.today().isoformat()
