"""Fit the weights by which rules and a model's readings are mixed, and say what the mix is worth.

    scripts/fit_mix.py GOLD ... --models FOLDER --fit-on SOURCE ... [--skip PATTERN] [--write]

GOLD and FOLDER are those of scripts/fit_evidence.py (with --write-folds): each document is read by a reader
that has not seen it. Weights are fitted on the sources named by --fit-on, without documents whose id matches
--skip; no rule should have been made with them. Triggers and places are those of the default tagger.
Figures are cross-fitted: those of a fold come from weights fitted on the other folds. --write keeps weights
fitted on all folds in the package.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eventgeo.assembly import mixing, stages
from eventgeo.assembly.place_candidates import place_candidates
from eventgeo.assembly.place_features import feature_names
from eventgeo.assembly.place_history import History
from eventgeo.assembly.place_mix import mixed_features, read_entities
from eventgeo.assembly.place_model import place_model
from eventgeo.assembly.place_readings import read_places
from eventgeo.assembly.place_view import TriggerView
from eventgeo.evaluation.gold import GoldDocument, GoldEvent
from eventgeo.evaluation.measures import match
from eventgeo.model import Resolution, Tags
from eventgeo.training.held_out import held_out
from eventgeo.training.train import Source, read_sources
from fit_evidence import Choice, fit
from train_place_linker import Example, found_example

WEIGHTS = Path(stages.__file__).with_name("rules") / "mix.toml"
GROUPS: Mapping[str, Mapping[mixing.Stage, Mapping[str, float]]] = {
    "fr en": {
        "places": {"first": 0.35, "more": 0.75, "other_role": 0.35, "series": 0.25},
    },
    "es ar": {
        "places": {"threshold": 0.33},
    },
}
"""Languages of like rules; a stage, from which probability a place is taken.

Chosen on held-out folds.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document as the default tagger reads it, with the coder's event for each trigger that is one."""

    source: str
    fold: int
    group: str
    fits: bool
    events: Sequence[GoldEvent | None]
    example: Example
    tags: Tags
    resolutions: Sequence[Resolution]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--models", required=True, type=Path)
    parser.add_argument("--fit-on", nargs="+", required=True)
    parser.add_argument("--skip", type=re.compile, help="ids of documents not to fit on")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    options = parser.parse_args()
    cases = list(read_cases(read_sources(options.gold), options.models, options.fit_on, options.skip))
    lines = ["# Fitted by scripts/fit_mix.py. Log-odds that add up; the last of a table are thresholds."]
    for group, parts in GROUPS.items():
        for stage in parts:
            mine = [case for case in cases if case.group == group]
            report(stage, mine)
            lines += ["", f'["{group}".{stage}]']
            weights = fit_stage(stage, [case for case in mine if case.fits])
            lines += [f'"{name}" = {value:.3f}' for name, value in weights.items()]
    if options.write:
        WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


# --- reading -----------------------------------------------------------------------------------------------


def read_cases(
    sources: Sequence[Source], models: Path, fit_on: Sequence[str], skip: re.Pattern[str] | None
) -> Iterator[Case]:
    """Yield the documents in which events were found."""
    for fold, pipeline, source, documents in held_out(sources, models):
        for gold, tags in zip(
            documents, pipeline.tagger.tag([gold.document for gold in documents]), strict=True
        ):
            group = next((group for group in GROUPS if gold.document.lang in group.split()), "")
            if group and tags.triggers:
                resolutions = pipeline.resolver.resolve(tags)
                yield Case(
                    source=source,
                    fold=fold,
                    group=group,
                    fits=source in fit_on and not (skip and skip.match(gold.document.doc_id)),
                    events=coded_events(gold, tags),
                    example=found_example(gold, tags, resolutions),
                    tags=tags,
                    resolutions=resolutions,
                )


def coded_events(gold: GoldDocument, tags: Tags) -> list[GoldEvent | None]:
    """Return the coder's event for each trigger: of the same type, and over the same words."""
    pairs = match(gold.events, tags.triggers, lambda event, trigger: event.event_type == trigger.event_type)
    events = {(trigger.start, trigger.end): event for event, trigger in pairs}
    return [events.get((trigger.start, trigger.end)) for trigger in tags.triggers]


# --- fitting -----------------------------------------------------------------------------------------------


