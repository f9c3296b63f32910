"""The sentences of a document that hold events, each read once for whoever looks for actors in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from eventgeo.assembly.actor_scene import Scene, set_scene
from eventgeo.model import Sentence, Span, Tags
from eventgeo.text.sentences import sentence_numbers

S = TypeVar("S", bound=Span)

_BACK = 1
"""Sentences before an event's in which an actor of it may be named."""


def set_scenes(tags: Tags) -> dict[int, Scene]:
    """Return the scene of each sentence that holds a trigger, and of the one before, by its number.

    Examples
    --------
    >>> from eventgeo.model import Document, Trigger
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Un calme relatif. Rien à signaler. Un raid. Des combats."
    >>> raid = Trigger(start=38, end=42, text="raid", event_type="assault", lemma="raid",
    ...     features=frozenset({"noun"}), rule="example")
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="fr"),
    ...     sentences=split_sentences(text, "fr"),
    ...     triggers=(raid,),
    ... )
    >>> sorted(set_scenes(tags))
    [1, 2]
    """
    lang = tags.document.lang or ""
    triggers = _by_sentence(tags.triggers, tags.sentences)
    actors = _by_sentence(tags.actors, tags.sentences)
    toponyms = _by_sentence(tags.toponyms, tags.sentences)
    wanted = {number - back for number in triggers for back in range(_BACK + 1)}
    scenes: dict[int, Scene] = {}
    for number in sorted(number for number in wanted if number >= 0):
        spans = [(toponym.start, toponym.end) for toponym in toponyms.get(number, ())]
        scene = set_scene(
            tags.sentences[number], actors.get(number, ()), triggers.get(number, ()), spans, lang
        )
        scenes[number] = replace(scene, before=scenes.get(number - 1))
    return scenes


def _by_sentence(spans: Sequence[S], sentences: Sequence[Sentence]) -> dict[int, list[S]]:
    table: dict[int, list[S]] = {}
    for span, number in zip(spans, sentence_numbers(spans, sentences), strict=True):
        table.setdefault(number, []).append(span)
    return table
