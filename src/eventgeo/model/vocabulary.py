"""The closed lists of words that the values use."""

from __future__ import annotations

from typing import Literal

Kind = Literal["populated", "admin", "country", "region", "natural", "facility", "neighbourhood"]
"""What sort of place a name stands for (annotation guidelines, section Places)."""
KINDS: tuple[Kind, ...] = ("populated", "admin", "country", "region", "natural", "facility", "neighbourhood")

Role = Literal["location", "origin", "destination", "via"]
"""How a place belongs to an event."""
ROLES: tuple[Role, ...] = ("location", "origin", "destination", "via")

Modality = Literal["asserted", "negated", "planned", "hypothetical"]
"""Whether the event happened, by what the text says."""
MODALITIES: tuple[Modality, ...] = ("asserted", "negated", "planned", "hypothetical")

DatePrecision = Literal["day", "week", "month", "year", "unknown"]
DATE_PRECISIONS: tuple[DatePrecision, ...] = ("day", "week", "month", "year", "unknown")

Match = Literal["exact", "normalised", "transliteration", "context", "fuzzy"]
"""How a name met its place: by spelling, by sound, only by what it is named beside, or but for a slip."""
MATCHES: tuple[Match, ...] = ("exact", "normalised", "transliteration", "context", "fuzzy")
