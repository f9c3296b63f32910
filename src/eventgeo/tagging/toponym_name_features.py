"""What the name itself says: how it is known, how it is written, what its words are."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import Sentence, Token
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_stretches import ROAD_NUMBER, NameFacts, Stretch

_ACRONYM = 5
_KINDS = ("country", "admin", "region", "natural", "facility", "neighbourhood")
_LARGE = 50_000
_NO_NOUNS = frozenset(["words.function", "verbs.saying", "verbs.struck_participle", "metonymy.verbs"])
_ONE_WORD = ("words.common", "words.demonyms", "words.calendar", "relation_nouns.words", "verbs.struck")
_SIZES = ((1_000_000, "million"), (100_000, "100k"), (15_000, "15k"), (2_000, "2k"))


def name_features(stretch: Stretch, sentence: Sentence, lexicon: PlaceLexicon) -> list[str]:
    """Return the features of the name of `stretch`."""
    tokens = sentence.tokens[stretch.first : stretch.last]
    prefixed = tokens[0].norm.split("-")[0] in lexicon.affixes["prefixes"]
    compound = prefixed and len(tokens) > 1 and not stretch.facts.is_known
    features = _known_as(stretch.facts)
    features += _composed(stretch, tokens, lexicon, compound=compound)
    features += _written(stretch, sentence, lexicon)
    if prefixed and not compound:
        features.append("place_prefix")
    if tokens[-1].norm.endswith(lexicon.affixes["suffixes"]):
        features.append("place_suffix")
    if stretch.name.isupper() and "abbreviations.adjectives" in lexicon.of(stretch.name.lower()):
        features.append(_abbreviated(stretch, sentence.tokens, lexicon))
    return features


def _known_as(facts: NameFacts) -> list[str]:
    large = ["resembles_large"] if facts.population >= _LARGE else []
    if facts.match == "transliteration" and not facts.listed:
        return ["resembles_town" if facts.kinds == {"populated"} else "resembles_place", *large]
    features = [f"listed_{facts.listed}"] if facts.listed else []
    features += [f"known_{kind}" for kind in _KINDS if kind in facts.kinds]
    if "populated" in facts.kinds:
        features.append("town_" + next((name for size, name in _SIZES if facts.population >= size), "small"))
    if facts.match:
        features.append(f"match_{facts.match}")
    return features


def _composed(
    stretch: Stretch, tokens: Sequence[Token], lexicon: PlaceLexicon, *, compound: bool
) -> list[str]:
    """Return what the words of the name are; of "Tall Qarah" the parts say nothing of their own."""
    first, last = lexicon.of(tokens[0].norm), lexicon.of(tokens[-1].norm)
    features: list[str] = []
    if "organisations.heads" in first | last:
        features.append("body_word")
    if len(tokens) == 1:
        features += [group for group in _ONE_WORD if group in first]
        return features + (["given_name"] if "persons.given" in first else [])
    features.append("prefixed_compound" if compound else "several_words")
    if "name_heads.after" in last or "name_heads.direct" in first:
        features.append("head_word")
    if not compound:
        if stretch.holds_known:
            features.append("holds_known")
        if any("words.common" in lexicon.of(t.norm) for t in tokens if t.text[:1].isupper()):
            features.append("holds_common")
    return features


def _written(stretch: Stretch, sentence: Sentence, lexicon: PlaceLexicon) -> list[str]:
    name, head = stretch.name, sentence.tokens[stretch.first]
    features: list[str] = []
    if stretch.last - stretch.first > 1 and "name_heads.numbered" in lexicon.of(head.norm):
        features.append("road_number")
    elif ROAD_NUMBER.match(name):
        near = sentence.tokens[max(stretch.first - 4, 0) : stretch.last + 2]
        on_road = any("name_heads.roads" in lexicon.of(token.norm) for token in near)
        features.append("road_number" if on_road else "code")
    elif _is_dateline(stretch, sentence):
        features.append("dateline")
    elif len(name) <= _ACRONYM and name.isupper():
        features.append("acronym")
    if stretch.lost_apostrophe:
        features.append("lost_apostrophe")
    if head.norm[:3] in ("al-", "el-") or head.norm in ("al", "el"):
        features.append("arabic_article")
    if any(letter.isdigit() for letter in name):
        features.append("digits")
    return features


def _is_dateline(stretch: Stretch, sentence: Sentence) -> bool:
    """Tell whether it opens the sentence in capitals before a mark: "BEYROUTH (AFP) –", "RAFAH —"."""
    tokens = sentence.tokens
    if stretch.first or not stretch.name.isupper() or len(stretch.name) < 3 or stretch.last >= len(tokens):
        return False
    return tokens[stretch.last].text in ("(", "—", "–", "-", ":", ",", ".", "/")


def _abbreviated(stretch: Stretch, tokens: Sequence[Token], lexicon: PlaceLexicon) -> str:
    """Tell whether "US" stands alone ("the US said") or as an adjective ("US troops", "les drones US")."""
    if stretch.hyphen_ending:
        return "abbreviation_alone"
    if lexicon.nouns_follow:
        after = tokens[stretch.last] if stretch.last < len(tokens) else None
        if after and after.is_word and after.norm != "'s" and not lexicon.of(after.norm) & _NO_NOUNS:
            return "abbreviation_before_noun"
    elif stretch.first:
        before = tokens[stretch.first - 1]
        if before.text.isalpha() and before.text.islower() and not _is_small_word(before, lexicon):
            return "abbreviation_after_noun"
    return "abbreviation_alone"


def _is_small_word(token: Token, lexicon: PlaceLexicon) -> bool:
    words = lexicon.of(token.norm)
    return bool(words & _NO_NOUNS) or any(name.startswith("prepositions") for name in words)
