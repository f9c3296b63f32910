"""Whether a country or capital stands for its government: "Moscou a révélé", "selon Ankara"."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import Token
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_features import Evidence

_VERB_REACH = 4
_NOUN_REACH = 5
_LIST_REACH = 3


def metonymy_features(evidence: Evidence, lexicon: PlaceLexicon) -> tuple[str, ...]:
    """Return the evidence for metonymy, empty where the name is neither a country nor a capital."""
    facts, name = evidence.stretch.facts, evidence.stretch.name
    if "metonymy.capitals" in lexicon.of(name.lower()):
        what = "capital"
    elif facts.listed == "country":
        what = "country"
    else:
        return ()
    tokens = evidence.names.sentence.tokens
    first = _list_start(tokens, evidence.stretch.first, lexicon)
    left = _left(tokens, first, lexicon)
    right = _right(tokens, _list_end(tokens, evidence.stretch.last, lexicon), lexicon)
    features = ["bias", what, left, f"{what}:{left}", right]
    if left in ("subject", "start", "clause"):
        features.append(f"subject:{right}")
    if first != evidence.stretch.first:
        features.append("listed")
    if evidence.cue and evidence.left.head is not None:
        features.append("noun_of_place")
    if evidence.stretch.hyphen_ending:
        features.append(f"hyphen:{evidence.stretch.hyphen_ending}")
    return tuple(features)


def _skip_article(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon) -> int:
    return at - 1 if at >= 0 and "grammar.articles" in lexicon.of(tokens[at].norm) else at


def _list_start(tokens: Sequence[Token], first: int, lexicon: PlaceLexicon) -> int:
    """Go back over "la France, les Etats-Unis et" to the first name of the list."""
    for _ in range(_LIST_REACH):
        at = _skip_article(tokens, first - 1, lexicon)
        if (
            at < 1
            or "grammar.and" not in lexicon.of(tokens[at].norm)
            or not tokens[at - 1].text[:1].isupper()
        ):
            break
        at -= 1
        while at > 0 and _is_name(tokens[at - 1], lexicon):
            at -= 1
        first = at
    return first


def _is_name(token: Token, lexicon: PlaceLexicon) -> bool:
    return token.text[:1].isupper() and "grammar.articles" not in lexicon.of(token.norm)


def _list_end(tokens: Sequence[Token], last: int, lexicon: PlaceLexicon) -> int:
    """Go on over "et la Russie" to the end of the list."""
    for _ in range(_LIST_REACH):
        at = last
        if at >= len(tokens) or "grammar.and" not in lexicon.of(tokens[at].norm):
            break
        at += 1
        if at < len(tokens) and "grammar.articles" in lexicon.of(tokens[at].norm):
            at += 1
        if at >= len(tokens) or not tokens[at].text[:1].isupper():
            break
        while at < len(tokens) and tokens[at].text[:1].isupper():
            at += 1
        last = at
    return last


def _left(tokens: Sequence[Token], first: int, lexicon: PlaceLexicon) -> str:
    at = _skip_article(tokens, first - 1, lexicon)
    if at < 0:
        return "start"
    token = tokens[at]
    words = lexicon.of(token.norm)
    if "grammar.of" in words:
        return "government_of" if _noun_before(tokens, at, lexicon, 2) else "of"
    if "grammar.clause_openers" in words:
        return "clause"
    if "grammar.between" in words:
        return "between_powers" if _noun_before(tokens, at, lexicon, _NOUN_REACH) else "between"
    if "metonymy.before" in words:
        border = at and "grammar.borders" in lexicon.of(tokens[at - 1].norm)
        return "border_with" if border else f"before:{token.norm}"
    if any(group.startswith("prepositions") for group in words):
        acted = at and lexicon.of(tokens[at - 1].norm) & {"metonymy.verbs", "metonymy.nouns"}
        return f"act:{token.norm}" if acted else f"preposition:{token.norm}"
    if "relation_nouns.words" in words:
        return "relation"
    if "metonymy.verbs" in words:
        return "object"
    if "verbs.place_object" in words:
        return "place_object"
    return "mark" if not token.is_word else "subject"


def _noun_before(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon, reach: int) -> bool:
    return any("metonymy.nouns" in lexicon.of(tokens[i].norm) for i in range(max(at - reach, 0), at))


def _right(tokens: Sequence[Token], last: int, lexicon: PlaceLexicon) -> str:
    if last >= len(tokens):
        return "end"
    token = tokens[last]
    if not token.is_word:
        return f"mark{token.text}" if token.text in ",." else "mark"
    auxiliary = "grammar.auxiliaries" in lexicon.of(token.norm)
    for at in range(last, min(last + _VERB_REACH, len(tokens))):
        if not tokens[at].is_word:
            break
        if "metonymy.verbs" in lexicon.of(tokens[at].norm):
            return "verb" if at == last or auxiliary else "verb_far"
    words = lexicon.of(token.norm)
    if "metonymy.nouns" in words:
        return "noun"
    if auxiliary:
        return "auxiliary"
    return "function" if "words.function" in words else "word"
