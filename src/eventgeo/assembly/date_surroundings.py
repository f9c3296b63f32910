"""What the words round a date say of it: the day of a statement, of the page, or of another event."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.assembly.date_expressions import DateExpression
from eventgeo.assembly.date_linking_rules import LinkingRules

_OBJECT_REACH = 6
_BACKGROUND_GAP = 2
"""Words that may stand between "le procès des" and the event that is known already."""
_FRAME_REACH = 16
"""Tokens from "the trial of a man accused of" to the event that it is about."""
_ANNOUNCING_GAP = 4
"""Tokens from the past verb to the date behind it: "a menacé lundi de"."""
_BEGINNING_REACH = 7
"""Tokens from a noun to the date on which it is said to have begun."""
_REACTING_REACH = 4
"""Tokens from a verb of reaction to its date: "s'est dite préoccupée mardi"."""
_AUXILIARY_REACH = 5
"""Tokens over which an auxiliary may stand before its participle: "ont été, dit-il, tués"."""
_OWNER_REACH = 8
"""Tokens over which a date may stand after the verb of a relative clause."""
_HOLD_REACH = 5
"""Tokens from a noun to the date that it holds: "les attentats de Paris du 13 novembre"."""
FULL_DATES = ("calendar_day", "numeric_day", "iso_day")


def is_said(norms: Sequence[str], expression: DateExpression, sayings: set[int], rules: LinkingRules) -> bool:
    """Say whether the expression dates a verb of saying just before it ("a déclaré à l'AFP mercredi")."""
    if rules.said_before:
        after = [norm for norm in norms[expression.end : expression.end + 2] if norm != ","]
        if after and after[0] in rules.said_before:
            return True
    if norms[expression.end : expression.end + 1] and norms[expression.end] in rules.holding:
        return False
    at = expression.start
    for _ in range(6):
        if at in sayings:
            return True
        if at == 0 or norms[at - 1] not in rules.saying_gap:
            return False
        at -= 1
    return False


def heads_page(norms: Sequence[str], expression: DateExpression, rules: LinkingRules) -> bool:
    """Say whether a full date is that of the page ("Published 4 October 2017"), no dated event's."""
    if expression.reads not in FULL_DATES or "year" not in expression.slots:
        return False
    after = norms[expression.end] if expression.end < len(norms) else ""
    return (expression.start == 0 or follows_dateline_word(norms, expression.start, rules)) and after != ":"


def follows_dateline_word(norms: Sequence[str], at: int, rules: LinkingRules) -> bool:
    """Say whether a word such as "published" or an agency's name stands before a token ("Posted on …")."""
    at -= at > 1 and norms[at - 1] in rules.dateline_articles
    return at > 0 and norms[at - 1] in rules.dateline


def is_background(norms: Sequence[str], first: int, rules: LinkingRules) -> bool:
    """Say whether the words before the trigger take it as known: "le procès des", "un an après"."""
    start = max(0, first - 8)
    return any(
        first - start - _BACKGROUND_GAP <= hit.end <= first - start
        and all(norm[0].isalnum() for norm in norms[start + hit.end : first])
        for hit in rules.background.find(norms[start:first])
    )


def describes(norms: Sequence[str], first: int, last: int, rules: LinkingRules) -> bool:
    """Say whether a participle describes a noun of a clause with another verb, whose date is not its own."""
    low = max(0, first - _AUXILIARY_REACH)
    if not rules.participles_describe or any(norm in rules.auxiliaries for norm in norms[low:first]):
        return False
    return any(norm in rules.auxiliaries for part in (norms[:low], norms[last:]) for norm in part)


def tells_beginning(norms: Sequence[str], last: int, expression: DateExpression, rules: LinkingRules) -> bool:
    """Say whether a clause after an event's noun tells when it was: "a siege that began in 2013"."""
    path = norms[last : expression.start]
    if len(path) > _BEGINNING_REACH or not any(norm in rules.relatives for norm in path[:2]):
        return False
    return any(hit.start <= 1 for hit in rules.beginnings.find(path))


def has_own_verb(norms: Sequence[str], last: int, expression: DateExpression, rules: LinkingRules) -> bool:
    """Say whether a verb of its own has the date: "le procès des attentats s'ouvre mercredi"."""
    for norm in norms[last : expression.start]:
        if norm in rules.relatives:
            return False
        if norm in rules.auxiliaries:
            return True
    return False


