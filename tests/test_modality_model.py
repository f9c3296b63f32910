"""Whether an event happened, by rules and reader: the weights that ship, and what holds for any reading."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.assembly.modality import modality_evidence
from eventgeo.assembly.modality_features import NO_CUE, SURE, Rows, modality_features
from eventgeo.assembly.modality_model import WEIGHTS, ModalityModel, modality_models, weigh_evidence
from eventgeo.assembly.stages import judge_events
from eventgeo.datafiles import read_text
from eventgeo.gazetteer import open_gazetteer
from eventgeo.model import MODALITIES, Document, Judgement, Tags, TriggerReading
from eventgeo.tagging.lexicon_tagger import LexiconTagger

LANGUAGES = ("fr", "en", "es", "ar")
TORN = (0.4, 0.3, 0.2, 0.1)
FACT = (0.97, 0.01, 0.01, 0.01)

DENIED = {
    "fr": "Les rebelles ont refusé de bombarder la ville.",
    "en": "The rebels refused to shell the town.",
    "es": "Los rebeldes se negaron a bombardear la ciudad.",
    "ar": "رفض المتمردون قصف المدينة.",
}
TOLD = {
    "fr": "Les rebelles ont bombardé la ville.",
    "en": "The rebels shelled the town.",
    "es": "Los rebeldes bombardearon la ciudad.",
    "ar": "هاجم المتمردون المدينة.",
}


def sure(modality: str) -> tuple[float, ...]:
    return tuple(0.97 if other == modality else 0.01 for other in MODALITIES)


def read(text: str, lang: str, *readings: tuple[float, ...]) -> Tags:
    """Return the lexicon's tags of a text, with a reader's word on each trigger."""
    [tags] = LexiconTagger(open_gazetteer()).tag([Document(doc_id="case", text=text, lang=lang)])
    assert len(tags.triggers) == len(readings), [trigger.text for trigger in tags.triggers]
    return replace(tags, readings=tuple(TriggerReading(modality=reading) for reading in readings))


probabilities = st.lists(st.floats(0.001, 1.0), min_size=4, max_size=4).map(
    lambda values: tuple(value / sum(values) for value in values)
)


# --- decisions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cue_stands_against_a_torn_reader_and_against_one_that_missed_it(lang: str) -> None:
    for reading in (TORN, (0.6, 0.3, 0.05, 0.05)):
        [found] = judge_events(read(DENIED[lang], lang, reading))
        assert (found.modality, bool(found.cue)) == ("negated", True), found.reason


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_both_call_a_fact_is_one(lang: str) -> None:
    [found] = judge_events(read(TOLD[lang], lang, FACT))
    assert found.modality == "asserted"
    assert "weighed with the reader: asserted" in found.reason


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("modality", MODALITIES[1:])
def test_a_sure_reader_is_believed_where_no_cue_is_known(lang: str, modality: str) -> None:
    [found] = judge_events(read(TOLD[lang], lang, sure(modality)))
    assert (found.modality, found.cue, found.span) == (modality, "", None)
    assert " by the reader" in found.reason and "by rules asserted" in found.reason


def test_a_cue_whose_scope_ends_before_the_event_is_shown_where_it_counts() -> None:
    text = "Les médiateurs espèrent, écrit un journal de Damas proche des alliés du gouvernement, une trêve."
    [found] = judge_events(read(text, "fr", (0.08, 0.02, 0.02, 0.88)))
    assert (found.modality, found.cue) == ("hypothetical", "espèrent"), found.reason
    assert found.span is not None and text[found.span.start : found.span.end] == found.cue


def test_another_mention_of_the_type_tips_the_scale() -> None:
    text = "L'armée a annoncé une offensive. L'offensive sera lancée mardi."
    alone = read("L'offensive sera lancée mardi.", "fr", (0.55, 0.0, 0.4, 0.05))
    model = modality_models()["fr"]
    assert model is not None

    def planned(tags: Tags) -> float:
        rows = modality_features(tags, modality_evidence(tags))[-1]
        return model.probabilities(rows)[MODALITIES.index("planned")]

    announced = read(text, "fr", sure("planned"), (0.55, 0.0, 0.4, 0.05))
    past = read(text, "fr", FACT, (0.55, 0.0, 0.4, 0.05))
    assert planned(past) < planned(announced)
    assert planned(alone) != planned(announced)


# --- missing parts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_readings_the_rules_decide(lang: str) -> None:
    tags = replace(read(DENIED[lang], lang, TORN), readings=())
    assert judge_events(tags) == tuple(found.judgement for found in modality_evidence(tags))


def test_without_weights_the_reader_decides() -> None:
    tags = read(DENIED["fr"], "fr", sure("planned"))
    unknown = replace(tags, document=replace(tags.document, lang="pt"))
    assert modality_models().get("pt") is None
    assert [found.modality for found in judge_events(unknown)] == ["planned"]


def test_a_document_without_events_has_nothing_to_weigh() -> None:
    model = modality_models()["fr"]
    assert model is not None
    assert weigh_evidence(read("La pluie tombe sur Brest.", "fr"), (), model) == ()


# --- properties --------------------------------------------------------------------------------------------

TEXT = (
    "Les rebelles ont menacé de bombarder Homs. Le bombardement n'a pas eu lieu, mais l'armée prépare une "
    "offensive pour reprendre la ville. Si elle tombait, des milliers d'habitants fuiraient."
)
TAGS = read(TEXT, "fr", *[TORN] * 5)
EVIDENCE = modality_evidence(TAGS)


@settings(deadline=None)
@given(st.lists(probabilities, min_size=5, max_size=5))
def test_probabilities_sum_to_one_whatever_is_read_and_the_same_gives_the_same(
    readings: list[tuple[float, ...]],
) -> None:
    tags = replace(TAGS, readings=tuple(TriggerReading(modality=reading) for reading in readings))
    for lang in LANGUAGES:
        model = modality_models()[lang]
        assert model is not None
        for rows in modality_features(tags, EVIDENCE):
            shares = model.probabilities(rows)
            assert math.isclose(sum(shares), 1.0, abs_tol=1e-9) and min(shares) >= 0.0
            assert all(math.isfinite(value) for row in rows for value in row.values())
        assert weigh_evidence(tags, EVIDENCE, model) == weigh_evidence(tags, EVIDENCE, model)


@given(st.floats(0.0, 3.0), st.floats(0.0, 3.0), probabilities)
def test_a_greater_tilt_never_tells_more_as_facts(
    one: float, other: float, reading: tuple[float, ...]
) -> None:
    low, high = sorted((one, other))
    rows: Rows = tuple({"reader": math.log(share)} for share in reading)
    chosen = [ModalityModel(weights={"reader": 1.0}, tilt=tilt).choose(rows) for tilt in (low, high)]
    assert chosen[1] != 0 or chosen[0] == 0


@given(probabilities, st.integers(0, 3))
def test_what_the_reader_holds_likelier_is_likelier(reading: tuple[float, ...], place: int) -> None:
    raised = [share + (at == place) for at, share in enumerate(reading)]
    surer = tuple(share / sum(raised) for share in raised)
    tags = read_one(reading), read_one(surer)
    model = modality_models()["fr"]
    assert model is not None
    before, after = (
        model.probabilities(modality_features(tag, modality_evidence(tag))[0])[place] for tag in tags
    )
    assert after >= before - 1e-9


def read_one(reading: tuple[float, ...]) -> Tags:
    return replace(ONE, readings=(TriggerReading(modality=reading),))


ONE = read(DENIED["fr"], "fr", TORN)


# --- the weights that ship ---------------------------------------------------------------------------------


def test_weights_are_what_a_reviewer_expects() -> None:
    table = json.loads(read_text("assembly", WEIGHTS))
    weights = table["weights"]
    assert sorted(lang for languages in table["tilts"] for lang in languages.split()) == sorted(LANGUAGES)
    assert all(0 <= tilt <= 1 for tilt in table["tilts"].values())
    assert weights["reader"] > 0 and weights["rules"] > 0, "what either says speaks for it"
    assert weights["same type elsewhere"] > 0
    assert weights["cue before, for this form"] > 0
    assert list(weights) == sorted(weights, key=lambda name: (-abs(weights[name]), name))


def test_a_verdict_that_stands_keeps_its_words() -> None:
    [found] = judge_events(read(DENIED["fr"], "fr", sure("negated")))
    [ruled] = modality_evidence(read(DENIED["fr"], "fr", TORN))
    assert (found.cue, found.span, found.scope) == (
        ruled.judgement.cue,
        ruled.judgement.span,
        ruled.judgement.scope,
    )
    assert found.reason.startswith(ruled.judgement.reason)
    assert Judgement().reason not in found.reason


def test_a_reader_overrules_sure_rules_only_if_it_is_very_sure() -> None:
    going_on = "Les rebelles n’ont pas cessé de bombarder la ville."
    [kept] = judge_events(read(going_on, "fr", (0.03, 0.85, 0.04, 0.08)))
    assert (kept.modality, kept.cue) == ("asserted", "")
    assert kept.reason.startswith('told as going on: "cessé de"')
    [may] = judge_events(read("قد يقصف الجيش المدينة.", "ar", FACT))
    assert (may.modality, may.cue) == ("hypothetical", "قد")
    rows: Rows = ({"a": 1.0, "rules": 1.0, SURE: 1.0}, {"b": 1.0}, {}, {})
    assert ModalityModel(weights={"b": 2.0}).choose(rows) == 0
    assert ModalityModel(weights={"b": 6.0}).choose(rows) == 1


@pytest.mark.parametrize("tilt", [0.0, 0.6, 2.0])
def test_less_than_half_is_not_enough_against_a_fact_that_no_cue_speaks_against(tilt: float) -> None:
    rows: Rows = ({"rules": 1.0, NO_CUE: -1.0}, {"b": 1.0}, {}, {})
    told = [ModalityModel(weights={"b": weight}, tilt=tilt).choose(rows) for weight in (0.9, 2.0)]
    assert told == [0, 1]
    cued: Rows = ({"rules": 1.0}, {"b": 1.0}, {}, {})
    assert ModalityModel(weights={"b": 0.9}, tilt=tilt).choose(cued) == 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The army denied shelling the town but said rebels attacked it."),
        ("es", "El ejército negó haber bombardeado Homs y dijo que los rebeldes atacaron el puerto."),
        ("fr", "L’armée dément avoir bombardé la ville et affirme que les rebelles ont attaqué le port."),
    ],
)
def test_a_torn_reader_does_not_carry_a_denial_over_another_saying(lang: str, text: str) -> None:
    denied, told = judge_events(read(text, lang, TORN, (0.45, 0.45, 0.05, 0.05)))
    assert (denied.modality, told.modality) == ("negated", "asserted"), told.reason
