"""Which place a name means in its document."""

from eventgeo.resolution.by_name import resolve_name
from eventgeo.resolution.reasons import reason_against
from eventgeo.resolution.resolver import RuleResolver

__all__ = ["RuleResolver", "reason_against", "resolve_name"]
