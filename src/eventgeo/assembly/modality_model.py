"""Whether an event happened, by rules and reader together: a log-linear model over named features.

Its weights stand in ``rules/modality_weights.json``, the same for all languages, since the features are: cues
are known by the names of their groups. ``scripts/train_modality.py`` writes them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from eventgeo.assembly.modality import Evidence
from eventgeo.assembly.modality_features import NO_CUE, SURE, Rows, in_words, modality_features
from eventgeo.datafiles import read_text
from eventgeo.model import MODALITIES, Judgement, Modality, Sentence, Span, Tags
from eventgeo.odds import shares, weigh
from eventgeo.text.sentences import sentence_numbers

WEIGHTS = "rules/modality_weights.json"
_ASSERTED = MODALITIES.index("asserted")
_AGAINST_SURE = 0.95
"""How probable another modality must be where the rules are sure,"""
_AGAINST_FACT = 0.5
"""and where they call it a fact that no cue speaks against."""
_TOLD = 2
"""Grounds named in a reason, at most."""
_LEAST_TOLD = 0.3
"""Log-odds from which a ground is worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityModel:
    """Weights of features (:func:`~eventgeo.assembly.modality_features.modality_features`).

    ``tilt`` is taken off the score of "asserted": most events happened, and without it too many of the others
    would be told as facts. Probabilities are without it. Where the rules are sure, or no
    cue speaks against what they call a fact, a modality that is not very probable does not overrule them.
    """

    weights: Mapping[str, float]
    tilt: float = 0.0

    def probabilities(self, rows: Rows) -> tuple[float, ...]:
        """Return the probability of each of :data:`MODALITIES`, in their order."""
        return shares([weigh(row, self.weights) for row in rows])

    def choose(self, rows: Rows) -> int:
        """Return the number of the modality to be told."""
        scores = [weigh(row, self.weights) for row in rows]
        scores[_ASSERTED] -= self.tilt
        best = max(range(len(scores)), key=lambda place: scores[place])
        ruled = next((place for place, row in enumerate(rows) if "rules" in row), best)
        if best == ruled:
            return best
        least = _AGAINST_SURE if SURE in rows[ruled] else 0.0
        if ruled == _ASSERTED and NO_CUE in rows[ruled]:
            least = max(least, _AGAINST_FACT)
        return best if self.probabilities(rows)[best] >= least else ruled

    def judge(self, verdict: Judgement, rows: Rows, cues: Mapping[Modality, Span] | None = None) -> Judgement:
        """Weigh the rules' verdict against all else that is known.

        Parameters
        ----------
        verdict : Judgement
            The rules'.
        rows : Rows
        cues : mapping of modality to Span, optional
            The nearest cue for each, whether or not its scope holds the event.

        Returns
        -------
        Judgement
            Its reason tells both sides, and what weighed most where they differ. Where the rules' verdict
            does not stand, its cue is the nearest one for what is told, if cues count for that at all.

        Examples
        --------
        >>> model = ModalityModel(weights={"reader": 0.8, "rules": 1.8})
        >>> rows = ({"reader": -0.9, "rules": 1.0}, {"reader": -3.0}, {"reader": -0.7}, {"reader": -4.0})
        >>> model.judge(Judgement(), rows).reason
        'told as fact: no cue against it; weighed with the reader: asserted (0.81)'
        >>> rows = ({"reader": -4.6, "rules": 1.0}, {"reader": -5.0}, {"reader": -0.1}, {"reader": -4.0})
        >>> model.judge(Judgement(), rows).reason
        'planned (0.81) by the reader; by rules asserted: told as fact: no cue against it'
        """
        best = self.choose(rows)
        modality, probability = MODALITIES[best], self.probabilities(rows)[best]
        if modality == verdict.modality:
            reason = f"{verdict.reason}; weighed with the reader: {modality} ({probability:.2f})"
            return replace(verdict, reason=reason)
        gains = self._gains(rows[best], rows[MODALITIES.index(verdict.modality)], modality)
        ranked = sorted(gains.items(), key=lambda item: (-item[1], item[0]))
        told = " and ".join(words for words, gain in ranked[:_TOLD] if gain >= _LEAST_TOLD)
        by_cues = sum(gain for words, gain in gains.items() if "cue" in words) >= _LEAST_TOLD
        span = (cues or {}).get(modality) if by_cues else None
        grounds = f"{modality} ({probability:.2f}){' by ' if told else ''}{told}"
        return Judgement(
            modality=modality,
            cue=span.text if span else "",
            span=span,
            reason=f"{grounds}; by rules {verdict.modality}: {verdict.reason}",
        )

    def _gains(
        self, row: Mapping[str, float], other: Mapping[str, float], modality: Modality
    ) -> dict[str, float]:
        """Return how much each ground, in words, speaks for one row against another."""
        gains: defaultdict[str, float] = defaultdict(float)
        for name in sorted(row.keys() | other.keys()):
            if name != modality:
                gap = row.get(name, 0.0) - other.get(name, 0.0)
                gains[in_words(name)] += self.weights.get(name, 0.0) * gap
        return gains


def weigh_evidence(tags: Tags, evidence: Sequence[Evidence], model: ModalityModel) -> tuple[Judgement, ...]:
    """Return the judgement of each event of a document that rules and a reader have read."""
    numbers = sentence_numbers(tags.triggers, tags.sentences)
    return tuple(
        model.judge(found.judgement, rows, _nearest_cues(found, tags.sentences[number]))
        for found, rows, number in zip(evidence, modality_features(tags, evidence), numbers, strict=True)
    )


def _nearest_cues(found: Evidence, sentence: Sentence) -> dict[Modality, Span]:
    """Return the nearest cue of the sentence for each modality that has one."""
    first, last = found.words
    nearest: dict[Modality, tuple[int, Span]] = {}
    for hit in found.nearby.found if found.nearby is not None else ():
        gap = first - hit.end if hit.end <= first else hit.start - last
        for modality in MODALITIES[1:]:
            if modality == hit.cue.category and 0 <= gap < nearest.get(modality, (gap + 1,))[0]:
                start, end = sentence.tokens[hit.start].start, sentence.tokens[hit.end - 1].end
                text = sentence.text[start - sentence.start : end - sentence.start]
                nearest[modality] = gap, Span(start=start, end=end, text=text)
    return {modality: span for modality, (_, span) in nearest.items()}


def parse_modality_models(text: str) -> Mapping[str, ModalityModel]:
    """Return the models of a weights file by language."""
    table = json.loads(text)
    return {
        lang: ModalityModel(weights=table["weights"], tilt=tilt)
        for languages, tilt in table["tilts"].items()
        for lang in languages.split()
    }


@cache
def modality_models() -> Mapping[str, ModalityModel]:
    """Return the models that ship with the package, by language.

    Examples
    --------
    >>> sorted(modality_models())
    ['ar', 'en', 'es', 'fr']
    """
    return parse_modality_models(read_text("assembly", WEIGHTS))
