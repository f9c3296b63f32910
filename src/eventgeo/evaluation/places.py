"""The measures of place mentions and their points, as the geoparsing literature has them.

================  =====================================================================================
recognition       precision, recall and F1 of the mentions: ``exact`` where the offsets are equal,
                  ``overlap`` where they share a character, one to one
acc@161, acc@25   share of the gold mentions with a point that are put within 161 km (100 miles), 25 km
mean, median      of the errors in km; what is not resolved counts as half the Earth's circumference
AUC               area under the curve of the sorted logarithms of the errors, 0 best, 1 worst
                  (Gritta et al. 2019, "A pragmatic guide to geoparsing evaluation")
resolved          share of the gold mentions with a point that got one
precision@161     share within 161 km of those that got one
calibration       :mod:`eventgeo.evaluation.calibration`; an answer is right within 161 km, and once more
                  with countries judged by their code
================  =====================================================================================

Distances are great circles on a sphere of 6371.0088 km. Points of large countries differ by hundreds of km
from source to source, so countries are scored apart, and by their code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from eventgeo.errors import ConfigurationError, DocumentError
from eventgeo.evaluation.calibration import calibration
from eventgeo.evaluation.gold_countries import country_code
from eventgeo.evaluation.place_scores import NEAR_KM, PlaceScores, resolution_scores, span_scores
from eventgeo.evaluation.span_pairs import pairs_exact, pairs_overlapping
from eventgeo.evaluation.toponyms import PlacedToponym, ToponymDocument
from eventgeo.resolution.geodesy import great_circle_km

Grouping = Literal["lang", "source", "kind"]
GROUPINGS: tuple[Grouping, ...] = ("lang", "source", "kind")
UNTOLD = "untold"
"""The group of what the gold says nothing of."""

Pairs = Callable[[Sequence[PlacedToponym], Sequence[PlacedToponym]], dict[int, int]]
MATCHES: Mapping[str, Pairs] = {"overlap": pairs_overlapping, "exact": pairs_exact}


def score_places(
    gold: Iterable[ToponymDocument],
    predictions: Iterable[ToponymDocument],
    *,
    by: Grouping | None = None,
    match: Literal["overlap", "exact"] = "overlap",
    gold_spans: bool = False,
) -> PlaceScores:
    """Measure predicted place mentions and their points against gold.

    Parameters
    ----------
    gold : iterable of ToponymDocument
        As :func:`read_toponyms` reads them.
    predictions : iterable of ToponymDocument
        By ``doc_id``, in any order; a gold document without any counts as one where nothing was found.
    by : {"lang", "source", "kind"}, optional
        Also score each group apart. A group of a kind of place has no false alarms: what was predicted
        elsewhere is of no kind.
    match : {"overlap", "exact"}, default "overlap"
        Which predictions are measured for their points: those that overlap a gold mention, or only those of
        the same offsets.
    gold_spans : bool, default False
        The predictions were made on the gold mentions: leave recognition out.

    Returns
    -------
    PlaceScores

    Raises
    ------
    DocumentError
        A document comes twice, or one is predicted that is not in the gold.

    Examples
    --------
    >>> homs = PlacedToponym(start=0, end=4, latitude=34.73, longitude=36.72)
    >>> near = PlacedToponym(start=0, end=4, latitude=34.80, longitude=36.72, confidence=0.9)
    >>> gold = [ToponymDocument(doc_id="1", toponyms=(homs,))]
    >>> scores = score_places(gold, [ToponymDocument(doc_id="1", toponyms=(near,))])
    >>> scores.resolution.accuracy_25, round(scores.resolution.mean_km, 1), scores.recognition["exact"].f1
    (1.0, 7.8, 1.0)
    """
    if by is not None and by not in GROUPINGS:
        raise ConfigurationError(f"by={by!r} is none of {', '.join(GROUPINGS)}")
    if match not in MATCHES:
        raise ConfigurationError(f"match={match!r} is none of {', '.join(MATCHES)}")
    found = _by_id(predictions, "predictions")
    whole = _Tally(pairs=MATCHES[match])
    groups: defaultdict[str, _Tally] = defaultdict(lambda: _Tally(pairs=MATCHES[match]))
    wanted = _by_id(gold, "gold")
    for doc_id, document in wanted.items():
        here = found[doc_id].toponyms if doc_id in found else ()
        whole.add(document.toponyms, here)
        for group, toponyms, predicted in _grouped(document, here, by):
            groups[group].add(toponyms, predicted)
    if unknown := sorted(found.keys() - wanted.keys()):
        raise DocumentError(
            f"{len(unknown)} documents of the predictions are not in the gold, such as {unknown[0]!r}: "
            "give the gold that they were made for, or leave them out"
        )
    return whole.scores(gold_spans, {name: groups[name].scores(gold_spans) for name in sorted(groups)})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What became of one gold mention that has a point."""

    error_km: float | None
    country: str | None
    predicted_country: str | None
    confidence: float | None

    @property
    def is_right(self) -> bool:
        """Whether a country has the right code, anything else a point within 161 km."""
        if self.country and self.predicted_country:
            return self.country == self.predicted_country
        return self.error_km is not None and self.error_km <= NEAR_KM


