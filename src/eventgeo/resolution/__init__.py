"""Which place a name means in its document."""

from eventgeo.resolution.by_name import resolve_name
from eventgeo.resolution.resolver import RuleResolver

__all__ = ["RuleResolver", "resolve_name"]
