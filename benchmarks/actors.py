"""Print how well actors are found and given their roles in two public sets that no rule was made with.

    benchmarks/actors.py PETRARCH.jsonl RE3D.jsonl

**PETRARCH** (the unit sentences of a coder of political events, MIT): who is coded as source and as target of
an act of violence, in sentences about invented countries and real ones. ``petrarch_actors.toml`` beside this
file is the list of invented countries, which the pipeline gets as a user would give it; ``actors.toml``
says which codes count as violence. A sentence counts as found where the pipeline finds an event in it at all;
its source is right where the first three letters of the code are those of an initiator of one of the events,
its target where those of a target are, or else (by itself) where the event is placed in that country: "fired
shells at Seoul" has a place to our guidelines and no target. Then whether "did not clash", "can't clash" and
their like are read as negated, where a clash is found.

**re3d** (98 documents on Syria and Iraq, Defence Science and Technology Laboratory, mixed open licences):
mentions of organisations and persons (``Organisation``, ``Person``) as actors. Of nested entities the outer
one counts, those of which the annotators were less sure than 0.5 do not. Found are mentions of anyone who
can act; those that are a vehicle, a weapon system, a nationality or a place there count neither way (a
country may act; whether it does is left to the event). Pronouns, which re3d marks too, are left out. Strict:
same words but for a leading article; overlapping: any word shared. re3d marks every person and organisation,
also speakers, newspapers and companies; so recall says less than precision. The reader's actors are not
asked: in English those of the default tagger are the lexicon's.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import eventgeo as eg
from eventgeo.model import ActorMention, Document, Event
from eventgeo.tagging.actors_own import load_actors

TABLE = Path(__file__).with_name("actors.toml")
INVENTED = Path(__file__).with_name("petrarch_actors.toml")
TAGGERS = ("lexicon", "combined")  # of PETRARCH
_THINGS = frozenset({"site", "weapon"})
_ACTORS = frozenset({"Organisation", "Person"})
_BESIDE = frozenset({"Nationality", "MilitaryPlatform", "Vehicle", "Location"})
_AT_ONCE = 8
COUNTED = ("codes", "found", "source", "target", "place", "both", "swapped")
_ARTICLES = ("the ", "a ", "an ")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("petrarch", type=Path)
    parser.add_argument("re3d", type=Path)
    options = parser.parse_args()
    table = tomllib.loads(TABLE.read_text("utf-8"))
    sentences = [json.loads(line) for line in options.petrarch.read_text("utf-8").splitlines()]
    documents = [json.loads(line) for line in options.re3d.read_text("utf-8").splitlines()]
    print("tagger | codes | event found | source | target | target or place | both | swapped | kinds")
    for tagger in TAGGERS:
        print(roles_row(tagger, sentences, table), flush=True)
    print("\ntagger | negated clashes: read so, of those found | asserted ones")
    for tagger in TAGGERS:
        print(negation_row(tagger, sentences, table), flush=True)
    print("\nmentions | entities | strict P R F | overlapping P R F | organisations found | persons found")
    print(mentions_row(documents, frozenset(table["pronouns"])))


# --- PETRARCH ----------------------------------------------------------------------------------------------


def roles_row(tagger: str, rows: Sequence[dict[str, Any]], table: dict[str, Any]) -> str:
    """Return how often source and target are right, over the coded acts of violence."""
    counts: Counter[str] = Counter()
    coded = [(row, codes) for row in rows if (codes := violent_codes(row, table))]
    found = read([row for row, _ in coded], tagger)
    for (_, codes), events in zip(coded, found, strict=True):
        initiators = [actor for event in events for actor in event.mention.initiators]
        targets = [actor for event in events for actor in event.mention.targets]
        places = set(places_of(events, table))
        for source, target in codes:
            right = is_among(source, initiators, table), is_among(target, targets, table)
            counts["codes"] += 1
            counts["found"] += bool(events)
            counts["source"] += right[0]
            counts["target"] += right[1]
            counts["place"] += right[1] or target[:3] in places
            counts["both"] += right[0] and (right[1] or target[:3] in places)
            counts["swapped"] += is_among(source, targets, table) and is_among(target, initiators, table)
            for code, actors in ((source, initiators), (target, targets)):
                kinds = table["roles"].get(code[3:6])
                named = [actor for actor in actors if code_of(actor, table) == code[:3]]
                if kinds and named:
                    counts["kinds"] += 1
                    counts["kinds right"] += any(actor.actor_kind in kinds for actor in named)
    shown = " | ".join(str(counts[name]) for name in COUNTED)
    return f"{tagger} | {shown} | {counts['kinds right']} of {counts['kinds']}"


def places_of(events: Sequence[Event], table: dict[str, Any]) -> Iterator[str]:
    """Yield the codes of the countries in which the events are placed."""
    codes = {country: code for code, country in table["countries"].items()}
    for event in events:
        for resolution in event.resolutions:
            if resolution.chosen is not None and resolution.chosen.place.country in codes:
                yield codes[resolution.chosen.place.country]


def violent_codes(row: dict[str, Any], table: dict[str, Any]) -> list[tuple[str, str]]:
    """Return source and target of each coded act of violence between two who are named."""
    return [
        (event["source_code"], event["target_code"])
        for event in row["events"]
        if event["type"].removeprefix("CAMEO:").startswith(tuple(table["events"]))
        and not event["type"].removeprefix("CAMEO:").startswith(tuple(table["not_events"]))
        and event["source_code"] and event["target_code"] and row["text"].strip()
    ]  # fmt: skip


def is_among(code: str, actors: Sequence[ActorMention], table: dict[str, Any]) -> bool:
    """Tell whether one of `actors` is of the country that `code` begins with; where none, of its role."""
    if code.startswith("---"):
        kinds = table["roles"].get(code[3:6], ())
        return any(actor.actor_kind in kinds for actor in actors)
    return any(code_of(actor, table) == code[:3] for actor in actors)


def code_of(actor: ActorMention, table: dict[str, Any]) -> str:
    """Return the first three letters of the code that `actor` would have, "" for none of the table."""
    if actor.actor_id in {own.actor_id for own in load_actors(INVENTED).actors}:
        return actor.actor_id.upper()
    return next((code for code, country in table["countries"].items() if country == actor.country), "")


def negation_row(tagger: str, rows: Sequence[dict[str, Any]], table: dict[str, Any]) -> str:
    """Return how the sentences are read that try negation by one verb."""
    negation = table["negation"]
    tried = [row for row in rows if set(row["text"].split()) & set(negation["words"])]
    counts: Counter[tuple[bool, bool]] = Counter()
    for row, events in zip(tried, read(tried, tagger), strict=True):
        is_negated = any(event["type"].endswith(tuple(negation["codes"])) for event in row["events"])
        for event in events:
            if event.mention.trigger.text in negation["words"]:
                counts[is_negated, event.mention.judgement.modality == "negated"] += 1
    negated = f"{counts[True, True]} of {counts[True, True] + counts[True, False]}"
    return f"{tagger} | {negated} | {counts[False, False]} of {counts[False, False] + counts[False, True]}"


# --- re3d --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Gold of a document: what counts, by type, and what counts neither way."""

    wanted: tuple[tuple[int, int, str], ...]
    all_actors: tuple[tuple[int, int], ...]
    beside: tuple[tuple[int, int], ...]


