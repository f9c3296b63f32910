"""Print how well events are told apart by whether they happened, in English news of another kind.

    benchmarks/factuality.py MEANTIME.jsonl

MEANTIME (Minard et al. 2016, CC BY 4.0) is Wikinews about companies and markets: its events are sales, talks
and losses, not attacks, and no rule or weight was made with it. Its coders say of each event how certain the
source is, of which polarity, and of when it speaks; the file gives our four classes:

============  ==============================================================================================
asserted      certain, positive, present or past
negated       negative, however certain and whenever
planned       certain and to come, where no condition is attached
hypothetical  possible or probable, or part of a condition ("if", "would")
============  ==============================================================================================

Events of unspecified certainty, and what holds in general ("airlines buy aircraft"), have no class and are
left out. The classes are near ours, not the same: there a future that the source is sure of is "certain",
also a forecast ("prices will fall"), and what is wished or demanded is "unspecified".

Triggers are the coders', with their word on verb or noun; which form a verb has (infinitive, participle …) is
what the library's morphology says. As a type each has its own word, since none of ours fits.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventgeo.assembly.modality import modality_evidence
from eventgeo.assembly.readings import read_judgement
from eventgeo.assembly.stages import judge_events
from eventgeo.model import MODALITIES, Document, Tags, Trigger
from eventgeo.tagging.inflection import load_inflector
from eventgeo.tagging.reader.roles import read_triggers
from eventgeo.tagging.reader.tagger import ReaderTagger
from eventgeo.tagging.word_forms import guess_form
from eventgeo.text.sentences import split_sentences

JUDGES = ("always asserted", "rules", "reader", "default")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An event: the coders' class, and each judge's."""

    right: str
    said: Mapping[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("meantime", type=Path)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.meantime.read_text("utf-8").splitlines()]
    report(list(judge_all(rows)))


def judge_all(rows: Sequence[Mapping[str, Any]]) -> Iterator[Judged]:
    """Yield the events that have a class."""
    reader = ReaderTagger()
    for row in rows:
        document = Document(doc_id=row["doc_id"], text=row["text"], lang=row["lang"])
        spans = {(event["trigger"]["start"], event["trigger"]["end"]): event for event in row["events"]}
        triggers = tuple(_trigger(document, spans[span]) for span in sorted(spans))
        [reading] = reader.read([document])
        tags = Tags(
            document=document,
            sentences=split_sentences(document.text, row["lang"]),
            triggers=triggers,
            readings=read_triggers(reading, reader.heads, triggers, (), ()),
        )
        evidence, weighed = modality_evidence(tags), judge_events(tags)
        for number, trigger in enumerate(triggers):
            right = spans[trigger.start, trigger.end]["factuality"]
            if right in MODALITIES:
                said = (
                    "asserted",
                    evidence[number].judgement.modality,
                    read_judgement(tags.readings[number]).modality,
                    weighed[number].modality,
                )
                yield Judged(right=right, said=dict(zip(JUDGES, said, strict=True)))


def _trigger(document: Document, event: Mapping[str, Any]) -> Trigger:
    start, end = event["trigger"]["start"], event["trigger"]["end"]
    text, lang = document.text[start:end], document.lang or ""
    word, coded = text.lower().split()[0], event["attrs"]
    form = guess_form(word, lang)
    if coded["pos"] == "VERB":
        form = load_inflector(lang).verb(coded["pred"]).get(word, form - {"noun"} | {"verb"})
        form |= {"verb"}
    elif coded["pos"] == "NOUN":
        form = frozenset({"noun"})
    return Trigger(
        start=start,
        end=end,
        text=text,
        event_type=text.lower(),
        lemma=coded["pred"] or text.lower(),
        features=form,
        rule="gold",
    )


def report(judged: Sequence[Judged]) -> None:
    """Print accuracy, and precision, recall and F1 a class."""
    events = Counter(event.right for event in judged)
    print(f"{len(judged)} events: " + ", ".join(f"{events[modality]} {modality}" for modality in MODALITIES))
    for judge in JUDGES:
        counts = Counter((event.right, event.said[judge]) for event in judged)
        right = sum(counts[modality, modality] for modality in MODALITIES)
        others = sum(counts[modality, modality] for modality in MODALITIES[1:])
        rare = len(judged) - events["asserted"]
        print(f"{judge:16} accuracy {right / len(judged):.3f}, of the not asserted {others / rare:.3f}")
        for modality in MODALITIES:
            said = sum(counts[other, modality] for other in MODALITIES)
            precision = counts[modality, modality] / max(1, said)
            recall = counts[modality, modality] / max(1, events[modality])
            score = 2 * precision * recall / max(1e-9, precision + recall)
            print(f"    {modality:13} precision {precision:.3f} recall {recall:.3f} F1 {score:.3f}")


if __name__ == "__main__":
    main()
