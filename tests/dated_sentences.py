"""Sentences of case files in which one trigger is marked, and the date it is given."""

from __future__ import annotations

from datetime import date

from eventgeo.assembly.dates import date_events
from eventgeo.assembly.stages import judge_events
from eventgeo.documents.dates import parts
from eventgeo.model import Document, EventDate, Period, Tags, Trigger
from eventgeo.text.sentences import split_sentences

MARKS = {"[]": {"verb", "pp", "inf", "fin"}, "{}": {"noun"}, "<>": {"verb", "pp"}}


def unmarked(marked: str) -> str:
    return "".join(letter for letter in marked if letter not in "[]{}<>")


def date_of(marked: str, lang: str, published: date | Period | None, event_type: str = "strike") -> EventDate:
    """Date the verb in brackets: "Ils ont [pris] la ville mardi.", or what else is marked."""
    text = unmarked(marked)
    [opening] = [mark for mark in MARKS if mark[0] in marked]
    start, end = marked.index(opening[0]), marked.index(opening[1]) - 1
    trigger = Trigger(
        start=start,
        end=end,
        text=text[start:end],
        event_type=event_type,
        lemma=text[start:end],
        features=frozenset(MARKS[opening]),
        rule="case",
    )
    day, period = parts(published)
    document = Document(doc_id="case", text=text, lang=lang, date=day, period=period)
    tags = Tags(document=document, sentences=split_sentences(text, lang), triggers=(trigger,))
    [found] = date_events(tags, judge_events(tags))
    return found


def days_of(expected: str) -> tuple[date, date]:
    first, _, last = expected.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)
