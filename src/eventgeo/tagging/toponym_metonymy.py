"""Whether a country or capital stands for its government: "Moscou a révélé", "selon Ankara"."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import Token
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_features import Evidence

_VERB_REACH = 4
_NOUN_REACH = 5
_LIST_REACH = 3
_STRIKE_REACH = 4
_MISSION_REACH = 3


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
    if what == "country" and _is_of_mission(tokens, first, evidence.stretch.last, lexicon):
        return ("bias", "mission_of")
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
        if at > 1 and "grammar.of" in lexicon.of(tokens[at].norm):  # "du Rwanda et de France"
            at = at - 1 if "grammar.and" in lexicon.of(tokens[at - 1].norm) else at
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


def _is_of_mission(tokens: Sequence[Token], first: int, last: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether it says whose a mission is: "consulat général de Turquie", "the Israel embassy"."""
    if lexicon.nouns_follow and last < len(tokens) and "metonymy.missions" in lexicon.of(tokens[last].norm):
        return True
    at = _skip_article(tokens, first - 1, lexicon)
    if at < 1 or "grammar.of" not in lexicon.of(tokens[at].norm):
        return False
    for cursor in range(at - 1, max(at - 1 - _MISSION_REACH, -1), -1):
        words = lexicon.of(tokens[cursor].norm)
        if "metonymy.missions" in words:
            return True
        if not tokens[cursor].is_word or "words.function" in words or "grammar.of" in words:
            return False
    return False


def _left(tokens: Sequence[Token], first: int, lexicon: PlaceLexicon) -> str:
    at = _skip_article(tokens, first - 1, lexicon)
    if at > 0 and "words.calendar" in lexicon.of(tokens[at].norm):
        at -= 1  # "a bombardé lundi Damas"
    if at < 0:
        return "start"
    token = tokens[at]
    words = lexicon.of(token.norm)
    if "verbs.struck" in words:
        return "struck"
    if "metonymy.onto" in words and _is_struck_onto(tokens, at, lexicon):
        return "struck_onto"
    if "grammar.of" in words and at and "metonymy.control" in lexicon.of(tokens[at - 1].norm):
        under = _skip_article(tokens, at - 2, lexicon)
        return "control_of" if under >= 0 and "grammar.under" in lexicon.of(tokens[under].norm) else "of"
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


def _is_struck_onto(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether an attack stands before the preposition: "frappes contre", "fired missiles at"."""
    for cursor in range(at - 1, max(at - 1 - _STRIKE_REACH, -1), -1):
        if not tokens[cursor].is_word:
            return False
        if "metonymy.strikes" in lexicon.of(tokens[cursor].norm):
            return True
    return False


def _noun_before(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon, reach: int) -> bool:
    return any("metonymy.nouns" in lexicon.of(tokens[i].norm) for i in range(max(at - reach, 0), at))


def _right(tokens: Sequence[Token], last: int, lexicon: PlaceLexicon) -> str:
    if last >= len(tokens):
        return "end"
    token = tokens[last]
    if not token.is_word:
        return f"mark{token.text}" if token.text in ",." else "mark"
    if _is_struck_there(tokens, last, lexicon):
        return "struck_there"
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


def _is_struck_there(tokens: Sequence[Token], last: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether a passive of attack follows: "Kyiv was heavily shelled", "Damas a été bombardée"."""
    passive = False
    for at in range(last, min(last + _VERB_REACH, len(tokens))):
        words = lexicon.of(tokens[at].norm)
        if not tokens[at].is_word:
            return False
        if passive and "verbs.struck_participle" in words:
            return True
        passive = passive or "grammar.passive" in words
    return False
