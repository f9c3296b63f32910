"""Print how many events are found where there are none, for each tagger.

    benchmarks/false_alarms.py GOLD ... --models FOLDER [--voa FILE] [--tagger NAME ...]

GOLD and FOLDER are those of benchmarks/cross_validation.py: of the gold documents those without events are
read, each by a reader that has not seen it. With --voa also the sentences without event of a file of Voice of
America news, by the shipped reader (ACE types, which lack evacuations, ceasefires and withdrawals and ask for
more: not every event found there is wrong).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import eventgeo as eg
from eventgeo.training.held_out import held_out
from eventgeo.training.train import read_sources


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--models", required=True, type=Path)
    parser.add_argument("--voa", type=Path, help="JSONL with doc_id, text, lang and events")
    parser.add_argument("--tagger", nargs="*", default=["lexicon", "reader", "combined"])
    options = parser.parse_args()
    sources = read_sources(options.gold)
    for tagger in options.tagger:
        words: Counter[str] = Counter()
        events: Counter[str] = Counter()
        for _, pipeline, _, held in held_out(sources, options.models, tagger):
            for document in (gold.document for gold in held if not gold.events):
                _count(pipeline, [document], f"{document.lang} documents", words, events)
        if options.voa:
            _count(eg.Pipeline(tagger=tagger), _voa(options.voa), "en sentences, VOA", words, events)
        for name in sorted(words):
            rate = 1000 * events[name] / words[name]
            print(f"{tagger:9} {name}: {events[name]} events in {words[name]:,} words, {rate:.2f} per 1,000")


def _voa(path: Path) -> list[eg.Document]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        eg.Document(doc_id=row["doc_id"], text=row["text"], lang=row["lang"])
        for row in rows
        if not row["events"]
    ]


def _count(
    pipeline: eg.Pipeline,
    documents: list[eg.Document],
    name: str,
    words: Counter[str],
    events: Counter[str],
) -> None:
    words[name] += sum(len(document.text.split()) for document in documents)
    events[name] += sum(len(reading.events) for reading in pipeline.read(documents, progress=False))


if __name__ == "__main__":
    main()
