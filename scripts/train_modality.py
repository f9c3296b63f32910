"""Train the weights that say whether an event happened, and say what they are worth.

    scripts/train_modality.py GOLD ... --models FOLDER [--unseen GOLD ...] [--measure SOURCE ...]
                              [--sentences FOLDER] [--tags FILE] [--write-folds] [--write]

GOLD are the documents that the readers fold0, fold1 … in FOLDER were trained on, in the order of that
training: each is read by the reader that has not seen it. --unseen names gold that none has seen, read by the
package's own. Sources named by --measure are measured, not trained on. --sentences are single invented
sentences (``data/modality``), trained on whichever fold is measured. --tags keeps what was read in a file,
which a later run reads instead: rules may change between the two, tagger and readers not.

All figures are cross-fitted: weights and tilt of a fold come from the other folds (the tilt from folds within
them), and are measured on its documents. Scoring the weights that are written, fitted on all folds, on the
same gold would flatter them; --write-folds keeps each fold's weights beside its reader, where
benchmarks/cross_validation.py takes them from. --write keeps the weights of all folds in the package.
Deterministic; needs scipy.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from eventgeo.assembly import modality_model
from eventgeo.assembly.modality import modality_evidence
from eventgeo.assembly.modality_features import Rows, modality_features
from eventgeo.assembly.modality_model import ModalityModel
from eventgeo.assembly.readings import read_judgement
from eventgeo.evaluation.gold import GoldDocument
from eventgeo.evaluation.measures import match
from eventgeo.model import MODALITIES, Document, Tags, Trigger
from eventgeo.pipeline import Pipeline
from eventgeo.training.folds import split_folds
from eventgeo.training.held_out import fold_folders, held_out
from eventgeo.training.train import read_sources

WEIGHTS = Path(modality_model.__file__).parent / modality_model.WEIGHTS
GROUPS = ("fr en", "es ar")
"""Languages that share a tilt. The weights are the same for all: a pair's own were worth less."""
EVERY_FOLD = -1
"""The fold of sentences that are trained on, never measured."""
OWN = "in the sentences: "
"""Features by which the sentences, of which most events did not happen, have a bias of their own."""

