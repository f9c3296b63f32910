"""The tables of the store, and the forms in which they hold what they hold.

Numbers and order depend on what is stored alone, never on what was stored first: a place's number is a hash
of its id, and the names under one key lie in the order of how much their places matter.
"""

from __future__ import annotations

import hashlib

from eventgeo.model import KINDS, Kind, Place

SCHEMA_VERSION = 5
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL, licence TEXT NOT NULL,
    url TEXT NOT NULL, version TEXT NOT NULL, added TEXT NOT NULL, embedded INTEGER NOT NULL,
    places INTEGER NOT NULL, names INTEGER NOT NULL
);
CREATE TABLE units (
    number INTEGER PRIMARY KEY, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin1_name TEXT NOT NULL,
    admin2 TEXT NOT NULL, admin2_name TEXT NOT NULL
);
CREATE TABLE places (
    number INTEGER NOT NULL, source INTEGER NOT NULL, place_id TEXT NOT NULL, name TEXT NOT NULL,
    kind INTEGER NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, unit INTEGER NOT NULL,
    geonameid INTEGER, feature_code TEXT NOT NULL, population INTEGER NOT NULL, radius_km REAL NOT NULL,
    origin TEXT NOT NULL, name_count INTEGER NOT NULL, PRIMARY KEY (number, source)
) WITHOUT ROWID;
CREATE TABLE names (
    key TEXT NOT NULL, rank INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,
    source INTEGER NOT NULL, languages TEXT NOT NULL, own INTEGER NOT NULL,
    PRIMARY KEY (key, rank, place, name, source)
) WITHOUT ROWID;
CREATE TABLE sounds (
    sound TEXT NOT NULL, key TEXT NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (sound, key, source)
) WITHOUT ROWID;
CREATE TABLE cells (
    kind INTEGER NOT NULL, cell INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (kind, cell, place)
) WITHOUT ROWID;
"""
DERIVED = 0
"""The source of names that a unit takes from its chief town."""

_STEPS = 8  # room for the kinds below each population
_KIND_ORDER: dict[Kind, int] = {"country": 0, "region": 1, "natural": 1, "populated": 2, "admin": 3}
_OTHER_KINDS = 4
KIND_NUMBERS: dict[Kind, int] = {kind: number for number, kind in enumerate(KINDS)}


def unit_number(names: tuple[str, ...]) -> int:
    """Return the number of a unit, given its country and codes and names of both levels: 48 bits of a hash.

    Examples
    --------
    >>> 0 <= unit_number(("SY", "SY.09", "Aleppo", "", "")) < 2**48
    True
    """
    return int.from_bytes(hashlib.blake2b("\n".join(names).encode(), digest_size=6).digest(), "big")


def place_number(place_id: str) -> int:
    """Return the number of a place: 64 bits of a hash of its id, so that two of 12 million hardly ever meet.

    Examples
    --------
    >>> place_number("geonames:170063") == place_number("geonames:170063") != place_number("geonames:1")
    True
    """
    digest = hashlib.blake2b(place_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def rank(place: Place) -> int:
    """Return where a place stands among its namesakes, first the lowest: by population, then by kind.

    Examples
    --------
    >>> def named(kind, population):
    ...     return Place(place_id="", name="", kind=kind, latitude=0, longitude=0, population=population)
    >>> rank(named("populated", 900)), rank(named("populated", 0)), rank(named("admin", 0))
    (-7198, 2, 3)
    """
    return _KIND_ORDER.get(place.kind, _OTHER_KINDS) - _STEPS * max(0, place.population)


SETTLEMENT_STEP = _KIND_ORDER["populated"]
UNIT_STEP = _KIND_ORDER["admin"]
STEP_OF_RANK = _STEPS - 1
"""What of a rank (``rank & STEP_OF_RANK``) is its kind's step."""


def rank_of_settlement(population: int) -> int:
    """Return the rank of a settlement of `population` people."""
    return SETTLEMENT_STEP - _STEPS * population


def shortened(name: str, key: str) -> str:
    """Return what is stored of a name beside its key: nothing, where capitals are all that the key lacks.

    Examples
    --------
    >>> shortened("Deir Hafir", "deir hafir"), shortened("Al-Bab", "bab")
    ('', 'Al-Bab')
    """
    return "" if key.title() == name else name


def written_out(stored: str, key: str) -> str:
    """Return the name of which `stored` was stored.

    Examples
    --------
    >>> written_out("", "deir hafir"), written_out("Al-Bab", "bab")
    ('Deir Hafir', 'Al-Bab')
    """
    return stored or key.title()
