"""Whether an event happened, by the rules' verdict and a model's reading together.

The rules see words of denial, plan and doubt and know their scope; the model has read sentences whose words
stand in no list. A log-linear sum weighs them, as many as four options.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from eventgeo.model import MODALITIES, Judgement, Modality, TriggerReading
from eventgeo.odds import weigh

_LEAST = 0.01


def modality_features(modality: Modality, verdict: Judgement, reading: TriggerReading) -> dict[str, float]:
    """Return what speaks for a modality, by name."""
    features = {"read": math.log(max(_LEAST, reading.modality[MODALITIES.index(modality)]))}
    if modality != "asserted":
        features[modality] = 1.0
    if modality == verdict.modality:
        features["rule"] = 1.0
    return features


def mix_judgement(verdict: Judgement, reading: TriggerReading, weights: Mapping[str, float]) -> Judgement:
    """Weigh the rules' verdict against a model's reading.

    Parameters
    ----------
    verdict : Judgement
        The rules'.
    reading : TriggerReading
    weights : mapping of str to float
        By feature name; ``sure`` is the probability from which the model's "asserted" may lift what the
        rules deny or doubt by a cue.

    Returns
    -------
    Judgement
        Its reason tells both sides. A cue is only given where the rules' verdict stands.

    Examples
    --------
    >>> denied = Judgement(modality="negated", cue="ne pas", reason='denied: "ne pas"')
    >>> weights = {"read": 0.8, "rule": 1.8}
    >>> mix_judgement(denied, TriggerReading(modality=(0.4, 0.6, 0.0, 0.0)), weights).reason
    'denied: "ne pas"; the model: negated (0.60)'
    >>> mix_judgement(Judgement(), TriggerReading(modality=(0.01, 0.0, 0.95, 0.04)), weights).reason
    'the model: planned (0.95); by rules asserted: told as fact: no cue against it'
    """
    best = max(MODALITIES, key=lambda modality: weigh(modality_features(modality, verdict, reading), weights))
    if best == "asserted" and reading.modality[MODALITIES.index(best)] < weights.get("sure", 0.0):
        best = verdict.modality
    read = f"the model: {best} ({reading.modality[MODALITIES.index(best)]:.2f})"
    if best == verdict.modality:
        return replace(verdict, reason=f"{verdict.reason}; {read}")
    return Judgement(modality=best, reason=f"{read}; by rules {verdict.modality}: {verdict.reason}")
