"""Arabic words as the actor lexicon knows them: letters folded, particles and owners off, the article kept.

"والجيش" and "للجيش" are read as "الجيش": with the article, for "تنظيم الدولة" is no "تنظيم دولة".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventgeo.model import Token
from eventgeo.tagging.actors_inflection import ARABIC_ARTICLE
from eventgeo.tagging.clitics import Spelling
from eventgeo.text.tokens import normal_form

_LEAST = 3
"""Letters that must be left of a word."""


_ACCUSATIVE = "ا"
_FOR_THE = "لل"
_AND = "وف"


def as_known(tokens: Sequence[Token], known: frozenset[str], spelling: Spelling) -> tuple[Token, ...]:
    """Return `tokens` with the lexicon's form as their norm, where the lexicon has one.

    Examples
    --------
    >>> from eventgeo.tagging.clitics import load_spelling
    >>> from eventgeo.text.tokens import tokenize
    >>> known = frozenset({"الجيش", "قوات"})
    >>> [token.norm for token in as_known(tokenize("وللجيش قواته"), known, load_spelling("ar"))]
    ['الجيش', 'قوات']
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
    return token.text[:1] in _AND and token.norm[:1] != token.text[:1]


def preposition(token: Token, spelling: Spelling) -> str:
    """Return the preposition that has been taken off `token`, "" where none has.

    Examples
    --------
    >>> from eventgeo.tagging.clitics import load_spelling
    >>> from eventgeo.text.tokens import tokenize
    >>> read = as_known(tokenize("وللجيش والجيش بقوات"), frozenset({"الجيش", "قوات"}), load_spelling("ar"))
    >>> [preposition(token, load_spelling("ar")) for token in read]
    ['ل', '', 'ب']
    """
    word = spelling.fold(normal_form(token.text))
    at = 1 if is_conjoined(token) else 0
    if word.startswith(_FOR_THE, at) and not token.norm.startswith(_FOR_THE):
        return _FOR_THE[0]
    before = word.removesuffix(token.norm) if word.endswith(token.norm) else ""
    return before[-1:] if before[-1:] not in _AND else ""


def is_closed(token: Token, spelling: Spelling) -> bool:
    """Tell whether an ending has been taken off `token`: a noun with its owner ("قواته") takes no other."""
    word = spelling.fold(normal_form(token.text))
    return not word.endswith(token.norm) and _FOR_THE not in word[:3]


def particles_end(token: Token, spelling: Spelling) -> int:
    """Return where in the text of `token`, read by :func:`as_known`, the word itself begins.

    The article that "for the" hides cannot be parted from it: "للجيش" stays whole.

    Examples
    --------
    >>> from eventgeo.tagging.clitics import load_spelling
    >>> from eventgeo.text.tokens import tokenize
    >>> tokens = tokenize("وَالجيش للجيش بقوات")
    >>> read = as_known(tokens, frozenset({"الجيش", "قوات"}), load_spelling("ar"))
    >>> [token.text[particles_end(token, load_spelling("ar")) :] for token in read]
    ['الجيش', 'للجيش', 'قوات']
    """
    word = spelling.fold(normal_form(token.text))
    if word == token.norm or word.startswith(token.norm):
        return 0
    letters = len(word) - len(token.norm) if word.endswith(token.norm) else 0
    if not letters and word[:1] in _AND and token.norm[:1] != word[:1]:
        letters = 1
    at = 0
    while at < len(token.text) and letters:
        letters -= 1
        at += 1
        while at < len(token.text) and not spelling.fold(normal_form(token.text[at])).isalpha():
            at += 1  # the vowel sign of what goes
    return at


def _form(norm: str, known: frozenset[str], spelling: Spelling) -> str:
    word = spelling.fold(norm)
    return word if word in known else (_known(word, known, spelling) or _owned(word, known, spelling) or word)


def _known(word: str, known: frozenset[str], spelling: Spelling) -> str:
    """Return the known word that `word` is without particles before it, "" where there is none."""
    for particle in spelling.before_nouns:
        if not word.startswith(particle):
            continue
        rest = word.removeprefix(particle)
        if particle.endswith((ARABIC_ARTICLE, _FOR_THE)):
            rest = ARABIC_ARTICLE + rest
        if len(rest) >= _LEAST and rest in known:
            return rest
    bare = word.removesuffix(_ACCUSATIVE)
    return bare if len(bare) >= _LEAST and bare in known else ""


def _owned(word: str, known: frozenset[str], spelling: Spelling) -> str:
    """Return the known word that `word` is without the pronoun of its owner, "" where there is none."""
    for ending in spelling.after:
        rest = word.removesuffix(ending)
        if rest == word or len(rest) < _LEAST or ending == _ACCUSATIVE:
            continue
        own = spelling.bound.get(rest[-1])
        for bare in (rest, rest[:-1] + own if own else rest):
            found = bare if bare in known else _known(bare, known, spelling)
            if found and not found.startswith(ARABIC_ARTICLE):
                return found
    return ""
