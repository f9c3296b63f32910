"""Fit the confidence of an event, and show how well it holds.

    scripts/fit_confidence.py GOLD ... --models FOLDER --fit-on SOURCE ... [--write] [--plot FILE.png]

GOLD and FOLDER are those of scripts/fit_evidence.py (with --write-folds): each document is read by a reader
that has not seen it. An event counts as right when its type, its modality and its main place are; where the
gold gives it no place, when none was given. Figures and plot are cross-fitted: the confidences of a fold come
from weights fitted on the other folds of the sources named by --fit-on, on which no lexicon was tuned.
--write keeps weights fitted on all folds in the package.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eventgeo.assembly.confidence import WEIGHTS, confidence_features, event_confidence
from eventgeo.evaluation.gold import GoldDocument, GoldEvent
from eventgeo.evaluation.measures import match, place_fits
from eventgeo.model import Event
from eventgeo.training.held_out import held_out
from eventgeo.training.train import Source, read_sources

_RIDGE = 1.0
_EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An event found, with where it comes from and whether it is right."""

    source: str
    fold: int
    event: Event
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--models", required=True, type=Path)
    parser.add_argument("--fit-on", nargs="+", required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    rows = list(judged(read_sources(options.gold), options.models))
    fitting = [row for row in rows if row.source in options.fit_on]
    weights = fit_rows(fitting)
    for name, weight in weights.items():
        print(f"{name:24} {weight:+.3f}")
    if options.write:
        lines = [f'"{name}" = {weight:.3f}' for name, weight in weights.items()]
        head = "# Weights of an event's confidence, by scripts/fit_confidence.py. Log-odds, added up.\n"
        WEIGHTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    confidence: dict[int, float] = {}
    for fold in sorted({row.fold for row in rows}):
        others = fit_rows([row for row in fitting if row.fold != fold])
        confidence.update(
            (id(row), event_confidence(row.event.mention, row.event.resolutions, others))
            for row in rows
            if row.fold == fold
        )
    for source in sorted({row.source for row in rows}):
        mine = [row for row in rows if row.source == source]
        show(source, [confidence[id(row)] for row in mine], [row.right for row in mine])
    if options.plot:
        plot([confidence[id(row)] for row in fitting], [row.right for row in fitting], options.plot)


def judged(sources: Sequence[Source], models: Path) -> Iterator[Judged]:
    """Yield each event found in each source with whether it is right."""
    for fold, pipeline, source, held in held_out(sources, models):
        readings = pipeline.read([gold.document for gold in held], progress=False)
        for gold, reading in zip(held, readings, strict=True):
            for event, right in zip(reading.events, rightness(gold, reading.events), strict=True):
                yield Judged(source=source, fold=fold, event=event, right=right)


def fit_rows(rows: Sequence[Judged]) -> dict[str, float]:
    features = [confidence_features(row.event.mention, row.event.resolutions) for row in rows]
    return fit(features, [row.right for row in rows])


def rightness(document: GoldDocument, events: Sequence[Event]) -> list[bool]:
    pairs = match(
        document.events,
        [event.mention.trigger for event in events],
        lambda gold, trigger: gold.event_type == trigger.event_type,
    )
    gold_of = {id(trigger): gold for gold, trigger in pairs}
    return [is_right(event, gold_of.get(id(event.mention.trigger))) for event in events]


def is_right(event: Event, gold: GoldEvent | None) -> bool:
    if gold is None or gold.modality != event.mention.judgement.modality:
        return False
    chosen = [found.chosen.place for found in event.resolutions if found.chosen is not None]
    if not gold.links or not chosen:
        return not gold.links and not chosen
    return any(place_fits(link.place, place) for link in gold.links for place in chosen)


def fit(rows: Sequence[dict[str, float]], right: Sequence[bool]) -> dict[str, float]:
    """Fit a logistic regression by Newton's method, with a light ridge; deterministic."""
    names = sorted({name for row in rows for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    y = np.array(right, dtype=float)
    weights = np.zeros(len(names))
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ weights)))
        gradient = x.T @ (y - p) - _RIDGE * weights
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + _RIDGE * np.eye(len(names))
        weights += np.linalg.solve(hessian, gradient)
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def show(source: str, confidences: Sequence[float], right: Sequence[bool]) -> None:
    p, y = np.array(confidences), np.array(right, dtype=float)
    print(
        f"{source}: {len(p)} events, right {y.mean():.3f}, mean confidence {p.mean():.3f}, "
        f"Brier {((p - y) ** 2).mean():.3f}, gap {_gap(p, y):.3f}"
    )
    for low, high in pairwise(_EDGES):
        inside = _inside(p, low, high)
        if inside.any():
            print(f"  {low:.1f}-{high:.1f}: {inside.sum():4} events, right {y[inside].mean():.3f}")


def _inside(p: NDArray[np.float64], low: float, high: float) -> NDArray[np.bool_]:
    return (p >= low) & ((p < high) | (high == _EDGES[-1]))


def _gap(p: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return the expected calibration error over ten bins."""
    parts = [_inside(p, low, high) for low, high in pairwise(_EDGES)]
    return float(sum(abs(p[part].sum() - y[part].sum()) for part in parts) / len(p))


def plot(confidences: Sequence[float], right: Sequence[bool], path: Path) -> None:
    """Draw how often events of each stretch of confidence are right."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    p, y = np.array(confidences), np.array(right, dtype=float)
    parts = [part for low, high in pairwise(_EDGES) if (part := _inside(p, low, high)).any()]
    figure, axes = plt.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="perfect")
    axes.plot(
        [p[part].mean() for part in parts], [y[part].mean() for part in parts], marker="o", label="events"
    )
    for part in parts:
        axes.annotate(f" {part.sum()}", (p[part].mean(), y[part].mean()), fontsize=7, va="top")
    axes.set(xlabel="confidence", ylabel="part that is right", xlim=(0, 1), ylim=(0, 1))
    axes.set_title("Confidence of events on documents not seen (held-out folds)", fontsize=9)
    axes.legend(loc="upper left")
    figure.savefig(path, dpi=120, bbox_inches="tight", metadata={"Software": None})


if __name__ == "__main__":
    main()
