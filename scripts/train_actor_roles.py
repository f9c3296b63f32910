"""Train the weights that give events their actors, from gold documents, and say what they are worth.

    scripts/train_actor_roles.py GOLD ... --models FOLDER [--write-folds] [--write]

GOLD and FOLDER are those of scripts/fit_evidence.py (with --write-folds): each document is read by a reader
that has not seen it. Triggers and actors are those of the default tagger; each document is learned from
twice, with the reader's readings and without, so that the weights serve the lexicon tagger too. Figures are
cross-fitted: those of a fold come from weights fitted on the other folds. --write keeps weights fitted on
all, --write-folds each fold's beside its reader, where benchmarks/cross_validation.py takes them from.
Deterministic; needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from eventgeo.assembly.actor_candidates import ROLES, Candidate, event_views
from eventgeo.assembly.actor_choice import choose_actors
from eventgeo.assembly.actor_history import ActorHistory
from eventgeo.assembly.actor_model import ActorModel, featured
from eventgeo.assembly.actor_scenes import set_scenes
from eventgeo.assembly.actors import Actors, assign_actors, rule_roles
from eventgeo.evaluation.gold import GoldDocument, GoldEvent
from eventgeo.evaluation.measures import match, same_actor
from eventgeo.model import ActorMention, Tags
from eventgeo.text.tokens import normal_form
from eventgeo.training.held_out import fold_folders, held_out
from eventgeo.training.train import read_sources

WEIGHTS = Path(__file__).parent.parent / "src/eventgeo/assembly/rules/actor_weights.json"
MIN_COUNT = 40  # a feature seen less often gets no weight (each document is read twice)
PENALTY = 6.0  # strength of the pull of all weights towards 0
LIGHT = 0.1  # the same for what every candidate has: biases and readings
LEAST = 0.02  # smaller weights are left out
THRESHOLDS = {"first": 0.35, "joined": 0.4, "more": 0.6}
TWO_SIDED = frozenset({"clash", "riot"})
Row = tuple[dict[str, float], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document as the default tagger reads it, with the coder's event for each trigger that is one."""

    source: str
    fold: int
    tags: Tags
    events: Sequence[GoldEvent | None]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--models", required=True, type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    parser.add_argument(
        "--write-folds", action="store_true", help="write each fold's weights beside its reader"
    )
    options = parser.parse_args()
    sources = read_sources(options.gold)
    cases = [
        Case(source=source, fold=fold, tags=tags, events=coded_events(gold, tags))
        for fold, pipeline, source, documents in held_out(sources, options.models)
        for gold, tags in zip(documents, pipeline.tagger.tag([g.document for g in documents]), strict=True)
    ]
    learn(
        cases,
        write=options.write,
        folders=fold_folders(options.models) if options.write_folds else (),
    )


def learn(cases: Sequence[Case], *, write: bool, folders: Sequence[Path] = ()) -> None:
    """Print the cross-fitted figures; write the weights if asked to, and each fold's to its folder."""
    rows = [
        [*case_rows(case.tags, case.events), *case_rows(unread(case.tags), case.events)] for case in cases
    ]
    report(cases, rows)
    for fold, folder in enumerate(folders):
        others = [found for case, found in zip(cases, rows, strict=True) if case.fold != fold]
        write_weights(others, folder / WEIGHTS.name)
    if write:
        write_weights(rows, WEIGHTS)


def write_weights(rows: Sequence[Sequence[Row]], path: Path) -> None:
    """Train on the rows of documents, and store the weights."""
    model = train(row for found in rows for row in found)
    table = {
        "about": f"written by scripts/{Path(__file__).name} from {len(rows)} documents",
        "thresholds": THRESHOLDS,
        "weights": model.weights,
    }
    path.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def coded_events(gold: GoldDocument, tags: Tags) -> list[GoldEvent | None]:
    """Return the coder's event for each trigger: of the same type, and over the same words."""
    pairs = match(gold.events, tags.triggers, lambda event, trigger: event.event_type == trigger.event_type)
    events = {(trigger.start, trigger.end): event for event, trigger in pairs}
    return [events.get((trigger.start, trigger.end)) for trigger in tags.triggers]


def unread(tags: Tags) -> Tags:
    """Return `tags` without what a model read."""
    return replace(tags, readings=())


def case_rows(tags: Tags, events: Sequence[GoldEvent | None]) -> Iterator[Row]:
    """Yield the features of each candidate and whether it has the role; the history is the coder's."""
    scenes, history = set_scenes(tags), ActorHistory()
    views = event_views(tags, scenes, rule_roles(tags, scenes))
    for view, event in zip(views, map(_if_plain, events), strict=True):
        known: dict[str, list[ActorMention]] = {
            role: [] if event else [mention.actor for mention in view.parts[role].mentions] for role in ROLES
        }
        if event is not None:
            found = list(featured(view, history))
            for role, wanted in (("initiator", event.initiators), ("target", event.targets)):
                mine = [row for row in found if row[0].role == role]
                labels = right_ones([candidate for candidate, _, _ in mine], wanted)
                for (candidate, names, numbers), label in zip(mine, labels, strict=True):
                    if label is not None:
                        features = {**dict.fromkeys(names, 1.0), **numbers}
                        yield {f"{role} {name}": value for name, value in features.items()}, label
                    if label:
                        known[role].append(candidate.actor)
        for role, actors in known.items():
            history.add(view.number, view.trigger.event_type, role, actors)


