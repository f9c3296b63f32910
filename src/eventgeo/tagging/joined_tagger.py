"""One tagger from several: each layer from the one that finds it best."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import Document, Tags
from eventgeo.protocols import Tagger


class JoinedTagger:
    """Takes triggers, toponyms and actors each from a tagger of its own.

    A tagger named for several layers reads each document once. Sentences are those of the triggers' tagger.

    Parameters
    ----------
    triggers, toponyms, actors : Tagger

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> from eventgeo.tagging.lexicon_tagger import LexiconTagger
    >>> lexicon = LexiconTagger(open_gazetteer())
    >>> joined = JoinedTagger(triggers=lexicon, toponyms=lexicon, actors=lexicon)
    >>> tags, = joined.tag([Document(doc_id="1", text="Raid aérien sur Alep.", lang="fr")])
    >>> [trigger.event_type for trigger in tags.triggers], joined.name == lexicon.name
    (['strike'], True)
    """

    def __init__(self, *, triggers: Tagger, toponyms: Tagger, actors: Tagger) -> None:
        self._triggers = triggers
        self._toponyms = toponyms
        self._actors = actors

    @property
    def name(self) -> str:
        """The taggers' names, each once."""
        names = (self._triggers.name, self._toponyms.name, self._actors.name)
        return " + ".join(dict.fromkeys(names))

    def tag(self, documents: Sequence[Document]) -> list[Tags]:
        """Return the joined tags of each document, in order."""
        read: dict[int, list[Tags]] = {}
        for tagger in (self._triggers, self._toponyms, self._actors):
            if id(tagger) not in read:
                read[id(tagger)] = tagger.tag(documents)
        layers = zip(read[id(self._triggers)], read[id(self._toponyms)], read[id(self._actors)], strict=True)
        return [
            Tags(
                document=of_triggers.document,
                sentences=of_triggers.sentences,
                triggers=of_triggers.triggers,
                toponyms=of_toponyms.toponyms,
                actors=of_actors.actors,
                tagger=self.name,
            )
            for of_triggers, of_toponyms, of_actors in layers
        ]
