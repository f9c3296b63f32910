"""The actors of the combined tagger: the lexicon's, the reader's or both, by what is best in the language."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from eventgeo.model import ActorMention, Token
from eventgeo.tagging.actors import describe_actor
from eventgeo.tagging.actors_identity import identify
from eventgeo.tagging.actors_lexicon import ActorLexicon, MoreNames, actor_lexicon
from eventgeo.tagging.reader.documents import DocumentReading
from eventgeo.tagging.reader.spans import best_spans

_LEAST = 0.5
"""Probability from which the reader's actors are taken."""


def join_actors(
    reading: DocumentReading, known: Sequence[ActorMention], own: MoreNames | None = None
) -> tuple[ActorMention, ...]:
    """Return the actors of a document that both read.

    Which of them is data of the language (``reader`` in ``lexicons/<lang>/actors.toml``), by what measures
    best: where it is "none" the lexicon's are taken alone, where it finds any; "first" takes the reader's
    extents with what the lexicon says of them, and the lexicon's beside them; "beside" the other way round.

    Parameters
    ----------
    reading : DocumentReading
    known : sequence of ActorMention
        The lexicon's, in text order.
    own : OwnActors, optional
        Actors beside the register's, which the lexicon read with.
    """
    lexicon = actor_lexicon(reading.document.lang or "", own)
    reader = "none" if lexicon is None else lexicon.reader
    if reader == "none" and known:
        return tuple(known)
    read = [
        describe_actor(tokens, reading.document, rule="reader", own=own)
        for span in best_spans(reading.tags["actor"], "actor", threshold=_LEAST)
        if (tokens := trim(reading.tokens[span.start : span.end], lexicon))
    ]
    first, second = (known, read) if reader == "beside" else (read, known)
    taken = {at for actor in first for at in range(actor.start, actor.end)}
    more = [actor for actor in second if taken.isdisjoint(range(actor.start, actor.end))]
    joined = tuple(sorted([*first, *more], key=attrgetter("start")))
    return joined if lexicon is None else identify(joined, reading.sentences, lexicon)


def trim(tokens: Sequence[Token], lexicon: ActorLexicon | None) -> Sequence[Token]:
    """Return `tokens` without what is no noun at either end: articles, prepositions, numbers, marks.

    Examples
    --------
    >>> from eventgeo.text.tokens import tokenize
    >>> [token.text for token in trim(tokenize("las tropas de"), actor_lexicon("es"))]
    ['tropas']
    >>> trim(tokenize("de 250"), actor_lexicon("es"))
    ()
    """
    if lexicon is None:
        return tokens
    loose = lexicon.determiners | lexicon.articles | lexicon.linkers
    first, last = 0, len(tokens)
    while first < last and _is_loose(tokens[first], loose):
        first += 1
    while last > first and _is_loose(tokens[last - 1], loose):
        last -= 1
    return tokens[first:last]


def _is_loose(token: Token, loose: frozenset[str]) -> bool:
    return not token.is_word or token.norm in loose or token.text.isdigit()
