"""Taggers: triggers, toponyms and actors in a text."""
