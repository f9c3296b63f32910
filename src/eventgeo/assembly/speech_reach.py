"""How far what somebody says reaches: over the clause behind a verb of saying, or about an aside."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.assembly.attribution_rules import AttributionRules
from eventgeo.assembly.source_phrases import after_adjuncts

_SHORT_START = 8
"""Words before an aside up to which the clause goes on behind it: "L'attaque, a dit X, a fait dix morts"."""
_PREPOSITIONAL = 7
"""Words within which what is said may still follow a preposition behind a verb of saying."""
_ADDRESSEE = 6
"""Words that whom something is told may have."""
_CLOSING = frozenset('"»”.!?…)–—-,;')


def ends_at(at: int, norms: Sequence[str], rules: AttributionRules, verb: str = "") -> bool:
    """Say whether nothing that is told follows the group of a verb: its sentence or clause ends there."""
    said = at
    at = after_adjuncts(at, norms, rules)
    if at >= len(norms) or norms[at] in rules.leaving:
        return True
    if rules.is_participle(norms[at]) and not verb.startswith(rules.doing):
        return True  # "said, citing …", but "denied targeting …"
    if verb.startswith(rules.addressing):  # "told Reuters.", not "told Reuters that"
        end = next((i for i in range(at, len(norms)) if _bounds_addressee(norms[i], rules)), len(norms))
        if end - at <= _ADDRESSEE and (end == len(norms) or norms[end] not in rules.complementizers):
            return True
    tied = norms[said : at + 1] if verb.startswith(rules.clausal) else norms[at : at + 1]
    if (
        not (rules.prepositions - rules.links_always).isdisjoint(tied)
        and not verb.startswith(rules.object_verbs)
        and rules.complementizers.isdisjoint(norms[at : at + _PREPOSITIONAL])
    ):
        return True  # "said in Geneva", not "said in Geneva that"
    if norms[at] == '"':
        return at + 1 >= len(norms) or not norms[at + 1][0].isalnum()
    return norms[at] in _CLOSING


def _bounds_addressee(norm: str, rules: AttributionRules) -> bool:
    return not norm[0].isalnum() or norm in rules.complementizers or norm in rules.prepositions


def around(
    left: int, right: int, starts: Sequence[int], norms: Sequence[str], rules: AttributionRules, *, verb: bool
) -> tuple[tuple[int, int], ...]:
    """Return what an aside ("…, selon X, …", "…, a dit X") reaches: its clause before it, and behind it."""
    start = bound_before(left, starts, norms, rules)
    if left and norms[left - 1] in rules.breaks:
        start = left  # "…, mais selon X …" speaks of what follows
    if left and norms[left - 1] in rules.relatives:  # "qui, selon X, a fait dix morts"
        stop = next((at for at in range(right + 1, len(norms)) if norms[at] == ","), len(norms))
        return ((right, stop),)
    words = sum(
        norm[0].isalnum() and norm not in rules.adjuncts and norm not in rules.breaks
        for norm in norms[start:left]
    )
    after = after_adjuncts(right, norms, rules)
    comma = after < len(norms) and norms[after] in (",", "–", "—", "-")
    follows = norms[after + 1] if comma and after + 1 < len(norms) else ""
    goes_on = after < len(norms) and not ends_at(right, norms, rules)
    if comma:
        goes_on = follows not in rules.relatives and follows not in rules.leaving
    goes_on = goes_on or not (verb or words)  # "Selon des détails fournis par X, …"
    if verb and words and not (comma and words <= _SHORT_START):
        goes_on = False
    reach = []
    if words:
        reach.append((start, left))
    if goes_on:
        reach.append((right, bound_after(right, starts, norms, rules)))
    return tuple(reach)


def bound_before(at: int, starts: Sequence[int], norms: Sequence[str], rules: AttributionRules) -> int:
    """Return where the stretch begins that an act before token `at` reaches back to."""
    open_marks = 0
    for place in range(at - 1, 0, -1):
        open_marks += (norms[place] == ")") - (norms[place] == "(")
        if norms[place] == ";" or open_marks < 0:  # "(1,5 million selon la CGT)"
            return place + 1
        if norms[place] in rules.breaks and starts[0] < place:
            return place  # another source stands before, and has that clause for itself
    return 0


def bound_after(at: int, starts: Sequence[int], norms: Sequence[str], rules: AttributionRules) -> int:
    """Return where what is told behind token `at` ends: at ";", or where the text or another takes over."""
    open_marks = 0
    for place in range(at, len(norms)):
        open_marks += (norms[place] == "(") - (norms[place] == ")")
        joined = norms[place] in rules.conjunctions and _says_next(place, starts, norms, rules)
        told_next = rules.verb_first and place > at and place in starts and norms[place - 1] == ","
        if norms[place] == ";" or open_marks < 0 or joined or told_next:
            return place
        if norms[place] in rules.breaks and place > at + 1 and norms[place - 1] == ",":
            after = norms[place + 1] if place + 1 < len(norms) else ""
            if after not in rules.complementizers:
                return place
    return len(norms)


def _says_next(place: int, starts: Sequence[int], norms: Sequence[str], rules: AttributionRules) -> bool:
    """Say whether a verb of saying follows at once: "… et a ajouté"."""
    at = place + 1
    while at < len(norms) and at not in starts and rules.is_between(norms[at]):
        at += 1
    return at in starts
