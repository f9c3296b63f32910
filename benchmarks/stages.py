"""Print what share of the work each stage takes, for the default and the lexicon tagger.

    benchmarks/stages.py [--tagger NAME ...] [--repeat N]

Processor time on the founding article and the sample articles, the least of several rounds. "assembly" is all
that comes after tagging and placing: modality, dates, actors, places and roles, tolls, means and sources.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import eventgeo
from eventgeo.evaluation import read_gold
from eventgeo.model import Document, EventMention, Resolution, Tags
from eventgeo.protocols import Assembler, Resolver, Tagger

ROOT = Path(__file__).parent.parent


class Clock:
    """Seconds of the processor by stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)


class TimedTagger:
    """A tagger whose work is timed."""

    def __init__(self, tagger: Tagger, clock: Clock) -> None:
        self._tagger, self._clock = tagger, clock

    @property
    def name(self) -> str:
        return self._tagger.name

    def tag(self, documents: Sequence[Document]) -> list[Tags]:
        start = time.process_time()
        found = list(self._tagger.tag(documents))
        self._clock.seconds["tagging"] += time.process_time() - start
        return found


class TimedResolver:
    """A resolver whose work is timed."""

    def __init__(self, resolver: Resolver, clock: Clock) -> None:
        self._resolver, self._clock = resolver, clock

    def resolve(self, tags: Tags) -> tuple[Resolution, ...]:
        start = time.process_time()
        found = tuple(self._resolver.resolve(tags))
        self._clock.seconds["placing"] += time.process_time() - start
        return found


class TimedAssembler:
    """An assembler whose work is timed."""

    def __init__(self, assembler: Assembler, clock: Clock) -> None:
        self._assembler, self._clock = assembler, clock

    def assemble(self, tags: Tags, resolutions: Sequence[Resolution]) -> tuple[EventMention, ...]:
        start = time.process_time()
        found = tuple(self._assembler.assemble(tags, resolutions))
        self._clock.seconds["assembly"] += time.process_time() - start
        return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tagger", nargs="*", default=["combined", "lexicon"])
    parser.add_argument("--repeat", type=int, default=3, help="rounds (default 3)")
    options = parser.parse_args()
    gold = [*read_gold(ROOT / "seeds" / "al-boukamal.json"), *read_gold(ROOT / "data" / "articles")]
    documents = [row.document for row in gold]
    for name in options.tagger:
        plain = eventgeo.Pipeline(tagger=name)
        plain.extract(documents, progress=False)
        rounds = [_round(plain, documents) for _ in range(options.repeat)]
        best = min(rounds, key=lambda seconds: seconds["all"])
        shares = ", ".join(
            f"{stage} {spent:.2f} s ({spent / best['all']:.1%})"
            for stage, spent in best.items()
            if stage != "all"
        )
        print(f"{name}: {shares}; all {best['all']:.2f} s")


def _round(plain: eventgeo.Pipeline, documents: list[Document]) -> dict[str, float]:
    clock = Clock()
    timed = eventgeo.Pipeline(
        tagger=TimedTagger(plain.tagger, clock),
        resolver=TimedResolver(plain.resolver, clock),
        assembler=TimedAssembler(plain.assembler, clock),
    )
    start = time.process_time()
    timed.extract(documents, progress=False)
    return {**clock.seconds, "all": time.process_time() - start}


if __name__ == "__main__":
    main()
