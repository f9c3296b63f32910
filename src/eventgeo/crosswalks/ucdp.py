"""Events as rows of UCDP's Georeferenced Event Dataset (GED), as far as the text supports them.

Source of columns and codes: UCDP GED codebook 24.1 (Högbladh 2024). What the text does not say stays empty;
``docs/crosswalks.md`` lists each column with what fills it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from eventgeo.crosswalks.codes import actor_kinds, countries
from eventgeo.crosswalks.rows import happened, plain_rows
from eventgeo.crosswalks.sides import Side, sides_of
from eventgeo.ontology import event_types

if TYPE_CHECKING:
    import pandas as pd

    from eventgeo.tables import Tables

COLUMNS: Mapping[str, str] = {
    "id": "str", "relid": "str", "year": "Int64", "active_year": "Int64", "code_status": "str",
    "type_of_violence": "Int64", "conflict_new_id": "Int64", "conflict_name": "str",
    "dyad_new_id": "Int64", "dyad_name": "str", "side_a_new_id": "Int64", "side_a": "str",
    "side_b_new_id": "Int64", "side_b": "str", "number_of_sources": "Int64", "source_article": "str",
    "source_office": "str", "source_date": "str", "source_headline": "str", "source_original": "str",
    "where_prec": "Int64", "where_coordinates": "str", "where_description": "str", "adm_1": "str",
    "adm_2": "str", "latitude": "float64", "longitude": "float64", "geom_wkt": "str",
    "priogrid_gid": "Int64", "country": "str", "country_id": "Int64", "region": "str",
    "event_clarity": "Int64", "date_prec": "Int64", "date_start": "str", "date_end": "str",
    "deaths_a": "Int64", "deaths_b": "Int64", "deaths_civilians": "Int64", "deaths_unknown": "Int64",
    "best": "Int64", "high": "Int64", "low": "Int64", "gwnoa": "Int64", "gwnob": "Int64",
}  # fmt: skip

_DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_LONGEST_DAYS = {1: 1, 2: 6, 3: 7, 4: 31}
_GRID_PER_DEGREE, _GRID_COLUMNS = 2, 720


def to_ucdp(tables: Tables, *, asserted_only: bool = True, with_deaths_only: bool = False) -> pd.DataFrame:
    """Return the violent events with UCDP GED's columns and codes.

    Parameters
    ----------
    tables : Tables
    asserted_only : bool, default True
        GED holds what happened; False keeps events denied, planned or supposed, too.
    with_deaths_only : bool, default False
        GED holds events with at least one death; True keeps only those to which the text ties one.

    Returns
    -------
    pandas.DataFrame
        One row a mention of an event of a type that GED counts as violence. ``where_prec`` and
        ``date_prec`` are UCDP's 1 to 7 and 1 to 5; ``type_of_violence`` 1 state-based, 2 non-state,
        3 one-sided, empty where the sides named do not tell; ``gwnoa``, ``gwnob``, ``country_id``
        Gleditsch and Ward numbers; ``geom_wkt`` and ``priogrid_gid`` in WGS 84. Ids of UCDP's own
        (conflicts, dyads) are empty.

    Examples
    --------
    >>> import eventgeo
    >>> text = "L'armée syrienne a bombardé Alep le 3 mai 2016, tuant douze civils."
    >>> row = to_ucdp(eventgeo.extract(text, lang="fr")).iloc[0]
    >>> int(row["type_of_violence"]), row["side_a"], int(row["country_id"]), int(row["date_prec"])
    (3, 'armée syrienne', 652, 1)
    """
    import pandas as pd

    sides = sides_of(plain_rows(tables.event_actors))
    rows = []
    for event in happened(tables, asserted_only=asserted_only):
        counted = event_types()[event["event_type"]].ucdp_type_of_violence
        if counted == "none" or (with_deaths_only and not event["killed_low"]):
            continue
        first, second = (sides.get((event["event_id"], role), Side()) for role in ("initiator", "target"))
        rows.append(_row(event, first, second, counted))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict(COLUMNS))


def date_precision(days: int) -> int:
    """Return UCDP's ``date_prec`` of a span of `days`, both ends counted.

    Examples
    --------
    >>> [date_precision(days) for days in (1, 3, 7, 30, 365)]
    [1, 2, 3, 4, 5]
    """
    return next((precision for precision, longest in _LONGEST_DAYS.items() if days <= longest), 5)


def priogrid_cell(latitude: float, longitude: float) -> int:
    """Return the PRIO-GRID cell (half a degree wide) of a point: 1 in the far south-west, row by row.

    Source: Tollefsen, Strand and Buhaug 2012, PRIO-GRID: a unified spatial data structure.

    Examples
    --------
    >>> priogrid_cell(-90, -180), priogrid_cell(90, 180)
    (1, 259200)
    """
    row = min(math.floor((latitude + 90) * _GRID_PER_DEGREE), 180 * _GRID_PER_DEGREE - 1)
    column = min(math.floor((longitude + 180) * _GRID_PER_DEGREE), _GRID_COLUMNS - 1)
    return row * _GRID_COLUMNS + column + 1


def _row(event: Mapping[str, Any], first: Side, second: Side, counted: str) -> dict[str, Any]:
    country = countries().get(event["country"])
    start, end = event["date_start"], event["date_end"]
    latitude, longitude = event["latitude"], event["longitude"]
    violence = _type_of_violence(first, second, counted)
    low, high = event["killed_low"], event["killed_high"]
    against = "Civilians" if violence == ONE_SIDED else second.name
    published = event["document_date"]
    return {
        "id": event["event_id"],
        "year": None if start is None else start.year,
        "type_of_violence": violence,
        "dyad_name": " - ".join((first.name, against)) if first.name and against else "",
        "side_a": first.name,
        "side_b": against,
        "number_of_sources": 1,
        "source_article": event["document_title"] or event["doc_id"],
        "source_office": event["document_source"],
        "source_date": "" if published is None else published.isoformat(),
        "source_headline": event["document_title"],
        "source_original": event["attribution"],
        "where_prec": event["geo_precision"],
        "where_coordinates": event["place"],
        "where_description": event["sentence"],
        "adm_1": event["admin1_name"],
        "adm_2": event["admin2_name"],
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": "" if latitude is None else f"POINT ({longitude} {latitude})",
        "priogrid_gid": None if latitude is None else priogrid_cell(latitude, longitude),
        "country": country.name if country else "",
        "country_id": _number(country.gwno) if country else None,
        "region": country.ucdp_region if country else "",
        "date_prec": None if start is None else date_precision((end - start).days + 1),
        "date_start": "" if start is None else start.isoformat(),
        "date_end": "" if end is None else end.isoformat(),
        **_deaths(event, first, second),
        "best": low,
        "high": high,
        "low": low,
        "gwnoa": _state_number(first),
        "gwnob": _state_number(second),
        **dict.fromkeys(("relid", "code_status", "conflict_name"), ""),
    }


def _deaths(event: Mapping[str, Any], first: Side, second: Side) -> dict[str, int | None]:
    """Return the dead by side: that which the words for them name, else civilians if they are the target."""
    who = event["killed_who"] or ""
    if ", " in who:  # several groups, and one number for all
        return {name: event["killed_low"] if name == "deaths_unknown" else None for name in _DEATHS}
    sides = {"deaths_a": first, "deaths_b": second}
    named = next((name for name, side in sides.items() if side.is_named(who)), "")
    if (named and _side(sides[named]) == "civilians") or (not who and _side(second) == "civilians"):
        named = "deaths_civilians"
    return {name: event["killed_low"] if name == (named or "deaths_unknown") else None for name in _DEATHS}


def _side(side: Side) -> str:
    known = actor_kinds().get(side.kind)
    return known.ucdp_side if known else ""


def _type_of_violence(first: Side, second: Side, counted: str) -> int | None:
    """Return what kind of violence it is by who stands on either side, if the event type allows that kind."""
    one, other = _side(first), _side(second)
    if other == "civilians" and one in ("state", "non-state"):
        found = ONE_SIDED
    elif "state" in (one, other) and one != "civilians":
        found = STATE_BASED
    elif one == other == "non-state":
        found = NON_STATE
    else:
        return int(counted) if counted.isdigit() else None
    return found if str(found) in counted.split("|") else None


def _state_number(side: Side) -> int | None:
    country = countries().get(side.country)
    return _number(country.gwno) if country and _side(side) == "state" else None


def _number(text: str) -> int | None:
    return int(text) if text else None
