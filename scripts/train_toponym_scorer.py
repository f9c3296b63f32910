"""Find the weights of the toponym scorer on gold documents and write them as readable tables.

    train_toponym_scorer.py [--folds N] [--write] fr=GOLD.jsonl,GOLD.jsonl en=GOLD.jsonl

GOLD holds one JSON object a line with ``doc_id``, ``text`` and ``places`` (start, end, metonymy). Weights
start from ``lexicons/toponym_priors.toml``; one set is fitted to all languages together, and each language's
own is pulled towards it, so that what one language shows too rarely is learnt from the other. Prints
cross-validated figures (folds are whole documents); ``--write`` replaces the weights file of each language.
The result is the same from run to run: no random numbers, documents dealt to folds in turn.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eventgeo.gazetteer import open_gazetteer
from eventgeo.protocols import Gazetteer
from eventgeo.tagging.place_lexicon import place_lexicon
from eventgeo.tagging.toponym_metonymy import metonymy_features
from eventgeo.tagging.toponym_scorer import Weights, probability
from eventgeo.tagging.toponyms import Weighed, choose, weigh
from eventgeo.text.sentences import split_sentences

LEXICONS = Path(__file__).parents[1] / "src" / "eventgeo" / "tagging" / "lexicons"
RAREST = 3  # a feature seen less often gets no weight of its own
RIDGE = {"known": 2.0, "new": 2.0, "metonymy": 1.0}
TABLES = ("known", "new", "metonymy")


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

    Where several candidates overlap a gold place the one that fits it best is right, the others are wrong.
    A name left out of the gold that is a place elsewhere in it is no example.
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


def fit_weights(samples: Sequence[Example], prior: Mapping[str, float], ridge: float) -> dict[str, float]:
    """Return the weights of a logistic regression drawn towards `prior`, by Newton's method.

    A feature seen too rarely keeps its prior.
    """
    counts = Counter(name for features, _ in samples for name in set(features))
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    column = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(samples), len(names)))
    for row, (features, _) in enumerate(samples):
        for name in features:
            if name in column:
                matrix[row, column[name]] = 1.0
    target = np.array([float(label) for _, label in samples])
    offset = np.array(
        [sum(prior.get(f, 0.0) for f in set(features) if f not in column) for features, _ in samples]
    )
    centre = np.array([prior.get(name, 0.0) for name in names])
    penalty = np.full(len(names), ridge)
    penalty[column["bias"]] = 1e-2
    weights = centre.copy()
    for _ in range(60):
        chance = 1.0 / (1.0 + np.exp(-np.clip(matrix @ weights + offset, -30, 30)))
        gradient = matrix.T @ (chance - target) + penalty * (weights - centre)
        curvature = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    rare = {name: value for name, value in prior.items() if name not in column}
    return rare | {name: round(float(weights[column[name]]), 3) for name in names}


def train(documents: Mapping[str, Sequence[GoldDocument]]) -> dict[str, Weights]:
    """Return the weights of each language that fit its documents."""
    priors = tomllib.loads((LEXICONS / "toponym_priors.toml").read_text("utf-8"))
    samples = {lang: examples(found, lang) for lang, found in documents.items()}
    fitted: dict[str, dict[str, dict[str, float]]] = {lang: {} for lang in documents}
    for table in TABLES:
        together = [row for found in samples.values() for row in found[table]]
        shared = fit_weights(together, priors[table], RIDGE[table])
        for lang, found in samples.items():
            fitted[lang][table] = fit_weights(found[table], shared, RIDGE[table])
    return {
        lang: Weights(known=t["known"], new=t["new"], metonymy=t["metonymy"]) for lang, t in fitted.items()
    }


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


def cross_validate(documents: Mapping[str, Sequence[GoldDocument]], folds: int) -> dict[str, Counter[str]]:
    """Score every document with weights that have not seen it."""
    counts: dict[str, Counter[str]] = {lang: Counter() for lang in documents}
    for fold in range(folds):
        others = {
            lang: [d for at, d in enumerate(found) if at % folds != fold] for lang, found in documents.items()
        }
        weights = train(others)
        for lang, found in documents.items():
            held_out = [d for at, d in enumerate(found) if at % folds == fold]
            counts[lang] += score(held_out, weights[lang], lang)
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
        "# Weights of the toponym scorer; their sum becomes a probability. Reviewers may change one by hand.",
        f"# Written by scripts/train_toponym_scorer.py from {', '.join(sources)} and toponym_priors.toml.",
        f"threshold = {weights.threshold}",
        f"threshold_new = {weights.threshold_new}",
        f"threshold_metonymy = {weights.threshold_metonymy}",
    ]
    for name in TABLES:
        lines.append(f"\n[{name}]")
        table: Mapping[str, float] = getattr(weights, name)
        for key, value in sorted(table.items(), key=lambda pair: (-pair[1], pair[0])):
            lines.append(f"{json.dumps(key, ensure_ascii=False)} = {value}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", help="LANG=GOLD.jsonl,GOLD.jsonl")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()

    gazetteer = open_gazetteer()
    paths = {
        lang: [Path(p) for p in files.split(",")] for lang, files in (g.split("=") for g in arguments.gold)
    }
    documents = {lang: read_documents(files, lang, gazetteer) for lang, files in paths.items()}
    for lang, counts in cross_validate(documents, arguments.folds).items():
        print(f"{lang}, {arguments.folds} folds: {report(counts)}")
    for lang, weights in train(documents).items():
        print(f"{lang}, its own training documents: {report(score(documents[lang], weights, lang))}")
        if arguments.write:
            path = LEXICONS / lang / "toponym_weights.toml"
            path.write_text(render(weights, [p.name for p in paths[lang]]), encoding="utf-8")


if __name__ == "__main__":
    main()
