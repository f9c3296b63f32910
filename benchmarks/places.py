"""Print how well given place mentions are resolved, a row a corpus, and how sure and how quick that is.

    benchmarks/places.py CORPUS [CORPUS ...] --store STORE [--without FOLDER]

CORPUS is a JSONL file of texts with gold toponyms, which are taken as marked (``docs/evaluation.md``). STORE
is the gazetteer: for the figures in README.md the embedded places and the 18 packs of Who's On First. FOLDER
holds the weights that ``scripts/train_place_ranker.py --each FOLDER`` fitted without each corpus: each is
then also scored by those. A second table tells whether confidence holds, over all names by their points, and
with countries judged by their code. Time is of the processor, of the second reading of a text: names looked
up are kept.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from eventgeo.evaluation import PlaceScores, ToponymDocument, read_toponyms, score_places
from eventgeo.evaluation.toponyms import resolved_document
from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.resolution import RuleResolver
from eventgeo.resolution.ranker import read_ranker
from eventgeo.resolution.spans import tag_mentions

COLUMNS = (
    *("corpus", "mentions", "resolved", "acc@161", "held out", "acc@25", "held out", "precision@161"),
    *("country codes", "ms a mention"),
)
SURE = (
    *("corpus", "answers", "expected error", "countries by code", "held out"),
    *("90 % most confident", "countries by code", "held out"),
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--without", type=Path, help="folder of weights fitted without each corpus")
    options = parser.parse_args()
    gazetteer = SqliteGazetteer(options.store)
    print(_heading(COLUMNS))
    sure = []
    for path in options.corpora:
        gold = list(read_toponyms(path))
        scores, costs = measure(gold, RuleResolver(gazetteer))
        held_out = None
        if options.without and (weights := options.without / f"{path.stem}.json").is_file():
            ranker = read_ranker(weights.read_text("utf-8"))
            held_out, _ = measure(gold, RuleResolver(gazetteer, ranker=ranker))
        print(row(path.stem, scores, held_out, costs), flush=True)
        sure.append(row_of_confidence(path.stem, scores, held_out))
    print("\n".join(["", _heading(SURE), *sure]))


def measure(gold: Sequence[ToponymDocument], resolver: RuleResolver) -> tuple[PlaceScores, list[float]]:
    """Return the scores of a corpus, and what a mention cost in each text, in seconds."""
    found, costs = [], []
    for document in gold:
        if not document.toponyms:
            continue
        tags = tag_mentions(document.document, document.toponyms).tags
        resolver.resolve(tags)
        start = time.process_time()
        resolutions = resolver.resolve(tags)
        costs.append((time.process_time() - start) / len(resolutions))
        found.append(resolved_document(document.document, resolutions))
    return score_places(gold, found, gold_spans=True), costs


def row(name: str, scores: PlaceScores, held_out: PlaceScores | None, costs: Sequence[float]) -> str:
    """Return the row of the table of a corpus."""
    here = scores.resolution
    cells = [
        name,
        str(here.n),
        _percent(here.resolved),
        _percent(here.accuracy_161),
        _percent(held_out.resolution.accuracy_161 if held_out else None),
        _percent(here.accuracy_25),
        _percent(held_out.resolution.accuracy_25 if held_out else None),
        _percent(here.precision_161),
        _percent(scores.country_accuracy),
        f"{1000 * median(costs):.2f}",
    ]
    return "| " + " | ".join(cells) + " |"


def row_of_confidence(name: str, scores: PlaceScores, held_out: PlaceScores | None) -> str:
    """Return the row of a corpus in the table of confidence."""
    found = (
        *(scores.calibration, scores.calibration_by_code),
        held_out.calibration_by_code if held_out else None,
    )
    cells = [name, str(found[0].answers) if found[0] else ""]
    cells += [f"{each.error:.3f}" if each else "" for each in found]
    cells += [_percent(each.accuracy_of_confident if each else None) for each in found]
    return "| " + " | ".join(cells) + " |"


def _heading(columns: Sequence[str]) -> str:
    return "| " + " | ".join(columns) + " |\n" + "|---" * len(columns) + "|"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


if __name__ == "__main__":
    main()
