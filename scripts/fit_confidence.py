"""Fit the confidence of an event to gold documents, and say how well it holds on others.

    scripts/fit_confidence.py GOLD... [--check GOLD...] [--write]

GOLD is a JSON or JSONL file of gold documents or a folder of them. An event counts as right when its
type, its modality and its main place are (or, where the gold gives it no place, when none was given).
--check prints how often events of each stretch of confidence are right in other documents; --write keeps the
weights in the package. Use documents that no lexicon was tuned on.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

import eventgeo as eg
from eventgeo.assembly.confidence import WEIGHTS, confidence_features, event_confidence
from eventgeo.evaluation.gold import GoldDocument, GoldEvent, read_gold
from eventgeo.evaluation.measures import match, place_fits
from eventgeo.model import Event

_RIDGE = 1.0
_EDGES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--check", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    pipeline = eg.Pipeline()

    rows = list(judged(pipeline, options.gold))
    weights = fit(
        [confidence_features(e.mention, e.resolutions) for e, _ in rows], [right for _, right in rows]
    )
    for name, weight in weights.items():
        print(f"{name:24} {weight:+.3f}")
    if options.write:
        lines = [f'"{name}" = {weight:.3f}' for name, weight in weights.items()]
        head = "# Weights of an event's confidence, by scripts/fit_confidence.py. Log-odds, added up.\n"
        WEIGHTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    for path in options.check:
        print(path)
        show(list(judged(pipeline, [path])), weights)


def judged(pipeline: eg.Pipeline, paths: Sequence[Path]) -> Iterator[tuple[Event, bool]]:
    """Read gold documents and yield each event found with whether it is right."""
    gold = [document for path in paths for document in read_gold(path)]
    readings = {r.document.doc_id: r for r in pipeline.read([g.document for g in gold], progress=False)}
    for document in gold:
        events = readings[document.document.doc_id].events
        yield from zip(events, rightness(document, events), strict=True)


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


def show(rows: Sequence[tuple[Event, bool]], weights: dict[str, float]) -> None:
    p = np.array([event_confidence(e.mention, e.resolutions, weights) for e, _ in rows])
    y = np.array([right for _, right in rows], dtype=float)
    brier = ((p - y) ** 2).mean()
    print(f"  {len(rows)} events, right {y.mean():.3f}, mean confidence {p.mean():.3f}, Brier {brier:.3f}")
    for low, high in pairwise(_EDGES):
        inside = (p >= low) & ((p < high) | (high == 1.0))
        if inside.any():
            print(f"  {low:.1f}-{high:.1f}: {inside.sum():4} events, right {y[inside].mean():.3f}")


if __name__ == "__main__":
    main()
