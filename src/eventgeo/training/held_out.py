"""Pipelines whose reader has not seen the documents that they are measured on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from eventgeo.assembly import RuleAssembler
from eventgeo.assembly.weights import read_weights
from eventgeo.errors import ConfigurationError
from eventgeo.evaluation.gold import GoldDocument
from eventgeo.gazetteer import open_gazetteer
from eventgeo.pipeline import Pipeline
from eventgeo.protocols import Tagger
from eventgeo.tagging.combined_tagger import CombinedTagger
from eventgeo.tagging.evidence import read_evidence_model
from eventgeo.tagging.lexicon_tagger import LexiconTagger
from eventgeo.tagging.reader.tagger import LANGUAGES, ReaderTagger
from eventgeo.training.train import Source, fold_numbers

WEIGHTS = "evidence_weights.toml"
"""A fold's weights of evidence, beside its reader (``scripts/fit_evidence.py --write-folds``).

Those of modality, actors and places lie there, too (:mod:`eventgeo.assembly.weights`).
"""


def fold_folders(models: Path) -> list[Path]:
    """Return the readers fold0, fold1 … in a folder, in order.

    Raises
    ------
    ConfigurationError
        Where there are none.
    """
    found = [folder for folder in models.glob("fold*") if folder.name.removeprefix("fold").isdigit()]
    folders = sorted(found, key=lambda folder: int(folder.name.removeprefix("fold")))
    if not folders:
        raise ConfigurationError(f"there are no readers fold0, fold1 … in {models}")
    return folders


def held_out(
    sources: Sequence[Source], models: Path, tagger: str = "combined"
) -> Iterator[tuple[int, Pipeline, str, list[GoldDocument]]]:
    """Yield each fold's pipeline, reader and weights, with the documents it may be measured on.

    Parameters
    ----------
    sources : sequence of Source
        All that the fold's readers were trained on, in the order of that training.
    models : Path
        Folder with the readers.
    tagger : {"combined", "reader", "lexicon"}

    Yields
    ------
    (fold, pipeline, source, documents)
        Sources without documents in the fold are left out.
    """
    folders = fold_folders(models)
    folds = fold_numbers(sources, len(folders))
    for number, folder in enumerate(folders):
        pipeline = Pipeline(
            tagger=_tagger(tagger, folder),
            assembler=RuleAssembler(read_weights(folder)),
            languages=LANGUAGES,
        )
        for source in sources:
            held = [gold for gold in source.documents if folds[gold.document.doc_id] == number]
            if held:
                yield number, pipeline, source.name, held


def _tagger(name: str, folder: Path) -> Tagger:
    gazetteer = open_gazetteer()
    if name == "lexicon":
        return LexiconTagger(gazetteer)
    if name == "reader":
        return ReaderTagger(folder)
    model = read_evidence_model(folder / WEIGHTS)
    return CombinedTagger(gazetteer, reader=ReaderTagger(folder), model=model)
