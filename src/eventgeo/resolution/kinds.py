"""How well the kind of place that a text asks for fits the kind of a place."""

from __future__ import annotations

from collections.abc import Mapping

from eventgeo.model import Kind

# Kinds that pass for each other: a text's "ville" may be a neighbourhood, its "région" a province.
_ALIKE: Mapping[Kind, frozenset[Kind]] = {
    "populated": frozenset(("populated", "neighbourhood")),
    "neighbourhood": frozenset(("neighbourhood", "populated")),
    "admin": frozenset(("admin", "region")),
    "region": frozenset(("region", "admin", "natural")),
    "natural": frozenset(("natural", "region")),
    "facility": frozenset(("facility",)),
    "country": frozenset(("country",)),
}


def kind_agrees(asked: Kind, found: Kind) -> float:
    """Return 1 where a kind is what the text asks for, less where it may pass for it, else 0.

    Examples
    --------
    >>> kind_agrees("admin", "admin"), kind_agrees("admin", "region"), kind_agrees("admin", "populated")
    (1.0, 0.6, 0.0)
    """
    return 1.0 if asked == found else 0.6 if found in _ALIKE[asked] else 0.0
