"""Fit the weights by which reader and lexicon are weighed together, and say what they are worth.

    scripts/fit_evidence.py GOLD ... --models FOLDER --fit-on SOURCE ... [--skip IDS] [--write[-folds]]

FOLDER holds the readers fold0, fold1 …, each trained by scripts/train_tagger.py on the same GOLD without that
fold. Each document is read by the reader that has not seen it. Weights are fitted on the sources named (by
--fit-on), which the lexicon was not made with either; figures are cross-fitted: those of a fold come from
weights fitted on the other folds.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from tqdm import tqdm

from eventgeo.evaluation.gold import GoldDocument, GoldEvent, GoldPlace
from eventgeo.gazetteer import open_gazetteer
from eventgeo.ontology import event_types
from eventgeo.tagging import evidence as ev
from eventgeo.tagging.combined_tagger import place_evidence, trigger_evidence
from eventgeo.tagging.lexicon_tagger import LexiconTagger
from eventgeo.tagging.reader.tagger import ReaderTagger
from eventgeo.training.held_out import fold_folders
from eventgeo.training.train import fold_numbers, read_sources

WEIGHTS = Path(ev.__file__).with_name("evidence_weights.toml")
_SHRINK = 0.5
"""Strength of the pull of every weight towards nothing."""

Rows = list[dict[str, float]]
Marked = TypeVar("Marked", GoldEvent, GoldPlace)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A decision to be learned: features of each option, and the right one."""

    source: str
    doc_id: str
    fold: int
    options: Rows
    right: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--models", required=True, type=Path)
    parser.add_argument("--fit-on", nargs="+", required=True)
    parser.add_argument("--skip", type=re.compile, help="ids of documents not to fit on")
    parser.add_argument(
        "--trigger-threshold",
        type=float,
        help="instead of the one best on all documents fitted on, whose events are denser than real",
    )
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    parser.add_argument(
        "--write-folds",
        action="store_true",
        help="write each fold's weights, fitted without it, beside its reader",
    )
    options = parser.parse_args()
    choices, missed = read_choices(options.gold, options.models)
    fitted_on = {
        layer: [
            choice
            for choice in rows
            if choice.source in options.fit_on and not (options.skip and options.skip.match(choice.doc_id))
        ]
        for layer, rows in choices.items()
    }
    thresholds = {
        layer: report(layer, rows, fitted_on[layer], missed[layer]) for layer, rows in choices.items()
    }
    if options.trigger_threshold is not None:
        thresholds["trigger"] = options.trigger_threshold
    if options.write:
        write({layer: fit(rows) for layer, rows in fitted_on.items()}, thresholds, WEIGHTS)
    if options.write_folds:
        for number, folder in enumerate(fold_folders(options.models)):
            tables = {
                layer: fit([choice for choice in rows if choice.fold != number])
                for layer, rows in fitted_on.items()
            }
            write(tables, thresholds, folder / WEIGHTS.name)


def read_choices(
    paths: Sequence[Path], models: Path
) -> tuple[dict[str, list[Choice]], dict[str, dict[str, int]]]:
    """Return the choices a layer, and how many gold mentions a source nobody brought up."""
    sources = read_sources(paths)
    folders = fold_folders(models)
    folds = fold_numbers(sources, len(folders))
    gazetteer = open_gazetteer()
    lexicon = LexiconTagger(gazetteer)
    choices: dict[str, list[Choice]] = {"trigger": [], "place": [], "metonymy": []}
    missed: dict[str, dict[str, int]] = {layer: defaultdict(int) for layer in choices}
    for number, folder in enumerate(tqdm(folders, desc="folds")):
        reader = ReaderTagger(folder)
        for source in sources:
            held = [gold for gold in source.documents if folds[gold.document.doc_id] == number]
            documents = [gold.document for gold in held]
            for gold, reading, known in zip(
                held, reader.read(documents), lexicon.tag(documents), strict=True
            ):
                make = _maker(source.name, gold, number)
                spans = []
                for evidence, span in trigger_evidence(reading, known):
                    event = _overlapping(gold.events, span.start, span.end)
                    right = 0 if event is None else 1 + list(event_types()).index(event.event_type)
                    choices["trigger"].append(make(ev.trigger_features(evidence), right))
                    spans.append((span.start, span.end))
                missed["trigger"][source.name] += _missed(gold.events, spans)
                spans = []
                for place, span in place_evidence(reading, known, gazetteer):
                    marked = _overlapping(gold.places, span.start, span.end)
                    choices["place"].append(make([{}, ev.place_features(place)], int(marked is not None)))
                    spans.append((span.start, span.end))
                    if marked is not None:
                        features = ev.metonymy_features(place)
                        choices["metonymy"].append(make([{}, features], int(marked.metonymy)))
                missed["place"][source.name] += _missed(gold.places, spans)
    return choices, missed


