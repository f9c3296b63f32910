"""The tagger that reads: triggers, places, actors and what belongs together, from one pass."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

from eventgeo.errors import ConfigurationError, ModelNotFoundError
from eventgeo.model import ActorMention, Document, Tags, Toponym, Trigger
from eventgeo.tagging.actors import describe_actor
from eventgeo.tagging.flair_quiet import quiet_flair
from eventgeo.tagging.reader.documents import DocumentReading, read_documents
from eventgeo.tagging.reader.encoders import Encoder
from eventgeo.tagging.reader.expressions import mark_expressions
from eventgeo.tagging.reader.heads import Heads
from eventgeo.tagging.reader.labels import METONYMY
from eventgeo.tagging.reader.roles import read_triggers
from eventgeo.tagging.reader.spans import best_spans
from eventgeo.tagging.reader.store import HEADS, ReaderFolder, shipped_reader
from eventgeo.tagging.word_forms import guess_form

Runtime = Literal["onnx", "torch"]
RUNTIMES: tuple[Runtime, ...] = ("onnx", "torch")
LANGUAGES = ("fr", "en", "es", "ar")
"""Languages that the shipped reader was trained for."""


class ReaderTagger:
    """Finds events and their arguments with a small transformer, trained for this task in four languages.

    Parameters
    ----------
    path : str or Path, optional
        Folder of a reader; by default the one that comes with the package.
    runtime : {"onnx", "torch"}, default "onnx"
        ONNX Runtime in 8 bits, or Flair on torch (``pip install 'eventgeo[flair]'``; several times slower on
        a CPU, and what a GPU needs). Both use the same numbers.
    threads : int, optional
        Threads of a run; by default as many as there are cores.
    threshold : float, default 0.5
        Least probability of a trigger, place or actor.

    Raises
    ------
    ConfigurationError
        Where a parameter cannot work.
    ModelNotFoundError
        Where a file of the reader, or the library that runs it, is missing.
    ResourceHashError
        Where a file of the reader is damaged.

    Notes
    -----
    A reader is opened at its first use, and anew in each process: the tagger can be pickled.

    Examples
    --------
    >>> tagger = ReaderTagger()
    >>> tags, = tagger.tag([Document(doc_id="1", text="Des drones ont frappé Odessa lundi.", lang="fr")])
    >>> [(t.text, t.event_type) for t in tags.triggers], [t.text for t in tags.toponyms]
    ([('frappé', 'strike')], ['Odessa'])
    """

    languages = LANGUAGES

    def __init__(
        self,
        path: str | Path | None = None,
        *,
        runtime: Runtime = "onnx",
        threads: int | None = None,
        threshold: float = 0.5,
    ) -> None:
        if runtime not in RUNTIMES:
            raise ConfigurationError(f"runtime is {runtime!r}; it can be {' or '.join(RUNTIMES)}")
        if threads is not None and threads < 1:
            raise ConfigurationError(f"threads is {threads}; it must be 1 or more")
        if not 0.0 < threshold < 1.0:
            raise ConfigurationError(f"threshold is {threshold}; it must lie between 0 and 1")
        self._path = Path(path) if path is not None else shipped_reader()
        if not self._path.is_dir():
            raise ModelNotFoundError(f"there is no reader at {self._path}", path=str(self._path))
        self._runtime = runtime
        self._threads = threads
        self._threshold = threshold

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is open: sessions and networks do not travel between processes."""
        opened = {"_folder", "_encoder", "_heads"}
        return {name: value for name, value in self.__dict__.items() if name not in opened}

    @property
    def name(self) -> str:
        """Name and version of the reader, and what ran it."""
        settings = self._folder.settings
        return f"{settings['name']} {settings['version']} ({self._encoder.name})"

    def tag(self, documents: Sequence[Document]) -> list[Tags]:
        """Return the tags of each document, in order."""
        return [self._tags(reading) for reading in self.read(documents)]

    def read(self, documents: Sequence[Document]) -> list[DocumentReading]:
        """Return the probabilities of every token, before anything is decided."""
        return read_documents(documents, self._encoder, self.heads)

    @property
    def heads(self) -> Heads:
        """The reader's heads."""
        return self._heads

    @cached_property
    def _folder(self) -> ReaderFolder:
        return ReaderFolder(self._path)

    @cached_property
    def _heads(self) -> Heads:
        return Heads(self._folder.tensors(HEADS))

    @cached_property
    def _encoder(self) -> Encoder:
        if self._runtime == "onnx":
            from eventgeo.tagging.reader.onnx_encoder import OnnxEncoder

            return OnnxEncoder(self._folder, threads=self._threads)
        if importlib.util.find_spec("flair") is None:
            raise ModelNotFoundError("the torch runtime needs Flair: pip install 'eventgeo[flair]'")
        with quiet_flair():
            from eventgeo.tagging.reader.flair_encoder import open_flair

            return open_flair(self._folder, threads=self._threads)

    def _tags(self, reading: DocumentReading) -> Tags:
        triggers = reading_triggers(reading, self._threshold)
        toponyms = reading_toponyms(reading, self._threshold)
        actors = reading_actors(reading, self._threshold)
        return Tags(
            document=reading.document,
            sentences=reading.sentences,
            triggers=triggers,
            toponyms=toponyms,
            actors=actors,
            readings=read_triggers(reading, self.heads, triggers, toponyms, actors),
            expressions=mark_expressions(reading, self._threshold),
            tagger=self.name,
        )


def reading_triggers(reading: DocumentReading, threshold: float) -> tuple[Trigger, ...]:
    """Return the triggers that a reading holds likely, with their types."""
    found = []
    lang = reading.document.lang or ""
    for span in best_spans(reading.tags["event"], "event", threshold=threshold):
        start, end, text = reading.stretch(span.start, span.end)
        norms = [token.norm for token in reading.tokens[span.start : span.end]]
        found.append(
            Trigger(
                start=start,
                end=end,
                text=text,
                event_type=span.label,
                lemma=" ".join(norms),
                features=guess_form(norms[0], lang),
                rule="reader",
                confidence=round(span.score, 4),
            )
        )
    return tuple(found)


def reading_toponyms(reading: DocumentReading, threshold: float) -> tuple[Toponym, ...]:
    """Return the places that a reading holds likely; those that stand for a government are marked."""
    found = []
    for span in best_spans(reading.tags["place"], "place", threshold=threshold):
        start, end, text = reading.stretch(span.start, span.end)
        found.append(
            Toponym(
                start=start,
                end=end,
                text=text,
                metonymy=span.label == METONYMY,
                rule="reader",
                confidence=round(span.score, 4),
            )
        )
    return tuple(found)


def reading_actors(reading: DocumentReading, threshold: float) -> tuple[ActorMention, ...]:
    """Return the actors that a reading holds likely, with the ids that the lexicon knows."""
    return tuple(
        describe_actor(reading.tokens[span.start : span.end], reading.document, rule="reader")
        for span in best_spans(reading.tags["actor"], "actor", threshold=threshold)
    )
