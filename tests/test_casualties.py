"""People harmed: numbers in digits and words, whom they count, and which event they belong to."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly import RuleAssembler
from eventgeo.assembly.casualties import count_casualties
from eventgeo.assembly.casualty_rules import HARMS
from eventgeo.assembly.numbers import read_number
from eventgeo.assembly.quantities import find_quantities
from eventgeo.assembly.rulefiles import SUBJECTS, read_rules
from eventgeo.assembly.tolls import find_tolls
from eventgeo.model import Casualties, Count, Document, Judgement, Tags, Trigger
from eventgeo.text.sentences import split_sentences
from eventgeo.text.tokens import tokenize

CASES = tomllib.loads((Path(__file__).parent / "cases" / "casualties.toml").read_text("utf-8"))
MARK = re.compile(r"\[([^|\]]+)\|([a-z]+)(?:\|(verb|not))?\]")


def read_marked(marked: str) -> tuple[str, list[Trigger], list[Judgement]]:
    """Return a text without its marks, the triggers that they mark, and whether these happened."""
    text, at = "", 0
    triggers, judgements = [], []
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        words, event_type, form = mark.groups()
        triggers.append(
            Trigger(
                start=len(text),
                end=len(text) + len(words),
                text=words,
                event_type=event_type,
                lemma=words,
                features=frozenset({"verb" if form else "noun"}),
                rule="case",
            )
        )
        judgements.append(Judgement(modality="negated" if form == "not" else "asserted"))
        text, at = text + words, mark.end()
    return text + marked[at:], triggers, judgements


def count(
    text: str, lang: str, triggers: list[Trigger], judgements: list[Judgement]
) -> tuple[Casualties, ...]:
    tags = Tags(
        document=Document(doc_id="case", text=text, lang=lang),
        sentences=split_sentences(text, lang),
        triggers=tuple(triggers),
    )
    return count_casualties(tags, judgements)


def written(counted: Count) -> str:
    """Write a count as the case file does."""
    if counted.low is None and counted.high is None:
        return ""
    low, high = ("" if bound is None else str(bound) for bound in (counted.low, counted.high))
    return f"{low}-{high} {counted.who}".strip()


def parameters(*, may_fail: bool = False) -> list[Any]:
    return [
        pytest.param(
            lang,
            case,
            id=f"{lang}-{case['text']}",
            marks=[pytest.mark.xfail(strict=True, reason=case["known_failure"])]
            if may_fail and "known_failure" in case
            else [],
        )
        for lang, cases in CASES.items()
        for case in cases
    ]


@pytest.mark.parametrize(("lang", "case"), parameters(may_fail=True))
def test_case(lang: str, case: dict[str, Any]) -> None:
    text, triggers, judgements = read_marked(case["text"])
    found = count(text, lang, triggers, judgements)
    for harm in HARMS:
        expected = case.get(harm, "")
        expected = expected if isinstance(expected, list) else [expected] * len(triggers)
        assert [written(getattr(casualties, harm)) for casualties in found] == expected, harm


@pytest.mark.parametrize(("lang", "case"), parameters())
def test_spans_hold_and_every_count_has_its_reason(lang: str, case: dict[str, Any]) -> None:
    text, triggers, judgements = read_marked(case["text"])
    for casualties in count(text, lang, triggers, judgements):
        for harm in HARMS:
            span = getattr(casualties, harm).span
            assert (span is not None) == (f"{harm}: " in casualties.reason)
            assert span is None or text[span.start : span.end] == span.text


def test_figures_of_two_sources_are_both_named_in_the_reason() -> None:
    marked = "L’[attaque|assault] a fait 12 morts selon la police, 15 selon l’hôpital."
    [found] = count(*read_marked(marked)[:1], "fr", *read_marked(marked)[1:])
    assert "selon la police" in found.reason
    assert "selon l’hôpital" in found.reason


def test_what_is_not_said_to_have_happened_harms_nobody() -> None:
    text, triggers, _ = read_marked("La [frappe|strike] doit viser le port. Elle tuera dix civils.")
    assert count(text, "fr", triggers, [Judgement(modality="planned")]) == (Casualties(),)


@pytest.mark.parametrize("lang", ["de", ""])
def test_a_language_without_rules_counts_nobody(lang: str) -> None:
    text, triggers, judgements = read_marked("Ein [Angriff|assault] tötete 12 Menschen.")
    assert count(text, lang, triggers, judgements) == (Casualties(),)


@pytest.mark.parametrize("lang", ["xx", "", None])
def test_no_stage_needs_rules_for_the_language(lang: str | None) -> None:
    text, triggers, _ = read_marked("Une [frappe|strike] a [tué|killing|verb] 12 civils mardi, dit l’armée.")
    document = Document(doc_id="case", text=text, lang=lang)
    tags = Tags(document=document, sentences=split_sentences(text, "fr"), triggers=tuple(triggers))
    assert [event.casualties for event in RuleAssembler().assemble(tags, ())] == [Casualties()] * 2
    assert RuleAssembler().assemble(Tags(document=replace(document, text=""), sentences=()), ()) == ()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_language_has_no_rules(subject: str) -> None:
    assert read_rules("", subject) == {}


@pytest.mark.parametrize(
    ("words", "lang", "value"),
    [
        ("quatre-vingt-dix-sept", "fr", 97),
        ("deux cents", "fr", 200),
        ("mille deux cents", "fr", 1200),
        ("cent quatre-vingts", "fr", 180),
        ("mille neuf cent quatre-vingt-dix-neuf", "fr", 1999),
        ("dix et quinze", "fr", 10),
        ("vingt et trente", "fr", 20),
        ("une vingtaine", "fr", 20),
        ("soixante et onze", "fr", 71),
        ("plusieurs centaines de milliers", "fr", 200000),
        ("trois douzaines", "fr", 36),
        ("1.500", "fr", 1500),
        ("1,2 million", "fr", 1200000),
        ("1,2", "fr", None),
        ("two hundred and six", "en", 206),
        ("twenty-two", "en", 22),
        ("nineteen hundred", "en", 1900),
        ("two hundred and fifty thousand", "en", 250000),
        ("one hundred and two hundred", "en", 100),
        ("a dozen", "en", 12),
        ("half a dozen", "en", 6),
        ("tens of thousands", "en", 20000),
        ("3 thousand", "en", 3000),
        ("medio centenar", "es", 50),
        ("mil doscientos", "es", 1200),
        ("decenas de miles", "es", 20000),
    ],
)
def test_number(words: str, lang: str, value: int | None) -> None:
    found = read_number(words.split(), 0, lang)
    assert (found.value if found else None) == value


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["entre {} et {}", "de {} à {}"]))
def test_a_range_holds_its_numbers(one: int, other: int, words: str) -> None:
    found = find_quantities(words.format(one, other).split(), "fr")
    assert [(q.low, q.high) for q in found if q.is_range] == ([(one, other)] if one < other else [])


@given(st.integers(1, 10**6), st.sampled_from(["fr", "en", "es", "ar"]))
def test_digits_are_read_back(value: int, lang: str) -> None:
    found = read_number([str(value)], 0, lang)
    assert found is not None
    assert found.value == value


# fmt: off
WORDS = st.lists(st.sampled_from([
    "12", "15", "trois", "un", "des", "une", "dizaine", "centaine", "de", "milliers", "morts", "tués",
    "civils", "soldats", "dont", "au", "moins", "entre", "et", "à", "ou", "ont", "été", "a",
    "tué", "blessé", ",", ".", "selon", "la", "police", "attaque", "dans", "aucun", "sans", "victimes",
    "depuis", "2015", "jusqu'", "le", "homme",
]), max_size=25)
# fmt: on


@given(WORDS)
def test_low_is_never_above_high(words: list[str]) -> None:
    for sentence in split_sentences(" ".join(words), "fr"):
        for toll in find_tolls(sentence, "fr"):
            if toll.low is not None and toll.high is not None:
                assert toll.low <= toll.high


@given(WORDS)
def test_quantities_never_overlap(words: list[str]) -> None:
    norms = [token.norm for token in tokenize(" ".join(words))]
    found = find_quantities(norms, "fr")
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(quantity.start <= quantity.number_start < quantity.end for quantity in found)


@given(WORDS)
def test_spans_hold_in_any_text(words: list[str]) -> None:
    text = " ".join(words)
    triggers = [
        Trigger(
            start=found.start(),
            end=found.end(),
            text=found.group(),
            event_type="assault",
            lemma="attaque",
            features=frozenset({"noun"}),
            rule="case",
        )
        for found in re.finditer("attaque", text)
    ]
    for casualties in count(text, "fr", triggers, []):
        for harm in HARMS:
            span = getattr(casualties, harm).span
            assert span is None or text[span.start : span.end] == span.text
