"""Words that take up a place told before: "la ville", "le pays", "sur place", "the town", "there"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eventgeo.assembly.place_rules import PlaceRules
from eventgeo.model import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class BackReference:
    """Words that point back to a place of one of these kinds: from token ``start``, the noun at ``token``.

    ``kinds`` holds headings of ``[back_references]``; ``any`` for an adverb ("sur place").
    """

    start: int
    token: int
    text: str
    kinds: frozenset[str]


_ANY = frozenset({"any"})


def find_back_references(
    tokens: Sequence[Token], taken: Collection[int], rules: PlaceRules
) -> tuple[BackReference, ...]:
    """Return the back-references of a sentence in order.

    Parameters
    ----------
    tokens : sequence of Token
    taken : collection of int
        Tokens that belong to a place name or to the place noun before one ("la ville de Gao").
    rules : PlaceRules

    Examples
    --------
    >>> from eventgeo.assembly.place_rules import place_rules
    >>> from eventgeo.text.tokens import tokenize
    >>> tokens = tokenize("Les habitants ont fui la ville ; sur place, le calme règne.")
    >>> [(b.text, sorted(b.kinds)) for b in find_back_references(tokens, (), place_rules("fr"))]
    [('la ville', ['populated']), ('sur place', ['any'])]
    """
    found = []
    for i, token in enumerate(tokens):
        kinds = rules.back_nouns.get(token.norm)
        if kinds is not None and (i or rules.back_beginnings) and i not in taken:
            start = _determiner(tokens, i, rules)
            if start is not None:
                text = " ".join(t.text for t in tokens[start : i + 1])
                found.append(BackReference(start=start, token=i, text=text, kinds=kinds))
                continue
        for words in rules.back_adverbs.get(token.norm, ()):
            if i and tokens[i - 1].norm in rules.back_not_after:
                break
            if tuple(t.norm for t in tokens[i : i + len(words)]) == words:
                text = " ".join(t.text for t in tokens[i : i + len(words)])
                found.append(BackReference(start=i, token=i, text=text, kinds=_ANY))
                break
    return tuple(found)


def _determiner(tokens: Sequence[Token], i: int, rules: PlaceRules) -> int | None:
    """Return the determiner of the noun at `i`, at most an adjective away; itself where it is definite."""
    for at in range(i - 1, max(-1, i - 3), -1):
        if tokens[at].norm in rules.back_determiners:
            return at
        if not rules.is_adjective(tokens[at].norm):
            break
    is_definite = rules.back_beginnings and tokens[i].norm.startswith(rules.back_beginnings)
    return i if is_definite else None
