"""What a sentence of the trigger cases must give, the same in every language."""

from __future__ import annotations

from typing import Any

from eventgeo.tagging.triggers import find_triggers
from eventgeo.text.sentences import split_sentences


def assert_events(case: dict[str, Any], lang: str) -> None:
    """Check that the triggers of ``case["text"]`` are those of ``case["events"]``, in order and place."""
    text = str(case["text"])
    found = find_triggers(split_sentences(text, lang), lang)
    shown = [(t.text, t.event_type, t.rule) for t in found]
    assert [t.event_type for t in found] == [event_type for _, event_type in case["events"]], shown
    at = 0
    for trigger, (words, _) in zip(found, case["events"], strict=True):
        start = text.index(words, at)
        assert trigger.start < start + len(words) and start < trigger.end, (trigger.text, words)
        at = start + len(words)
