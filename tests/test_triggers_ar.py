"""Arabic triggers: sentences with their expected events, look-alikes, forms of words and their look-up."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.model import Trigger
from eventgeo.ontology import event_types
from eventgeo.tagging.clitics import LookUp, load_spelling
from eventgeo.tagging.inflection import load_inflector
from eventgeo.tagging.lexicon import load_lexicon
from eventgeo.tagging.triggers import find_triggers
from eventgeo.text.sentences import split_sentences
from trigger_cases import assert_events

FOLDER = Path(__file__).parent / "cases"
CASES = tomllib.loads((FOLDER / "triggers_ar.toml").read_text("utf-8"))["case"]
BY_TYPE = tomllib.loads((FOLDER / "triggers_ar_types.toml").read_text("utf-8"))
TEXTS = [str(case["text"]) for case in CASES] + [text for texts in BY_TYPE.values() for text in texts]
TYPES = set(event_types())


def read(text: str) -> tuple[Trigger, ...]:
    return find_triggers(split_sentences(text, "ar"), "ar")


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_arabic_sentence(case: dict[str, Any]) -> None:
    assert_events(case, "ar")


@pytest.mark.parametrize(
    ("event_type", "text"), [(event_type, text) for event_type, texts in BY_TYPE.items() for text in texts]
)
def test_arabic_sentence_by_type(event_type: str, text: str) -> None:
    found = [(t.text, t.event_type, t.rule) for t in read(text)]
    types = {found_type for _, found_type, _ in found}
    assert (not types) if event_type == "none" else event_type in types, found


def test_every_type_has_sentences() -> None:
    assert set(BY_TYPE) - {"none"} == TYPES


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("قصف", "قصف قصفت قصفوا يقصف تقصف يقصفون"),
        ("اقتحم", "اقتحم اقتحموا يقتحم تقتحم يقتحمون يقتحموا"),
        ("استهدف", "استهدف استهدفت يستهدف تستهدف"),
        ("أعدم", "أعدم أعدموا يعدم تعدم"),
        ("استولى", "استولى استولت استولوا يستولي تستولي يستولون"),
        ("استعاد", "استعاد استعادت يستعيد تستعيد استعيدت"),
        ("دك", "دك دكت دككنا يدك"),
        ("لجأ", "لجأ لجأت لجؤوا لجأوا يلجأ"),
        ("وصل", "وصل وصلت يصل تصل"),
    ],
)
def test_verb_forms(lemma: str, forms: str) -> None:
    assert set(load_inflector("ar").verb(lemma)) >= set(forms.split())


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("قصفت", "قصفت"),
        ("وستقصفهم", "تقصف"),
        ("والهجوم", "هجوم"),
        ("سيطرتها", "سيطره"),
        ("للسيطرة", "سيطره"),
        ("قصفوها", "قصفوا"),
        ("بالقصفت", "بالقصفت"),  # no article before a verb
        ("حلب", "حلب"),
    ],
)
def test_words_are_looked_up_without_their_particles(written: str, form: str) -> None:
    spelling = load_spelling("ar")
    assert spelling is not None
    words = LookUp(
        spelling,
        verbs=frozenset({"قصفت", "تقصف", "قصفوا"}),
        others=frozenset({"هجوم", spelling.fold("سيطرة")}),
    )
    assert words.form(written) == form


def test_lexicon_words_are_written_without_the_article() -> None:
    """A word with it would hide the same word without it from every other entry."""
    folder = resources.files("eventgeo.tagging") / "lexicons" / "ar"
    begun_so = ("تحق", "تحاق", "تهم", "ذي", "تي", "ذين", "لذين", "لتين", "*", "تقى", "تزام")
    for file in folder.iterdir():
        if file.name.startswith("triggers"):
            lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
            words = re.findall(r"(?<!\w)ال(\S\S\S*)", "\n".join(lines).replace("_", " "))
            assert [word for word in words if not word.startswith(begun_so)] == [], file.name


def test_french_and_english_are_looked_up_as_written() -> None:
    assert load_spelling("fr") is None
    lexicon = load_lexicon("en")
    assert lexicon is not None
    assert lexicon.look_up is None


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from(TEXTS), min_size=1, max_size=5).map(" ".join),
        st.text(alphabet="قصفهجوموالستيبأإةى ،.\u064e\u0640A1", max_size=120),
    )
)
def test_triggers_are_words_of_the_text_in_order(text: str) -> None:
    found = read(text)
    for trigger in found:
        assert text[trigger.start : trigger.end] == trigger.text
        assert trigger.event_type in TYPES
        assert trigger.rule.startswith("ar.")
        assert trigger.features & {"noun", "verb"}
    for before, after in pairwise(found):
        assert before.end <= after.start


@given(st.sampled_from(TEXTS))
@settings(max_examples=40, deadline=None)
def test_hamza_and_vowel_signs_do_not_matter(text: str) -> None:
    types = [t.event_type for t in read(text)]
    plain = text.translate(str.maketrans("أإآ", "ااا"))
    signed = text.replace("قصف", "قَصَف").replace("هجوم", "هـجوم")
    assert [t.event_type for t in read(plain)] == types
    assert [t.event_type for t in read(signed)] == types


def test_speed() -> None:
    sentences = split_sentences("\n".join(TEXTS), "ar")
    find_triggers(sentences, "ar")
    words = sum(len(sentence.tokens) for sentence in sentences)
    began = perf_counter()
    assert find_triggers(sentences * 5, "ar")
    assert (perf_counter() - began) / (5 * words) < 200e-6