def _if_plain(event: GoldEvent | None) -> GoldEvent | None:
    """Leave out clashes that both sides do: other coders make the second side the target."""
    if event is not None and event.event_type in TWO_SIDED and len(event.initiators) > 1:
        return event if event.targets else None
    return event


def right_ones(candidates: Sequence[Candidate], wanted: Sequence[str]) -> list[bool | None]:
    """Tell which candidates are wanted; None where a nearer one of the same name is."""
    labels: list[bool | None] = [False] * len(candidates)
    for name in wanted:
        hits = [at for at, candidate in enumerate(candidates) if is_named(name, candidate.actor.text)]
        here = [at for at in hits if candidates[at].mention is not None] or hits
        for at in hits:
            if at in here:
                labels[at] = True
            elif not labels[at]:
                labels[at] = None
    return labels


def is_named(name: str, text: str) -> bool:
    """Tell whether a coder's name means a mention, though it may count more or fewer words to it."""
    wanted, words = (set(normal_form(part).split()) for part in (name, text))
    return same_actor(name, text) or wanted <= words or words <= wanted


def train(rows: Iterator[Row] | Sequence[Row]) -> ActorModel:
    """Return the model that fits the rows."""
    rows = list(rows)
    counts = Counter(name for features, _ in rows for name in features)
    names = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    number = {name: at for at, name in enumerate(names)}
    columns, values, starts = [], [], [0]
    for features, _ in rows:
        known = [(number[name], value) for name, value in features.items() if name in number]
        columns += [column for column, _ in known]
        values += [value for _, value in known]
        starts.append(len(columns))
    table = csr_matrix((values, columns, starts), shape=(len(rows), len(names)))
    across = table.T.tocsr()
    truth = np.array([label for _, label in rows], dtype=float)
    pull = np.array([LIGHT if _is_plain(name) else PENALTY for name in names])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = table @ w
        error = 1.0 / (1.0 + np.exp(-z)) - truth
        value = float((np.logaddexp(0.0, z) - truth * z).sum() + 0.5 * (pull * w * w).sum())
        return value, across @ error + pull * w

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights: dict[str, dict[str, float]] = {role: {} for role in ROLES}
    for name, weight in zip(names, map(float, found.x), strict=True):
        if abs(weight) >= LEAST:
            role, feature = name.split(" ", 1)
            weights[role][feature] = round(weight, 3)
    return ActorModel(weights=weights, thresholds=THRESHOLDS)


def _is_plain(name: str) -> bool:
    return name.split(" ", 1)[1] in ("bias", "read", "read rival", "read other")


# --- measuring ---------------------------------------------------------------------------------------------


def report(cases: Sequence[Case], rows: Sequence[Sequence[Row]]) -> dict[int, ActorModel]:
    """Print F1 of rules, of weights without readings and of weights with them; return the model a fold."""
    tally: defaultdict[str, Counter[str]] = defaultdict(Counter)
    models = {}
    for fold in sorted({case.fold for case in cases}):
        others = (row for case, found in zip(cases, rows, strict=True) if case.fold != fold for row in found)
        models[fold] = model = train(others)
        for case in cases:
            if case.fold == fold:
                tally[case.source].update(count(case, model))
    for source, c in sorted(tally.items()):
        figures = (
            f"{who} {2 * c[f'{who} right'] / max(1, c[f'{who} given'] + c['wanted']):.3f}"
            f" (P {c[f'{who} right'] / max(1, c[f'{who} given']):.2f}"
            f" R {c[f'{who} right'] / max(1, c['wanted']):.2f})"
            for who in ("rules", "unread", "read")
        )
        print(f"{source:14}", "  ".join(figures))
    return models


def count(case: Case, model: ActorModel) -> Counter[str]:
    """Count right actors of right roles."""
    ways: Mapping[str, tuple[tuple[Actors, Actors], ...]] = {
        "rules": assign_actors(case.tags),
        "unread": choose_actors(unread(case.tags), model),
        "read": choose_actors(case.tags, model),
    }
    found: Counter[str] = Counter()
    for event in case.events:
        found["wanted"] += len(event.initiators) + len(event.targets) if event else 0
    for who, roles in ways.items():
        for event, (initiators, targets) in zip(case.events, roles, strict=True):
            if event is not None:
                found[f"{who} given"] += len(initiators) + len(targets)
                found[f"{who} right"] += hits(event.initiators, initiators) + hits(event.targets, targets)
    return found


def hits(wanted: Sequence[str], actors: Actors) -> int:
    """Count the wanted names that are given, one to one."""
    left = [actor.text for actor in actors]
    right = 0
    for name in wanted:
        hit = next((text for text in left if same_actor(name, text)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


if __name__ == "__main__":
    main()