@dataclass(slots=True, kw_only=True)
class _Tally:
    """Counts over documents; the only value here that grows."""

    pairs: Pairs
    documents: int = 0
    gold: int = 0
    predicted: int = 0
    exact: int = 0
    overlapping: int = 0
    answers: list[_Answer] = field(default_factory=list)

    def add(self, gold: Sequence[PlacedToponym], found: Sequence[PlacedToponym]) -> None:
        self.documents += 1
        self.gold += len(gold)
        self.predicted += len(found)
        self.exact += len(pairs_exact(gold, found))
        self.overlapping += len(pairs_overlapping(gold, found))
        pairs = self.pairs(gold, found)
        for number, wanted in enumerate(gold):
            if wanted.has_point:
                self.answers.append(_answer(wanted, found[pairs[number]] if number in pairs else None))

    def scores(self, gold_spans: bool, groups: Mapping[str, PlaceScores] | None = None) -> PlaceScores:
        recognition = {
            "exact": span_scores(self.exact, self.predicted, self.gold),
            "overlap": span_scores(self.overlapping, self.predicted, self.gold),
        }
        countries = [answer for answer in self.answers if answer.country is not None]
        others = [answer for answer in self.answers if answer.country is None]
        coded = [a for a in countries if a.country and a.predicted_country is not None]
        sure = [
            (answer.confidence, answer.error_km <= NEAR_KM, answer.is_right)
            for answer in self.answers
            if answer.confidence is not None and answer.error_km is not None
        ]
        return PlaceScores(
            documents=self.documents,
            recognition=None if gold_spans else recognition,
            resolution=resolution_scores([answer.error_km for answer in self.answers]),
            countries=resolution_scores([answer.error_km for answer in countries]),
            other_places=resolution_scores([answer.error_km for answer in others]),
            country_accuracy=sum(a.country == a.predicted_country for a in coded) / len(coded)
            if any(answer.predicted_country for answer in coded)
            else None,
            calibration=calibration([(confidence, near) for confidence, near, _ in sure]),
            calibration_by_code=calibration([(confidence, right) for confidence, _, right in sure]),
            groups=groups or {},
        )


def _answer(wanted: PlacedToponym, found: PlacedToponym | None) -> _Answer:
    error_km = _error_km(wanted, found) if found is not None else None
    return _Answer(
        error_km=error_km,
        country=country_code(wanted),
        predicted_country=found.country if found is not None else "",
        confidence=found.confidence if found is not None else None,
    )


def _error_km(wanted: PlacedToponym, found: PlacedToponym) -> float | None:
    points = (wanted.latitude, wanted.longitude, found.latitude, found.longitude)
    known = [value for value in points if value is not None]
    return great_circle_km(*known) if len(known) == len(points) else None


def _grouped(
    document: ToponymDocument, found: Sequence[PlacedToponym], by: Grouping | None
) -> list[tuple[str, Sequence[PlacedToponym], Sequence[PlacedToponym]]]:
    """Return the groups of a document: name, gold mentions, and the predictions that belong to them."""
    if by is None:
        return []
    if by != "kind":
        return [(getattr(document, by) or UNTOLD, document.toponyms, found)]
    kinds: defaultdict[str, list[PlacedToponym]] = defaultdict(list)
    for toponym in document.toponyms:
        kinds[toponym.kind or UNTOLD].append(toponym)
    return [
        (kind, of_kind, [found[at] for at in sorted(pairs_overlapping(of_kind, found).values())])
        for kind, of_kind in kinds.items()
    ]


def _by_id(documents: Iterable[ToponymDocument], what: str) -> dict[str, ToponymDocument]:
    known: dict[str, ToponymDocument] = {}
    for document in documents:
        if document.doc_id in known:
            raise DocumentError(f"document {document.doc_id!r} twice in the {what}")
        known[document.doc_id] = document
    return known