def _maker(source: str, gold: GoldDocument, fold: int) -> Callable[[Rows, int], Choice]:
    doc_id = gold.document.doc_id
    return lambda rows, right: Choice(source=source, doc_id=doc_id, fold=fold, options=rows, right=right)


def _overlapping(marked: Iterable[Marked], start: int, end: int) -> Marked | None:
    return next((item for item in marked if item.start < end and start < item.end), None)


def _missed(marked: Iterable[GoldEvent | GoldPlace], spans: Sequence[tuple[int, int]]) -> int:
    return sum(not any(item.start < end and start < item.end for start, end in spans) for item in marked)


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """Return the weights that make the right options likeliest."""
    names = sorted({name for choice in choices for row in choice.options for name in row})
    features, mask, right = _arrays(choices, names)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        shares = _shares(features, mask, weights)
        picked = shares[np.arange(len(right)), right]
        gap = shares.copy()
        gap[np.arange(len(right)), right] -= 1.0
        gradient = np.einsum("co,cof->f", gap, features) + _SHRINK * weights
        return -np.log(np.maximum(picked, 1e-12)).sum() + _SHRINK * (weights**2).sum() / 2, gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return dict(zip(names, map(float, found.x), strict=True))


def _arrays(
    choices: Sequence[Choice], names: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int64]]:
    place = {name: at for at, name in enumerate(names)}
    width = max(len(choice.options) for choice in choices)
    features = np.zeros((len(choices), width, len(names)))
    mask = np.zeros((len(choices), width), dtype=bool)
    for number, choice in enumerate(choices):
        for at, row in enumerate(choice.options):
            mask[number, at] = True
            for name, value in row.items():
                if name in place:
                    features[number, at, place[name]] = value
    return features, mask, np.array([choice.right for choice in choices])


def _shares(
    features: NDArray[np.float64], mask: NDArray[np.bool_], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    scores = np.where(mask, features @ weights, -np.inf)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: NDArray[np.float64] = shares / shares.sum(axis=1, keepdims=True)
    return result


def report(
    layer: str, choices: Sequence[Choice], fitted_on: Sequence[Choice], missed: dict[str, int]
) -> float:
    """Print precision, recall and F1 a source, cross-fitted; return the best threshold on `fitted_on`."""
    judged: list[tuple[Choice, int, float]] = []
    for fold in sorted({choice.fold for choice in choices}):
        weights = fit([choice for choice in fitted_on if choice.fold != fold])
        names = sorted(weights)
        part = [choice for choice in choices if choice.fold == fold]
        features, mask, _ = _arrays(part, names)
        shares = _shares(features, mask, np.array([weights[name] for name in names]))
        for choice, row in zip(part, shares, strict=True):
            best = 1 + int(np.argmax(row[1 : len(choice.options)]))
            judged.append((choice, best, float(row[best])))
    names_fitted = {choice.source for choice in fitted_on}
    fitting = [item for item in judged if item[0].source in names_fitted]
    lost = sum(missed[name] for name in names_fitted)
    thresholds = [round(0.2 + 0.025 * step, 3) for step in range(25)]
    chosen = max(thresholds, key=lambda at: _f1(fitting, at, lost)[2])
    for source in sorted({choice.source for choice in choices}):
        mine = [item for item in judged if item[0].source == source]
        figures = " ".join(f"{value:.3f}" for value in _f1(mine, chosen, missed[source]))
        print(f"{layer:9} {source:16} precision recall f1: {figures}")
    print(f"{layer:9} threshold {chosen}")
    return chosen


def _f1(
    judged: Sequence[tuple[Choice, int, float]], threshold: float, missed: int
) -> tuple[float, float, float]:
    taken = [(choice.right, best) for choice, best, chance in judged if chance >= threshold]
    hits = sum(right == best for right, best in taken)
    wanted = missed + sum(choice.right > 0 for choice, _, _ in judged)
    precision, recall = hits / max(1, len(taken)), hits / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def write(tables: dict[str, dict[str, float]], thresholds: dict[str, float], path: Path) -> None:
    """Write the weights, weightiest first, as TOML."""
    lines = ["# Fitted by scripts/fit_evidence.py; the features are those of tagging/evidence.py."]
    for layer, weights in (*tables.items(), ("thresholds", thresholds)):
        lines += ["", f"[{layer}]"]
        ranked = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))
        lines += [f'"{name}" = {value:.4f}' for name, value in ranked]
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
