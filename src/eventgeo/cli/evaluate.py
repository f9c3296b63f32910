"""``eventgeo evaluate``: how good what was read is, against gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from eventgeo.cli.shared import count, plain_errors
from eventgeo.cli.store_option import corrections_option, open_corrected, open_store, store_option
from eventgeo.tagging.by_name import TAGGERS

if TYPE_CHECKING:
    from eventgeo.evaluation import PlaceScores, ToponymDocument
    from eventgeo.evaluation.calibration import Calibration
    from eventgeo.evaluation.place_scores import ResolutionScores, SpanScores
    from eventgeo.pipeline import Pipeline
    from eventgeo.protocols import Gazetteer


@click.group()
def evaluate() -> None:
    """Measure results against annotated documents."""


@evaluate.command()
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(path_type=Path))
@click.option(
    "--pred",
    type=click.Path(path_type=Path),
    metavar="PRED.jsonl",
    help="Predictions, such as `resolve --spans` writes; without, the texts of GOLD are read now.",
)
@click.option(
    "--gold-spans",
    is_flag=True,
    help="Resolve the mentions that GOLD marks rather than those found; with --pred: they were made so.",
)
@click.option("--by", type=click.Choice(("lang", "source", "kind")), help="Score each group apart, too.")
@click.option(
    "--match",
    type=click.Choice(("overlap", "exact")),
    default="overlap",
    show_default=True,
    help="Which predictions are measured for their points.",
)
@click.option(
    "--tagger",
    type=click.Choice(tuple(TAGGERS)),
    help="Finds the mentions (by default combined), and with --gold-spans names beside them (lexicon).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON, unrounded.")
@store_option
@corrections_option
@plain_errors
def places(
    gold: Path,
    pred: Path | None,
    gold_spans: bool,
    by: str | None,
    match: str,
    tagger: str | None,
    as_json: bool,
    store: Path | None,
    corrections: Path | None,
) -> None:
    """Score place mentions and their points.

    GOLD.jsonl holds a document a line: {"doc_id", "lang", "text", "toponyms": [{"start", "end", "lat",
    "lon"}]}; docs/evaluation.md says what the scores mean.
    """
    from eventgeo.evaluation import read_toponyms, score_places

    if pred is not None and (tagger or store or corrections):
        raise click.UsageError("--pred is scored as it is: --tagger, --store and --corrections go without it")
    documents = list(read_toponyms(gold))
    predictions: Iterable[ToponymDocument]
    if pred is not None:
        predictions = read_toponyms(pred)
    elif gold_spans:
        predictions = _resolved(documents, open_corrected(store, corrections), tagger or "lexicon")
    else:
        from eventgeo.pipeline import Pipeline

        pipeline = Pipeline(tagger=tagger or "combined", gazetteer=open_store(store), corrections=corrections)
        predictions = _read(documents, pipeline)
    scores = score_places(documents, predictions, by=by, match=match, gold_spans=gold_spans)  # type: ignore[arg-type]
    if as_json:
        click.echo(json.dumps(scores.as_dict(), indent=1, ensure_ascii=False))
        return
    _show(scores)
    _show_groups(scores)


def _resolved(
    documents: list[ToponymDocument], gazetteer: Gazetteer, tagger: str
) -> Iterator[ToponymDocument]:
    """Resolve the mentions that the gold marks."""
    from eventgeo.evaluation.toponyms import resolved_document
    from eventgeo.resolution import RuleResolver
    from eventgeo.resolution.spans import resolve_mentions
    from eventgeo.tagging.by_name import tagger_by_name

    resolver, reader = RuleResolver(gazetteer), tagger_by_name(tagger, gazetteer)
    for each in tqdm(documents, unit="doc", desc="resolving", disable=None):
        found = resolve_mentions(each.document, each.toponyms, resolver, tagger=reader)
        yield resolved_document(each.document, found)


def _read(documents: list[ToponymDocument], pipeline: Pipeline) -> Iterator[ToponymDocument]:
    """Find and resolve mentions in the texts, as `extract` does."""
    from eventgeo.evaluation.toponyms import resolved_document

    for reading in pipeline.read([each.document for each in documents]):
        yield resolved_document(reading.document, reading.resolutions)


def _show(scores: PlaceScores) -> None:
    click.echo(count(scores.documents, "document"))
    for name, spans in (scores.recognition or {}).items():
        click.echo(_recognition(name, spans))
    click.echo(_resolution("all", scores.resolution))
    click.echo(_resolution("countries", scores.countries, scores.country_accuracy))
    click.echo(_resolution("others", scores.other_places))
    if scores.calibration is not None:
        click.echo(_calibration(scores.calibration))
    if scores.calibration_by_code is not None:
        click.echo(_calibration(scores.calibration_by_code) + "  (countries by code)")


def _show_groups(scores: PlaceScores) -> None:
    """Show a line a group: its recognition where that was measured, and its resolution."""
    width = max(map(len, scores.groups), default=0)
    for name, group in scores.groups.items():
        if group.recognition is not None:
            click.echo(f"{name:{width}}  {_recognition('overlap', group.recognition['overlap'])}")
        if group.resolution.n:
            click.echo(f"{name:{width}}  {_resolution('all', group.resolution)}")


def _recognition(name: str, spans: SpanScores) -> str:
    return (
        f"recognition {name:9} P {spans.precision:.3f}  R {spans.recall:.3f}  F1 {spans.f1:.3f}  "
        f"({spans.hits} hits, {spans.predicted} predicted, {spans.gold} gold)"
    )


def _resolution(name: str, scores: ResolutionScores, code_accuracy: float | None = None) -> str:
    shown = (
        f"resolution  {name:9} N {scores.n}  resolved {_share(scores.resolved)}  "
        f"acc@161 {_share(scores.accuracy_161)}  acc@25 {_share(scores.accuracy_25)}  "
        f"precision@161 {_share(scores.precision_161)}  mean {_km(scores.mean_km)}  "
        f"median {_km(scores.median_km)}  AUC {_share(scores.auc)}"
    )
    return shown if code_accuracy is None else f"{shown}  right country code {_share(code_accuracy)}"


def _calibration(scores: Calibration) -> str:
    return (
        f"calibration {scores.answers} answers  expected error {scores.error:.3f}  "
        f"accuracy of the 90 % most confident {scores.accuracy_of_confident:.3f}"
    )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _km(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} km"
