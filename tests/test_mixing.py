"""Rules and readings mixed: what is decided and why, and that without readings the rules stand alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly import RuleAssembler
from eventgeo.assembly.place_mix import mixed_features, place_mix
from eventgeo.assembly.places import link_places
from eventgeo.assembly.stages import find_places, judge_events
from eventgeo.gazetteer import open_gazetteer
from eventgeo.model import (
    MODALITIES,
    Document,
    Resolution,
    RoleReading,
    Tags,
    Toponym,
    Trigger,
    TriggerReading,
)
from eventgeo.odds import weigh
from eventgeo.resolution import RuleResolver
from eventgeo.tagging.lexicon_tagger import LexiconTagger
from eventgeo.text.sentences import split_sentences

SURE: Mapping[str, tuple[float, ...]] = {
    modality: tuple(0.94 if other == modality else 0.02 for other in MODALITIES) for modality in MODALITIES
}


def read(text: str, lang: str) -> tuple[Tags, tuple[Resolution, ...]]:
    gazetteer = open_gazetteer()
    [tags] = LexiconTagger(gazetteer).tag([Document(doc_id="case", text=text, lang=lang)])
    assert len(tags.triggers) == 1, [trigger.text for trigger in tags.triggers]
    return tags, RuleResolver(gazetteer).resolve(tags)


def rows(names: list[str], told: Mapping[str, tuple[str, float]]) -> tuple[RoleReading, ...]:
    return tuple(
        RoleReading(argument=names.index(name), role=role, probability=probability)
        for name, (role, probability) in told.items()
    )


PLACES = [
    ("fr", "Deux soldats ont été tués à Gao.", {"Gao": ("location", 0.97)}, ["Gao"]),
    ("fr", "Deux soldats ont été tués à Gao.", {"Gao": ("location", 0.3)}, ["Gao"]),
    ("en", "Rebels attacked the town of Kidal.", {"Kidal": ("location", 0.97)}, ["Kidal"]),
    ("en", "Rebels attacked the town of Kidal.", {"Kidal": ("origin", 0.5)}, ["Kidal"]),
    ("fr", "Le président est arrivé à Paris. Une attaque a fait deux blessés.",
     {"Paris": ("location", 0.9)}, ["Paris"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "told", "expected"), PLACES)
def test_places(lang: str, text: str, told: dict[str, tuple[str, float]], expected: list[str]) -> None:
    tags, resolutions = read(text, lang)
    reading = TriggerReading(
        modality=SURE["asserted"], places=rows([toponym.text for toponym in tags.toponyms], told)
    )
    [links] = find_places(replace(tags, readings=(reading,)), resolutions)
    assert [link.toponym.text for link in links] == expected
    for link in links:
        assert link.reason.endswith(f"; the model: {told[link.toponym.text][1]:.2f}")
        assert link.role == "location"


@given(
    score=st.floats(-8, 8),
    less=st.floats(0, 1),
    more=st.floats(0, 1),
    other=st.floats(0, 1),
)
def test_a_place_gains_by_being_read_and_loses_by_others(
    score: float, less: float, more: float, other: float
) -> None:
    weights = place_mix()
    less, more = sorted((less, more))

    def weighed(own: float, rival: float) -> float:
        return weigh(mixed_features(0, score, {0: own, 1: rival}), weights)

    assert weighed(less, other) <= weighed(more, other)
    assert weighed(other, less) >= weighed(other, more)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Des jihadistes ont tué deux soldats à Gao, a déclaré l'armée malienne."),
        ("fr", "L'armée n'a pas bombardé Kidal."),
        ("en", "The army did not attack Kidal."),
        ("en", "Gunmen killed two soldiers in Gao."),
        ("es", "El ejército no bombardeó Tame."),
    ],
)
def test_without_readings_the_rules_stand_alone(lang: str, text: str) -> None:
    tags, resolutions = read(text, lang)
    assert tags.readings == ()
    assert find_places(tags, resolutions) == link_places(tags, resolutions)
    assert all("model" not in judgement.reason for judgement in judge_events(tags))
    [mention] = RuleAssembler().assemble(tags, resolutions)
    told = [link.reason for link in mention.places]
    told += [actor.reason for actor in (*mention.initiators, *mention.targets)]
    assert not any("model" in reason for reason in told)


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("Un ataque dejó dos muertos en Bogotá.", {"Bogotá": 0.3}, ["Bogotá"]),
        ("Un ataque dejó dos muertos en Bogotá.", {}, []),
        ("Estuvo en Cali. Un ataque dejó dos muertos en Bogotá.", {"Cali": 0.1, "Bogotá": 0.4}, ["Bogotá"]),
        ("Un ataque dejó dos muertos en Bogotá. Lo dijo Ana en Cali.", {"Bogotá": 0.8, "Cali": 0.3},
         ["Bogotá"]),
    ],
)  # fmt: skip
def test_places_in_spanish(text: str, told: dict[str, float], expected: list[str]) -> None:
    toponyms = tuple(
        Toponym(start=text.index(name), end=text.index(name) + len(name), text=name, kind="populated")
        for name in told
    )
    places = tuple(
        RoleReading(argument=at, role="location", probability=probability)
        for at, probability in enumerate(told.values())
    )
    at = text.index("ataque")
    attack = Trigger(
        start=at, end=at + len("ataque"), text="ataque", event_type="assault", lemma="ataque",
        features=frozenset({"noun"}), rule="case",
    )  # fmt: skip
    tags = Tags(
        document=Document(doc_id="case", text=text, lang="es"),
        sentences=split_sentences(text, "es"),
        triggers=(attack,),
        toponyms=toponyms,
        readings=(TriggerReading(modality=SURE["asserted"], places=places),),
    )
    unresolved = [Resolution(toponym=toponym, chosen=None, reason="") for toponym in toponyms]
    [links] = find_places(tags, unresolved)
    assert [link.toponym.text for link in links] == expected
    assert all(f"{told[link.toponym.text]:.2f}" in link.reason for link in links)
