"""Find place mentions: gazetteer, capitals, cue words and lists of what is no place, weighed together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eventgeo.model import Sentence, Toponym
from eventgeo.protocols import Gazetteer
from eventgeo.tagging.place_lexicon import PlaceLexicon, place_lexicon
from eventgeo.tagging.toponym_candidates import find_candidates
from eventgeo.tagging.toponym_cues import heads_site
from eventgeo.tagging.toponym_features import Evidence, gather, memory_features, remember
from eventgeo.tagging.toponym_kinds import kind_of
from eventgeo.tagging.toponym_metonymy import metonymy_features
from eventgeo.tagging.toponym_recasing import is_shouted, recase
from eventgeo.tagging.toponym_scorer import Weights, probability, read_weights, weightiest
from eventgeo.tagging.toponym_stretches import asker

_PER_WORD = 0.2
Weighed = tuple[Evidence, tuple[str, ...]]


def find_toponyms(sentences: Sequence[Sentence], lang: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Find the place mentions of a document.

    Parameters
    ----------
    sentences : sequence of Sentence
        All sentences of one document: a name known from one helps in the others.
    lang : str
        ``fr`` or ``en``.
    gazetteer : Gazetteer
        Asked whether a name is a place at all; which place is the resolver's task.

    Returns
    -------
    tuple of Toponym
        In text order, not overlapping; ``rule`` names the evidence, ``confidence`` is a probability.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "M. Bordeaux a quitté la ville d'Alep mardi."
    >>> [(t.text, t.kind) for t in find_toponyms(split_sentences(text, "fr"), "fr", open_gazetteer())]
    [('Alep', 'populated')]
    """
    lexicon, weights = place_lexicon(lang), read_weights(lang)
    as_written = {sentence.start: sentence for sentence in sentences}
    chosen = choose(weigh(sentences, lang, gazetteer), weights)
    return tuple(
        _toponym(score, *weighed, as_written[weighed[0].names.sentence.start], lexicon, weights)
        for score, weighed in chosen
    )


def _toponym(
    score: float,
    evidence: Evidence,
    features: tuple[str, ...],
    sentence: Sentence,
    lexicon: PlaceLexicon,
    weights: Weights,
) -> Toponym:
    metonymy = metonymy_features(evidence, lexicon)
    start, end = _widen(evidence, lexicon), evidence.stretch.end
    return Toponym(
        start=start,
        end=end,
        text=sentence.text[start - sentence.start : end - sentence.start],
        kind=kind_of(evidence, lexicon),
        cue=evidence.cue,
        metonymy=bool(metonymy) and probability(metonymy, weights.metonymy) >= weights.threshold_metonymy,
        rule=weightiest(features, weights.known if evidence.is_known else weights.new),
        confidence=round(score, 3),
    )


def weigh(sentences: Sequence[Sentence], lang: str, gazetteer: Gazetteer) -> list[Weighed]:
    """Return every candidate of a document with all its features; the training script reads this too."""
    lexicon = place_lexicon(lang)
    ask = asker(gazetteer)
    read = [recase(s, lexicon, ask) if is_shouted(s) else s for s in sentences]
    names = [find_candidates(s, lexicon, ask, lost_apostrophes=lang == "en") for s in read]
    evidence = [item for sentence in names for item in gather(sentence, lexicon)]
    memory = remember(evidence, names)
    return [(item, (*item.features, *memory_features(item, memory))) for item in evidence]


def choose(weighed: Iterable[Weighed], weights: Weights) -> list[tuple[float, Weighed]]:
    """Keep what is likely a place; of those that overlap the likeliest, a longer name with some advance."""
    scored: list[tuple[float, Weighed]] = []
    for evidence, features in weighed:
        known = evidence.is_known
        score = probability(features, weights.known if known else weights.new)
        if score >= (weights.threshold if known else weights.threshold_new):
            scored.append((score, (evidence, features)))
    kept: list[tuple[float, Weighed]] = []
    taken: set[int] = set()
    for score, item in sorted(scored, key=_rank):
        span = range(item[0].stretch.start, item[0].stretch.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append((score, item))
    return sorted(kept, key=lambda s: s[1][0].stretch.start)


def _rank(scored: tuple[float, Weighed]) -> tuple[float, int, int]:
    stretch = scored[1][0].stretch
    words = stretch.last - stretch.first
    return -scored[0] - _PER_WORD * (words - 1), stretch.start - stretch.end, stretch.start


def _widen(evidence: Evidence, lexicon: PlaceLexicon) -> int:
    """Return the start with a head that belongs to the name: "place des Martyrs", "lac Tchad"."""
    stretch, tokens, left = evidence.stretch, evidence.names.sentence.tokens, evidence.left
    if left.head is not None and heads_site(tokens, left, stretch.first, lexicon):
        return tokens[left.head].start
    return stretch.start
