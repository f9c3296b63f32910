"""Fit how sure a place of so much likelihood is, and show how well that holds.

    scripts/fit_place_confidence.py CORPUS [CORPUS ...] --store STORE --without FOLDER [--write]

FOLDER holds the weights that ``train_place_ranker.py --each`` fitted without each corpus: the likelihoods are
those of texts not trained on. Right is what lies within 161 km of the gold point, a country what has the
right code (``docs/evaluation.md``). Figures of a corpus come from a fit on all others, which is kept in its
file of FOLDER; --write keeps the fit on all in the package.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eventgeo.evaluation import read_toponyms
from eventgeo.evaluation.calibration import calibration
from eventgeo.evaluation.gold_countries import country_code
from eventgeo.evaluation.place_scores import NEAR_KM
from eventgeo.gazetteer import SqliteGazetteer
from eventgeo.model import Place
from eventgeo.resolution import RuleResolver
from eventgeo.resolution.confidence import UNCHANGED, confidence_features, confidence_in
from eventgeo.resolution.geodesy import great_circle_km
from eventgeo.resolution.ranker import Ranker, read_ranker
from eventgeo.resolution.spans import tag_mentions
from train_place_ranker import WEIGHTS

RIDGE = 0.5
COUNTS = {  # what a corpus counts for; the rest counts 1
    "wiktor_sample": 0.1,  # every namesake as likely as any other: far surer in the news
    "idrisi_ar": 0.5,  # many streets and buildings
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A place chosen, how likely the ranker held it, and whether it is right."""

    corpus: str
    place: Place
    likelihood: float
    is_right: bool


def answers(path: Path, gazetteer: SqliteGazetteer, ranker: Ranker) -> Iterator[Answer]:
    """Yield the answers to a corpus that the ranker gives; those put by context have shares of their own."""
    resolver = RuleResolver(gazetteer, ranker=replace(ranker, confidence=UNCHANGED))
    for document in read_toponyms(path):
        seen = tag_mentions(document.document, document.toponyms)
        found = resolver.resolve(seen.tags)
        for gold, at in zip(document.toponyms, seen.at, strict=True):
            chosen = found[at].chosen if at is not None else None
            if chosen is None or at is None or chosen.match == "context":
                continue
            if gold.latitude is None or gold.longitude is None:
                continue
            place, code = chosen.place, country_code(gold)
            away_km = great_circle_km(gold.latitude, gold.longitude, place.latitude, place.longitude)
            is_right = code == place.country if code and place.country else away_km <= NEAR_KM
            yield Answer(corpus=path.stem, place=place, likelihood=found[at].confidence, is_right=is_right)


def fit(found: Sequence[Answer]) -> dict[str, float]:
    """Return the weights of a logistic regression, a corpus counting as the root of its size."""
    rows = [confidence_features(answer.place, answer.likelihood) for answer in found]
    names = list(rows[0])
    matrix = np.array([[row[name] for name in names] for row in rows])
    right = np.array([answer.is_right for answer in found], dtype=float)
    sizes: dict[str, int] = {}
    for answer in found:
        sizes[answer.corpus] = sizes.get(answer.corpus, 0) + 1
    counts = np.array([COUNTS.get(a.corpus, 1.0) * (sizes[a.corpus] / 400) ** -0.5 for a in found])
    expected = np.array([UNCHANGED.get(name, 0.0) for name in names])

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z, moved = matrix @ values, values - expected
        total = float(np.sum(counts * (np.logaddexp(0, z) - right * z))) + RIDGE * float(moved @ moved)
        return total, matrix.T @ (counts * (1 / (1 + np.exp(-z)) - right)) + 2 * RIDGE * moved

    best = minimize(loss, expected, jac=True, method="L-BFGS-B")
    return {name: round(float(value), 3) for name, value in zip(names, best.x, strict=True)}


def with_confidence(text: str, weights: Mapping[str, float]) -> str:
    """Return a file of weights with those of the confidence."""
    head, _, rows = text.partition('"features": [')
    data = json.loads(head.rstrip().rstrip(",") + "}") | {"confidence": weights}
    return json.dumps(data, indent=1, ensure_ascii=False)[:-2] + ',\n "features": [' + rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--without", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="keep the weights in the package")
    options = parser.parse_args()
    gazetteer = SqliteGazetteer(options.store)
    files = {path.stem: options.without / f"{path.stem}.json" for path in options.corpora}
    found = [
        answer
        for path in options.corpora
        for answer in answers(path, gazetteer, read_ranker(files[path.stem].read_text("utf-8")))
    ]
    for corpus, file in files.items():
        weights = fit([answer for answer in found if answer.corpus != corpus])
        here = [
            (confidence_in(a.place, a.likelihood, weights), a.is_right) for a in found if a.corpus == corpus
        ]
        file.write_text(with_confidence(file.read_text("utf-8"), weights), "utf-8")
        if scores := calibration(here):
            print(f"{corpus:24} {scores.answers:5} {scores.error:.3f} {scores.accuracy_of_confident:.3f}")
    weights = fit(found)
    print(weights)
    if options.write:
        WEIGHTS.write_text(with_confidence(WEIGHTS.read_text("utf-8"), weights), "utf-8")


if __name__ == "__main__":
    main()
