"""How sure a row is: the probability that its type, modality and main place are all right."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import EventMention, Resolution

_CERTAINTY_OF_MODALITY = {"asserted": 0.9, "negated": 0.7, "planned": 0.7, "hypothetical": 0.65}
_NO_PLACE = 0.5


def event_confidence(mention: EventMention, resolutions: Sequence[Resolution]) -> float:
    """Return the product of what the stages say of their own decisions, as if they were independent.

    Parameters
    ----------
    mention : EventMention
    resolutions : sequence of Resolution
        Of ``mention.places``, in order.

    Returns
    -------
    float
        Between 0 and 1.
    """
    place = max((found.confidence for found in resolutions), default=_NO_PLACE)
    sure = mention.trigger.confidence * _CERTAINTY_OF_MODALITY[mention.judgement.modality] * place
    return round(min(max(sure, 0.0), 1.0), 3)
