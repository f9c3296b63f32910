"""Which place a name means in its document."""

from eventgeo.resolution.resolver import RuleResolver

__all__ = ["RuleResolver"]
