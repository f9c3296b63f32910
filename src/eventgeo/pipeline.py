"""Documents in, events out: the stages in order, with batches, progress and failures kept apart."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from eventgeo.assembly import RuleAssembler
from eventgeo.assembly.confidence import event_confidence
from eventgeo.assembly.identity import event_id
from eventgeo.documents import read_documents
from eventgeo.documents.records import language_code
from eventgeo.documents.report import warn_of_error
from eventgeo.errors import (
    ConfigurationError,
    DocumentError,
    GazetteerError,
    ModelNotFoundError,
    ResourceError,
    TaggerError,
)
from eventgeo.gazetteer import FallbackGazetteer, GeocoderService, boundaries, open_gazetteer
from eventgeo.gazetteer.corrections import Corrections, with_corrections
from eventgeo.gazetteer.corrections_file import load_corrections
from eventgeo.model import Document, Event, Period, Reading, Resolution, Tags
from eventgeo.protocols import Assembler, Gazetteer, Resolver, Tagger
from eventgeo.resolution import RuleResolver
from eventgeo.resolution.geocoded import GeocodedResolver
from eventgeo.resolution.spatial import locate, locate_unnamed
from eventgeo.tagging.by_name import tagger_by_name
from eventgeo.text.language import SUPPORTED, UNKNOWN, LanguageWarning, detect_language
from eventgeo.text.surrogates import without_surrogates

if TYPE_CHECKING:
    from eventgeo.tables import Tables
    from eventgeo.tagging.actors_own import OwnActors

_SETUP_FAULTS = (ConfigurationError, GazetteerError, ModelNotFoundError, ResourceError)
"""Errors that no document is to blame for: all would fail alike, so the first one stops the work."""


class Pipeline:
    """The stages from documents to events, configured once and used often.

    Parameters
    ----------
    tagger : Tagger or str, default "combined"
        Finds triggers, toponyms and actors: a tagger of your own, or the name of one of ours:
        "combined" (model and lexicons weighed together), "lexicon" (fastest, every decision explained; French
        and English), "reader" (the model alone), "flair" (the model alone, on torch).
    model : str or Path, optional
        Folder of a reader of your own (``eventgeo train``), where `tagger` is a name; by default the one that
        comes with the package.
    actors : OwnActors, str or Path, optional
        Actors of your own beside the register's, where `tagger` is the name of one that reads with lexicons:
        a TOML or CSV file of them (docs/actor_register.md), or what ``load_actors`` made of it.
    gazetteer : Gazetteer, optional
        Asked for places; by default the embedded one, built on first use.
    corrections : Corrections, str or Path, optional
        What you say of names in your documents (``eventgeo gazetteer correct``), before any gazetteer; a file
        of them, or by default your own file. ``Corrections()`` for none.
    geocoder : object, optional
        A geocoder of geopy's, asked over the network for names that the gazetteer lacks:
        ``Nominatim(user_agent="my-project/1.0")``; or a ``eventgeo.gazetteer.GeocoderService`` with cache and
        pace of its own. By default nobody is asked. Not together with `resolver`.
    resolver : Resolver, optional
        Chooses among the gazetteer's candidates; by default the rule resolver.
    assembler : Assembler, optional
        Joins triggers and arguments; by default the rule assembler.
    languages : sequence of str, optional
        Languages that the tagger reads; by default what it says of itself (``tagger.languages``), else French
        and English. A document in another one gets a warning and no events.
    batch_size : int, default 32
        Documents handed to the tagger at a time.
    threads : int, optional
        Threads of the model, where `tagger` is a name; by default as many as there are cores.
    strict : bool, default False
        Raise the first failure of a stage instead of leaving its document out with a warning: for those who
        write a tagger, a resolver or an assembler.

    Examples
    --------
    >>> pipeline = Pipeline()
    >>> reading, = pipeline.read([Document(doc_id="1", text="Les talibans ont pris Kunduz.", lang="fr")])
    >>> [(event.mention.trigger.event_type, event.resolutions[0].chosen.place.country)
    ...  for event in reading.events]
    [('capture', 'AF')]
    """

    def __init__(
        self,
        *,
        tagger: Tagger | str = "combined",
        model: str | Path | None = None,
        actors: OwnActors | str | Path | None = None,
        gazetteer: Gazetteer | None = None,
        corrections: Corrections | str | Path | None = None,
        geocoder: Any = None,
        resolver: Resolver | None = None,
        assembler: Assembler | None = None,
        languages: Sequence[str] | None = None,
        batch_size: int = 32,
        threads: int | None = None,
        strict: bool = False,
    ) -> None:
        if batch_size < 1:
            raise ConfigurationError(f"batch_size is {batch_size}; it must be 1 or more")
        said = corrections if isinstance(corrections, Corrections) else load_corrections(corrections)
        self.gazetteer = with_corrections(gazetteer if gazetteer is not None else open_gazetteer(), said)
        if isinstance(tagger, str):
            tagger = tagger_by_name(tagger, self.gazetteer, model=model, threads=threads, actors=actors)
        elif model is not None:
            raise ConfigurationError(
                "model=… goes with the name of a tagger; a tagger of your own, such as ReaderTagger(folder), "
                "brings its model"
            )
        elif actors is not None:
            raise ConfigurationError(
                "actors=… goes with the name of a tagger; give them to a tagger of your own, such as "
                "LexiconTagger(gazetteer, actors=load_actors(file))"
            )
        self.tagger = tagger
        if geocoder is not None:
            if resolver is not None:
                raise ConfigurationError(
                    "geocoder=… goes with the rule resolver; let a resolver of your own ask a "
                    "eventgeo.gazetteer.FallbackGazetteer"
                )
            service = geocoder if isinstance(geocoder, GeocoderService) else GeocoderService(geocoder)
            resolver = GeocodedResolver(self.gazetteer, service)
            self.gazetteer = FallbackGazetteer(self.gazetteer, service)  # only the resolver asks it
        self.resolver = resolver if resolver is not None else RuleResolver(self.gazetteer)
        self.assembler = assembler if assembler is not None else RuleAssembler()
        for part, protocol in (
            (self.gazetteer, Gazetteer),
            (self.tagger, Tagger),
            (self.resolver, Resolver),
            (self.assembler, Assembler),
        ):
            _check(part, protocol)
        told = getattr(self.tagger, "languages", SUPPORTED)
        self.languages = tuple(languages if languages is not None else told)
        self.batch_size = batch_size
        self.strict = strict

    def read(
        self,
        documents: Iterable[Document],
        *,
        on_error: Callable[[DocumentError], None] | None = None,
        progress: bool | None = None,
    ) -> Iterator[Reading]:
        """Read documents one after the other, in order.

        Parameters
        ----------
        documents : iterable of Document
        on_error : callable, optional
            Gets the error of each document that failed; the others go on. By default a warning is shown.
        progress : bool, optional
            A bar on stderr; by default where that is a terminal.

        Yields
        ------
        Reading
            One a document that could be read.

        Raises
        ------
        EventGeoError
            For a fault of the installation or the set-up, such as a gazetteer that cannot be read.
        """
        report = on_error if on_error is not None else warn_of_error
        bar = tqdm(documents, unit="doc", desc="reading", disable=None if progress is None else not progress)
        for batch in _batches(bar, self.batch_size):
            known = [self._prepared(document) for document in batch]
            for document, tags in zip(known, self._tag(known, report), strict=True):
                if tags is None:
                    continue
                try:
                    reading = self._read(document, tags)
                except _SETUP_FAULTS:
                    raise
                except Exception as error:  # one bad document never stops a batch
                    if self.strict:
                        raise
                    report(_failure(document, error))
                else:
                    yield reading

    def extract(
        self,
        source: Any,
        *,
        date: str | datetime.date | Period | None = None,
        lang: str | None = None,
        progress: bool | None = None,
        **reading_options: Any,
    ) -> Tables:
        """Read `source` and return the tables; see :func:`extract`."""
        from eventgeo.tables import tabulate

        if lang is not None and (language_code(lang) or lang) not in self.languages:
            raise ConfigurationError(
                f"lang={lang!r} is not read by this pipeline; it reads {', '.join(self.languages)}. "
                "Leave it out to have the language found."
            )
        problems: list[DocumentError] = []

        def keep(error: DocumentError) -> None:
            problems.append(error)
            warn_of_error(error)

        documents = read_documents(source, date=date, lang=lang, on_error=keep, **reading_options)
        readings = self.read(documents, on_error=keep, progress=progress)
        return tabulate(readings, problems)

    def _prepared(self, document: Document) -> Document:
        """Return the document with its language, and without code points that no file could hold."""
        document = replace(
            document, doc_id=without_surrogates(document.doc_id), text=without_surrogates(document.text)
        )
        told = document.lang is not None
        if not told and document.text.strip():
            document = replace(document, lang=detect_language(document.text, supported=self.languages).lang)
        if document.lang is not None and document.lang not in self.languages:
            found = (
                "no language can be told"
                if document.lang == UNKNOWN
                else f"language {document.lang!r} is not read"
            )
            hint = "" if told else f"; if it is one of these, say so, as in lang={self.languages[0]!r}"
            where = f" ({document.source})" if document.source else ""
            warnings.warn(
                f"document {document.doc_id}{where}: {found} (only {', '.join(self.languages)}), "
                f"so no events{hint}",
                LanguageWarning,
                stacklevel=2,
            )
        return document

    def _tag(self, batch: Sequence[Document], report: Callable[[DocumentError], None]) -> list[Tags | None]:
        """Tag a batch; where that fails, one by one, so that only the bad document is lost."""
        readable = [document for document in batch if document.lang in self.languages]
        found: dict[int, Tags | None] = {}
        try:
            tagged = self.tagger.tag(readable)
            if len(tagged) != len(readable):
                raise TaggerError(
                    f"tagger {self.tagger.name!r} gave {len(tagged)} outputs for {len(readable)} documents; "
                    "it must give one a document, in order"
                )
            found = {id(document): tags for document, tags in zip(readable, tagged, strict=True)}
        except _SETUP_FAULTS:
            raise
        except Exception:
            if self.strict:
                raise
            for document in readable:
                try:
                    found[id(document)] = self.tagger.tag([document])[0]
                except _SETUP_FAULTS:
                    raise
                except Exception as error:
                    found[id(document)] = None
                    report(_failure(document, error))
        unread = {id(document): Tags(document=document, sentences=()) for document in batch}
        return [(unread | found)[id(document)] for document in batch]

    def _read(self, document: Document, tags: Tags) -> Reading:
        resolutions = self.resolver.resolve(tags)
        by_toponym = {(found.toponym.start, found.toponym.end): found for found in resolutions}
        events = []
        for mention in self.assembler.assemble(tags, resolutions):
            linked = tuple(
                by_toponym.get((link.toponym.start, link.toponym.end))
                or Resolution(toponym=link.toponym, chosen=None, reason="the resolver was not asked")
                for link in mention.places
            )
            events.append(
                Event(
                    event_id=event_id(document.doc_id, mention.trigger),
                    document=document,
                    mention=mention,
                    resolutions=linked,
                    locations=tuple(
                        locate(link, found, resolutions, boundaries)
                        for link, found in zip(mention.places, linked, strict=True)
                    ),
                    unnamed=locate_unnamed(mention.spatial, resolutions, boundaries),
                    confidence=event_confidence(mention, linked),
                )
            )
        return Reading(
            document=document,
            events=tuple(events),
            resolutions=tuple(resolutions),
            tagger=tags.tagger or self.tagger.name,
            gazetteer=self.gazetteer.name,
        )


@cache
def _default_pipeline() -> Pipeline:
    return Pipeline()


def extract(
    source: Any,
    *,
    date: str | datetime.date | Period | None = None,
    lang: str | None = None,
    pipeline: Pipeline | None = None,
    progress: bool | None = None,
    **reading_options: Any,
) -> Tables:
    """Extract the conflict events of one or many documents.

    Parameters
    ----------
    source : str, Document, path, pandas.DataFrame, or iterable of these
        A str is a text; a :class:`pathlib.Path` a file (.txt, .html, .csv, .jsonl, .parquet) or a folder.
    date : str or datetime.date, optional
        Day of publication for documents that bring none, against which "mardi" is reckoned; or its month
        ("2000-05") or year, by which days without their year are read.
    lang : str, optional
        Code such as "fr" for documents that do not say; found from the text where left out.
    pipeline : Pipeline, optional
        A configured pipeline; by default one with the embedded gazetteer, made once and kept.
    progress : bool, optional
        A bar on stderr; by default where that is a terminal.
    **reading_options
        Passed to :func:`eventgeo.read_documents`, such as ``text_column`` or ``encoding``.

    Returns
    -------
    Tables
        ``events``, ``event_places``, ``event_actors``, ``places``.

    Raises
    ------
    DocumentError
        A source that cannot be read at all, such as a path that is not there.
    ConfigurationError
        An option that cannot work.

    Examples
    --------
    >>> tables = extract("Des drones ont frappé Odessa lundi.", date="2024-03-06")
    >>> tables.events.loc[0, ["event_type", "country"]].tolist(), str(tables.events.date_start[0].date())
    (['strike', 'UA'], '2024-03-04')
    """
    chosen = pipeline if pipeline is not None else _default_pipeline()
    return chosen.extract(source, date=date, lang=lang, progress=progress, **reading_options)


def _batches(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    waiting = iter(documents)
    while batch := list(islice(waiting, size)):
        yield batch


def _check(part: object, protocol: type) -> None:
    if not isinstance(part, protocol):
        wanted = sorted(name for name in vars(protocol) if not name.startswith("_"))
        missing = ", ".join(name for name in wanted if not hasattr(part, name))
        raise ConfigurationError(
            f"a {type(part).__name__} is no {protocol.__name__}: it lacks {missing}; see eventgeo.protocols"
        )


def _failure(document: Document, error: Exception) -> DocumentError:
    failure = DocumentError(
        f"document {document.doc_id} is left out, since a stage failed on it: "
        f"{type(error).__name__}: {error} (Pipeline(strict=True) raises it)",
        source=document.source,
    )
    failure.__cause__ = error
    return failure
