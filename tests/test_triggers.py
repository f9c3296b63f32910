"""Triggers: sentences with their expected events, look-alikes, and what must hold for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgeo.model import Trigger
from eventgeo.tagging.triggers import find_triggers
from eventgeo.text.sentences import split_sentences

CASES = tomllib.loads((Path(__file__).parent / "cases" / "triggers_fr.toml").read_text("utf-8"))["case"]


def read(text: str, lang: str = "fr") -> tuple[Trigger, ...]:
    return find_triggers(split_sentences(text, lang), lang)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_french_sentence(case: dict[str, Any]) -> None:
    text = str(case["text"])
    found = read(text)
    shown = [(t.text, t.event_type) for t in found]
    assert [t.event_type for t in found] == [event_type for _, event_type in case["events"]], shown
    at = 0
    for trigger, (words, _) in zip(found, case["events"], strict=True):
        start = text.index(words, at)
        assert trigger.start < start + len(words) and start < trigger.end, (trigger.text, words)
        at = start + len(words)
