"""The role a place plays in an event: by the event's type and words, and the preposition before the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.spelling import respell
from eventgeo.datafiles import read_toml
from eventgeo.model import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRule:
    """The roles of places of one event type in one language."""

    default: Role
    by_case: Mapping[str, Role]
    by_word: Mapping[str, Role]
    """By a piece of the trigger, in the order in which they are tried."""
    is_journey: bool


@cache
def role_rules(lang: str) -> Mapping[str, RoleRule]:
    """Return the rules of `lang` by event type; ``other`` serves the types without one."""
    words = read_rules(lang, "places").get("roles", {})
    return {
        event_type: RoleRule(
            default=cast(Role, rule["default"]),
            by_case=rule["by_case"],
            by_word={
                piece: cast(Role, role)
                for role, pieces in words.get(event_type, {}).items()
                for piece in pieces
            },
            is_journey=rule.get("journey", False),
        )
        for event_type, rule in read_toml("assembly", "rules/place_roles.toml").items()
    }


def role_of(event_type: str, words: str, case: str, lang: str) -> Role:
    """Return the role of a place tied in by `case` to an event of `event_type` that `words` name.

    Examples
    --------
    >>> role_of("withdrawal", "retrait", "at", "fr"), role_of("withdrawal", "retrait", "to", "fr")
    ('origin', 'destination')
    >>> role_of("displacement", "réfugiés", "at", "fr"), role_of("clash", "combats", "to", "fr")
    ('destination', 'location')
    """
    rule = _rule(event_type, lang)
    if case in rule.by_case:
        return rule.by_case[case]
    piece = _piece(rule, words, lang)
    return rule.by_word[piece] if piece else rule.default


def role_reason(event_type: str, words: str, case: str, tie: str, lang: str) -> str:
    """Say why a place has its role; `tie` are the words that tie it in.

    Examples
    --------
    >>> role_reason("withdrawal", "retrait", "to", "vers", "fr")
    'destination by «vers»'
    >>> role_reason("displacement", "réfugiés", "at", "à", "fr")
    'destination by «réfugiés»'
    >>> role_reason("withdrawal", "retrait", "at", "à", "fr")
    'origin by the type of the event'
    """
    rule = _rule(event_type, lang)
    role = role_of(event_type, words, case, lang)
    if case in rule.by_case:
        return f"{role} by «{tie}»" if tie else f"{role} by the words before it"
    return f"{role} by «{words}»" if _piece(rule, words, lang) else f"{role} by the type of the event"


def _rule(event_type: str, lang: str) -> RoleRule:
    rules = role_rules(lang)
    return rules.get(event_type, rules["other"])


def _piece(rule: RoleRule, words: str, lang: str) -> str:
    """Return the piece of the trigger's words that gives a role."""
    text = respell(words, lang)
    return next((piece for piece in rule.by_word if piece in text), "")


def is_journey(event_type: str) -> bool:
    """Tell whether events of a type may lead from place to place.

    Examples
    --------
    >>> is_journey("evacuation"), is_journey("interception")
    (True, False)
    """
    rule = role_rules("").get(event_type)
    return rule is not None and rule.is_journey
