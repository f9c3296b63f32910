"""The places that a model brings up for an event, and what speaks for each, where no linker has rules.

Beside the role's own probability count where the place is named, how broad it is, and what rivals it has.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eventgeo.assembly.mixing import reading_odds
from eventgeo.assembly.place_scene import KIND_CLASS
from eventgeo.model import ROLES, Resolution, RoleReading, Tags, TriggerReading
from eventgeo.text.sentences import sentence_numbers
from eventgeo.text.tokens import normal_form


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A place by its likeliest mention, and what speaks for it."""

    row: RoleReading
    features: Mapping[str, float]


def place_candidates(tags: Tags, resolutions: Sequence[Resolution]) -> Iterator[list[PlaceCandidate]]:
    """Yield the candidates of each trigger, in order.

    Parameters
    ----------
    tags : Tags
        With one reading a trigger.
    resolutions : sequence of Resolution
        Those of ``tags.toponyms``, in order.
    """
    names = [_name(resolution) for resolution in resolutions]
    told_at = sentence_numbers(tags.toponyms, tags.sentences)
    first = next((name for name, top in zip(names, tags.toponyms, strict=True) if not top.metonymy), "")
    for reading, number in zip(tags.readings, sentence_numbers(tags.triggers, tags.sentences), strict=True):
        mentions = _by_place(reading, names, tags)
        best = {name: max(rows, key=lambda row: row.probability) for name, rows in mentions.items()}
        here = {
            name for name, rows in mentions.items() if any(told_at[row.argument] == number for row in rows)
        }
        ranked = [*sorted((row.probability for row in best.values()), reverse=True), 0.0]
        candidates = []
        for name, row in best.items():
            features = {
                "bias": 1.0,
                "read": reading_odds(row.probability),
                "all mentions": math.log(sum(mention.probability for mention in mentions[name])),
                "other": reading_odds(ranked[1] if row.probability == ranked[0] else ranked[0]),
            }
            if name in here:
                features["same sentence"] = 1.0
            elif here:
                features["others in the sentence"] = 1.0
            if name == first:
                features["first of the text"] = 1.0
            chosen = resolutions[row.argument].chosen
            kind = KIND_CLASS[chosen.place.kind] if chosen else "town"
            if kind in ("country", "area"):
                features[kind] = 1.0
            candidates.append(PlaceCandidate(row=row, features=features))
        yield candidates


def _name(resolution: Resolution) -> str:
    return resolution.chosen.place.place_id if resolution.chosen else normal_form(resolution.toponym.text)


def _by_place(reading: TriggerReading, names: Sequence[str], tags: Tags) -> dict[str, list[RoleReading]]:
    found: dict[str, list[RoleReading]] = {}
    for row in reading.places:
        if row.role in ROLES and row.probability > 0 and not tags.toponyms[row.argument].metonymy:
            found.setdefault(names[row.argument], []).append(row)
    return found
