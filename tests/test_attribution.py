"""Who says so, who claims it and who denies it: tables of texts, and what holds for any text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.assembly.attribution import attribute
from eventgeo.assembly.quotations import find_quotations
from eventgeo.model import Attribution, Document, Tags, Trigger
from eventgeo.text.sentences import split_sentences

CASES = tomllib.loads((Path(__file__).parent / "cases" / "attribution.toml").read_text("utf-8"))


def mark(marked: str, lang: str) -> Tags:
    """Read "Ils ont [pris|capture verb] la ville": triggers in brackets with type and form, or without."""
    text, triggers, end = "", [], 0
    for match in re.finditer(r"\[([^\]|]+)(?:\|([^\]]+))?\]", marked):
        text += marked[end : match.start()]
        event_type, form = [*(match[2] or "strike verb").split(), "noun"][:2]
        triggers.append(
            Trigger(
                start=len(text),
                end=len(text) + len(match[1]),
                text=match[1],
                event_type=event_type,
                lemma=match[1],
                features=frozenset({form}),
                rule="case",
            )
        )
        text += match[1]
        end = match.end()
    text += marked[end:]
    return Tags(
        document=Document(doc_id="case", text=text, lang=lang),
        sentences=split_sentences(text, lang),
        triggers=tuple(triggers),
    )


def rows() -> list[Any]:
    return [
        pytest.param(
            lang,
            case,
            id=case["text"],
            marks=[pytest.mark.xfail(strict=True, reason=case["known_failure"])]
            if "known_failure" in case
            else [],
        )
        for lang, cases in CASES.items()
        for case in cases
    ]


@pytest.mark.parametrize(("lang", "case"), rows())
def test_case(lang: str, case: dict[str, Any]) -> None:
    tags = mark(case["text"], lang)
    found = attribute(tags)
    for field in ("source", "claimed_by", "disputed_by"):
        wanted = case.get(field, "")
        wanted = wanted if isinstance(wanted, list) else [wanted] * len(found)
        spans = [getattr(attribution, field) for attribution in found]
        assert [span.text if span else "" for span in spans] == wanted, [a.reason for a in found]
        for span in spans:
            assert span is None or tags.document.text[span.start : span.end] == span.text


def test_every_language_is_tried() -> None:
    least = {"fr": 50, "en": 25, "es": 13, "ar": 13}
    assert {lang: len(CASES[lang]) for lang in least if len(CASES[lang]) < least[lang]} == {}


def test_reason_names_the_word_that_stands_for_the_speaker() -> None:
    tags = mark("Le maire a parlé de [tirs]. Il a ajouté que deux hommes avaient été [tués].", "fr")
    _, second = attribute(tags)
    assert second.source is not None
    assert second.source.text == "maire"
    assert second.reason == 'told by "maire", the last to speak before "Il"'


def test_language_without_rules_names_nobody() -> None:
    tags = mark("El ejército [tomó] la ciudad, según el ministerio.", "xx")
    assert attribute(tags) == (Attribution(),)


FRENCH = (
    "selon l’ armée a annoncé dit il que a-t-il , . « » revendiqué par dément qui le groupe Damas mais "
    'frappe " ; de source auraient'
)
words = st.sampled_from([*FRENCH.split(), "\n"])


@given(st.lists(words, max_size=40))
def test_any_words_get_spans_of_the_text_outside_the_event(chosen: list[str]) -> None:
    """Whatever the words, a source is a stretch of the text, names somebody, and is not the event itself."""
    text = " ".join("[frappe]" if word == "frappe" else word for word in chosen)
    tags = mark(text, "fr")
    found = attribute(tags)
    assert len(found) == len(tags.triggers)
    for trigger, attribution in zip(tags.triggers, found, strict=True):
        for span in (attribution.source, attribution.claimed_by, attribution.disputed_by):
            if span is not None:
                assert tags.document.text[span.start : span.end] == span.text
                assert span.end <= trigger.start or trigger.end <= span.start
                assert span.text in attribution.reason


@given(st.text(alphabet='a «»“”"\n.', max_size=60))
def test_quotations_lie_in_the_text_one_after_another(text: str) -> None:
    bounds = [place for quotation in find_quotations(text) for place in quotation]
    assert bounds == sorted(bounds)
    assert all(0 <= place <= len(text) for place in bounds)
