"""A sentence's tokens as the rules of places read them: particles stand alone.

Arabic writes prepositions and "and" as one with the next word: "بريف" is "ب ريف", "والمالكية" a name after
"و". A particle is taken off a word where what is left is a word of the rules, and off a name where its place
is known without it. Other languages are left as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from eventgeo.assembly.place_rules import PlaceRules, place_rules
from eventgeo.assembly.spelling import respell, spelling
from eventgeo.model import Resolution, Token
from eventgeo.text.tokens import normal_form

_LEAST = 2  # letters that must be left of a word
_MOST = 2  # particles on one word: "وبريف"


def name_start(resolution: Resolution, lang: str) -> int:
    """Return where the name of a place begins in the text, behind the particles written as one with it.

    Examples
    --------
    >>> from eventgeo.model import Toponym
    >>> unknown = Toponym(start=5, end=14, text="والمالكية")
    >>> name_start(Resolution(toponym=unknown, chosen=None, reason=""), "ar")
    6
    """
    toponym, rules = resolution.toponym, place_rules(lang)
    if not rules.particles:
        return toponym.start
    text = respell(normal_form(toponym.text), lang)
    particle = next((p for p in rules.particles if text.startswith(p) and len(text) > _LEAST + len(p)), "")
    if not particle:
        return toponym.start
    if resolution.chosen is None:
        is_alone = text.startswith(tuple(particle + begin for begin in rules.back_beginnings))
    else:
        known = (resolution.chosen.matched_name, resolution.chosen.place.name)
        is_alone = not any(respell(normal_form(name), lang).startswith(particle) for name in known)
        is_alone = is_alone and normal_form(known[0])[:1] not in "abcdefghijklmnopqrstuvwxyz"
    return toponym.start + len(particle) if is_alone else toponym.start


def part_particles(tokens: tuple[Token, ...], names: Collection[int], lang: str) -> tuple[Token, ...]:
    """Return the tokens with particles parted from words of the rules, and from names that begin at `names`.

    Examples
    --------
    >>> from eventgeo.text.tokens import tokenize
    >>> [token.text for token in part_particles(tokenize("قتل بريف حلب"), (), "ar")]
    ['قتل', 'ب', 'ريف', 'حلب']
    >>> [token.text for token in part_particles(tokenize("a Homs"), (), "fr")]
    ['a', 'Homs']
    """
    rules = place_rules(lang)
    if not rules.particles:
        return tokens
    return tuple(part for token in tokens for part in _parts(token, names, lang, rules))


def _parts(token: Token, names: Collection[int], lang: str, rules: PlaceRules) -> Iterator[Token]:
    begin = next((at for at in names if token.start < at < token.end), 0)
    lengths = (begin - token.start,) if begin else _particle_lengths(token.norm, lang)
    at = 0
    for length in (*lengths, len(token.text) - sum(lengths)):
        text = token.text[at : at + length]
        form = respell(normal_form(text), lang)
        if at and sum(lengths) == at and not begin:
            form = _with_article(token.norm, form, lang, rules)
        yield replace(token, start=token.start + at, end=token.start + at + length, text=text, norm=form)
        at += length


def _with_article(norm: str, form: str, lang: str, rules: PlaceRules) -> str:
    """Give back the article that a particle has swallowed: "لل" is "ل ال"."""
    for written, article in _run_together(lang).items():
        if respell(norm, lang).find(written) in (0, 1) and form not in rules.vocabulary:
            return article + form.removeprefix(written[-1])
    return form


def _run_together(lang: str) -> Mapping[str, str]:
    found = spelling(lang)
    return {} if found is None else found.run_together


@lru_cache(maxsize=1 << 16)
def _particle_lengths(norm: str, lang: str) -> tuple[int, ...]:
    """Return the lengths of the particles before a word of the rules; none where it is no such word."""
    rules = place_rules(lang)
    form = respell(norm, lang)
    for count in range(_MOST + 1):
        rest = form[count:]
        if len(rest) < _LEAST:
            break
        swallowed = next(
            (
                article + rest[1:]
                for written, article in _run_together(lang).items()
                if count and form[count - 1 :].startswith(written)
            ),
            "",
        )
        if rest in rules.vocabulary or (swallowed and swallowed in rules.vocabulary):
            return (1,) * count
        if form[count] not in rules.particles:
            break
    return ()
