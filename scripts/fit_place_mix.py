"""Fit the weights by which the linker of places and a model's readings are mixed, and say what that is worth.

    scripts/fit_place_mix.py GOLD ... --models FOLDER --fit-on SOURCE ... [--skip PATTERN] [--write]

GOLD and FOLDER are those of scripts/fit_evidence.py (with --write-folds): each document is read by a reader,
and its places scored by a linker (scripts/train_place_linker.py), that have not seen it. Weights are fitted
on the sources named by --fit-on, without documents whose id matches --skip. Triggers and places are those of
the default tagger. Figures are cross-fitted: those of a fold come from weights fitted on the other folds.
--write keeps weights fitted on all folds in the package.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eventgeo.assembly import place_mix
from eventgeo.assembly.place_features import feature_names
from eventgeo.assembly.place_history import History
from eventgeo.assembly.place_mix import mixed_features, read_entities
from eventgeo.assembly.place_model import PlaceModel, parse_place_model
from eventgeo.assembly.place_view import TriggerView
from eventgeo.model import Tags
from eventgeo.training.held_out import fold_folders, held_out
from eventgeo.training.train import Source, read_sources
from fit_evidence import Choice, fit
from train_place_linker import WEIGHTS as LINKER
from train_place_linker import Example, found_example

WEIGHTS = Path(place_mix.__file__).with_name("rules") / "place_mix.toml"
THRESHOLDS = {"first": 0.31, "more": 0.75, "other_role": 0.35, "series": 0.25}
"""From which probability a place is taken.

Chosen by hand, by the links and facts of held-out folds and by the aggregates of the dev and hard sets.
"""

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document as the default tagger reads it, with a linker that has not seen it."""

    source: str
    fold: int
    fits: bool
    example: Example
    tags: Tags
    linker: PlaceModel


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
    report(cases)
    if options.write:
        lines = ["# Fitted by scripts/fit_place_mix.py. Log-odds that add up; the last are thresholds."]
        lines += [f'"{name}" = {value:.3f}' for name, value in fit_mix(cases).items()]
        WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_cases(
    sources: Sequence[Source], models: Path, fit_on: Sequence[str], skip: re.Pattern[str] | None
) -> Iterator[Case]:
    """Yield the documents in which events were found."""
    linkers = [
        parse_place_model((folder / LINKER.name).read_text("utf-8")) for folder in fold_folders(models)
    ]
    for fold, pipeline, source, documents in held_out(sources, models):
        for gold, tags in zip(
            documents, pipeline.tagger.tag([gold.document for gold in documents]), strict=True
        ):
            if tags.triggers:
                yield Case(
                    source=source,
                    fold=fold,
                    fits=source in fit_on and not (skip and skip.match(gold.document.doc_id)),
                    example=found_example(gold, tags, pipeline.resolver.resolve(tags)),
                    tags=tags,
                    linker=linkers[fold],
                )


def fit_mix(cases: Sequence[Case]) -> dict[str, float]:
    """Return the weights, weightiest first, and the thresholds."""
    weights = fit([choice for case in cases if case.fits for choice in choices(case)])
    ranked = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    return {**dict(ranked), **THRESHOLDS}


def choices(case: Case) -> Iterator[Choice]:
    """Yield whether a place is the event's, for each candidate; the history of each event is the coder's."""
    scene, history = case.example.scene, History()
    for site, wanted, reading in zip(scene.sites, case.example.wanted, case.tags.readings, strict=True):
        view, read = TriggerView(scene, site), read_entities(scene, reading)
        for entity in view.entities:
            score = case.linker.log_odds(feature_names(view, entity, history))
            yield Choice(
                source=case.source,
                doc_id=case.tags.document.doc_id,
                fold=case.fold,
                options=[{}, mixed_features(entity, score, read)],
                right=int(entity in wanted),
            )
        history.add(site, sorted(wanted))


def report(cases: Sequence[Case]) -> None:
    """Print link F1 of the linker alone and of the mix, a source and over all documents to fit on."""
    tally: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fold in sorted({case.fold for case in cases}):
        weights = fit_mix([case for case in cases if case.fold != fold])
        for case in cases:
            if case.fold == fold:
                counts = count_links(case, weights)
                tally[case.source + ("" if case.fits else " (not fitted on)")].update(counts)
                if case.fits:
                    tally["all fitted on"].update(counts)
    for source, c in sorted(tally.items()):
        rules, mix = (
            2 * c[f"{who} right"] / max(1, c[f"{who} given"] + c["wanted"]) for who in ("rules", "mix")
        )
        print(f"{source:30} linker {rules:.3f}  mix {mix:.3f}")


def count_links(case: Case, weights: Weights) -> Counter[str]:
    """Count right (event, place) links; each event reads the history of the places given."""
    scene, found = case.example.scene, Counter[str]()
    before: dict[str, History] = {"rules": History(), "mix": History()}
    for site, wanted, reading in zip(scene.sites, case.example.wanted, case.tags.readings, strict=True):
        view, read = TriggerView(scene, site), read_entities(scene, reading)
        found["wanted"] += len(wanted)
        for who, mix in (("rules", None), ("mix", weights)):
            chosen = case.linker.choose(view, before[who], read, mix)
            before[who].add(site, chosen)
            found.update({f"{who} given": len(chosen), f"{who} right": len(wanted & set(chosen))})
    return found


if __name__ == "__main__":
    main()
