"""Rules or a model's readings: for each stage that both can do, the one place where that is chosen.

Which languages keep to the rules is data (``rules/stages.toml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from eventgeo.assembly.actors import assign_actors
from eventgeo.assembly.modality import judge
from eventgeo.assembly.place_readings import read_places
from eventgeo.assembly.places import link_places
from eventgeo.assembly.readings import read_actors, read_judgement
from eventgeo.datafiles import read_toml
from eventgeo.model import ActorMention, Judgement, PlaceLink, Resolution, Tags
from eventgeo.text.sentences import sentence_numbers

Stage = Literal["modality", "places", "actors"]


@cache
def ruled_languages(stage: Stage) -> frozenset[str]:
    """Return the languages in which rules go before a model's readings.

    Examples
    --------
    >>> "fr" in ruled_languages("places"), "ar" in ruled_languages("places")
    (True, False)
    """
    return frozenset(read_toml("assembly", "rules/stages.toml")[stage])


def goes_by_readings(tags: Tags, stage: Stage) -> bool:
    """Say whether a stage goes by the model's readings: there are some, and no rules go before them."""
    return bool(tags.readings) and (tags.document.lang or "") not in ruled_languages(stage)


def judge_events(tags: Tags) -> tuple[Judgement, ...]:
    """Return the modality of each trigger, in order."""
    if goes_by_readings(tags, "modality"):
        return tuple(read_judgement(reading) for reading in tags.readings)
    lang = tags.document.lang or ""
    numbers = sentence_numbers(tags.triggers, tags.sentences)
    return tuple(
        judge(trigger, tags.sentences[number], lang)
        for trigger, number in zip(tags.triggers, numbers, strict=True)
    )


def find_places(tags: Tags, resolutions: Sequence[Resolution]) -> tuple[tuple[PlaceLink, ...], ...]:
    """Return the places of each trigger, in order."""
    if goes_by_readings(tags, "places"):
        return read_places(tags, resolutions)
    return link_places(tags, resolutions)


def find_actors(tags: Tags) -> tuple[tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]], ...]:
    """Return the initiators and targets of each trigger, in order."""
    if goes_by_readings(tags, "actors"):
        return read_actors(tags)
    return assign_actors(tags)
