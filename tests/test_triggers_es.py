"""Spanish triggers: sentences with their expected events, look-alikes, inflection."""

from __future__ import annotations

import tomllib
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from eventgeo.model import Trigger
from eventgeo.ontology import event_types
from eventgeo.tagging.inflection import load_inflector
from eventgeo.tagging.triggers import find_triggers
from eventgeo.text.sentences import split_sentences
from trigger_cases import assert_events

CASES = tomllib.loads((Path(__file__).parent / "cases" / "triggers_es.toml").read_text("utf-8"))["case"]


def read(text: str) -> tuple[Trigger, ...]:
    return find_triggers(split_sentences(text, "es"), "es")


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_spanish_sentence(case: dict[str, Any]) -> None:
    assert_events(case, "es")


def test_the_cases_tell_every_type() -> None:
    assert {event_type for case in CASES for _, event_type in case["events"]} == set(event_types())


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        (
            "retirar",
            "retirar retirarse retira retiran retiró retiraba retirará retiraría retirándose",
        ),
        ("atacar", "atacó ataqué atacaron ataquen atacada atacarlos"),
        ("replegar", "repliega repliegan replegó replegaron replieguen replegándose"),
        ("rendir", "rinde rindió rindieron rindan rindiera rindiéndose rendido rendirse"),
        ("evacuar", "evacúa evacuó evacuaron evacuarlos evacuadas"),
        ("detener", "detiene detuvo detuvieron detendrá detenidos detenga"),
        ("destruir", "destruye destruyó destruyeron destruyan destruido destruyendo"),
        ("huir", "huye huyó huyeron huían huyendo huya"),
        ("deponer", "depone depuso depusieron depuesto depongan"),
        ("perseguir", "persigue persiguió persigan persiguiendo"),
        ("volver", "vuelve volvió vuelto vuelvan"),
        ("degollar", "degüella degolló degollados"),
        ("avanzar", "avanza avanzó avanzaron avancen"),
    ],
)
def test_verb_forms(lemma: str, forms: str) -> None:
    assert set(forms.split()) <= set(load_inflector("es").verb(lemma))


@pytest.mark.parametrize(
    ("lemma", "other"),
    [("atacar", "ataque"), ("fusilar", "fusiles"), ("avanzar", "avance"), ("desplegar", "despliegue")],
)
def test_no_verb_form_is_a_noun_of_its_own(lemma: str, other: str) -> None:
    assert other not in load_inflector("es").verb(lemma)


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("explosión", "explosiones"),
        ("rehén", "rehenes"),
        ("fusil", "fusiles"),
        ("joven", "jóvenes"),
        ("paz", "paces"),
    ],
)
def test_noun_plural(noun: str, plural: str) -> None:
    assert plural in load_inflector("es").noun(noun)


def test_passive_and_reflexive_are_told_apart() -> None:
    (passive,) = read("Tres guerrilleros fueron capturados por el ejército.")
    (reflexive,) = read("Los soldados se han rendido.")
    assert "passive" in passive.features
    assert "passive" not in reflexive.features


def test_reads_fast() -> None:
    text = " ".join(str(case["text"]) for case in CASES) * 5
    sentences = split_sentences(text, "es")
    find_triggers(sentences, "es")
    words = sum(len(sentence.tokens) for sentence in sentences)
    start = perf_counter()
    find_triggers(sentences, "es")
    assert (perf_counter() - start) / words < 100e-6  # a loose bound: the machine may be busy
