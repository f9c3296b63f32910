"""The role a place plays in an event: by the event's type and words, and the preposition before the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from eventgeo.datafiles import read_toml
from eventgeo.model import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRule:
    """The roles of places of one event type."""

    default: Role
    by_case: Mapping[str, Role]
    by_word: Mapping[str, Role]


@cache
def role_rules() -> Mapping[str, RoleRule]:
    """Return the rules by event type; ``other`` serves the types without one."""
    table = read_toml("assembly", "rules/place_roles.toml")
    return {
        event_type: RoleRule(
            default=cast(Role, rule["default"]),
            by_case=rule.get("by_case", {}),
            by_word=rule.get("by_word", {}),
        )
        for event_type, rule in table.items()
    }


def role_of(event_type: str, words: str, case: str) -> Role:
    """Return the role of a place tied in by `case` to an event of `event_type` that `words` name.

    Examples
    --------
    >>> role_of("withdrawal", "retrait", "at"), role_of("withdrawal", "retrait", "to")
    ('origin', 'destination')
    >>> role_of("displacement", "réfugiés", "at"), role_of("clash", "combats", "to")
    ('destination', 'location')
    """
    rules = role_rules()
    rule = rules.get(event_type, rules["other"])
    if case in rule.by_case:
        return rule.by_case[case]
    return next((role for piece, role in rule.by_word.items() if piece in words), rule.default)


def is_journey(event_type: str) -> bool:
    """Tell whether events of a type may have a destination.

    Examples
    --------
    >>> is_journey("evacuation"), is_journey("interception")
    (True, False)
    """
    rule = role_rules().get(event_type)
    return rule is not None and ("destination" in rule.by_case.values() or rule.default == "destination")
