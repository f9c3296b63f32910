"""Train the weights that link events to places, one linker for all languages.

    scripts/train_place_linker.py GOLD ... --models FOLDER --train-on SOURCE ... [--real SOURCE ...]
        [-o WEIGHTS.json]

GOLD, FOLDER and SOURCE are those of scripts/fit_place_mix.py; documents of the sources named by --real,
as newspapers print them, count twice. Each document is read three times: with the coder's triggers and
places, with the same but no mark of metonymy, and with the triggers and places that the default tagger finds,
its reader being one that has not seen the document; so the weights fit clean input and what the linker meets
in life. Beside each reader fold0, fold1 … go weights trained without that fold, by which fit_place_mix.py
measures. Prints link F1 in that cross-validation. Deterministic; needs numpy.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eventgeo.assembly.place_features import feature_names
from eventgeo.assembly.place_history import History
from eventgeo.assembly.place_model import PlaceModel
from eventgeo.assembly.place_scene import Scene, read_scene
from eventgeo.assembly.place_view import TriggerView
from eventgeo.evaluation.gold import GoldDocument, GoldEvent, GoldPlace
from eventgeo.model import Candidate, Place, Resolution, Span, Tags, Toponym, Trigger
from eventgeo.training.held_out import fold_folders, held_out
from eventgeo.training.train import read_sources

WEIGHTS = Path(__file__).parent.parent / "src/eventgeo/assembly/rules/place_weights.json"
MIN_COUNT = 20  # a feature seen less often gets no weight
PENALTY = 20.0  # strength of the pull of all weights towards 0
THRESHOLDS = {"first": 0.31, "more": 0.75, "other_role": 0.45, "series": 0.25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One reading of one document with the entities that each trigger should get."""

    reading: str
    scene: Scene
    wanted: Sequence[frozenset[int]]
    fold: int = -1
    weight: float = 1.0
    """How often it counts."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--models", required=True, type=Path)
    parser.add_argument("--train-on", nargs="+", required=True)
    parser.add_argument("--real", nargs="+", default=())
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    examples = [
        replace(example, fold=fold, weight=2.0 if source in options.real else 1.0)
        for fold, pipeline, source, documents in held_out(read_sources(options.gold), options.models)
        if source in options.train_on
        for gold, found in zip(
            documents, pipeline.tagger.tag([gold.document for gold in documents]), strict=True
        )
        for example in read_examples(gold, found, pipeline.resolver.resolve(found))
    ]
    print(f"{len(examples)} readings of documents")
    tally: dict[str, Counter[str]] = {}
    for fold, folder in enumerate(fold_folders(options.models)):
        model = train([example for example in examples if example.fold != fold])
        write(model, folder / WEIGHTS.name)
        for example in examples:
            if example.fold == fold:
                count(example, model, tally.setdefault(f"{example.scene.lang} {example.reading}", Counter()))
    report(tally)
    write(train(examples), options.output)


def write(model: PlaceModel, path: Path) -> None:
    """Store weights."""
    table = {
        "about": "written by scripts/train_place_linker.py",
        "bias": round(model.bias, 3),
        "thresholds": dict(model.thresholds),
        "weights": {name: round(weight, 3) for name, weight in sorted(model.weights.items())},
    }
    path.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(model.weights)} weights written to {path}")


# --- readings ----------------------------------------------------------------------------------------------


def read_examples(gold: GoldDocument, found: Tags, resolutions: Sequence[Resolution]) -> Iterator[Example]:
    """Yield the three readings of a gold document."""
    if not found.sentences:
        return
    yield found_example(gold, found, resolutions)
    for reading in ("gold", "unmarked"):
        toponyms = tuple(
            Toponym(start=p.start, end=p.end, text=p.text, metonymy=p.metonymy and reading == "gold")
            for p in sorted(gold.places, key=lambda place: place.start)
        )
        triggers = tuple(
            _gold_trigger(e, found.triggers) for e in sorted(gold.events, key=lambda event: event.start)
        )
        tags = replace(found, triggers=triggers, toponyms=toponyms)
        places = {(p.start, p.end): p for p in gold.places}
        resolutions = [_gold_resolution(t, places[t.start, t.end]) for t in toponyms]
        yield _example(reading, gold, tags, resolutions)


def found_example(gold: GoldDocument, found: Tags, resolutions: Sequence[Resolution]) -> Example:
    """Return a document as a tagger read it."""
    return _example("found", gold, found, resolutions)


def _gold_trigger(event: GoldEvent, found: Iterable[Trigger]) -> Trigger:
    """Return the coder's trigger; lemma and form are those of a found trigger at the same words."""
    like = next((t for t in found if _overlap(t, event)), None)
    return Trigger(
        start=event.start,
        end=event.end,
        text=event.text,
        event_type=event.event_type,
        lemma=like.lemma if like else event.text.lower(),
        features=like.features if like else frozenset(),
        rule="gold",
    )


def _gold_resolution(toponym: Toponym, gold: GoldPlace) -> Resolution:
    if gold.latitude is None or gold.longitude is None:
        return Resolution(toponym=toponym, chosen=None, reason="no point in the gold")
    place = Place(
        place_id=str(_place_key(gold)),
        name=gold.text,
        kind=gold.kind,
        latitude=gold.latitude,
        longitude=gold.longitude,
        country=gold.country,
    )
    chosen = Candidate(place=place, match="exact", matched_name=gold.text)
    return Resolution(toponym=toponym, chosen=chosen, reason="gold", confidence=1.0)


