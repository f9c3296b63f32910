"""What the words beside a candidate say: the cue on its left, the cue on its right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.model import Kind, Token
from eventgeo.tagging.person_names import ARABIC_ARTICLES
from eventgeo.tagging.place_lexicon import PlaceLexicon

_QUOTES = frozenset("\"'«“„‘(")
_VERBS = frozenset(["verbs.saying", "verbs.place_object", "metonymy.verbs"])
_INNER = frozenset(["grammar.of", "grammar.articles", "grammar.for"])
_PREPOSITIONS = ("strong", "in_country", "inside", "of", "other")
_FARTHEST_NOUN = 3
_FARTHEST_BODY = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftCue:
    """The left side: names of its features, the kind it announces, the words, where a list goes on from."""

    features: tuple[str, ...]
    kind: Kind | None = None
    words: str = ""
    head: int | None = None
    linked: bool = False
    joins: int | None = None


def read_left(tokens: Sequence[Token], first: int, lexicon: PlaceLexicon) -> LeftCue:
    """Read what stands before token `first`.

    Examples
    --------
    >>> from eventgeo.tagging.place_lexicon import place_lexicon
    >>> from eventgeo.text.tokens import tokenize
    >>> cue = read_left(tokenize("dans la ville syrienne d'Alep"), 5, place_lexicon("fr"))
    >>> cue.kind, cue.words
    ('populated', "ville syrienne d'")
    """
    at = first - 1
    features: list[str] = []
    if at >= 0 and tokens[at].text in _QUOTES:
        features.append("quote_left" if tokens[at].text != "(" else "bracket_left")
        at -= 1
    if at < 0:
        return LeftCue(features=(*features, "start"))
    article = ""
    if "grammar.articles" in lexicon.of(tokens[at].norm):
        article = "+the"
        at -= 1
        if at < 0:
            return LeftCue(features=(*features, "start+the"))
    token = tokens[at]
    words = lexicon.of("à" if token.text == "A" else token.norm)
    if "grammar.of" in words:
        cue = _noun_of(tokens, at, first, lexicon, article)
        return LeftCue(
            features=(*features, *cue.features), kind=cue.kind, words=cue.words, head=cue.head, linked=True
        )
    if token.norm in lexicon.kind_nouns and not article:
        kind = lexicon.kind_nouns[token.norm]
        said = None if lexicon.nouns_follow and "name_heads.direct" not in words else kind
        return LeftCue(features=(*features, f"noun_{kind or 'any'}"), kind=said, words=token.text, head=at)
    if "grammar.joiners" in words:
        return LeftCue(features=(*features, f"joined{article}"), joins=at)
    if "relation_nouns.words" in words and not article:
        return LeftCue(features=(*features, "relation"), words=token.text)
    for group in _PREPOSITIONS:
        if f"prepositions.{group}" in words:
            contracted = "+the" if "grammar.contracted" in words else article
            way = at and "grammar.ways" in words and tokens[at - 1].norm in lexicon.kind_nouns
            force = "strong" if way else group  # "the road between X and Y"
            return LeftCue(features=(*features, f"preposition_{force}{contracted}"), words=token.text)
    features.append(_other_left(token, words, article))
    return LeftCue(features=tuple(features))


def _other_left(token: Token, words: frozenset[str], article: str) -> str:
    if "persons.titles" in words or "persons.roles" in words:
        return f"role_left{article}"
    if "organisations.heads" in words and not article:
        return "body_left"
    if "verbs.place_object" in words:
        return f"place_verb_left{article}"
    if "words.function" in words:
        return f"function_left{article}"
    if "metonymy.verbs" in words or "verbs.saying" in words:
        return f"verb_left{article}"
    if not token.is_word:
        return f"mark_left{article}"
    if token.text[:1].isupper():
        return f"capital_left{article}"
    return f"word_left{article}"


def _noun_of(tokens: Sequence[Token], of: int, first: int, lexicon: PlaceLexicon, article: str) -> LeftCue:
    """Read the noun before "de", over up to two adjectives: "la ville côtière syrienne de"."""
    contracted = "+the" if "grammar.contracted" in lexicon.of(tokens[of].norm) else article
    for at in range(of - 1, max(of - 1 - _FARTHEST_NOUN, -1), -1):
        token = tokens[at]
        if not token.is_word:
            break
        norm = token.norm
        words = lexicon.of(norm)
        if "relation_nouns.words" in words and at == of - 1:
            return LeftCue(features=(f"relation_of{contracted}",), words=_said(tokens, at, first))
        if at == of - 1 and "persons.fates" in words:
            return LeftCue(features=(f"fate_of{contracted}",), words=_said(tokens, at, first))
        if norm in lexicon.kind_nouns:
            kind = lexicon.kind_nouns[norm]
            feature = f"noun_of_{kind or 'any'}{contracted}"
            return LeftCue(features=(feature,), kind=kind, words=_said(tokens, at, first), head=at)
        if "words.function" in words or "grammar.of" in words:
            break
    return LeftCue(features=(f"preposition_of{contracted}",), words=tokens[of].text)


def _said(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return the words of tokens `first` to `last`, blanks as in the text, one for any white space."""
    pieces = []
    for at in range(first, last):
        blank = " " if at > first and tokens[at].start > tokens[at - 1].end else ""
        pieces.append(blank + tokens[at].text)
    return "".join(pieces)