PENALTY = 8.0
"""Strength of the pull of all weights towards 0; :data:`FIRM` ones, which every event informs, are freer."""
FIRM: Mapping[str, float] = dict.fromkeys(("reader", "rules", *MODALITIES[1:]), 0.5)
LEAST_WEIGHT = 0.01
"""Weights below it count for nothing, and are not kept."""
LEAST_DOCUMENTS = 3
"""A feature seen in fewer documents gets no weight."""
TILTS = tuple(step / 10 for step in range(7))
"""Beyond them, what only looks as if it had not happened is doubted, too (seen on fr-hard)."""
WORTH = 0.1
"""What the share right of the events that did not happen counts for, beside that of all events."""
EDGE = 0.25
"""Log-odds between two modalities, within which an event is at the edge."""
NEWS = frozenset({"fr-dev", "fr-train", "en-dev", "en-train", "ar-train"})
"""Real news, where what did not happen is as rare as it is: the tilt is chosen on it, if it holds enough."""
ENOUGH = 50
"""Events that did not happen, from which on they are enough to choose a tilt by; with fewer there is none."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document as a tagger read it, with the modality of each trigger that a coder marked, else None."""

    source: str
    fold: int
    tags: Tags
    modalities: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One event: what speaks for each modality, what the rules and the reader say, and what is right."""

    source: str
    group: str
    fold: int
    document: str
    rows: Rows
    rules: int
    reader: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """The weights, and the tilt of each group of languages."""

    weights: Mapping[str, float]
    tilts: Mapping[str, float]

    def choose(self, case: Case) -> int:
        return ModalityModel(weights=self.weights, tilt=self.tilts[case.group]).choose(case.rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--models", required=True, type=Path)
    parser.add_argument("--unseen", nargs="+", type=Path, default=[])
    parser.add_argument("--measure", nargs="+", default=[])
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--tags", type=Path)
    parser.add_argument(
        "--write-folds", action="store_true", help="write each fold's weights beside its reader"
    )
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    options = parser.parse_args()
    if options.tags and options.tags.is_file():
        documents = pickle.loads(options.tags.read_bytes())  # noqa: S301 - written by this script
    else:
        documents = list(read_documents(options.gold, options.models, options.unseen))
        if options.tags:
            options.tags.write_bytes(pickle.dumps(documents))
    if options.sentences:
        documents.extend(read_sentences(options.sentences))
    cases = [case for read in documents for case in cases_of(read)]
    fitting = [case for case in cases if case.source not in options.measure]
    models: dict[int | None, Trained] = {
        fold: train([case for case in fitting if case.fold != fold])
        for fold in sorted({case.fold for case in fitting} - {EVERY_FOLD})
    }
    models[None] = train(fitting)
    report([case for case in cases if case.fold != EVERY_FOLD], models, options.measure)
    for fold, model in models.items():
        if fold is not None and options.write_folds:
            write(model, fold_folders(options.models)[fold] / WEIGHTS.name)
    if options.write:
        write(models[None], WEIGHTS)


# --- reading -----------------------------------------------------------------------------------------------


def read_documents(paths: Sequence[Path], models: Path, unseen: Sequence[Path]) -> Iterator[Read]:
    """Yield the documents as readers that have not seen them read them, without those that have no event."""
    for fold, pipeline, source, documents in held_out(read_sources(paths), models):
        for gold in documents:
            yield from _read(pipeline, gold, source, fold)
    if unseen:
        pipeline, folds = Pipeline(), len(fold_folders(models))
        for found in read_sources(unseen):
            numbers = split_folds([gold.document.text for gold in found.documents], folds)
            for gold, number in zip(found.documents, numbers, strict=True):
                yield from _read(pipeline, gold, found.name, number)


def _read(pipeline: Pipeline, gold: GoldDocument, source: str, fold: int) -> Iterator[Read]:
    [tags] = pipeline.tagger.tag([gold.document])
    if tags.triggers:
        pairs = match(gold.events, tags.triggers, lambda e, t: e.event_type == t.event_type)
        marked = {(trigger.start, trigger.end): event.modality for event, trigger in pairs}
        modalities = tuple(marked.get((trigger.start, trigger.end)) for trigger in tags.triggers)
        yield Read(source=source, fold=fold, tags=tags, modalities=modalities)


def read_sentences(folder: Path) -> Iterator[Read]:
    """Yield the sentences of ``<lang>.jsonl``: ``text``, ``events`` of ``start, trigger, type, modality``."""
    pipeline = Pipeline()
    for path in sorted(folder.glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        documents = [
            Document(doc_id=f"{path.stem}-{number}", text=line["text"], lang=path.stem)
            for number, line in enumerate(lines)
        ]
        for line, tags in zip(lines, pipeline.tagger.tag(documents), strict=True):
            modalities = tuple(_written(trigger, line["events"]) for trigger in tags.triggers)
            yield Read(source="sentences", fold=EVERY_FOLD, tags=tags, modalities=modalities)


def _written(trigger: Trigger, events: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the modality of the event that a trigger names, None where it was not meant."""
    for event in events:
        start, end = event["start"], event["start"] + len(event["trigger"])
        if event["type"] == trigger.event_type and trigger.start < end and start < trigger.end:
            return str(event["modality"])
    return None


def cases_of(read: Read) -> Iterator[Case]:
    """Yield the events of a document that a coder marked, too."""
    evidence = modality_evidence(read.tags)
    features = modality_features(read.tags, evidence)
    for found, rows, reading, right in zip(
        evidence, features, read.tags.readings, read.modalities, strict=True
    ):
        if right is not None:
            if read.fold == EVERY_FOLD:
                for modality, row in zip(MODALITIES, rows, strict=True):
                    row[OWN + modality] = 1.0
            yield Case(
                source=read.source,
                group=next(group for group in GROUPS if read.tags.document.lang in group.split()),
                fold=read.fold,
                document=read.tags.document.doc_id,
                rows=rows,
                rules=MODALITIES.index(found.judgement.modality),
                reader=MODALITIES.index(read_judgement(reading).modality),
                right=MODALITIES.index(right),
            )


# --- training ----------------------------------------------------------------------------------------------


def train(cases: Sequence[Case]) -> Trained:
    """Fit weights, and choose the tilts on folds within the cases."""
    scores, judged = [], []
    for fold in sorted({case.fold for case in cases} - {EVERY_FOLD}):
        model = ModalityModel(weights=fit([case for case in cases if case.fold != fold]))
        for case in cases:
            if case.fold == fold and case.source in NEWS:
                scores.append(np.log(np.maximum(model.probabilities(case.rows), 1e-12)))
                judged.append(case)
    tilts = {}
    for group in GROUPS:
        mine = [at for at, case in enumerate(judged) if case.group == group]
        right = np.array([judged[at].right for at in mine])
        enough = (right > 0).sum() >= ENOUGH
        tilts[group] = best_tilt(np.array(scores)[mine], right) if enough else 0.0
    return Trained(weights=fit(cases), tilts=tilts)


