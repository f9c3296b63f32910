"""Actors chosen by weight: plain grammar stands, pronouns are followed, and the weights are sound."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly.actor_candidates import ROLES, event_views
from eventgeo.assembly.actor_choice import choose_actors
from eventgeo.assembly.actor_history import ActorHistory
from eventgeo.assembly.actor_model import actor_model
from eventgeo.assembly.actor_scenes import set_scenes
from eventgeo.assembly.actors import rule_roles
from eventgeo.datafiles import read_text
from eventgeo.model import RoleReading, TriggerReading
from sample_tags import lexicon_tags


@pytest.mark.parametrize(
    ("lang", "text", "initiators", "targets"),
    [
        ("fr", "Des jihadistes ont tué deux soldats maliens.", ["jihadistes"], ["soldats maliens"]),
        ("fr", "Deux soldats ont été tués par des rebelles.", ["rebelles"], ["soldats"]),
        ("fr", "L'offensive de l'armée turque contre les YPG continue.", ["armée turque"], ["YPG"]),
        ("fr", "Policiers et gendarmes ont arrêté dix suspects.", ["Policiers", "gendarmes"], ["suspects"]),
        ("fr", "Un véhicule piégé a explosé mardi matin.", [], []),
        ("en", "Rebels killed three soldiers.", ["Rebels"], ["soldiers"]),
        ("en", "Three soldiers were killed by rebels.", ["rebels"], ["soldiers"]),
        ("en", "The army and the police arrested ten suspects.", ["army", "police"], ["suspects"]),
        ("fr", "Des milliers de manifestants ont défilé contre le gouvernement.", ["manifestants"],
         ["gouvernement"]),
        ("es", "Los rebeldes mataron a tres soldados.", ["rebeldes"], ["soldados"]),
    ],
)  # fmt: skip
def test_what_the_grammar_says_plainly_is_chosen(
    lang: str, text: str, initiators: list[str], targets: list[str]
) -> None:
    [(doing, undergoing)] = choose_actors(lexicon_tags(text, lang))
    assert [actor.text for actor in doing] == initiators
    assert [actor.text for actor in undergoing] == targets
    assert all(actor.reason for actor in (*doing, *undergoing))


@pytest.mark.parametrize(
    ("lang", "text", "named", "pointer"),
    [
        ("fr", "Les rebelles ont pris la ville. Ils ont tué deux soldats.", "rebelles", "Ils"),
        ("en", "The insurgents seized the town. They killed two policemen.", "insurgents", "They"),
        ("fr", "L'armée affirme qu'elle a tué deux rebelles.", "armée", "elle"),
    ],
)
def test_a_pronoun_is_followed_to_whom_it_means(lang: str, text: str, named: str, pointer: str) -> None:
    initiators, _ = choose_actors(lexicon_tags(text, lang))[-1]
    [actor] = initiators
    assert (actor.text, actor.anaphor) == (named, pointer)
    assert f'"{pointer}" stands for it' in actor.reason
    assert text[actor.start : actor.end] == named


def test_readings_move_the_choice_both_ways() -> None:
    tags = lexicon_tags("Des avions russes étaient dans le ciel pendant le bombardement.", "fr")
    [place] = [at for at, actor in enumerate(tags.actors) if actor.text == "avions russes"]

    def initiators(probability: float) -> list[str]:
        row = RoleReading(argument=place, role="initiator", probability=probability)
        reading = TriggerReading(modality=(0.94, 0.02, 0.02, 0.02), actors=(row,))
        [(doing, _)] = choose_actors(replace(tags, readings=(reading,)))
        assert all(f"; the model: {probability:.2f})" in actor.reason for actor in doing)
        return [actor.text for actor in doing]

    assert (initiators(0.97), initiators(0.05)) == (["avions russes"], [])


@pytest.mark.parametrize(
    ("lang", "text", "initiators", "targets"),
    [
        ("fr", "La Turquie a condamné la frappe.", [], []),
        ("fr", "L'armée a repoussé une attaque.", [], ["armée"]),
        ("fr", "Le gouvernement attribue le massacre aux rebelles.", ["rebelles"], []),
        ("fr", "Aucun groupe n'a revendiqué l'attaque.", [], []),
        ("en", "The rebels condemned the attack.", [], []),
        ("en", "The army repelled a raid.", [], ["army"]),
        ("en", "The government blamed the attack on the rebels.", ["rebels"], []),
        ("en", "The government urged the army to halt strikes.", ["army"], []),
        ("es", "Los rebeldes condenaron el atentado.", [], []),
        ("es", "El gobierno culpó del ataque a los rebeldes.", ["rebeldes"], []),
        ("ar", "أدان الجيش الهجوم.", [], []),
        ("ar", "أحبط الجيش هجوما عنيفا.", [], ["الجيش"]),
    ],
)
@pytest.mark.parametrize("probability", [None, 0.99])
def test_no_weight_makes_a_bystander_the_initiator(
    lang: str, text: str, initiators: list[str], targets: list[str], probability: float | None
) -> None:
    tags = lexicon_tags(text, lang)
    if probability is not None:  # a reader that takes everybody for the initiator
        rows = (
            RoleReading(argument=at, role="initiator", probability=probability)
            for at in range(len(tags.actors))
        )
        reading = TriggerReading(modality=(0.94, 0.02, 0.02, 0.02), actors=tuple(rows))
        tags = replace(tags, readings=(reading,) * len(tags.triggers))
    doing, undergoing = choose_actors(tags)[-1]
    assert [actor.text for actor in doing] == initiators
    assert [actor.text for actor in undergoing] == targets


PIECES = [
    "L'armée", "syrienne", "a bombardé", "des positions", "de Daech", ",", "qui", "les rebelles", "par",
    "Ils", "ont été tués", "contre", "offensive", "et", "une attaque", "dans", "Alep", "tuant",
    "dix civils", ".",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join), st.sampled_from(["fr", "en", "es", "xx"])
)
def test_nobody_has_both_roles_and_all_are_mentions_of_the_text(text: str, lang: str) -> None:
    tags = lexicon_tags(text, lang)
    pairs = choose_actors(tags)
    assert len(pairs) == len(tags.triggers)
    for initiators, targets in pairs:
        assert not {a.start for a in initiators} & {a.start for a in targets}
        for actor in (*initiators, *targets):
            assert text[actor.start : actor.end] == actor.text
            assert actor.reason
    assert choose_actors(tags) == pairs


@given(st.lists(st.sampled_from(PIECES), min_size=4, max_size=16).map(" ".join))
def test_higher_hurdles_choose_fewer(text: str) -> None:
    model = actor_model()
    strict = replace(model, thresholds=dict.fromkeys(model.thresholds, 0.9))
    for view in event_views(
        tags := lexicon_tags(text, "fr"), scenes := set_scenes(tags), rule_roles(tags, scenes)
    ):
        many, few = model.choose(view, ActorHistory()), strict.choose(view, ActorHistory())
        for role in ROLES:
            assert {row.candidate.place for row in few[role]} <= {row.candidate.place for row in many[role]}


def test_the_weights_are_readable_and_of_both_roles() -> None:
    table = json.loads(read_text("assembly", "rules/actor_weights.json"))
    assert set(table["weights"]) == set(ROLES)
    assert set(table["thresholds"]) == {"first", "joined", "more"}
    for weights in table["weights"].values():
        assert list(weights) == sorted(weights)
        assert weights["rule"] > 0 > weights["rule names another"]
        assert weights["read"] > 0
