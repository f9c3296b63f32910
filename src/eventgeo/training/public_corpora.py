"""Public event corpora as gold documents.

The reader takes every word that is not marked for no event, and none of these corpora marks all that the
project's guidelines count as one. So the lexicon is asked as a second coder: a text is kept where the two
agree (or a person decided), and left out, with the reason, where they do not. What each corpus's types become
is written in ``data/public_types.toml``, and what was decided by hand in ``data/public_reviewed.csv``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eventgeo.assembly.modality import judge
from eventgeo.model import Document, Tags, Toponym, Trigger
from eventgeo.protocols import Tagger
from eventgeo.text.demonyms import demonyms
from eventgeo.training.public_types import AMBIGUOUS, NO_EVENT, CorpusRules, decisions, rules_of
from eventgeo.training.taken_apart import join

_NAMED = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A text that was not kept, and why."""

    doc_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """An annotated event, by offsets in the text as it is read; ``places`` are its arguments so called."""

    name: str
    start: int
    end: int
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """An event as it will be gold; ``places`` is None where nobody said where it was."""

    trigger: Trigger
    places: tuple[tuple[int, int], ...] | None


def convert(records: Iterable[Mapping[str, Any]], tagger: Tagger) -> Iterator[dict[str, Any] | LeftOut]:
    """Turn records of public corpora into gold documents.

    Parameters
    ----------
    records : iterable of mapping
        With ``doc_id``, ``text``, ``entities`` and ``events``; of the corpora that the mapping names.
    tagger : Tagger
        The second coder: a :class:`~eventgeo.tagging.lexicon_tagger.LexiconTagger`.

    Yields
    ------
    dict or LeftOut
        A document as :func:`~eventgeo.evaluation.gold.read_gold` reads it, or why there is none. Its
        ``layers`` are what somebody looked for: events, and places where the corpus has entities and the
        tagger's places are the same. Actors are in none, modality is by the library's rules.

    Raises
    ------
    DocumentError
        A record of no corpus that is mapped.
    """
    known: set[str] = set()
    ids: Counter[str] = Counter()
    for record in records:
        rules = rules_of(record["doc_id"])
        text, moved = record["text"], None
        if text in known:
            yield LeftOut(doc_id=record["doc_id"], reason="the same text as an earlier one")
            continue
        known.add(text)
        if rules.taken_apart:
            joined = join(text)
            if joined is None:
                yield LeftOut(doc_id=record["doc_id"], reason="quotation marks taken apart")
                continue
            text, moved = joined.text, joined.moved
        [tags] = tagger.tag([Document(doc_id=record["doc_id"], text=text, lang="en")])
        document = _converted(record, rules, tags, moved)
        if isinstance(document, dict):
            ids[document["doc_id"]] += 1
            if ids[document["doc_id"]] > 1:  # some corpora give an id twice
                document["doc_id"] += f"-{ids[document['doc_id']]}"
        yield document


def _converted(
    record: Mapping[str, Any], rules: CorpusRules, tags: Tags, moved: Sequence[int] | None
) -> dict[str, Any] | LeftOut:
    doc_id, text = record["doc_id"], tags.document.text
    events: dict[int, _Event] = {}
    seen: set[int] = set()
    for raw in record["events"]:
        if not raw.get("trigger"):
            if _decided(rules, raw["type"], "", []) != NO_EVENT:
                return LeftOut(doc_id=doc_id, reason=f"{raw['type']}: nobody says which word")
            continue
        marked = _marked(raw, moved)
        words = text[marked.start : marked.end]
        hits = [hit for hit in tags.triggers if hit.start < marked.end and marked.start < hit.end]
        kind = _reviewed(doc_id, words, *(hit.text for hit in hits)) or _decided(
            rules, marked.name, words.lower(), hits
        )
        if kind == AMBIGUOUS:
            seen_as = f" (lexicon: {hits[0].event_type})" if hits else ""
            return LeftOut(doc_id=doc_id, reason=f"{marked.name} {words!r}{seen_as}: ambiguous")
        if kind != NO_EVENT:
            trigger = hits[0] if hits else _trigger(marked.start, words, kind)
            events[trigger.start] = _Event(
                trigger=replace(trigger, event_type=kind), places=marked.places or None
            )
            seen.update(hit.start for hit in hits)
    for hit in tags.triggers:
        if hit.start in seen:
            continue
        kind = _reviewed(doc_id, hit.text) or (hit.event_type if rules.unmarked == "keep" else AMBIGUOUS)
        if kind == AMBIGUOUS:
            return LeftOut(doc_id=doc_id, reason=f"{hit.event_type} {hit.text!r}: only the lexicon sees it")
        if kind != NO_EVENT:
            events[hit.start] = _Event(trigger=replace(hit, event_type=kind), places=None)
    for (decided_id, words), decision in decisions().items():
        at = text.find(words) if decided_id == doc_id else -1
        if at >= 0 and decision.event_type == AMBIGUOUS:
            return LeftOut(doc_id=doc_id, reason=f"{words!r}: ambiguous, by hand")
        if at >= 0 and decision.event_type != NO_EVENT and not _covered(at, events.values()):
            events[at] = _Event(trigger=_trigger(at, words, decision.event_type), places=None)
    return _document(record, rules, tags, [events[at] for at in sorted(events)])


