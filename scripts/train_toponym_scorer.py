"""Find the weights of the toponym scorer on gold documents and write them as a readable table.

    train_toponym_scorer.py LANG GOLD.jsonl… [--folds N] [--write]

GOLD holds one JSON object a line with ``doc_id``, ``text`` and ``places`` (start, end, metonymy). Prints the
cross-validated figures (folds are whole documents); ``--write`` replaces the weights file of the language.
The result is the same from run to run: no random numbers, documents dealt to folds in turn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eventgeo.protocols import Gazetteer
from eventgeo.tagging.place_lexicon import place_lexicon
from eventgeo.tagging.toponym_metonymy import metonymy_features
from eventgeo.tagging.toponym_scorer import Weights, probability
from eventgeo.tagging.toponyms import Weighed, choose, weigh
from eventgeo.text.sentences import split_sentences

LEXICONS = Path(__file__).parents[1] / "src" / "eventgeo" / "tagging" / "lexicons"
RAREST = 3  # a feature seen less often gets no weight of its own
RIDGE = {"known": 1.0, "new": 1.0, "metonymy": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """The candidates of a document and its gold places."""

    doc_id: str
    weighed: tuple[Weighed, ...]
    places: tuple[Mapping[str, Any], ...]


Example = tuple[tuple[str, ...], bool]


def read_documents(paths: Iterable[Path], lang: str, gazetteer: Gazetteer) -> list[GoldDocument]:
    """Read gold and find the candidates of each document."""
    documents = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            gold = json.loads(line)
            spans = {(p["start"], p["end"]): p for p in gold["places"]}
            found = weigh(split_sentences(gold["text"], lang), lang, gazetteer)
            documents.append(
                GoldDocument(doc_id=gold["doc_id"], weighed=tuple(found), places=tuple(spans.values()))
            )
    return documents


def examples(documents: Sequence[GoldDocument], lang: str) -> dict[str, list[Example]]:
    """Return the labelled candidates for each table.

    Where several candidates overlap a gold place the one that fits it best is right, the others are wrong
    unless they fit as well. A name left out of the gold that is a place elsewhere in it is no example.
    """
    lexicon = place_lexicon(lang)
    tables: dict[str, list[Example]] = {"known": [], "new": [], "metonymy": []}
    for document in documents:
        best: dict[int, tuple[float, int]] = {}
        fits: dict[int, float] = {}
        for at, (evidence, _) in enumerate(document.weighed):
            for number, place in enumerate(document.places):
                fit = _fit(evidence.stretch.start, evidence.stretch.end, place["start"], place["end"])
                if fit > 0:
                    fits[at] = max(fits.get(at, 0.0), fit)
                    if fit > best.get(number, (0.0, 0))[0]:
                        best[number] = (fit, at)
        right = {at: document.places[number] for number, (_, at) in best.items()}
        named = {str(place["text"]).lower() for place in document.places}
        for at, (evidence, features) in enumerate(document.weighed):
            if at not in right and at not in fits and evidence.stretch.name.lower() in named:
                continue
            tables["known" if evidence.is_known else "new"].append((features, at in right))
            if at in right and (metonymy := metonymy_features(evidence, lexicon)):
                tables["metonymy"].append((metonymy, bool(right[at]["metonymy"])))
    return tables


def _fit(start: int, end: int, gold_start: int, gold_end: int) -> float:
    shared = min(end, gold_end) - max(start, gold_start)
    return shared / (max(end, gold_end) - min(start, gold_start)) if shared > 0 else 0.0


def fit_weights(samples: Sequence[Example], ridge: float) -> dict[str, float]:
    """Return the weights of a logistic regression with a ridge, by Newton's method."""
    counts = Counter(name for features, _ in samples for name in set(features))
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    column = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(samples), len(names)))
    for row, (features, _) in enumerate(samples):
        for name in features:
            if name in column:
                matrix[row, column[name]] = 1.0
    target = np.array([float(label) for _, label in samples])
    penalty = np.full(len(names), ridge)
    penalty[column["bias"]] = 1e-3
    weights = np.zeros(len(names))
    for _ in range(40):
        chance = 1.0 / (1.0 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        gradient = matrix.T @ (chance - target) + penalty * weights
        curvature = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return {name: round(float(weights[column[name]]), 3) for name in names}


def train(documents: Sequence[GoldDocument], lang: str) -> Weights:
    """Return the weights that fit `documents`."""
    tables = {name: fit_weights(rows, RIDGE[name]) for name, rows in examples(documents, lang).items()}
    return Weights(known=tables["known"], new=tables["new"], metonymy=tables["metonymy"])


def score(documents: Sequence[GoldDocument], weights: Weights, lang: str) -> Counter[str]:
    """Count places found (overlapping spans, one to one), and metonymy judged right."""
    lexicon = place_lexicon(lang)
    counts: Counter[str] = Counter()
    for document in documents:
        free = list(document.places)
        for _, (evidence, _features) in choose(document.weighed, weights):
            counts["found"] += 1
            place = max(
                free,
                key=lambda p: _fit(evidence.stretch.start, evidence.stretch.end, p["start"], p["end"]),
                default=None,
            )
            if place and _fit(evidence.stretch.start, evidence.stretch.end, place["start"], place["end"]) > 0:
                free.remove(place)
                counts["right"] += 1
                metonymy = metonymy_features(evidence, lexicon)
                judged = (
                    bool(metonymy) and probability(metonymy, weights.metonymy) >= weights.threshold_metonymy
                )
                counts["metonymy_found"] += judged
                counts["metonymy_gold"] += bool(place["metonymy"])
                counts["metonymy_right"] += judged and bool(place["metonymy"])
        counts["gold"] += len(document.places)
    return counts


def cross_validate(documents: Sequence[GoldDocument], lang: str, folds: int) -> Counter[str]:
    """Score every document with weights that have not seen it."""
    counts: Counter[str] = Counter()
    for fold in range(folds):
        held_out = [d for at, d in enumerate(documents) if at % folds == fold]
        others = [d for at, d in enumerate(documents) if at % folds != fold]
        counts += score(held_out, train(others, lang), lang)
    return counts


def report(counts: Mapping[str, int]) -> str:
    """Return precision, recall and F1 of places and of metonymy as one line."""
    line = []
    for what, right, found, gold in (
        ("places", "right", "found", "gold"),
        ("metonymy", "metonymy_right", "metonymy_found", "metonymy_gold"),
    ):
        precision = counts[right] / max(counts[found], 1)
        recall = counts[right] / max(counts[gold], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        line.append(f"{what} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    return "; ".join(line)


def render(weights: Weights, sources: Iterable[str]) -> str:
    """Return the weights as TOML, heaviest first."""
    lines = [
        "# Weights of the toponym scorer: a sum above 0 means a place. Written by scripts/train_toponym_scorer.py",
        f"# from {', '.join(sources)}. A reviewer may change a weight by hand.",
        f"threshold = {weights.threshold}",
        f"threshold_new = {weights.threshold_new}",
        f"threshold_metonymy = {weights.threshold_metonymy}",
    ]
    for name in ("known", "new", "metonymy"):
        lines.append(f"\n[{name}]")
        table: Mapping[str, float] = getattr(weights, name)
        lines.extend(
            f"{json.dumps(key, ensure_ascii=False)} = {value}"
            for key, value in sorted(table.items(), key=lambda p: (-p[1], p[0]))
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lang")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    from eventgeo.gazetteer import open_gazetteer

    documents = read_documents(arguments.gold, arguments.lang, open_gazetteer())
    print(
        f"{arguments.lang}, {arguments.folds} folds:",
        report(cross_validate(documents, arguments.lang, arguments.folds)),
    )
    weights = train(documents, arguments.lang)
    print("on its own training documents:", report(score(documents, weights, arguments.lang)))
    if arguments.write:
        path = LEXICONS / arguments.lang / "toponym_weights.toml"
        path.write_text(render(weights, [p.name for p in arguments.gold]), encoding="utf-8")


if __name__ == "__main__":
    main()
