"""What the words before a place name say of it: "dans la ville de X" is ``at``, "depuis X" is ``from``.

The reading walks leftwards from the name over articles and place nouns ("la ville de") to the preposition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.assembly.place_rules import RELATION_CASES, PlaceRules
from eventgeo.model import SpatialRelation, Token, Toponym

_QUOTES = frozenset('"«“”»')
_REACH = 16  # tokens before a name that are looked at
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")


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
    relation: str = "in"
    distance_km: float | None = None


def read_case(tokens: Sequence[Token], first: int, rules: PlaceRules) -> CaseReading:
    """Read the words before ``tokens[first]``, the first word of a place name.

    Examples
    --------
    >>> from eventgeo.assembly.place_rules import place_rules
    >>> from eventgeo.text.tokens import tokenize
    >>> tokens = tokenize("Ils sont à 10 km au nord de la ville de Homs")
    >>> reading = read_case(tokens, len(tokens) - 1, place_rules("fr"))
    >>> reading.case, reading.head, reading.distance_km
    ('north_of', 'populated', 10.0)
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
                distance = _distance_km(tokens, before, rules)
                if distance is not None:
                    return CaseReading(
                        case="near",
                        head=head,
                        anchor=before,
                        words=words,
                        relation="near",
                        distance_km=distance,
                    )
                if _is_actor(tokens, before, stop, rules):
                    case = "of_actor"
            return CaseReading(
                case=case,
                head=head,
                anchor=before + 1,
                words=words,
                relation=case if case in RELATION_CASES else "in",
                distance_km=_distance_km(tokens, before, rules) if case in RELATION_CASES else None,
            )
        if norm in rules.nouns:
            head = rules.nouns[norm] if head in ("", "part") else head
            anchor, i = i, i - 1
            continue
        if rules.is_adjective(norm) or (head and _may_describe(tokens, i, rules)):
            i -= 1
            continue
        break
    return CaseReading(case=_bare_case(tokens, min(anchor, i + 1), rules), head=head, anchor=anchor, words="")


def _match_case(tokens: Sequence[Token], i: int, stop: int, rules: PlaceRules) -> tuple[str, int, str] | None:
    """Return (case, index before the phrase, its words) for the longest phrase that ends at token `i`."""
    rows = rules.cases.get(rules.canonical(tokens[i]))
    if not rows:
        return None
    for words, case in rows:
        at, last = i, i
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
    return None


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


def _distance_km(tokens: Sequence[Token], i: int, rules: PlaceRules) -> float | None:
    """Return the distance written at token `i` and before ("10 km")."""
    for at in range(i, max(0, i - 3), -1):
        factor = rules.units.get(tokens[at].norm)
        if factor is not None and _NUMBER.fullmatch(tokens[at - 1].text):
            return round(float(_plain_number(tokens[at - 1].text)) * factor, 3)
    return None


def _plain_number(text: str) -> str:
    """Return a number in Python's form: a comma or point before three digits parts thousands."""
    text = re.sub(r"[\u00a0\u202f]", "", text)
    return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", text).replace(",", ".")


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


def spatial_of(relation: str, distance_km: float | None, at: Toponym) -> SpatialRelation | None:
    if relation == "in":
        return None
    return SpatialRelation(
        start=at.start, end=at.end, text=at.text, kind=relation, least_km=distance_km, most_km=distance_km
    )
