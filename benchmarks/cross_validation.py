"""Print the quality of whole pipelines on documents that their readers have not seen, fold by fold.

    benchmarks/cross_validation.py GOLD ... --models FOLDER [--score SOURCE ...] [--tagger NAME ...]

GOLD and FOLDER are those of scripts/fit_evidence.py, which must have been run with --write-folds. By default
every source is scored, each apart; mean and spread are over the folds. --tables also writes the CSV tables, a
folder a tagger and source, whole, for the project's stand-alone scorer.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from statistics import mean, stdev

from eventgeo.evaluation import GoldDocument, score
from eventgeo.model import Reading
from eventgeo.tables import tabulate
from eventgeo.training.held_out import held_out
from eventgeo.training.train import read_sources

SHOWN = (
    "event_place_f1", "trigger_f1", "trigger_p", "trigger_r", "place_f1", "place_acc25",
    "modality_acc", "date_acc", "role_acc", "actor_f1",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--models", required=True, type=Path)
    parser.add_argument("--score", nargs="*", default=(), help="sources to score")
    parser.add_argument("--together", nargs="*", default=(), help="sources to score as one, too")
    parser.add_argument("--tagger", nargs="*", default=["lexicon", "reader", "combined"])
    parser.add_argument("--tables", type=Path)
    options = parser.parse_args()
    sources = read_sources(options.gold)
    together = " + ".join(options.together)
    for name in options.tagger:
        parts: defaultdict[str, defaultdict[int, list[tuple[GoldDocument, Reading]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for fold, pipeline, source, held in held_out(sources, options.models, name):
            if options.score and source not in {*options.score, *options.together}:
                continue
            readings = list(pipeline.read([gold.document for gold in held], progress=False))
            read = list(zip(held, readings, strict=True))
            parts[source][fold].extend(read)
            if source in options.together:
                parts[together][fold].extend(read)
        for part, folds in parts.items():
            figures = [_figures(read) for read in folds.values()]
            print(f"{name:9} {part:16}", *(_shown(measure, figures) for measure in SHOWN), flush=True)
            if options.tables:
                whole = [reading for read in folds.values() for _, reading in read]
                tabulate(whole, []).write(options.tables / name / part.replace("/", "-").replace(" + ", "+"))


def _figures(read: list[tuple[GoldDocument, Reading]]) -> dict[str, float | None]:
    gold, readings = zip(*read, strict=True)
    return score(gold, tabulate(readings, [])).as_dict()


def _shown(measure: str, figures: list[dict[str, float | None]]) -> str:
    values = [value for row in figures if (value := row.get(measure)) is not None]
    if not values:
        return f"{measure} -"
    spread = stdev(values) if len(values) > 1 else 0.0
    return f"{measure} {mean(values):.3f}±{spread:.3f}"


if __name__ == "__main__":
    main()
