"""Sentences in capitals only, where a capital says nothing: they are read as if written in the usual way."""

from __future__ import annotations

from dataclasses import replace

from eventgeo.model import Sentence, Token
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_stretches import Ask

_FEWEST_WORDS = 4
_SHARE = 0.8
_SHORTEST = 3
_SMALL = frozenset(
    ["words.function", "words.common", "words.calendar", "words.demonyms", "relation_nouns.words"]
)


def is_shouted(sentence: Sentence) -> bool:
    """Tell whether nearly all words of `sentence` are in capitals.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [is_shouted(split_sentences(t, "fr")[0]) for t in ("RAID AÉRIEN SUR ALEP", "L'ONU et l'OTAN")]
    [True, False]
    """
    words = [token for token in sentence.tokens if len(token.text) > 1 and token.text[0].isalpha()]
    upper = sum(token.text.isupper() for token in words)
    return len(words) >= _FEWEST_WORDS and upper >= _SHARE * len(words)


def recase(sentence: Sentence, lexicon: PlaceLexicon, ask: Ask) -> Sentence:
    """Return `sentence` in small letters, with capitals for names that are surely known; offsets stay.

    Surely known are names that the lexicon lists, countries, large towns, given names with what follows.
    """
    if len(sentence.text.lower()) != len(sentence.text):
        return sentence
    cased = [_cased(token, lexicon, ask) for token in sentence.tokens]
    titled = [replace(t, text=t.norm.title()) if t.text.isalpha() else t for t in sentence.tokens]
    at = 0
    while at < len(titled):
        listed = lexicon.names.match(titled, at)
        if listed and not (listed[0] == 1 and lexicon.of(titled[at].norm) & _SMALL):
            cased[at] = titled[at]
            cased[at + listed[0] - 1] = titled[at + listed[0] - 1]
        at += listed[0] if listed else 1
    for before, token in enumerate(sentence.tokens[1:]):
        given = "persons.given" in lexicon.of(sentence.tokens[before].norm)
        if given and token.text.isalpha() and not lexicon.of(token.norm) & _SMALL:
            cased[before], cased[before + 1] = titled[before], titled[before + 1]
    letters = list(sentence.text)
    for token in cased:
        letters[token.start - sentence.start : token.end - sentence.start] = token.text
    return replace(sentence, text="".join(letters), tokens=tuple(cased))


def _cased(token: Token, lexicon: PlaceLexicon, ask: Ask) -> Token:
    small = replace(token, text=token.text.lower())
    if len(token.text) < _SHORTEST or not token.text[0].isalpha() or lexicon.of(token.norm) & _SMALL:
        return small
    name = token.text.title()
    return replace(token, text=name) if len(name) == len(token.text) and ask(name).is_solid else small