def fit_stage(stage: mixing.Stage, cases: Sequence[Case]) -> dict[str, float]:
    """Return the weights of a stage, weightiest first, and its thresholds."""
    weights = fit([choice for case in cases for choice in _CHOICES[stage](case)])
    ranked = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    return {**dict(ranked), **GROUPS[cases[0].group][stage]}


def place_choices(case: Case) -> Iterator[Choice]:
    """Yield whether a place is the event's, for each candidate; the history of each event is the coder's."""
    if case.group == "es ar":
        yield from _read_choices(case)
        return
    scene, model, history = case.example.scene, place_model(), History()
    for site, wanted, reading in zip(scene.sites, case.example.wanted, case.tags.readings, strict=True):
        view, read = TriggerView(scene, site), read_entities(scene, reading)
        for entity in view.entities:
            score = model.log_odds(feature_names(view, entity, history))
            yield _choice(case, [{}, mixed_features(entity, score, read)], int(entity in wanted))
        history.add(site, sorted(wanted))


def _read_choices(case: Case) -> Iterator[Choice]:
    mentions = case.example.scene.mentions
    for wanted, candidates in zip(
        case.example.wanted, place_candidates(case.tags, case.resolutions), strict=True
    ):
        for candidate in candidates:
            right = mentions[candidate.row.argument].entity in wanted
            yield _choice(case, [{}, dict(candidate.features)], int(right))


_CHOICES: Mapping[str, Callable[[Case], Iterator[Choice]]] = {
    "places": place_choices,
}


def _choice(case: Case, rows: list[dict[str, float]], right: int) -> Choice:
    doc_id = case.tags.document.doc_id
    return Choice(source=case.source, doc_id=doc_id, fold=case.fold, options=rows, right=right)


# --- measuring ---------------------------------------------------------------------------------------------

Weights = Mapping[str, float]


def report(stage: mixing.Stage, cases: Sequence[Case]) -> None:
    """Print what rules, readings and the mix reach a source, and over all documents to fit on."""
    tally: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fold in sorted({case.fold for case in cases}):
        weights = fit_stage(stage, [case for case in cases if case.fits and case.fold != fold])
        for case in cases:
            if case.fold == fold:
                counts = _COUNTS[stage](case, weights)
                tally[case.source + ("" if case.fits else " (not fitted on)")].update(counts)
                if case.fits:
                    tally["all fitted on"].update(counts)
    for source, c in sorted(tally.items()):
        print(f"{stage:9} {source:30} " + "  ".join(_figures(stage, c)))


def _figures(stage: mixing.Stage, c: Counter[str]) -> Iterator[str]:
    for who in ("rules", "reader", "mix"):
        if f"{who} given" in c:
            yield f"{who} {2 * c[f'{who} right'] / max(1, c[f'{who} given'] + c['wanted']):.3f}"


def place_counts(case: Case, weights: Weights) -> Counter[str]:
    """Count right (event, place) links; each event reads the history of the places given."""
    if case.group == "es ar":
        return _read_counts(case, weights)
    scene, model, found = case.example.scene, place_model(), Counter[str]()
    before: dict[str, History] = {"rules": History(), "mix": History()}
    for site, wanted, reading in zip(scene.sites, case.example.wanted, case.tags.readings, strict=True):
        view, read = TriggerView(scene, site), read_entities(scene, reading)
        found["wanted"] += len(wanted)
        for who, mix in (("rules", None), ("mix", weights)):
            chosen = model.choose(view, before[who], read, mix)
            before[who].add(site, chosen)
            found.update({f"{who} given": len(chosen), f"{who} right": len(wanted & set(chosen))})
    return found


def _read_counts(case: Case, weights: Weights) -> Counter[str]:
    entities = {
        (toponym.start, toponym.end): mention.entity
        for toponym, mention in zip(case.tags.toponyms, case.example.scene.mentions, strict=True)
    }
    found = Counter({"wanted": sum(map(len, case.example.wanted))})
    for who, mix in (("reader", None), ("mix", weights)):
        linked = read_places(case.tags, case.resolutions, mix)
        for wanted, links in zip(case.example.wanted, linked, strict=True):
            chosen = {entities[link.toponym.start, link.toponym.end] for link in links}
            found.update({f"{who} given": len(chosen), f"{who} right": len(wanted & chosen)})
    return found


_COUNTS: Mapping[str, Callable[[Case, Weights], Counter[str]]] = {
    "places": place_counts,
}

if __name__ == "__main__":
    main()
