"""Tags of a text as the lexicons find them, without places: for tests of stages that need none."""

from __future__ import annotations

from eventgeo.model import Document, Tags
from eventgeo.tagging.actors import find_actors
from eventgeo.tagging.triggers import find_triggers
from eventgeo.text.sentences import split_sentences


def lexicon_tags(text: str, lang: str) -> Tags:
    """Return the triggers and actors of `text`."""
    sentences = split_sentences(text, lang)
    return Tags(
        document=Document(doc_id="1", text=text, lang=lang),
        sentences=sentences,
        triggers=find_triggers(sentences, lang),
        actors=find_actors(sentences, lang),
    )
