"""Taggers by name, as ``Pipeline(tagger="lexicon")`` and ``eventgeo extract --tagger`` take them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eventgeo.errors import ConfigurationError
from eventgeo.protocols import Gazetteer, Tagger

if TYPE_CHECKING:
    from eventgeo.tagging.actors_own import OwnActors

TAGGERS = {
    "combined": "reader and lexicon weighed together; the default",
    "lexicon": "word lists only: fastest, every decision names its entry; French and English",
    "reader": "the trained model only, in ONNX Runtime",
    "flair": "the trained model only, on torch through Flair (pip install 'eventgeo[flair]')",
}
"""Names with what they stand for."""


def tagger_by_name(
    name: str,
    gazetteer: Gazetteer,
    *,
    model: str | Path | None = None,
    threads: int | None = None,
    actors: OwnActors | str | Path | None = None,
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
    actors : OwnActors, str or Path, optional
        Actors beside the register's, or a file of them, for taggers that read with lexicons.

    Raises
    ------
    ConfigurationError
        For another name, a model or actors for a tagger that has none, or a file of actors that is none.
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
    own = _own_actors(actors)
    if own is not None and name not in ("combined", "lexicon"):
        raise ConfigurationError(
            f"actors=… goes with the taggers 'combined' and 'lexicon', not with {name!r}"
        )
    if name == "lexicon":
        if model is not None:
            raise ConfigurationError(
                f"the tagger 'lexicon' reads no model, so model={str(model)!r} is of no use"
            )
        from eventgeo.tagging.lexicon_tagger import LexiconTagger

        return LexiconTagger(gazetteer, actors=own)
    from eventgeo.tagging.reader.tagger import ReaderTagger

    reader = ReaderTagger(model, runtime="torch" if name == "flair" else "onnx", threads=threads)
    if name != "combined":
        return reader
    from eventgeo.tagging.combined_tagger import CombinedTagger

    return CombinedTagger(gazetteer, reader=reader, actors=own)


def _own_actors(actors: OwnActors | str | Path | None) -> OwnActors | None:
    if not isinstance(actors, str | Path):
        return actors
    from eventgeo.tagging.actors_own import load_actors

    return load_actors(actors)