def _place_key(place: GoldPlace) -> tuple[object, ...]:
    return place.latitude, place.longitude, place.kind, place.text if place.latitude is None else ""


def _overlap(one: Span | GoldEvent | GoldPlace, other: Span | GoldEvent | GoldPlace) -> bool:
    return min(one.end, other.end) > max(one.start, other.start)


def _example(reading: str, gold: GoldDocument, tags: Tags, resolutions: Sequence[Resolution]) -> Example:
    scene = read_scene(tags, resolutions)
    keys: list[set[tuple[object, ...]]] = [set() for _ in scene.entities]
    for toponym, mention in zip(tags.toponyms, scene.mentions, strict=True):
        keys[mention.entity] |= {_place_key(p) for p in gold.places if _overlap(p, toponym)}
    wanted = []
    for trigger in tags.triggers:
        event = next((e for e in gold.events if _overlap(e, trigger)), None)
        places = {_place_key(link.place) for link in event.links} if event else set()
        wanted.append(frozenset(e for e, known in enumerate(keys) if known & places))
    return Example(reading=reading, scene=scene, wanted=wanted)


# --- training ----------------------------------------------------------------------------------------------


def train(examples: Sequence[Example]) -> PlaceModel:
    """Fit the weights; the history of each event is the coder's."""
    rows: list[list[str]] = []
    labels: list[bool] = []
    shares: list[float] = []
    for example in examples:
        history = History()
        for site, wanted in zip(example.scene.sites, example.wanted, strict=True):
            view = TriggerView(example.scene, site)
            for entity in view.entities:
                rows.append(feature_names(view, entity, history))
                labels.append(entity in wanted)
                shares.append(example.weight)
            history.add(site, sorted(wanted))
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    weights = fit(rows, labels, shares, names)
    return PlaceModel(
        weights={n: float(w) for n, w in zip(names, weights, strict=False) if abs(w) >= 0.02},
        bias=float(weights[-1]),
        thresholds=THRESHOLDS,
    )


def fit(
    rows: Sequence[Sequence[str]], labels: Sequence[bool], shares: Sequence[float], names: Sequence[str]
) -> np.ndarray:
    """Return the weights of a ridge logistic regression, the bias last, by L-BFGS."""
    number = {name: i for i, name in enumerate(names)}
    bias = len(names)
    columns = [[*(number[n] for n in row if n in number), bias] for row in rows]
    flat = np.array([i for row in columns for i in row])
    lengths = np.array([len(row) for row in columns])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    truth, share = np.array(labels, dtype=float), np.array(shares)
    pull = np.full(bias + 1, PENALTY)
    pull[bias] = 0.0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = np.add.reduceat(w[flat], starts)
        error = share * (1.0 / (1.0 + np.exp(-z)) - truth)
        value = float((share * (np.logaddexp(0.0, z) - truth * z)).sum() + 0.5 * (pull * w * w).sum())
        slope = np.bincount(flat, weights=np.repeat(error, lengths), minlength=bias + 1) + pull * w
        return value, slope

    return minimise(loss, np.zeros(bias + 1))


def minimise(loss, at: np.ndarray, steps: int = 200, memory: int = 10) -> np.ndarray:  # type: ignore[no-untyped-def]
    """Minimise a smooth function by L-BFGS with backtracking."""
    value, slope = loss(at)
    pairs: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(steps):
        direction = slope.copy()
        factors = []
        for s, y in reversed(pairs):
            factor = (s @ direction) / (s @ y)
            factors.append(factor)
            direction -= factor * y
        if pairs:
            s, y = pairs[-1]
            direction *= (s @ y) / (y @ y)
        for (s, y), factor in zip(pairs, reversed(factors), strict=True):
            direction += s * (factor - (y @ direction) / (s @ y))
        size = 1.0 if pairs else 1.0 / max(1.0, float(np.abs(slope).sum()))
        while True:
            new = at - size * direction
            new_value, new_slope = loss(new)
            if new_value <= value - 1e-4 * size * float(slope @ direction) or size < 1e-10:
                break
            size *= 0.5
        step, change = new - at, new_slope - slope
        if float(step @ change) > 1e-12:
            pairs = [*pairs[-(memory - 1) :], (step, change)]
        done = value - new_value < 1e-6 * abs(value)
        at, value, slope = new, new_value, new_slope
        if done:
            break
    return at


# --- measuring ---------------------------------------------------------------------------------------------


def report(tally: dict[str, Counter[str]]) -> None:
    """Print precision, recall and F1 of (event, place) links by language and reading."""
    for reading, c in sorted(tally.items()):
        precision, recall = c["right"] / max(1, c["given"]), c["right"] / max(1, c["wanted"])
        f1 = 2 * c["right"] / max(1, c["given"] + c["wanted"])
        print(f"{reading:12} links: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}")


def count(example: Example, model: PlaceModel, tally: Counter[str]) -> None:
    """Add up the links given and wanted, each event reading the history of the places given."""
    history = History()
    for site, wanted in zip(example.scene.sites, example.wanted, strict=True):
        chosen = model.choose(TriggerView(example.scene, site), history)
        history.add(site, chosen)
        tally.update(right=len(wanted & set(chosen)), given=len(chosen), wanted=len(wanted))


if __name__ == "__main__":
    main()
