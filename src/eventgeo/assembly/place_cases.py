"""What the words before a place name say of it: "dans la ville de X" is ``at``, "depuis X" is ``from``.

The reading walks leftwards from the name over articles and place nouns ("la ville de") to the preposition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.assembly.place_rules import PlaceRules
from eventgeo.model import Token

_QUOTES = frozenset('"«“”»')
_REACH = 16  # tokens before a name that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReading:
    """How a name is tied in.

    ``case`` is a heading of ``[cases]`` in the rules, or ``of_actor``, or for a name without preposition
    what stands before it: ``initial``, ``comma``, ``bracket``, ``coord``, ``mark``, ``bare``. ``head`` is the
    kind of the place noun before it ("ville" → populated), ``anchor`` the token where the phrase begins and
    ``words`` the tying words.
    """

    case: str
    head: str
    anchor: int
    words: str


def read_case(tokens: Sequence[Token], first: int, rules: PlaceRules) -> CaseReading:
    """Read the words before ``tokens[first]``, the first word of a place name.

    Examples
    --------
    >>> from eventgeo.assembly.place_rules import place_rules
    >>> from eventgeo.text.tokens import tokenize
    >>> tokens = tokenize("Ils sont à 10 km au nord de la ville de Homs")
    >>> reading = read_case(tokens, len(tokens) - 1, place_rules("fr"))
    >>> reading.case, reading.head
    ('north_of', 'populated')
    >>> read_case(tokens, 0, place_rules("fr")).case
    'initial'
    """
    stop = max(-1, first - _REACH)
    head, i = "", first - 1
    anchor = first
    while i > stop:
        token = tokens[i]
        norm = rules.canonical(token)
        if norm in rules.articles or norm in _QUOTES:
            i -= 1
            continue
        found = _match_case(tokens, i, stop, rules)
        if found is not None:
            case, before, words = found
            if case == "of":
                noun = _governor(tokens, before, stop, rules)
                if noun is not None:
                    kind = rules.nouns[tokens[noun].norm]
                    head = kind if head in ("", "part") else head
                    anchor, i = noun, noun - 1
                    continue
                if _has_distance(tokens, before, rules):
                    return CaseReading(case="near", head=head, anchor=before, words=words)
                if _is_actor(tokens, before, stop, rules):
                    case = "of_actor"
            return CaseReading(case=case, head=head, anchor=before + 1, words=words)
        if norm in rules.nouns:
            head = rules.nouns[norm] if head in ("", "part") else head
            anchor, i = i, i - 1
            continue
        if rules.is_adjective(norm) or (head and _may_describe(tokens, i, rules)):
            i -= 1
            continue
        break
    if rules.construct and i > stop and tokens[i].norm in rules.actor_nouns:
        return CaseReading(case="of_actor", head=head, anchor=i, words=tokens[i].norm)
    return CaseReading(case=_bare_case(tokens, min(anchor, i + 1), rules), head=head, anchor=anchor, words="")


def _match_case(tokens: Sequence[Token], i: int, stop: int, rules: PlaceRules) -> tuple[str, int, str] | None:
    """Return (case, index before the phrase, its words) for the longest phrase that ends at token `i`."""
    phrases = rules.cases.get(rules.canonical(tokens[i]))
    if phrases is None or i <= stop:
        return None
    rows = [row for word in _words_before(tokens, i, stop, rules) for row in phrases.longer.get(word, ())]
    for _, words, case in sorted(rows):
        at = last = i
        for n, word in enumerate(words):
            if n:
                while at > stop and tokens[at].norm in rules.articles and tokens[at].norm != word:
                    at -= 1
            if at <= stop or rules.canonical(tokens[at]) != word:
                break
            last = at
            at -= 1
        else:
            return case, at, " ".join(t.norm for t in tokens[last : i + 1])
    return (phrases.alone, i - 1, tokens[i].norm) if phrases.alone else None


def _words_before(tokens: Sequence[Token], i: int, stop: int, rules: PlaceRules) -> set[str]:
    """Return the words that may come before token `i` in a phrase: the next one, over articles."""
    words = set()
    for at in range(i - 1, stop, -1):
        words.add(rules.canonical(tokens[at]))
        if tokens[at].norm not in rules.articles:
            break
    return words


def _may_describe(tokens: Sequence[Token], i: int, rules: PlaceRules) -> bool:
    """Tell whether an unknown word before a place noun describes it ("the industrial city")."""
    token = tokens[i]
    return i > 0 and token.is_word and (token.is_capitalised or tokens[i - 1].norm in rules.articles)


def _governor(tokens: Sequence[Token], i: int, stop: int, rules: PlaceRules) -> int | None:
    """Return the place noun before "de", at most two adjectives away."""
    for at in range(i, max(stop, i - 3), -1):
        norm = tokens[at].norm
        if norm in rules.nouns:
            return at
        if not tokens[at].is_word or norm in rules.articles or norm in rules.cases:
            return None
    return None


def _is_actor(tokens: Sequence[Token], i: int, stop: int, rules: PlaceRules) -> bool:
    return any(tokens[at].norm in rules.actor_nouns for at in range(i, max(stop, i - 2), -1))


def _has_distance(tokens: Sequence[Token], i: int, rules: PlaceRules) -> bool:
    """Tell whether a distance ends at token `i` ("10 km")."""
    return any(
        tokens[at].norm in rules.units and tokens[at - 1].text[0].isdigit()
        for at in range(i, max(0, i - 3), -1)
    )


def _bare_case(tokens: Sequence[Token], anchor: int, rules: PlaceRules) -> str:
    while anchor > 0 and tokens[anchor - 1].norm in _QUOTES:
        anchor -= 1
    if anchor <= 0:
        return "initial"
    before = tokens[anchor - 1].norm
    if before == ",":
        return "comma"
    if before in "([":
        return "bracket"
    if before in rules.coordinators:
        return "coord"
    return "bare" if tokens[anchor - 1].is_word else "mark"
