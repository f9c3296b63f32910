"""The role a place plays in an event: by the preposition before it and the type of the event."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from eventgeo.model import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRule:
    """The roles of places of one event type."""

    default: Role
    by_case: Mapping[str, Role]


@cache
def role_rules() -> Mapping[str, RoleRule]:
    """Return the rules by event type; ``other`` serves the types without one."""
    file = resources.files("eventgeo.assembly") / "rules" / "place_roles.toml"
    table = tomllib.loads(file.read_text("utf-8"))
    return {
        event_type: RoleRule(default=cast(Role, rule["default"]), by_case=rule["by_case"])
        for event_type, rule in table.items()
    }


def role_of(event_type: str, case: str) -> Role:
    """Return the role of a place tied in by `case` to an event of `event_type`.

    Examples
    --------
    >>> role_of("withdrawal", "at"), role_of("withdrawal", "to"), role_of("clash", "to")
    ('origin', 'destination', 'location')
    """
    rules = role_rules()
    rule = rules.get(event_type, rules["other"])
    return rule.by_case.get(case, rule.default)