def is_reaction(norms: Sequence[str], expression: DateExpression, first: int, rules: LinkingRules) -> bool:
    """Say whether the date is that of a reaction to the event: "l'ONU a condamné mardi l'attaque"."""
    between = norms[expression.end : first]
    if expression.end > first or (between and between[0] in rules.holding):
        return False
    around = [*norms[max(0, expression.start - _REACTING_REACH) : expression.start], *between[:1]]
    reacts = any(norm.startswith(rules.reacting) for norm in around)
    return reacts and not any(norm in rules.boundaries for norm in between)


def is_owned(
    norms: Sequence[str], expression: DateExpression, first: int, verbs: Sequence[int], rules: LinkingRules
) -> bool:
    """Say whether the date ends an addition to the subject, whose own auxiliary follows."""
    end = expression.end + (expression.end < len(norms) and norms[expression.end] == ",")
    if not end < first <= end + 4 or norms[end] not in rules.auxiliaries:
        return False
    low = max(0, expression.start - _OWNER_REACH)
    return any(low <= at < expression.start for at in verbs) or any(
        norm in rules.relatives for norm in norms[low : expression.start]
    )


def is_announcement(
    norms: Sequence[str], expression: DateExpression, first: int, rules: LinkingRules
) -> bool:
    """Say whether the date is that of a past verb before what is to come: "lundi, il a menacé de"."""
    if expression.end > first or (expression.start and norms[expression.start - 1] in rules.reported):
        return False
    return any(
        norm in rules.past or norm.endswith(rules.past_endings)
        for at in range(max(0, expression.start - _ANNOUNCING_GAP), first)
        if not expression.start <= at < expression.end and (norm := norms[at])
    )


def is_framed(
    norms: Sequence[str], expression: DateExpression, first: int, last: int, rules: LinkingRules
) -> bool:
    """Say whether the date is that of a frame: "the trial of a man accused of bombing X opens on Monday"."""
    frame = next(
        (at for at in range(first - 1, max(-1, first - _FRAME_REACH), -1) if norms[at] in rules.frames), -1
    )
    if frame < 0:
        return False
    told = False
    for norm in norms[frame + 1 : first]:
        told = told or norm in rules.relatives
        if norm == "," or (norm in rules.past and not told):
            return False  # the frame's own verb, or a new phrase: "during the trial, men bombed"
    if expression.end <= frame:
        return bool(rules.frame_verbs.find(norms[:frame]))
    return expression.start >= last and bool(rules.frame_verbs.find(norms[last : expression.start]))


def holds(
    norms: Sequence[str], expression: DateExpression, first: int, last: int, rules: LinkingRules
) -> bool:
    """Say whether a noun has the date for its own: "l'attentat du 3 mai", "the May 3 attack"."""
    if expression.end == first:
        return True
    path = norms[last : expression.start + 1]
    return 0 < len(path) <= _HOLD_REACH and any(norm in rules.of for norm in path) and "," not in path


def is_of_other(
    norms: Sequence[str],
    expression: DateExpression,
    first: int,
    nouns: Sequence[tuple[int, int]],
    rules: LinkingRules,
) -> bool:
    """Say whether another event's noun holds the date: "la trêve d'avril 2022", "the April 2022 truce".

    ``nouns`` are the token ranges of those nouns. What a relative clause tells of such an event has its date.
    """
    start, end = expression.start, expression.end
    of = start - 1 if start and norms[start - 1] in rules.of else start if norms[start] in rules.of else -1
    held_before = start > 0 and norms[start - 1] in rules.holders
    for noun_first, noun_last in nouns:
        if noun_last == of or (noun_first == end and held_before):
            path = norms[max(noun_last, end) : first]
            return not any(norm in rules.relatives or norm in rules.relatives_after for norm in path)
    return False


def is_object(norms: Sequence[str], expression: DateExpression, first: int, rules: LinkingRules) -> bool:
    """Say whether the trigger is the object of a dated statement: "a annoncé jeudi de nouveaux raids"."""
    path = norms[expression.end : first]
    if not expression.end < first <= expression.end + _OBJECT_REACH:
        return False
    if any(
        norm.startswith(rules.reacting) for norm in norms[max(0, expression.start - 3) : expression.start]
    ):
        return False
    opened = not rules.objects or path[0] in rules.objects
    return opened and not any(norm in rules.reported or not norm[0].isalnum() for norm in path)
