"""Arabic words as the actor lexicon knows them: letters folded, "and", "by", "to" off, the article kept.

"والجيش" and "للجيش" are read as "الجيش": with the article, for "تنظيم الدولة" is no "تنظيم دولة".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventgeo.model import Token
from eventgeo.tagging.actors_inflection import ARABIC_ARTICLE
from eventgeo.tagging.clitics import Spelling

_LEAST = 3
"""Letters that must be left of a word."""


_ACCUSATIVE = "ا"
_FOR_THE = "لل"


def as_known(tokens: Sequence[Token], known: frozenset[str], spelling: Spelling) -> tuple[Token, ...]:
    """Return `tokens` with the lexicon's form as their norm, where the lexicon has one.

    Examples
    --------
    >>> from eventgeo.tagging.clitics import load_spelling
    >>> from eventgeo.text.tokens import tokenize
    >>> [t.norm for t in as_known(tokenize("وللجيش"), frozenset({"الجيش"}), load_spelling("ar"))]
    ['الجيش']
    """
    return tuple(replace(token, norm=_form(token.norm, known, spelling)) for token in tokens)


def of_article(word: str) -> str:
    """Return an entry's word with the article that "for the" hides ("للتحرير": "التحرير"), as it is read.

    Examples
    --------
    >>> of_article("للتحرير") == "التحرير"
    True
    """
    rest = word.removeprefix(_FOR_THE)
    return ARABIC_ARTICLE + rest if rest != word and len(rest) >= _LEAST else word


def is_conjoined(token: Token) -> bool:
    """Tell whether "and" has been taken off `token`: then it opens a phrase of its own ("وشرطة")."""
    return token.text[:1] in "وف" and token.norm[:1] != token.text[:1]


def _form(norm: str, known: frozenset[str], spelling: Spelling) -> str:
    word = spelling.fold(norm)
    if word in known:
        return word
    for particle in spelling.before_nouns:
        if not word.startswith(particle):
            continue
        rest = word.removeprefix(particle)
        if particle.endswith((ARABIC_ARTICLE, _FOR_THE)):
            rest = ARABIC_ARTICLE + rest
        if len(rest) >= _LEAST and rest in known:
            return rest
    bare = word.removesuffix(_ACCUSATIVE)
    return bare if len(bare) >= _LEAST and bare in known else word
