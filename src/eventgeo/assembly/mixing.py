"""How a model's reading counts where rules and readings are weighed together: as log-odds that add up."""

from __future__ import annotations

from eventgeo.odds import log_odds

_LEAST = 0.02
"""Readings are not taken for surer than 98 in 100; less likely roles are not even told."""


def reading_odds(probability: float) -> float:
    """Return the log-odds of a reading.

    Examples
    --------
    >>> round(reading_odds(0.9), 2), reading_odds(0.0) == reading_odds(0.02)
    (2.2, True)
    """
    return log_odds(probability, least=_LEAST)
