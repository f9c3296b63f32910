"""Print the quality of whole pipelines on documents that their readers have not seen, fold by fold.

    benchmarks/cross_validation.py GOLD ... --models FOLDER [--score SOURCE ...] [--tagger NAME ...]

GOLD and FOLDER are those of scripts/fit_evidence.py, which must have been run with --write-folds. By default
every source is scored, each apart. --tables also writes the CSV tables, a folder a fold and source, and the
gold beside them, for the project's stand-alone scorer.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from statistics import mean, stdev

import eventgeo as eg
from eventgeo.evaluation import score
from eventgeo.gazetteer import open_gazetteer
from eventgeo.protocols import Tagger
from eventgeo.tagging.combined_tagger import CombinedTagger
from eventgeo.tagging.evidence import read_evidence_model
from eventgeo.tagging.lexicon_tagger import LexiconTagger
from eventgeo.tagging.reader.tagger import ReaderTagger
from eventgeo.training.train import fold_numbers, read_sources

SHOWN = ("event_place_f1", "trigger_f1", "trigger_precision", "trigger_recall", "place_f1", "place_acc25",
         "modality_acc", "date_acc", "role_acc", "actor_f1")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--models", required=True, type=Path)
    parser.add_argument("--score", nargs="*", help="sources to score")
    parser.add_argument("--tagger", nargs="*", default=["lexicon", "reader", "combined"])
    parser.add_argument("--tables", type=Path)
    options = parser.parse_args()
    sources = read_sources(options.gold)
    folders = sorted(options.models.glob("fold*"))
    folds = fold_numbers(sources, len(folders))
    for name in options.tagger:
        figures: defaultdict[str, list[dict[str, float | None]]] = defaultdict(list)
        for number, folder in enumerate(folders):
            pipeline = eg.Pipeline(tagger=_tagger(name, folder), languages=("fr", "en", "es", "ar"))
            for source in sources:
                held = [gold for gold in source.documents if folds[gold.document.doc_id] == number]
                if not held or (options.score and source.name not in options.score):
                    continue
                tables = pipeline.extract([gold.document for gold in held])
                figures[source.name].append(score(held, tables).as_dict())
                if options.tables:
                    target = options.tables / name / source.name / folder.name
                    tables.write(target)
                    ids = json.dumps([gold.document.doc_id for gold in held])
                    (target / "documents.json").write_text(ids, "utf-8")
        for source_name, rows in figures.items():
            print(f"{name:9} {source_name:14}", *(_shown(measure, rows) for measure in SHOWN), flush=True)


def _tagger(name: str, folder: Path) -> Tagger:
    gazetteer = open_gazetteer()
    if name == "lexicon":
        return LexiconTagger(gazetteer)
    reader = ReaderTagger(folder)
    if name == "reader":
        return reader
    model = read_evidence_model(folder / "evidence_weights.toml")
    return CombinedTagger(gazetteer, reader=reader, model=model)


def _shown(measure: str, rows: list[dict[str, float | None]]) -> str:
    values = [value for row in rows if (value := row.get(measure)) is not None]
    if not values:
        return f"{measure} -"
    spread = stdev(values) if len(values) > 1 else 0.0
    return f"{measure} {mean(values):.3f}±{spread:.3f}"


if __name__ == "__main__":
    main()
