"""Whether an event happened, by rules and reader together: a log-linear model over named features.

Its weights stand in ``rules/modality_weights.json``, the same for all languages, since the features are: cues
are known by the names of their groups. ``scripts/train_modality.py`` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from eventgeo.assembly.modality import Evidence
from eventgeo.assembly.modality_features import Rows, modality_features
from eventgeo.datafiles import read_text
from eventgeo.model import MODALITIES, Judgement, Modality, Tags
from eventgeo.odds import shares, weigh

WEIGHTS = "rules/modality_weights.json"
_TOLD = 2
"""Features named in a reason, at most."""
_LEAST_TOLD = 0.3
"""Log-odds from which a feature is worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityModel:
    """Weights of features (:func:`~eventgeo.assembly.modality_features.modality_features`).

    ``tilt`` is taken off the score of "asserted": most events happened, and without it too many of the others
    would be told as facts. Probabilities are without it.
    """

    weights: Mapping[str, float]
    tilt: float = 0.0

    def probabilities(self, rows: Rows) -> tuple[float, ...]:
        """Return the probability of each of :data:`MODALITIES`, in their order."""
        return shares([weigh(row, self.weights) for row in rows])

    def choose(self, rows: Rows) -> int:
        """Return the number of the modality to be told."""
        scores = [weigh(row, self.weights) for row in rows]
        scores[MODALITIES.index("asserted")] -= self.tilt
        return max(range(len(scores)), key=lambda place: scores[place])

    def judge(self, verdict: Judgement, rows: Rows) -> Judgement:
        """Weigh the rules' verdict against all else that is known.

        Returns
        -------
        Judgement
            Its reason tells both sides, and what weighed most where they differ. Cue, span and scope are
            given only where the rules' verdict stands.

        Examples
        --------
        >>> model = ModalityModel(weights={"reader": 0.8, "rules": 1.8})
        >>> rows = ({"reader": -0.9, "rules": 1.0}, {"reader": -3.0}, {"reader": -0.7}, {"reader": -4.0})
        >>> model.judge(Judgement(), rows).reason
        'told as fact: no cue against it; weighed with the reader: asserted (0.81)'
        >>> rows = ({"reader": -4.6, "rules": 1.0}, {"reader": -5.0}, {"reader": -0.1}, {"reader": -4.0})
        >>> model.judge(Judgement(), rows).reason
        'planned (0.81) for "reader"; by rules asserted: told as fact: no cue against it'
        """
        best = self.choose(rows)
        modality, probability = MODALITIES[best], self.probabilities(rows)[best]
        if modality == verdict.modality:
            reason = f"{verdict.reason}; weighed with the reader: {modality} ({probability:.2f})"
            return replace(verdict, reason=reason)
        told = self._weightiest(rows[best], rows[MODALITIES.index(verdict.modality)], modality)
        named = f" for {', '.join(told)}" if told else ""
        return Judgement(
            modality=modality,
            reason=f"{modality} ({probability:.2f}){named}; by rules {verdict.modality}: {verdict.reason}",
        )

    def _weightiest(
        self, row: Mapping[str, float], other: Mapping[str, float], modality: Modality
    ) -> list[str]:
        """Return the names of the features that speak most for one row against another."""
        gains = {
            name: self.weights[name] * (row.get(name, 0.0) - other.get(name, 0.0))
            for name in row.keys() | other.keys()
            if name in self.weights and name != modality
        }
        ranked = sorted(gains.items(), key=lambda item: (-item[1], item[0]))
        return [
            f'"{name.removeprefix(f"{modality}: ")}"' for name, gain in ranked[:_TOLD] if gain >= _LEAST_TOLD
        ]


def weigh_evidence(tags: Tags, evidence: Sequence[Evidence], model: ModalityModel) -> tuple[Judgement, ...]:
    """Return the judgement of each event of a document that rules and a reader have read."""
    return tuple(
        model.judge(found.judgement, rows)
        for found, rows in zip(evidence, modality_features(tags, evidence), strict=True)
    )


@cache
def modality_model(lang: str) -> ModalityModel | None:
    """Return the model of a language; None where none was trained.

    Examples
    --------
    >>> modality_model("fr") is not None, modality_model("xx")
    (True, None)
    """
    table = json.loads(read_text("assembly", WEIGHTS))
    for languages, tilt in table["tilts"].items():
        if lang in languages.split():
            return ModalityModel(weights=table["weights"], tilt=tilt)
    return None
