"""Events as rows of ACLED's data set, as far as the text supports them.

Source of columns and codes: ACLED codebook (2023, revised 2024). What the text does not say stays empty;
``docs/crosswalks.md`` lists each column with what fills it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from eventgeo.crosswalks.codes import STATE_FORCES, CountryCodes, actor_kinds, countries, sub_event_rules
from eventgeo.crosswalks.rows import happened, plain_rows
from eventgeo.crosswalks.sides import Side, sides_of
from eventgeo.ontology import event_types

if TYPE_CHECKING:
    import pandas as pd

    from eventgeo.tables import Tables

COLUMNS: Mapping[str, str] = {
    "event_id_cnty": "str", "event_date": "str", "year": "Int64", "time_precision": "Int64",
    "disorder_type": "str", "event_type": "str", "sub_event_type": "str",
    "actor1": "str", "assoc_actor_1": "str", "inter1": "str",
    "actor2": "str", "assoc_actor_2": "str", "inter2": "str", "interaction": "str",
    "civilian_targeting": "str", "iso": "Int64", "region": "str", "country": "str",
    "admin1": "str", "admin2": "str", "admin3": "str", "location": "str",
    "latitude": "float64", "longitude": "float64", "geo_precision": "Int64",
    "source": "str", "source_scale": "str", "notes": "str", "fatalities": "Int64", "tags": "str",
    "timestamp": "Int64",
}  # fmt: skip

_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_TIME_PRECISION = {"day": 1, "week": 2, "month": 3}
_GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
_UNITS = ("admin", "country", "region")


def to_acled(tables: Tables, *, asserted_only: bool = True) -> pd.DataFrame:
    """Return the events with ACLED's columns and codes.

    Parameters
    ----------
    tables : Tables
    asserted_only : bool, default True
        ACLED holds what happened; False keeps events denied, planned or supposed, too, with ``tags`` saying
        so.

    Returns
    -------
    pandas.DataFrame
        One row an event mention, in the order of ``tables.events``. ``event_id_cnty`` is this library's id;
        ``time_precision`` 1 day, 2 week, 3 month, and ``geo_precision`` 1 town, 2 near it or a
        second-level unit, 3 a larger area, as ACLED numbers them; where the text says nothing, columns of
        text hold "" and of numbers <NA>.

    Examples
    --------
    >>> import eventgeo
    >>> text = "Le 3 mai 2016, l'armée syrienne a repris Alep aux rebelles."
    >>> row = to_acled(eventgeo.extract(text, lang="fr")).iloc[0]
    >>> row["sub_event_type"], row["country"], row["interaction"], row["event_date"]
    ('Government regains territory', 'Syria', 'State forces-Rebel group', '2016-05-03')
    """
    import pandas as pd

    sides = sides_of(plain_rows(tables.event_actors))
    rows = [
        _row(
            event,
            sides.get((event["event_id"], "initiator"), Side()),
            sides.get((event["event_id"], "target"), Side()),
        )
        for event in happened(tables, asserted_only=asserted_only)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict(COLUMNS))


def _row(event: Mapping[str, Any], first: Side, second: Side) -> dict[str, Any]:
    country = countries().get(event["country"])
    inter1, inter2 = (_inter(side, event) for side in (first, second))
    event_type, sub_event_type = _sub_event(event, inter1, inter2)
    start = event["date_start"]
    violent = _DISORDER[event_type] == "Political violence"
    at_unit = event["place_kind"] in _UNITS
    return {
        "event_id_cnty": event["event_id"],
        "event_date": "" if start is None else start.isoformat(),
        "year": None if start is None else start.year,
        "time_precision": _TIME_PRECISION.get(event["date_precision"]),
        "disorder_type": _DISORDER[event_type],
        "event_type": event_type,
        "sub_event_type": sub_event_type,
        "actor1": first.name,
        "assoc_actor_1": first.others,
        "inter1": inter1,
        "actor2": second.name,
        "assoc_actor_2": second.others,
        "inter2": inter2,
        "interaction": "-".join(inter for inter in (inter1, inter2) if inter),
        "civilian_targeting": "Civilian targeting" if violent and inter2 == "Civilians" else "",
        **_country_cells(country),
        "admin1": event["admin1_name"],
        "admin2": event["admin2_name"],
        "admin3": "",
        "location": "" if at_unit and event["place_kind"] != "admin" else event["place"],
        "latitude": event["latitude"],
        "longitude": event["longitude"],
        "geo_precision": _GEO_PRECISION.get(event["geo_precision"]),
        "source": event["document_source"],
        "source_scale": "",
        "notes": event["sentence"],
        "fatalities": event["killed_low"],
        "tags": "" if event["modality"] == "asserted" else event["modality"],
        "timestamp": None,
    }


def _country_cells(country: CountryCodes | None) -> dict[str, Any]:
    if country is None:
        return {"iso": None, "region": "", "country": ""}
    numeric = int(country.iso_numeric) or None  # Kosovo has none
    return {"iso": numeric, "region": country.acled_region, "country": country.name}


def _inter(side: Side, event: Mapping[str, Any]) -> str:
    """Return ACLED's kind of an actor: who is a state's force at home is an outside force abroad."""
    known = actor_kinds().get(side.kind)
    if known is None:
        return ""
    if side.kind == "crowd" and event["event_type"] == "riot":
        return "Rioters"
    if known.acled_inter == STATE_FORCES and side.country and event["country"] not in ("", side.country):
        return "External/Other forces"
    return known.acled_inter


def _sub_event(event: Mapping[str, Any], inter1: str, inter2: str) -> tuple[str, str]:
    """Return ACLED's event and sub-event type: by weapon and sides where they tell, else by event type."""
    plain = event_types()[event["event_type"]]
    weapons = (event["weapon"] or "").split(" | ")
    for rule in sub_event_rules():
        if rule.event_type == event["event_type"] and rule.fits(weapons, inter1, inter2):
            return rule.acled_event_type, rule.acled_sub_event_type
    return plain.acled_event_type, plain.acled_sub_event_type
