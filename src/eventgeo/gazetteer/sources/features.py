"""What GeoNames' feature codes are to the news: a kind and a usual size, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from eventgeo.gazetteer.sources.tables import read_toml
from eventgeo.model import KINDS, Kind

TABLE = "feature_kinds.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """The kind that a feature code stands for, and the radius of a usual one."""

    kind: Kind
    radius_km: float


@cache
def features() -> Mapping[tuple[str, str], Feature]:
    """Return what is known of each feature class and code that is kept.

    Examples
    --------
    >>> features()["A", "ADM1"], features().get(("S", "HTL"))
    (Feature(kind='admin', radius_km=80.0), None)
    """
    return {
        (row["class"], code): Feature(kind=_kind(row["kind"]), radius_km=row["radius_km"])
        for row in read_toml(TABLE)["kind"]
        for code in row["codes"]
    }


def reason_left_out(feature_class: str, code: str) -> str:
    """Return why places of a feature code are not taken up, "" where they are.

    Examples
    --------
    >>> reason_left_out("P", "PPL"), reason_left_out("R", "ST")
    ('', 'a road is no point; "on the road A–B" is read from its ends')
    >>> reason_left_out("Q", "XYZ")
    'no feature code of GeoNames that is known here'
    """
    if (feature_class, code) in features():
        return ""
    of_class = [row for row in read_toml(TABLE)["left_out"] if row["class"] == feature_class]
    named = [row["why"] for row in of_class if code in row["codes"]]
    rest = [row["why"] for row in of_class if "*" in row["codes"]]
    return str(next(iter(named + rest), "no feature code of GeoNames that is known here"))


def _kind(written: str) -> Kind:
    return next(kind for kind in KINDS if kind == written)
