"""From gold documents to a stored reader."""

from __future__ import annotations

import hashlib
import json
import random
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import eventgeo
from eventgeo.errors import ConfigurationError
from eventgeo.evaluation.gold import LAYERS, GoldDocument, read_gold
from eventgeo.tagging.flair_quiet import quiet_flair
from eventgeo.tagging.reader.examples import LabelledWindow
from eventgeo.tagging.reader.pieces import count_pieces
from eventgeo.training.annotations import label_windows
from eventgeo.training.expressions import ruled_expressions
from eventgeo.training.folds import split_folds
from eventgeo.training.output import staged_reader
from eventgeo.training.preparation import check_libraries, find_encoder
from eventgeo.training.progress import OnStep, logged_to
from eventgeo.training.recipe import Recipe

LOG = "training.log"

__all__ = ["Recipe", "Source", "keep_documents", "read_sources", "train"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file or folder of gold documents, as it was read."""

    name: str
    documents: tuple[GoldDocument, ...]

    @property
    def sha256(self) -> str:
        """Hash of the documents' ids, texts and labels, in order."""
        digest = hashlib.sha256()
        for gold in self.documents:
            labels: list[object] = [
                [(p.start, p.end, p.kind, p.metonymy) for p in gold.places],
                [(e.start, e.end, e.event_type, e.modality, e.initiators, e.targets) for e in gold.events],
            ]
            if gold.layers != LAYERS:
                labels.append(sorted(gold.layers))
            digest.update(json.dumps([gold.document.doc_id, gold.document.text, labels]).encode())
        return digest.hexdigest()


def read_sources(paths: Iterable[Path]) -> list[Source]:
    """Read gold documents; a folder with sub-folders is a source a sub-folder.

    Raises
    ------
    DocumentError
        An entry that does not fit its text; names file, document and entry.
    ConfigurationError
        A path that is not there, or without documents.
    """
    found = []
    for path in paths:
        if not path.exists():
            raise ConfigurationError(f"there are no gold documents at {path}")
        parts = sorted(part for part in path.iterdir() if part.is_dir()) if path.is_dir() else []
        for part in parts or [path]:
            name = f"{path.name}/{part.name}" if parts else path.stem
            found.append(Source(name=name, documents=tuple(read_gold(part))))
    if not any(source.documents for source in found):
        raise ConfigurationError("no gold documents to train on")
    return found


def keep_documents(
    sources: Sequence[Source],
    *,
    fold: str | None = None,
    without: Sequence[str] = (),
    without_text: str | None = None,
    limit: float = 1.0,
) -> list[Source]:
    """Return the sources without what is to be left out: a fold "K/N", sources by name, texts by pattern."""
    folds = fold_numbers(sources, int(fold.split("/")[1])) if fold else {}
    left_out = int(fold.split("/")[0]) if fold else -1
    pattern = re.compile(without_text) if without_text else None
    chance = random.Random(0)  # noqa: S311 - a sample, not a secret
    kept = []
    for source in sources:
        documents = tuple(
            gold
            for gold in source.documents
            if folds.get(gold.document.doc_id) != left_out
            and not (pattern and pattern.search(gold.document.text))
            and chance.random() < limit
        )
        if source.name not in without and documents:
            kept.append(Source(name=source.name, documents=documents))
    return kept


def fold_numbers(sources: Sequence[Source], folds: int) -> dict[str, int]:
    """Return the fold of each document by its id."""
    documents = [gold.document for source in sources for gold in source.documents]
    numbers = split_folds([document.text for document in documents], folds)
    return {document.doc_id: number for document, number in zip(documents, numbers, strict=True)}


def train(
    sources: Sequence[Source],
    encoder: str | Path,
    output: str | Path,
    *,
    name: str = "reader",
    recipe: Recipe | None = None,
    threads: int | None = None,
    on_step: OnStep | None = None,
) -> Path:
    """Train a reader and store it.

    Parameters
    ----------
    sources : sequence of Source
    encoder : str or Path
        Folder or hub name of a Hugging Face encoder.
    output : str or Path
        Folder of the reader, for ``ReaderTagger(output)``; written whole at the end, or not at all.
    name : str
    recipe : Recipe, optional
    threads : int, optional
        Threads of torch; by default as many as it finds cores.
    on_step : callable, optional
        Called with a :class:`~eventgeo.training.progress.Step` after each batch.

    Returns
    -------
    Path
        `output`. What Flair and torch had to say is in its ``training.log``.

    Raises
    ------
    ModelNotFoundError
        Where a library, or the encoder, is missing.
    ConfigurationError
        Where the encoder does not suit, there is nothing to train on, or `output` is something else.
    """
    output = Path(output).absolute()
    recipe = recipe or Recipe()
    if not any(source.documents for source in sources):
        raise ConfigurationError("no gold documents to train on")
    check_libraries()
    with staged_reader(output) as staged, logged_to(staged / LOG):
        folder = find_encoder(encoder, recipe)
        with quiet_flair():
            from eventgeo.training.onnx_graph import save_reader
            from eventgeo.training.trainer import open_tokenizer, train_reader
        windows = _windows(sources, open_tokenizer(folder))
        if not windows:
            raise ConfigurationError("the gold documents hold no text to train on")
        started = time.monotonic()
        network = train_reader(windows, folder, recipe, threads=threads, on_step=on_step)
        save_reader(
            network,
            staged,
            {
                "name": name,
                "version": eventgeo.__version__,
                "base": folder.name if Path(encoder).is_dir() else str(encoder),
                "recipe": asdict(recipe),
                "data": {
                    source.name: {"documents": len(source.documents), "sha256": source.sha256}
                    for source in sources
                },
                "windows": len(windows),
                "training_minutes": round((time.monotonic() - started) / 60, 1),
            },
        )
    return output


def _windows(sources: Sequence[Source], tokenizer: Any) -> list[LabelledWindow]:
    """Return the labelled windows of all documents, in order."""
    return [
        window
        for source in sources
        for gold in source.documents
        for window in label_windows(
            gold,
            lambda words: count_pieces(tokenizer, words),
            expressions=ruled_expressions(gold.document),
        )
    ]