def heads_site(tokens: Sequence[Token], left: LeftCue, first: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether the noun on the left belongs to the name: "place des Martyrs", "Parc des Princes"."""
    if left.head is None or first - left.head > (3 if left.linked else 1):
        return False
    head = tokens[left.head]
    words = lexicon.of(head.norm)
    if not left.linked:
        return "name_heads.direct" in words
    return "name_heads.linked" in words or (
        "name_heads.direct" in words and head.text[:1].isupper() and left.head > 0
    )


def heads_body(tokens: Sequence[Token], first: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether the name of a body reaches from the left: "Parti des travailleurs du Kurdistan"."""
    for at in range(first - 1, max(first - 1 - _FARTHEST_BODY, -1), -1):
        token = tokens[at]
        if not token.is_word:
            return False
        words = lexicon.of(token.norm)
        if token.text[:1].isupper() and "organisations.heads" in words:
            return True
        if words & _INNER:
            continue
        if "words.function" in words or "verbs.saying" in words or "prepositions.strong" in words:
            return False
    return False


def read_right(
    tokens: Sequence[Token], last: int, lexicon: PlaceLexicon
) -> tuple[tuple[str, ...], Kind | None, str]:
    """Read what stands after the candidate: features, the kind announced, the words.

    Examples
    --------
    >>> from eventgeo.tagging.place_lexicon import place_lexicon
    >>> from eventgeo.text.tokens import tokenize
    >>> read_right(tokenize("in Idlib province"), 2, place_lexicon("en"))
    (('right_noun_admin',), 'admin', 'province')
    """
    if last >= len(tokens):
        return ("end",), None, ""
    token = tokens[last]
    words = lexicon.of(token.norm)
    if token.norm in ("'s", "’s"):
        return ("possessive",), None, ""
    if _is_person_apposed(tokens, last, lexicon):
        return ("person_right",), None, ""
    if apposition := _apposed_kind(tokens, last, lexicon):
        return ("apposed",), *apposition
    article, hyphen, name = token.text.partition("-")
    if hyphen and name[:1].isupper() and article.lower() in ARABIC_ARTICLES:
        return ("arabic_right",), None, ""
    if token.text in ARABIC_ARTICLES and last + 1 < len(tokens) and tokens[last + 1].text[:1].isupper():
        return ("arabic_right",), None, ""
    if not token.is_word:
        return (f"mark_right_{token.text}" if token.text in ",.()-:" else "mark_right",), None, ""
    if lexicon.nouns_follow and token.norm in lexicon.kind_nouns:
        kind = lexicon.kind_nouns[token.norm]
        if kind == "facility" and token.text[:1].isupper() and "name_heads.after" in words:
            return ("head_right",), kind, token.text  # "Haifa Street" is another place than Haifa
        return (f"right_noun_{kind or 'any'}",), kind, token.text
    if "organisations.heads" in words and token.text[:1].isupper():
        return ("body_right",), None, ""
    if "organisations.after" in words:
        return ("group_right",), None, ""
    if "words.calendar" in words:
        return ("calendar_right",), None, ""
    if "verbs.saying" in words:
        return ("saying_right",), None, ""
    if "words.function" in words:
        return ("function_right",), None, ""
    if token.text[:1].isupper():
        return ("capital_right",), None, ""
    if token.text[:1].isdigit():
        return ("number_right",), None, ""
    if lexicon.nouns_follow and last + 1 < len(tokens):
        kind = lexicon.kind_nouns.get(tokens[last + 1].norm)
        if kind == "facility" and not words & _VERBS:
            return ("right_noun_beyond",), kind, f"{token.text} {tokens[last + 1].text}"
    return ("word_right",), None, ""


def _is_person_apposed(tokens: Sequence[Token], last: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether what only persons are follows: "X, 17 ans", "X (17 ans)", "X, aged 17", "X, tué par"."""
    if tokens[last].text not in (",", "(") or last + 1 >= len(tokens):
        return False
    at = last + 1
    words = lexicon.of(tokens[at].norm)
    if tokens[at].text.isdigit() and len(tokens[at].text) < 3 and at + 1 < len(tokens):
        return "persons.ages" in lexicon.of(tokens[at + 1].norm)
    return "persons.fated" in words or ("persons.ages" in words and at + 1 < len(tokens))


def _apposed_kind(tokens: Sequence[Token], last: int, lexicon: PlaceLexicon) -> tuple[Kind, str] | None:
    """Read "X, ville de", "X, un petit village", "X another town"."""
    at = last
    comma = tokens[at].text == ","
    if comma:
        at += 1
    if at < len(tokens) and "grammar.indefinite" in lexicon.of(tokens[at].norm):
        at += 1
    elif not comma:
        return None
    for cursor in range(at, min(at + 3, len(tokens))):
        token = tokens[cursor]
        if not token.is_word or token.text[:1].isupper() or "words.function" in lexicon.of(token.norm):
            return None
        kind = lexicon.kind_nouns.get(token.norm)
        if kind:
            return (kind, token.text) if kind not in ("facility", "country") else None
    return None
