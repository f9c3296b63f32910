"""The longest name at a token that the lexicon lists or the gazetteer knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventgeo.model import Sentence, Token
from eventgeo.tagging.person_names import ARABIC_ARTICLES, is_name_word, stands_at_place
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_stretches import (
    LONGEST,
    ROAD_NUMBER,
    UNKNOWN,
    Ask,
    NameFacts,
    Stretch,
    is_no_name,
    may_start,
    stretch_of,
    with_listed,
)


def known_at(
    sentence: Sentence, at: int, lexicon: PlaceLexicon, ask: Ask, *, lost_apostrophes: bool
) -> list[Stretch]:
    """Return the longest known name at token `at`: one, or the two halves of "Moscou-Ankara", or none.

    ``lost_apostrophes`` lets "Syrias" be "Syria".
    """
    tokens = sentence.tokens
    if listed := lexicon.names.match(tokens, at):
        return _listed_at(sentence, at, *listed, lexicon, ask)
    token = tokens[at]
    if not may_start(tokens, at):
        return [stretch_of(sentence, at, at + 2)] if _is_road(tokens, at, lexicon) else []
    if is_no_name(tokens, at, lexicon) and not stands_at_place(tokens, at, lexicon):  # but "in Abu Salim"
        return []
    if _announces(tokens, at, lexicon):
        return []
    if "words.function" in lexicon.of(token.norm):
        return _with_article_at(sentence, at, lexicon, ask)
    for end in range(_reach(tokens, at, lexicon), at, -1):
        if not _may_end(tokens[end - 1], lexicon):
            continue
        if end == at + 1 and (token.norm in ARABIC_ARTICLES or len(token.text) == 1):
            break
        stretch = stretch_of(sentence, at, end, ending=_ending_after(tokens, end, lexicon))
        facts = ask(stretch.name)
        if lost_apostrophes and facts.match != "exact" and stretch.name.endswith("s"):
            stem = _facts_of(stretch.name[:-1], lexicon, ask)
            if stem.is_solid and "words.common" not in lexicon.of(token.norm):
                return [replace(stretch_of(sentence, at, end, stem, cut=1), lost_apostrophe=True)]
        if facts.is_known:
            return [replace(stretch, facts=facts)]
    if ROAD_NUMBER.match(token.text):
        return [stretch_of(sentence, at, at + 1)]
    if "-" in token.text[1:] and token.text[:1].isupper():
        return _split_hyphen(sentence, at, lexicon, ask)
    return []


def _listed_at(
    sentence: Sentence, at: int, length: int, kind: str, lexicon: PlaceLexicon, ask: Ask
) -> list[Stretch]:
    """Return the listed name, or a longer one that the gazetteer knows ("Washington Heights")."""
    tokens = sentence.tokens
    for end in range(_reach(tokens, at, lexicon), at + length, -1):
        if _may_end(tokens[end - 1], lexicon):
            longer = stretch_of(sentence, at, end)
            facts = ask(longer.name)
            if facts.is_known:
                return [replace(longer, facts=facts)]
    end = at + length
    found = stretch_of(sentence, at, end, ending=_ending_after(tokens, end, lexicon))
    return [replace(found, facts=with_listed(ask(found.name), kind))]  # type: ignore[arg-type]


def _with_article_at(sentence: Sentence, at: int, lexicon: PlaceLexicon, ask: Ask) -> list[Stretch]:
    """Return a name with its article: "Le Mans", but not "Le Mali" at the start of a sentence."""
    tokens = sentence.tokens
    opening = at == 0 or not tokens[at - 1].is_word
    if lexicon.nouns_follow or at + 1 >= len(tokens):
        return []
    if opening and "words.common" in lexicon.of(tokens[at + 1].norm):
        return []
    for end in range(_reach(tokens, at, lexicon), at + 1, -1):
        if _may_end(tokens[end - 1], lexicon):
            stretch = stretch_of(sentence, at, end)
            facts = ask(stretch.name)
            if facts.is_known and (facts.match == "exact" or not opening):
                return [replace(stretch, facts=facts)]
    return []


def _split_hyphen(sentence: Sentence, at: int, lexicon: PlaceLexicon, ask: Ask) -> list[Stretch]:
    """Read "Britain-based" as Britain, "Moscou-Ankara" as both."""
    token = sentence.tokens[at]
    left, right = token.text.rsplit("-", 1)
    left_facts = _facts_of(left, lexicon, ask)
    cut = len(right) + 1
    if "hyphen_endings.words" in lexicon.of(right.lower()):
        is_name_of_other = lexicon.not_places.kind_of(left) is not None  # "Hamas-held", "Wagner-led"
        if not left_facts.is_known or is_name_of_other or "words.demonyms" in lexicon.of(left.lower()):
            return []
        return [stretch_of(sentence, at, at + 1, left_facts, cut=cut, ending=right.lower())]
    if "-" in left or not right[:1].isupper():
        return []
    right_facts = _facts_of(right, lexicon, ask)
    if not (left_facts.is_known and right_facts.is_known and (left_facts.is_solid or right_facts.is_solid)):
        return []
    first = stretch_of(sentence, at, at + 1, left_facts, cut=cut, ending="+")
    second = replace(first, start=token.end - len(right), end=token.end, name=right, facts=right_facts)
    return [first, second]


def _ending_after(tokens: Sequence[Token], end: int, lexicon: PlaceLexicon) -> str:
    """Return "led" where "-led" follows as tokens of its own, as after "U.S."."""
    joined = end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end].start == tokens[end - 1].end
    if joined and "hyphen_endings.words" in lexicon.of(tokens[end + 1].norm):
        return tokens[end + 1].norm
    return ""


def _facts_of(name: str, lexicon: PlaceLexicon, ask: Ask) -> NameFacts:
    if not name:
        return UNKNOWN
    kind = lexicon.names.kind_of(name)
    facts = ask(name)
    return with_listed(facts, kind) if kind else facts  # type: ignore[arg-type]


def _is_road(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether a numbered road starts here: "nationale 3", "route 60"."""
    if at + 1 >= len(tokens) or "name_heads.numbered" not in lexicon.of(tokens[at].norm):
        return False
    return tokens[at + 1].text.isdigit() and len(tokens[at + 1].text) < 4


def _announces(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether a noun that is no part of the name opens here: "État de Borno", "Province du Sourou"."""
    words = lexicon.of(tokens[at].norm)
    return (
        tokens[at].norm in lexicon.kind_nouns
        and not words & {"name_heads.direct", "name_heads.linked"}
        and at + 1 < len(tokens)
        and "prepositions.of" in lexicon.of(tokens[at + 1].norm)
    )


def _may_end(token: Token, lexicon: PlaceLexicon) -> bool:
    return is_name_word(token) or "inner_words.adjectives" in lexicon.of(token.norm)


def _reach(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon) -> int:
    """Return how far a name that starts at `at` could go: name words and inner words, with single blanks."""
    end = at + 1
    while end < len(tokens) and end < at + LONGEST:
        token = tokens[end]
        if token.norm == "'s" and end + 1 < len(tokens) and tokens[end + 1].text[:1].isupper():
            end += 1
            continue
        words = lexicon.of(token.norm)
        inner = "inner_words.particles" in words or "inner_words.adjectives" in words
        if token.start - tokens[end - 1].end > 1 or not (inner or is_name_word(token)):
            break
        end += 1
    return end
