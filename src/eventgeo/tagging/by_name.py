"""Taggers by name, as ``Pipeline(tagger="lexicon")`` and ``eventgeo extract --tagger`` take them."""

from __future__ import annotations

from pathlib import Path

from eventgeo.errors import ConfigurationError
from eventgeo.protocols import Gazetteer, Tagger

TAGGERS = {
    "combined": "reader and lexicon weighed together; the default",
    "lexicon": "word lists only: fastest, every decision names its entry; French and English",
    "reader": "the trained model only, in ONNX Runtime",
    "flair": "the trained model only, on torch through Flair (pip install 'eventgeo[flair]')",
}
"""Names with what they stand for."""


def tagger_by_name(
    name: str, gazetteer: Gazetteer, *, model: str | Path | None = None, threads: int | None = None
) -> Tagger:
    """Return a new tagger.

    Parameters
    ----------
    name : str
        One of :data:`TAGGERS`.
    gazetteer : Gazetteer
        Asked whether a name is a place at all.
    model : str or Path, optional
        Folder of a reader, such as ``eventgeo train`` writes; by default the one that comes with the package.
    threads : int, optional
        Threads of the model; by default as many as there are cores.

    Raises
    ------
    ConfigurationError
        For another name, or a model for a tagger that has none.
    ModelNotFoundError
        Where a part of the model, or a library that runs it, is missing.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> tagger_by_name("lexicon", open_gazetteer()).name.split()[0]
    'lexicon'
    """
    if name not in TAGGERS:
        raise ConfigurationError(f"there is no tagger {name!r}; there are {', '.join(TAGGERS)}")
    if name == "lexicon":
        if model is not None:
            raise ConfigurationError(
                f"the tagger 'lexicon' reads no model, so model={str(model)!r} is of no use"
            )
        from eventgeo.tagging.lexicon_tagger import LexiconTagger

        return LexiconTagger(gazetteer)
    from eventgeo.tagging.reader.tagger import ReaderTagger

    reader = ReaderTagger(model, runtime="torch" if name == "flair" else "onnx", threads=threads)
    if name != "combined":
        return reader
    from eventgeo.tagging.combined_tagger import CombinedTagger

    return CombinedTagger(gazetteer, reader=reader)
