"""Actor phrases in languages whose noun comes after what describes it: English."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import Token
from eventgeo.tagging.actors_lexicon import ActorLexicon, Entry
from eventgeo.tagging.actors_phrase import Phrase, is_name, name_end, person_end
from eventgeo.tagging.actors_register import Actor

_LONGEST = 7
"""Tokens of a noun phrase before and with its head."""
_ROUNDS = 2
"""Complements after the head that are followed: "members of the group from Idlib"."""


def phrase_at(tokens: Sequence[Token], at: int, lexicon: ActorLexicon) -> Phrase | None:
    """Return the actor phrase that opens at token `at`, or None.

    Examples
    --------
    >>> from eventgeo.tagging.actors_lexicon import actor_lexicon
    >>> from eventgeo.text.tokens import tokenize
    >>> phrase = phrase_at(tokenize("Syrian regime forces shelled a market"), 0, actor_lexicon("en"))
    >>> phrase.last, phrase.kind, phrase.countries
    (3, 'state force', ('SY',))
    """
    found = _chunk(tokens, at, lexicon)
    if found is None:
        end = person_end(tokens, at, lexicon)
        return Phrase(first=at, last=end, kind="person", rule="personal name") if end > at else None
    end, entry, actors, countries = found
    if entry.sort == "head" and entry.takes_names and end < len(tokens) and is_name(tokens[end], lexicon):
        end = name_end(tokens, end, lexicon)
    if entry.sort == "head":
        end = _complements_end(tokens, end, entry, lexicon, actors, countries)
    return Phrase(
        first=at,
        last=end,
        kind=entry.kind,
        slug=entry.slug,
        actors=tuple(actors),
        countries=tuple(countries),
        rule=entry.sort if entry.sort != "head" else f"head noun {entry.words[-1]}",
    )


def _chunk(
    tokens: Sequence[Token], at: int, lexicon: ActorLexicon
) -> tuple[int, Entry, list[Actor], list[str]] | None:
    """Return end, head, actors and countries of the run of describing words and heads from `at`."""
    best: Entry | None = None
    best_end = at
    actors: list[Actor] = []
    countries: list[str] = []
    kept = (0, 0)
    position = at
    limit = min(len(tokens), at + _LONGEST)
    while position < limit:
        token = tokens[position]
        entry = lexicon.match(tokens, position)
        if entry is not None:
            position += len(entry.words)
            if entry.actor:
                actors.append(entry.actor)
            if entry.country:
                countries.append(entry.country)
            if best is None or entry.sort == "head" or best.sort != "head":
                best, best_end, kept = entry, position, (len(actors), len(countries))
            elif entry.actor and position - len(entry.words) == best_end:  # "jihadist group Boko Haram"
                best_end, kept = position, (len(actors), len(countries))
        elif lexicon.modifier(token):
            countries.append(lexicon.modifiers.get(token.norm, ""))
            position += 1
        elif (position > at and token.norm in lexicon.articles) or is_name(token, lexicon):
            position += 1  # the possessive mark, or a name
        else:
            break
    if best is None:
        return None
    return best_end, best, actors[: kept[0]], countries[: kept[1]]


def _complements_end(
    tokens: Sequence[Token],
    end: int,
    head: Entry,
    lexicon: ActorLexicon,
    actors: list[Actor],
    countries: list[str],
) -> int:
    """Follow "of", "from", "loyal to" with an actor, a head noun or a name."""
    for _ in range(_ROUNDS):
        start = end
        while start < len(tokens) and tokens[start].norm in lexicon.linkers:
            start += 1
        if start == end:
            break
        if start < len(tokens) and tokens[start].norm in ("the", "a", "an"):
            start += 1
        if start >= len(tokens):
            break
        inner = _chunk(tokens, start, lexicon)
        if inner is not None:
            if inner[1].kind in ("site", "weapon") and head.kind != inner[1].kind:
                break
            end = inner[0]
            actors.extend(inner[2])
            countries.extend(inner[3])
            if inner[1].takes_names and inner[1].sort == "head" and end < len(tokens):
                end = max(end, name_end(tokens, end, lexicon))
        elif head.takes_names and is_name(tokens[start], lexicon):
            end = name_end(tokens, start, lexicon)
        else:
            break
    return end
