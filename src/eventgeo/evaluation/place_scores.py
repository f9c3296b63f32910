"""The scores of place mentions as values, and how they follow from hits and errors."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from eventgeo.evaluation.calibration import Calibration

MOST_KM = 20_039.0
"""The error of what is not resolved: half the Earth's circumference, as Gritta et al. take it."""
CLOSE_KM, NEAR_KM = 25.0, 161.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanScores:
    """Mentions found: precision, recall and F1, 0 where there is nothing to find or nothing found."""

    precision: float
    recall: float
    f1: float
    hits: int
    predicted: int
    gold: int

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionScores:
    """Mentions put in place: shares between 0 and 1, errors in km; None where there is nothing to measure."""

    n: int
    resolved: float | None
    accuracy_161: float | None
    accuracy_25: float | None
    precision_161: float | None
    mean_km: float | None
    median_km: float | None
    mean_resolved_km: float | None
    median_resolved_km: float | None
    auc: float | None

    def as_dict(self) -> dict[str, Any]:
        names = {"accuracy_161": "acc@161", "accuracy_25": "acc@25", "precision_161": "precision@161"}
        return {names.get(name, name): getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScores:
    """All scores of a set of documents.

    Attributes
    ----------
    documents : int
    recognition : mapping of str to SpanScores or None
        "exact" and "overlap"; None where the predictions were made on the gold mentions.
    resolution : ResolutionScores
    countries, other_places : ResolutionScores
        The same for the gold mentions that are countries, and for all others.
    country_accuracy : float or None
        Share of the countries that were given the right country code; None where the predictions have none.
    calibration : Calibration or None
        None where the predictions have no confidence.
    calibration_by_code : Calibration or None
        The same where a country is right that has the right code, wherever its point is.
    groups : mapping of str to PlaceScores
        The same a language, source or kind, where asked for.
    """

    documents: int
    recognition: Mapping[str, SpanScores] | None
    resolution: ResolutionScores
    countries: ResolutionScores
    other_places: ResolutionScores
    country_accuracy: float | None = None
    calibration: Calibration | None = None
    calibration_by_code: Calibration | None = None
    groups: Mapping[str, PlaceScores] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the scores as JSON takes them; the measures by their names in the literature."""
        found: dict[str, Any] = {"documents": self.documents, "resolution": self.resolution.as_dict()}
        if self.recognition is not None:
            found["recognition"] = {name: scores.as_dict() for name, scores in self.recognition.items()}
        found["countries"] = {**self.countries.as_dict(), "code_accuracy": self.country_accuracy}
        found["other_places"] = self.other_places.as_dict()
        for name in ("calibration", "calibration_by_code"):
            if (scores := getattr(self, name)) is not None:
                found[name] = {
                    "answers": scores.answers,
                    "expected_calibration_error": scores.error,
                    "accuracy_of_90_percent_most_confident": scores.accuracy_of_confident,
                }
        if self.groups:
            found["groups"] = {name: group.as_dict() for name, group in self.groups.items()}
        return found


def span_scores(hits: int, predicted: int, gold: int) -> SpanScores:
    """Return precision, recall and F1.

    Examples
    --------
    >>> span_scores(1, 2, 4).precision, span_scores(0, 0, 0).f1
    (0.5, 0.0)
    """
    precision, recall = hits / predicted if predicted else 0.0, hits / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return SpanScores(precision=precision, recall=recall, f1=f1, hits=hits, predicted=predicted, gold=gold)


def resolution_scores(errors_km: Sequence[float | None]) -> ResolutionScores:
    """Return the scores of a list of errors, None for each mention that was not resolved.

    Examples
    --------
    >>> scores = resolution_scores([0.0, 100.0, None])
    >>> round(scores.accuracy_161, 2), scores.median_km, scores.precision_161
    (0.67, 100.0, 1.0)
    """
    resolved = [error for error in errors_km if error is not None]
    errors = [MOST_KM if error is None else error for error in errors_km]
    return ResolutionScores(
        n=len(errors),
        resolved=_mean([error is not None for error in errors_km]),
        accuracy_161=_mean([error <= NEAR_KM for error in errors]),
        accuracy_25=_mean([error <= CLOSE_KM for error in errors]),
        precision_161=_mean([error <= NEAR_KM for error in resolved]),
        mean_km=_mean(errors),
        median_km=_median(errors),
        mean_resolved_km=_mean(resolved),
        median_resolved_km=_median(resolved),
        auc=area_under_errors(errors),
    )


def area_under_errors(errors_km: Sequence[float]) -> float | None:
    """Return the area under the curve of the sorted ln(error + 1), 0 best, 1 worst; None for no errors.

    Examples
    --------
    >>> area_under_errors([0.0, 0.0]), area_under_errors([MOST_KM, MOST_KM])
    (0.0, 1.0)
    """
    if not errors_km:
        return None
    heights = sorted(math.log(min(error, MOST_KM) + 1.0) for error in errors_km)
    most = math.log(MOST_KM)
    if len(heights) == 1:
        return min(1.0, heights[0] / most)
    area = sum((one + other) / 2 for one, other in pairwise(heights))
    return min(1.0, area / (most * (len(heights) - 1)))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _median(values: Sequence[float]) -> float | None:
    ranked, middle = sorted(values), len(values) // 2
    if not ranked:
        return None
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2
