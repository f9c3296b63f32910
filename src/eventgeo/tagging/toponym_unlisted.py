"""Places in languages without a lexicon of places: what speaks for a name there, and what against.

Arabic writes prepositions and "and" as one with a name ("بالقدس", "أربيل ودهوك"), which neither gazetteer nor
reader know by that form; and a place in the name of an organisation ("Cártel de Sinaloa") is none.
``lexicons/<lang>/unlisted_places.toml`` has the words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from eventgeo.datafiles import is_there, read_toml
from eventgeo.model import ActorMention, Candidate, Span, Token
from eventgeo.protocols import Gazetteer
from eventgeo.resolution.particles import without_particles
from eventgeo.tagging.actors_register import actor_rows
from eventgeo.text.tokens import normal_form, tokenize

_AS_WRITTEN = frozenset(("exact", "normalised"))
_GROUPS = frozenset(("jihadist", "militia", "rebel"))
_LARGE = 100_000
"""Inhabitants from which a name is hardly ever anything but a place."""
_SHORTEST = 3
_BEFORE = 30
"""Characters in front of a name in which the noun that it belongs to stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedPlaces:
    """The words of one language; empty where it has none."""

    organisations: frozenset[str]
    """Nouns whose name a place is part of: "cártel de Sinaloa"."""
    capitalised: frozenset[str]
    """Nouns that are such where they have a capital: "Frente", not "frente"."""
    links: frozenset[str]
    glued: tuple[str, ...]
    """What a definite name begins with behind a preposition: "بال"."""
    joining: tuple[str, ...]
    """What joins a name to the one before it, written as one with it: "ودهوك"."""
    not_names: frozenset[str]
    """Nouns that are a place's name too: "المدينة" is the town, or Medina."""


@cache
def unlisted_places(lang: str) -> UnlistedPlaces:
    """Return the words of `lang`.

    Examples
    --------
    >>> "cártel" in unlisted_places("es").organisations, unlisted_places("fr").glued
    (True, ())
    """
    path = f"lexicons/{lang}/unlisted_places.toml"
    words = read_toml("tagging", path) if lang and is_there("tagging", path) else {}
    return UnlistedPlaces(
        organisations=frozenset(words.get("organisations", ())),
        capitalised=frozenset(words.get("capitalised", ())),
        links=frozenset(words.get("links", ())),
        glued=tuple(words.get("glued", ())),
        joining=tuple(words.get("joining", ())),
        not_names=frozenset(words.get("not_names", ())),
    )


@cache
def _group_names(lang: str) -> frozenset[str]:
    """Return the names of armed groups that the register has, as normal forms."""
    groups = (actor for _, actor in actor_rows() if actor["kind"] in _GROUPS)
    return frozenset(
        normal_form(name) for actor in groups for name in (*actor.get("any", ()), *actor.get(lang, ()))
    )


def is_known(name: str, lang: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a place is spelt so: with all scripts and habits of spelling, most words sound like one.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> is_known("بحلب", "ar", open_gazetteer()), is_known("الحديقة الخلفية", "ar", open_gazetteer())
    (True, False)
    """
    nouns = unlisted_places(lang).not_names
    forms = (
        form
        for form in without_particles(name, lang)
        if len(form) >= _SHORTEST and form.partition(" ")[0] not in nouns
    )
    if any(_spelt(name, gazetteer)):
        return True
    # "وروسيا" is mostly a government: of countries the reader alone says whether they are places
    found = [candidate.place.kind for form in forms for candidate in _spelt(form, gazetteer)]
    return bool(found) and "country" not in found


def is_in_organisation(span: Span, text: str, actors: Sequence[ActorMention], lang: str) -> bool:
    """Tell whether a name is an armed group's, or part of that of an organisation: "Cártel de Sinaloa".

    Examples
    --------
    >>> text = "El Frente de Aragua y el frente de Alepo"
    >>> [is_in_organisation(Span(start=text.index(name), end=text.index(name) + 6, text=name), text, (), "es")
    ...  for name in ("Aragua", "Alepo")]
    [True, False]
    """
    if any(a.start <= span.start < a.end and a.actor_name and a.actor_kind in _GROUPS for a in actors):
        return True
    if normal_form(span.text) in _group_names(lang):
        return True  # "posiciones de Hamás"
    words = unlisted_places(lang)
    before = [
        token
        for token in tokenize(text[max(0, span.start - _BEFORE) : span.start])[-2:]
        if token.norm not in words.links
    ]
    if not before:
        return False
    noun = before[-1]
    return noun.norm in words.organisations or (noun.is_capitalised and noun.norm in words.capitalised)


def glued_names(
    tokens: Sequence[Token], taken: Collection[int], lang: str, gazetteer: Gazetteer
) -> Iterator[int]:
    """Yield the tokens that are a preposition and the name of a large place with its article: "بالقدس".

    ``taken`` are the tokens that are known for places already.
    """
    words = unlisted_places(lang)
    if not words.glued:
        return
    for at, token in enumerate(tokens):
        if at in taken or not token.text.startswith(words.glued):
            continue
        for form in without_particles(token.text, lang):
            if form.startswith(words.glued) or form in words.not_names or len(form) < 2 * _SHORTEST - 1:
                continue
            if any(
                c.place.kind == "country" or c.place.population >= _LARGE for c in _spelt(form, gazetteer)
            ):
                yield at
                break


def joined_names(names: Sequence[str], lang: str, gazetteer: Gazetteer) -> tuple[int, ...]:
    """Return where a name of several words is cut into names that a word for "and" joins.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> joined_names(["أربيل", "ودهوك"], "ar", open_gazetteer())
    (1,)
    >>> joined_names(["ود", "مدني"], "ar", open_gazetteer())
    ()
    """
    joining = unlisted_places(lang).joining
    if not joining or any(_spelt(" ".join(names), gazetteer)):
        return ()
    cuts: list[int] = []
    for at in range(1, len(names)):
        begins = next((begin for begin in joining if names[at].startswith(begin)), "")
        since = " ".join(names[cuts[-1] if cuts else 0 : at])
        if (
            begins
            and is_known(since, lang, gazetteer)
            and any(_spelt(names[at].removeprefix(begins), gazetteer))
        ):
            cuts.append(at)
    return tuple(cuts)


def _spelt(name: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    return (found for found in gazetteer.lookup(name) if found.match in _AS_WRITTEN)
