"""Triggers and what belongs to them: places, actors, dates, modality, attribution, casualties."""

from eventgeo.assembly.assembler import RuleAssembler

__all__ = ["RuleAssembler"]
