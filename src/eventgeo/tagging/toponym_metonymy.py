"""Whether a country or capital stands for its government: "Moscou a révélé", "selon Ankara"."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import Token
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_features import Evidence

_ARTICLES = frozenset("le la les l' the".split())
_AUXILIARIES = frozenset(
    "a ont avait avaient est sont était n' ne s' se n'a aurait auraient has have had is are was were will would".split()
)
_REACH = 4


def metonymy_features(evidence: Evidence, lexicon: PlaceLexicon) -> tuple[str, ...]:
    """Return the evidence for metonymy, empty where the name is neither a country nor a large town."""
    facts = evidence.stretch.facts
    if facts.listed == "country" or "country" in facts.kinds:
        what = "country"
    elif "populated" in facts.kinds and facts.population >= 100_000:
        what = "capital" if "metonymy.capitals" in lexicon.of(evidence.stretch.name.lower()) else "town"
    else:
        return ()
    if what == "town":
        return ()
    tokens = evidence.names.sentence.tokens
    first, last = evidence.stretch.first, evidence.stretch.last
    left = _left(tokens, first, lexicon)
    right = _right(tokens, last, lexicon)
    features = ["bias", what, left, f"{what}:{left}", right]
    if left in ("subject", "start"):
        features.append(f"subject:{right}")
    if evidence.kind:
        features.append("has_kind_cue")
    if "joins" in "".join(evidence.features):
        features.append("listed")
    if evidence.stretch.hyphen_ending:
        features.append(f"hyphen:{evidence.stretch.hyphen_ending}")
    return tuple(features)


def _left(tokens: Sequence[Token], first: int, lexicon: PlaceLexicon) -> str:
    at = first - 1
    article = at >= 0 and tokens[at].norm in _ARTICLES
    if article:
        at -= 1
    if at < 0:
        return "start"
    token = tokens[at]
    words = lexicon.of(token.norm)
    if token.norm in ("de", "d'", "du", "des", "of"):
        noun = tokens[at - 1].norm if at else ""
        before = tokens[at - 2].norm if at > 1 else ""
        if "metonymy.nouns" in lexicon.of(noun) or "metonymy.nouns" in lexicon.of(before):
            return "government_of"
        return "of"
    if "metonymy.before" in words:
        return f"before:{token.norm}"
    if any(group.startswith("prepositions") for group in words):
        return "preposition"
    if "relation_nouns.words" in words:
        return "relation"
    return "subject"


def _right(tokens: Sequence[Token], last: int, lexicon: PlaceLexicon) -> str:
    for at in range(last, min(last + _REACH, len(tokens))):
        token = tokens[at]
        words = lexicon.of(token.norm)
        if "metonymy.verbs" in words:
            return "verb" if at == last or tokens[last].norm in _AUXILIARIES else "verb_far"
        if not token.is_word and at == last:
            return f"mark{token.text}" if token.text in ",." else "mark"
        if "metonymy.nouns" in words and at == last:
            return "noun"
    return "auxiliary" if last < len(tokens) and tokens[last].norm in _AUXILIARIES else "none"
