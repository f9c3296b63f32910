"""Whether confidence means what it says: of the answers given with 0.8, eight in ten should be right."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10
CONFIDENT_SHARE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How confidence and truth agree, over the answers that have a confidence.

    Attributes
    ----------
    answers : int
    error : float
        Expected calibration error: mean distance between confidence and accuracy over ten bins of equal
        width, weighed by the answers in each (Naeini et al. 2015, Guo et al. 2017).
    accuracy_of_confident : float
        Share that is right of the 90 % most confident answers.
    """

    answers: int
    error: float
    accuracy_of_confident: float


def calibration(answers: Sequence[tuple[float, bool]]) -> Calibration | None:
    """Return how well pairs of confidence and truth agree; None for none.

    Examples
    --------
    >>> calibration([(0.9, True)] * 9 + [(0.9, False)]).error
    0.0
    >>> round(calibration([(1.0, False), (1.0, True)]).error, 2)
    0.5
    """
    if not answers:
        return None
    return Calibration(
        answers=len(answers),
        error=round(_error(answers), 12),
        accuracy_of_confident=accuracy_of_confident(answers),
    )


def accuracy_of_confident(answers: Sequence[tuple[float, bool]], share: float = CONFIDENT_SHARE) -> float:
    """Return which part is right of the `share` most confident answers.

    Of answers that tie for the last places the mean counts, so that their order does not matter.

    Examples
    --------
    >>> accuracy_of_confident([(0.9, True), (0.5, True), (0.5, False)], share=0.6)
    0.75
    """
    left = wanted = math.ceil(len(answers) * share - 1e-9)
    right = 0.0
    by_confidence: defaultdict[float, list[bool]] = defaultdict(list)
    for confidence, is_right in answers:
        by_confidence[confidence].append(is_right)
    for _, group in sorted(by_confidence.items(), reverse=True):
        taken = min(left, len(group))
        right += sum(group) * taken / len(group)
        left -= taken
    return right / wanted


def _error(answers: Iterable[tuple[float, bool]]) -> float:
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, is_right in answers:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, is_right))
    total = sum(map(len, bins.values()))
    gaps = (abs(sum(confidence - is_right for confidence, is_right in each)) for each in bins.values())
    return sum(gaps) / total