def mentions_row(rows: Sequence[dict[str, Any]], pronouns: frozenset[str]) -> str:
    """Return precision and recall of actor mentions."""
    counts: Counter[str] = Counter()
    tagger = eg.Pipeline(tagger="lexicon").tagger
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        documents = [Document(doc_id=row["doc_id"], text=row["text"], lang="en") for row in some]
        for row, tags in zip(some, tagger.tag(documents), strict=True):
            found = [(a.start, a.end) for a in tags.actors if a.actor_kind not in _THINGS]
            count_mentions(found, gold_spans(row, pronouns), row["text"], counts)
    strict = scores(counts["strict P"], counts["judged"], counts["strict R"], counts["wanted"])
    loose = scores(counts["overlap P"], counts["judged"], counts["overlap R"], counts["wanted"])
    by_type = " | ".join(
        f"{counts['found ' + kind]} of {counts['all ' + kind]}" for kind in ("Organisation", "Person")
    )
    return f"{counts['judged']} | {counts['wanted']} | {strict} | {loose} | {by_type}"


def gold_spans(row: dict[str, Any], pronouns: frozenset[str]) -> Spans:
    """Return what counts in a document, and what counts neither way."""
    text = row["text"]
    sure = [
        entity for entity in row["entities"]
        if entity["confidence"] >= 0.5 and text[entity["start"] : entity["end"]].lower() not in pronouns
    ]  # fmt: skip
    actors = [(e["start"], e["end"], e["type"]) for e in sure if e["type"] in _ACTORS]
    outer = [
        one for one in actors
        if not any(other[0] <= one[0] and one[1] <= other[1] and other[:2] != one[:2] for other in actors)
    ]  # fmt: skip
    spans = [(e["start"], e["end"]) for e in row["entities"] if e["type"] in _ACTORS]
    beside = [(e["start"], e["end"]) for e in row["entities"] if e["type"] in _BESIDE]
    return Spans(wanted=tuple(dict.fromkeys(outer)), all_actors=tuple(spans), beside=tuple(beside))


def count_mentions(found: Sequence[tuple[int, int]], gold: Spans, text: str, counts: Counter[str]) -> None:
    """Add one document: precision over all that is marked there, recall over what counts."""
    exact = {without_article(start, end, text) for start, end in gold.all_actors}
    for start, end in found:
        overlaps = meets((start, end), gold.all_actors)
        if not overlaps and meets((start, end), gold.beside):
            continue
        counts["judged"] += 1
        counts["overlap P"] += overlaps
        counts["strict P"] += without_article(start, end, text) in exact
    own = {without_article(start, end, text) for start, end in found}
    for start, end, kind in gold.wanted:
        hit = meets((start, end), found)
        counts["wanted"] += 1
        counts["overlap R"] += hit
        counts["strict R"] += without_article(start, end, text) in own
        counts["all " + kind] += 1
        counts["found " + kind] += hit


def meets(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def without_article(start: int, end: int, text: str) -> tuple[int, int]:
    words = text[start:end].lower()
    article = next((word for word in _ARTICLES if words.startswith(word)), "")
    return start + len(article), end


def scores(right: int, found: int, hit: int, wanted: int) -> str:
    precision, recall = right / max(1, found), hit / max(1, wanted)
    return f"{precision:.3f} {recall:.3f} {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def read(rows: Sequence[dict[str, Any]], tagger: str) -> Iterator[list[Event]]:
    """Yield the events of each sentence, by a pipeline that was given the invented countries."""
    pipeline = eg.Pipeline(tagger=tagger, actors=INVENTED, strict=True)
    documents = [Document(doc_id=row["doc_id"], text=row["text"], lang="en") for row in rows]
    for reading in pipeline.read(documents, progress=False):
        yield list(reading.events)


if __name__ == "__main__":
    main()
