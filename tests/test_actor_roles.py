"""Initiator and target of a given trigger, by sentences of four languages."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly.actor_scene import frames
from eventgeo.assembly.actors import assign_actors
from eventgeo.model import Tags, Trigger
from eventgeo.ontology import event_types
from sample_tags import lexicon_tags

CASES = [
    case
    for file in ("actor_roles", "actor_roles_es", "actor_roles_ar")
    for case in tomllib.loads((Path(__file__).parent / "cases" / f"{file}.toml").read_text("utf-8"))["case"]
]


def with_trigger(tags: Tags, words: str, event_type: str, form: tuple[str, ...] = ()) -> tuple[Tags, int]:
    """Return `tags` with a trigger of that type at those words, and its place in the row of triggers.

    Its form is `form`, else what the trigger finder says of it; the type is given, for it is not tested here.
    """
    start = tags.document.text.index(words)
    end = start + len(words)
    found = [t for t in tags.triggers if t.start < end and start < t.end]
    features = frozenset(form) or (found[0].features if found else frozenset({"noun"}))
    trigger = Trigger(
        start=start, end=end, text=words, event_type=event_type, lemma=words, features=features, rule="test"
    )
    triggers = sorted([*(t for t in tags.triggers if t not in found), trigger], key=lambda t: t.start)
    return replace(tags, triggers=tuple(triggers)), triggers.index(trigger)


def case_of(case: dict[str, Any]) -> Any:
    marks = pytest.mark.xfail(strict=True, reason=case["known_failure"]) if "known_failure" in case else ()
    return pytest.param(case, id=f"{case['trigger']} in {case['text'][:40]}", marks=marks)


@pytest.mark.parametrize("case", [case_of(case) for case in CASES])
def test_roles(case: dict[str, Any]) -> None:
    words, event_type = case["trigger"].split(": ")
    tags, index = with_trigger(
        lexicon_tags(case["text"], case["lang"]), words, event_type, tuple(case.get("form", ()))
    )
    initiators, targets = assign_actors(tags)[index]
    assert [actor.text for actor in initiators] == case.get("initiator", [])
    assert [actor.text for actor in targets] == case.get("target", [])
    found = (*initiators, *targets)
    assert all(tags.triggers[index].text in actor.reason for actor in found)
    pointers = [actor.anaphor for actor in found if actor.anaphor]
    assert pointers == ([case["anaphor"]] if "anaphor" in case else [])


PIECES = [
    "L'armée", "syrienne", "a bombardé", "des positions", "de Daech", ",", "qui", "les rebelles", "par",
    "ont été tués", "contre", "offensive", "et", "une attaque", "dans", "Alep", "tuant", "dix civils", ".",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.sampled_from(["fr", "en"]))
def test_one_pair_a_trigger_of_mentions_in_its_sentence_or_the_one_before(text: str, lang: str) -> None:
    tags = lexicon_tags(text, lang)
    pairs = assign_actors(tags)
    assert len(pairs) == len(tags.triggers)
    for trigger, (initiators, targets) in zip(tags.triggers, pairs, strict=True):
        sentence = next(s for s in tags.sentences if s.start <= trigger.start < s.end)
        for actor in (*initiators, *targets):
            first = tags.sentences[max(0, sentence.index - 1)].start
            assert first <= actor.start and actor.end <= sentence.end
            assert text[actor.start : actor.end] == actor.text
        assert not {a.start for a in initiators} & {a.start for a in targets}


def test_every_event_type_has_a_frame() -> None:
    assert set(frames()) == set(event_types())


def test_language_without_rules_has_no_actors() -> None:
    tags = lexicon_tags("L'armée a bombardé la ville.", "fr")
    other = replace(tags, document=replace(tags.document, lang="xx"))
    assert assign_actors(other) == (((), ()),) * len(tags.triggers)
