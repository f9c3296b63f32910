"""The forms in which a sentence's words are looked up in the rules of its language.

Mostly :attr:`eventgeo.model.Token.norm`. Where a language writes particles as one with the next word ("وقال",
"and he said"), the particle goes if only what is left is a word of the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from eventgeo.assembly.date_names import slot_words
from eventgeo.assembly.rulefiles import SUBJECTS, read_rules, texts_in
from eventgeo.assembly.spelling import respell, spelling
from eventgeo.model import Token

_LEAST = 2
"""Letters that must be left of a word."""


def rule_forms(tokens: Sequence[Token], lang: str) -> list[str]:
    """Return the form of each token by which rules know it.

    Examples
    --------
    >>> from eventgeo.text.tokens import tokenize
    >>> rule_forms(tokenize("وأمس قال الوزير"), "ar") == rule_forms(tokenize("أمس قال الوزير"), "ar")
    True
    >>> rule_forms(tokenize("L’armée"), "fr")
    ["l'", 'armée']
    """
    if spelling(lang) is None:
        return [token.norm for token in tokens]
    return [_form(token.norm, lang) for token in tokens]


@lru_cache(maxsize=1 << 16)
def _form(norm: str, lang: str) -> str:
    form = respell(norm, lang)
    found = spelling(lang)
    words, beginnings = _vocabulary(lang)
    if found is None or form in words:
        return form
    for particle in found.proclitics:
        rest = form.removeprefix(particle)
        if rest != form and (rest[:1].isdigit() or (len(rest) >= _LEAST and rest in words)):
            return rest
    if beginnings and form.startswith(beginnings):
        return form
    for particle in found.proclitics:
        rest = form.removeprefix(particle)
        if rest != form and beginnings and rest.startswith(beginnings):
            return rest
    return form


@cache
def _vocabulary(lang: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words, and the beginnings of words, in all rule files of a language."""
    pieces = {
        piece.strip("()")
        for subject in SUBJECTS
        for text in texts_in(read_rules(lang, subject))
        for word in text.split()
        for piece in word.split("|")
    }
    names = slot_words(lang, read_rules(lang, "dates"))
    pieces |= names.single.keys() | names.pairs.keys()
    pieces |= {second for seconds in names.pairs.values() for second in seconds}
    words = frozenset(piece for piece in pieces if not piece.endswith("*"))
    return words, tuple(sorted(piece[:-1] for piece in pieces if piece.endswith("*") and len(piece) > 1))
