"""A noun phrase that names an actor, in token positions of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.model import Token
from eventgeo.tagging.actors_lexicon import ActorLexicon
from eventgeo.tagging.actors_register import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Tokens ``first`` to ``last`` (exclusive) with what their words say; ``rule`` tells why it is one."""

    first: int
    last: int
    kind: str
    slug: str = ""
    actors: tuple[Actor, ...] = ()
    countries: tuple[str, ...] = ()
    rule: str = ""


def name_end(tokens: Sequence[Token], at: int, lexicon: ActorLexicon, *, longest: int = 5) -> int:
    """Return where the capitalised name that starts at `at` ends, or `at` where none does.

    Particles may stand inside a name ("Saïd ben Slimane", "Bashar al Assad") but not at its end.

    Examples
    --------
    >>> from eventgeo.tagging.actors_lexicon import actor_lexicon
    >>> from eventgeo.text.tokens import tokenize
    >>> name_end(tokenize("Bachar al Assad a dit"), 0, actor_lexicon("fr"))
    3
    """
    end = at
    limit = min(len(tokens), at + longest)
    while end < limit and is_name(tokens[end], lexicon):
        end += 1
        if (
            end + 1 < limit
            and tokens[end].norm in lexicon.name_particles
            and is_name(tokens[end + 1], lexicon)
        ):
            end += 1
    return end


def is_name(token: Token, lexicon: ActorLexicon) -> bool:
    """Tell whether `token` can be part of a proper name: capitalised ("al-Assad" too) and no listed word."""
    text = token.text
    capital = text[:1].isupper() or (text[:3].lower() in ("al-", "el-") and text[3:4].isupper())
    return capital and token.norm not in lexicon.not_names


def person_end(tokens: Sequence[Token], at: int, lexicon: ActorLexicon) -> int:
    """Return where the personal name that starts with a known given name at `at` ends, or `at`."""
    token = tokens[at]
    if not token.text[:1].isupper():
        return at
    first = token.norm.split("-")[0]
    if token.norm not in lexicon.given_names and first not in lexicon.given_names:
        return at
    end = name_end(tokens, at, lexicon)
    return end if end - at >= 2 else at