def best_tilt(scores: Floats, right: NDArray[np.int64]) -> float:
    """Return the tilt that tells most right, where what did not happen counts for more than its number.

    An event near the edge counts in part, or the few of them would make the worth of a tilt jump.

    Examples
    --------
    >>> scores = np.log([[0.9, 0.1, 0.0001, 0.0001], [0.55, 0.45, 0.0001, 0.0001]])
    >>> best_tilt(scores, np.array([0, 1])), best_tilt(scores, np.array([0, 0]))
    (0.6, 0.0)
    """
    worth = []
    for tilt in TILTS:
        tilted = (scores - tilt * np.eye(len(MODALITIES))[0]) / EDGE
        shares = np.exp(tilted - tilted.max(axis=1, keepdims=True))
        hits = shares[np.arange(len(right)), right] / shares.sum(axis=1)
        others = hits[right > 0].mean() if (right > 0).any() else 0.0
        worth.append(float(hits.mean() + WORTH * others))
    return TILTS[worth.index(max(worth))]


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """Return the weights that make the right modalities likeliest, by name."""
    names = _names(cases)
    table = _table(cases, names)
    back = table.T.tocsr()
    right = np.array([case.right for case in cases])
    penalty = np.array([FIRM.get(name, PENALTY) for name in names])
    wanted = np.eye(len(MODALITIES))[right]

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = (table @ weights).reshape(wanted.shape)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        likely = np.maximum(shares[np.arange(len(right)), right], 1e-12)
        pull = penalty * weights
        return -np.log(likely).sum() + (pull * weights).sum() / 2, back @ (shares - wanted).ravel() + pull

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    weights = zip(names, found.x, strict=True)
    return {
        name: round(float(weight), 3)
        for name, weight in weights
        if abs(weight) >= LEAST_WEIGHT and not name.startswith(OWN)
    }


def _names(cases: Iterable[Case]) -> list[str]:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for case in cases:
        for row in case.rows:
            for name in row:
                seen[name].add(case.document)
    return sorted(name for name, documents in seen.items() if len(documents) >= LEAST_DOCUMENTS)


def _table(cases: Sequence[Case], names: Sequence[str]) -> csr_matrix:
    place = {name: at for at, name in enumerate(names)}
    entries = [
        (number * len(MODALITIES) + option, place[name], value)
        for number, case in enumerate(cases)
        for option, row in enumerate(case.rows)
        for name, value in row.items()
        if name in place
    ]
    rows, columns, values = zip(*entries, strict=True)
    return csr_matrix((values, (rows, columns)), shape=(len(cases) * len(MODALITIES), len(names)))


def write(model: Trained, path: Path) -> None:
    """Write a model, weightiest feature first."""
    ranked = sorted(model.weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    table = {
        "about": "Written by scripts/train_modality.py. Log-odds that add up.",
        "tilts": model.tilts,
        "weights": dict(ranked),
    }
    path.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


# --- measuring ---------------------------------------------------------------------------------------------


def report(cases: Sequence[Case], models: Mapping[int | None, Trained], only_measured: Sequence[str]) -> None:
    """Print what rules, reader and model reach a source and over the news of each language, and a class."""
    parts: defaultdict[str, list[tuple[Case, Mapping[str, int]]]] = defaultdict(list)
    for case in cases:
        model = models[None if case.source in only_measured else case.fold]
        said = {"rules": case.rules, "reader": case.reader, "model": model.choose(case)}
        parts[case.source].append((case, said))
        if case.source in NEWS:
            parts[f"news {case.source[:2]}"].append((case, said))
    for group in GROUPS:
        tilts = " ".join(f"{model.tilts[group]:g}" for model in models.values())
        print(f"tilts of the folds, and of all, in {group}: {tilts}")
    for name, rows in sorted(parts.items()):
        right = np.array([case.right for case, _ in rows])
        line = f"{name:14} {len(rows):5} events, always asserted {np.mean(right == 0):.3f}"
        for who in ("rules", "reader", "model"):
            hits = right == np.array([said[who] for _, said in rows])
            others = hits[right > 0].mean() if (right > 0).any() else float("nan")
            line += f"  {who} {hits.mean():.3f} (not asserted {others:.3f})"
        print(line)
    for name in sorted(part for part in parts if part.startswith("news")):
        for at, modality in enumerate(MODALITIES):
            figures = "".join(_of_class(at, who, parts[name]) for who in ("rules", "model"))
            print(f"{name:14} {modality:13}{figures}")


def _of_class(at: int, who: str, rows: Sequence[tuple[Case, Mapping[str, int]]]) -> str:
    counts = Counter((case.right == at, said[who] == at) for case, said in rows)
    hits = counts[True, True]
    precision = hits / max(1, hits + counts[False, True])
    recall = hits / max(1, hits + counts[True, False])
    score = 2 * precision * recall / max(1e-9, precision + recall)
    return f"  {who} precision {precision:.3f} recall {recall:.3f} F1 {score:.3f}"


if __name__ == "__main__":
    main()
