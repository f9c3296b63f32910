"""The tagger that reads with lexicons: no model, no network; whole in French and English.

Spanish and Arabic have lexicons of triggers and actors, which the combined tagger weighs with the model.
"""

from __future__ import annotations

from collections.abc import Sequence

import eventgeo
from eventgeo.model import Document, Tags
from eventgeo.protocols import Gazetteer
from eventgeo.tagging.actors import find_actors
from eventgeo.tagging.actors_own import OwnActors
from eventgeo.tagging.toponyms import find_toponyms
from eventgeo.tagging.triggers import find_triggers
from eventgeo.text.language import SUPPORTED
from eventgeo.text.sentences import split_sentences


class LexiconTagger:
    """Finds triggers, toponyms and actors by reviewed word lists and the gazetteer.

    Parameters
    ----------
    gazetteer : Gazetteer
        Asked whether a capitalised name is a place at all; which place is the resolver's task.
    actors : OwnActors, optional
        Actors beside the register's (:func:`eventgeo.tagging.actors_own.load_actors`).

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> tagger = LexiconTagger(open_gazetteer())
    >>> tags = tagger.tag([Document(doc_id="1", text="Raid aérien sur Alep.", lang="fr")])[0]
    >>> [t.event_type for t in tags.triggers], [t.text for t in tags.toponyms]
    (['strike'], ['Alep'])
    """

    languages = SUPPORTED

    def __init__(self, gazetteer: Gazetteer, *, actors: OwnActors | None = None) -> None:
        self._gazetteer = gazetteer
        self._actors = actors

    @property
    def name(self) -> str:
        return f"lexicon {eventgeo.__version__}"

    def tag(self, documents: Sequence[Document]) -> list[Tags]:
        """Return the tags of each document, in order; a layer without lexicon in its language has none."""
        return [self._tag(document) for document in documents]

    def _tag(self, document: Document) -> Tags:
        lang = document.lang or ""
        sentences = split_sentences(document.text, lang or "en")
        return Tags(
            document=document,
            sentences=sentences,
            triggers=find_triggers(sentences, lang),
            toponyms=find_toponyms(sentences, lang, self._gazetteer) if lang in SUPPORTED else (),
            actors=find_actors(sentences, lang, year=document.year, own=self._actors),
            tagger=self.name,
        )