def _covered(at: int, events: Iterable[_Event]) -> bool:
    return any(event.trigger.start <= at < event.trigger.end for event in events)


def _marked(raw: Mapping[str, Any], moved: Sequence[int] | None) -> _Marked:
    def span(part: Mapping[str, int]) -> tuple[int, int]:
        start, end = part["start"], part["end"]
        return (moved[start], moved[end]) if moved is not None else (start, end)

    start, end = span(raw["trigger"])
    places = tuple(span(argument) for argument in raw["args"] if argument["role"] == "Place")
    return _Marked(name=raw["type"], start=start, end=end, places=places)


def _reviewed(doc_id: str, *words: str) -> str:
    """Return the type that was decided by hand for the first of the words that have one, or ""."""
    found = (decisions().get((doc_id, trigger)) for trigger in words)
    return next((decision.event_type for decision in found if decision), "")


def _decided(rules: CorpusRules, name: str, words: str, hits: Sequence[Trigger]) -> str:
    """Return the type that an annotated event becomes, "none" or "ambiguous"."""
    rule = rules.types.get(name)
    if rule is None:  # what the lexicon sees there is judged as what only the lexicon sees
        return rules.others
    if hits:
        kinds = {hit.event_type for hit in hits}
        return hits[0].event_type if kinds <= rule.becomes else AMBIGUOUS
    return rule.words.get(words, rule.otherwise)


def _trigger(start: int, words: str, kind: str) -> Trigger:
    """Return a trigger that the lexicon lacks; what its form says is guessed from its ending."""
    form = {"verb", "fin", "pp"} if words.endswith("ed") else {"noun"}
    return Trigger(
        start=start,
        end=start + len(words),
        text=words,
        event_type=kind,
        lemma=words.lower(),
        features=frozenset(form),
        rule="corpus",
    )


def _document(
    record: Mapping[str, Any], rules: CorpusRules, tags: Tags, events: Sequence[_Event]
) -> dict[str, Any]:
    doc_id = record["doc_id"]
    layers = ["event"]
    toponyms: tuple[Toponym, ...] = ()
    if rules.entities and _same_places(record, tags) and (not tags.toponyms or _all_placed(events)):
        layers.append("place")
        toponyms = tags.toponyms
    places = [
        {
            "id": f"p{number}",
            "start": toponym.start,
            "end": toponym.end,
            "text": toponym.text,
            "kind": toponym.kind or "populated",
            "metonymy": toponym.metonymy,
        }
        for number, toponym in enumerate(toponyms)
    ]
    return {
        "doc_id": doc_id,
        "lang": "en",
        "source": rules.source,
        "licence": rules.licence,
        "layers": layers,
        "text": tags.document.text,
        "places": places,
        "events": [_gold(number, event, tags, places) for number, event in enumerate(events)],
    }


def _gold(number: int, event: _Event, tags: Tags, places: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    trigger = event.trigger
    decision = decisions().get((tags.document.doc_id, trigger.text))
    sentence = next(s for s in tags.sentences if s.start <= trigger.start < s.end)
    return {
        "id": f"e{number}",
        "type": trigger.event_type,
        "trigger": trigger.text,
        "start": trigger.start,
        "end": trigger.end,
        "modality": (decision.modality if decision else "") or judge(trigger, sentence, "en").modality,
        "places": [
            {"place": place["id"], "role": "location"}
            for start, end in event.places or ()
            for place in places
            if place["start"] < end and start < place["end"] and not place["metonymy"]
        ],
    }


def _all_placed(events: Sequence[_Event]) -> bool:
    return all(event.places is not None for event in events)


def _same_places(record: Mapping[str, Any], tags: Tags) -> bool:
    """Tell whether the names among a record's entities are the tagger's toponyms, and no others."""
    text = tags.document.text
    adjectives = demonyms("en").pointing
    named = [
        (entity["start"], entity["end"])
        for entity in record["entities"]
        if entity["type"] in _NAMED
        and text[entity["start"]].isupper()
        and text[entity["start"] : entity["end"]].lower() not in adjectives
    ]
    return all(any(_same_name(text, span, t) for t in tags.toponyms) for span in named) and all(
        any(_same_name(text, span, t) for span in named) for t in tags.toponyms
    )


def _same_name(text: str, span: tuple[int, int], toponym: Toponym) -> bool:
    """Tell whether an entity's words are a toponym and nothing else but common words ("Qaddam district")."""
    start, end = span
    rest = text[start : max(start, toponym.start)] + text[min(end, toponym.end) : end]
    inside = start <= toponym.start and toponym.end <= end
    return inside and not any(char.isupper() for char in rest)
