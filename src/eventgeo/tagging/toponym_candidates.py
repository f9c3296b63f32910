"""Stretches of a sentence that may be place names: known names, and runs of capitalised words nobody knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from eventgeo.model import Kind, Sentence, Token
from eventgeo.protocols import Gazetteer
from eventgeo.tagging.person_names import ARABIC_ARTICLES, find_persons, is_name_word
from eventgeo.tagging.place_lexicon import PlaceLexicon

_LONGEST = 6
_SHARED_NAMES = frozenset(["clubs_and_firms", "ships_and_weapons", "other"])
_NEVER = frozenset(["words.calendar", "words.demonyms"])
_ORDINAL = re.compile(r"^[IVX]+(?:e|er|ème|th|st|nd|rd)?$")
_SOLID_POPULATION = 100_000
ROAD_NUMBER = re.compile(r"^(?:RN|[AMENDRP])\d{1,3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFacts:
    """What the gazetteer and the lexicon say of a name.

    ``population`` is that of its largest town; ``listed`` the kind under which the lexicon lists it.
    """

    kinds: frozenset[Kind] = frozenset()
    population: int = 0
    match: str = ""
    listed: Kind | None = None

    @property
    def is_known(self) -> bool:
        """True for names met as they are written; one that only sounds alike is no more than a hint."""
        return bool(self.listed or (self.kinds and self.match != "transliteration"))

    @property
    def is_solid(self) -> bool:
        """True for names that are hardly ever anything but a place."""
        return self.is_known and bool(
            self.listed or "country" in self.kinds or self.population >= _SOLID_POPULATION
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A candidate: tokens ``first`` to ``last`` (exclusive), offsets in the document, and what is known of it."""

    first: int
    last: int
    start: int
    end: int
    name: str
    facts: NameFacts
    holds_known: bool = False
    lost_apostrophe: bool = False
    hyphen_ending: str = ""


Ask = Callable[[str], NameFacts]


def asker(gazetteer: Gazetteer) -> Ask:
    """Return a function that asks `gazetteer` about a name, once for each name."""
    known: dict[str, NameFacts] = {}

    def ask(name: str) -> NameFacts:
        facts = known.get(name)
        if facts is None:
            found = gazetteer.lookup(name)
            facts = known[name] = NameFacts(
                kinds=frozenset(candidate.place.kind for candidate in found),
                population=max((c.place.population for c in found if c.place.kind == "populated"), default=0),
                match=found[0].match if found else "",
            )
        return facts

    return ask


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceNames:
    """A sentence with its candidates in text order, its person names and its names that are no places."""

    sentence: Sentence
    stretches: tuple[Stretch, ...]
    persons: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int], ...]


def find_stretches(
    sentence: Sentence, lexicon: PlaceLexicon, ask: Ask, *, lost_apostrophes: bool
) -> SentenceNames:
    """Return the candidates of `sentence`.

    ``lost_apostrophes`` lets "Syrias" be "Syria" (English texts whose apostrophes were lost).
    """
    tokens = sentence.tokens
    persons = find_persons(tokens, lexicon)
    others = _find_phrases(tokens, lexicon)
    known: list[Stretch] = []
    at = 0
    while at < len(tokens):
        found = _known_at(sentence, at, lexicon, ask, lost_apostrophes=lost_apostrophes)
        known.extend(found)
        at = found[-1].last if found else at + 1
    unknown = _unknown_runs(sentence, lexicon, known, persons, others, ask)
    known = [s for s in known if not _is_other_name(s, tokens, others, lexicon)]
    stretches = sorted([*known, *unknown], key=lambda s: (s.first, s.last))
    return SentenceNames(
        sentence=sentence, stretches=tuple(stretches), persons=tuple(persons), others=tuple(others)
    )


def _is_other_name(
    stretch: Stretch, tokens: Sequence[Token], others: Sequence[tuple[int, int]], lexicon: PlaceLexicon
) -> bool:
    """Tell whether a name that is no place covers it; "aéroport Charles-de-Gaulle" is a place all the same."""
    if stretch.first and lexicon.kind_nouns.get(tokens[stretch.first - 1].norm) == "facility":
        return False
    return any(first <= stretch.first and stretch.last <= last for first, last in others)


def _find_phrases(tokens: Sequence[Token], lexicon: PlaceLexicon) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        match = lexicon.not_places.match(tokens, at)
        if match and not _is_town_here(tokens, at, *match, lexicon):
            found.append((at, at + match[0]))
        at += match[0] if match else 1
    return found


def _is_town_here(tokens: Sequence[Token], at: int, length: int, group: str, lexicon: PlaceLexicon) -> bool:
    """Tell whether a firm's or a weapon's name stands where a town does: "à Orange"."""
    if length > 1 or group not in _SHARED_NAMES or not at:
        return False
    before = tokens[at - 1]
    return "prepositions.strong" in lexicon.of("à" if before.text == "A" else before.norm)


def _known_at(
    sentence: Sentence, at: int, lexicon: PlaceLexicon, ask: Ask, *, lost_apostrophes: bool
) -> list[Stretch]:
    """Return the longest known name at token `at`: one, or the two halves of "Moscou-Ankara", or none."""
    tokens = sentence.tokens
    listed = lexicon.names.match(tokens, at)
    listed_length = listed[0] if listed else 0
    token = tokens[at]
    if not listed and not _may_start(tokens, at):
        return [_stretch(sentence, at, at + 2, NameFacts())] if _is_road(tokens, at, lexicon) else []
    words = lexicon.of(token.norm)
    reach = _reach(tokens, at, lexicon)
    shortest, opening = at + max(listed_length, 1), False
    if not listed and _announces(tokens, at, lexicon):
        return []
    if words & _NEVER or _ORDINAL.match(token.text):
        return []
    if "words.function" in words and not listed and at + 1 < len(tokens):
        # A capitalised article is part of a name only inside a sentence: "Le Mans", but not "Le Mali".
        opening = at == 0 or not tokens[at - 1].is_word
        if lexicon.nouns_follow or (opening and "words.common" in lexicon.of(tokens[at + 1].norm)):
            return []
        shortest = at + 2
    for end in range(reach, shortest - 1, -1):
        if not _may_end(tokens[end - 1], lexicon):
            continue
        if end == at + 1 and (token.norm in ARABIC_ARTICLES or len(token.text) == 1):
            break
        name = _surface(sentence, at, end)
        facts = ask(name)
        if end - at == listed_length and listed:
            facts = _with_listed(facts, listed[1])
        if opening and facts.match != "exact":
            continue
        if lost_apostrophes and name.endswith("s") and facts.match != "exact" and not facts.listed:
            stem = ask(name[:-1])
            if end == at + 1 and (match := lexicon.names.match([_cut(tokens[at], 1)], 0)):
                stem = _with_listed(stem, match[1])
            if stem.is_solid and "words.common" not in words:
                return [replace(_stretch(sentence, at, end, stem, cut=1), lost_apostrophe=True)]
        if facts.is_known:
            return [_stretch(sentence, at, end, facts, hyphen_ending=_ending_after(tokens, end, lexicon))]
    if listed:
        end = at + listed_length
        facts = _with_listed(ask(_surface(sentence, at, end)), listed[1])
        return [_stretch(sentence, at, end, facts, hyphen_ending=_ending_after(tokens, end, lexicon))]
    if ROAD_NUMBER.match(token.text):
        return [_stretch(sentence, at, at + 1, NameFacts())]
    if "-" in token.text[1:] and token.text[:1].isupper():
        return _split_hyphen(sentence, at, lexicon, ask)
    return []


def _with_listed(facts: NameFacts, kind: str) -> NameFacts:
    return NameFacts(kinds=facts.kinds, population=facts.population, match=facts.match, listed=kind)  # type: ignore[arg-type]


def _split_hyphen(sentence: Sentence, at: int, lexicon: PlaceLexicon, ask: Ask) -> list[Stretch]:
    """Read "Britain-based" as Britain, "Moscou-Ankara" as both."""
    token = sentence.tokens[at]
    left, right = token.text.rsplit("-", 1)
    ending = right.lower()
    left_facts = _facts_of_word(left, lexicon, ask)
    if "hyphen_endings.words" in lexicon.of(ending):
        if not left_facts.is_known or "words.demonyms" in lexicon.of(left.lower()):
            return []
        return [_stretch(sentence, at, at + 1, left_facts, cut=len(right) + 1, hyphen_ending=ending)]
    right_facts = (
        _facts_of_word(right, lexicon, ask) if right[:1].isupper() and "-" not in left else NameFacts()
    )
    if not (left_facts.is_known and right_facts.is_known and (left_facts.is_solid or right_facts.is_solid)):
        return []
    whole = _stretch(sentence, at, at + 1, left_facts, cut=len(right) + 1, hyphen_ending="+")
    second = Stretch(
        first=at,
        last=at + 1,
        start=token.end - len(right),
        end=token.end,
        name=right,
        facts=right_facts,
        hyphen_ending="+",
    )
    return [whole, second]


def _ending_after(tokens: Sequence[Token], end: int, lexicon: PlaceLexicon) -> str:
    """Return "led" where "-led" follows as tokens of its own, as after "U.S."."""
    if end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end].start == tokens[end - 1].end:
        if "hyphen_endings.words" in lexicon.of(tokens[end + 1].norm):
            return tokens[end + 1].norm
    return ""


def _facts_of_word(word: str, lexicon: PlaceLexicon, ask: Ask) -> NameFacts:
    token = Token(start=0, end=len(word), text=word, norm=word.lower())
    facts = ask(word)
    match = lexicon.names.match([token], 0)
    return _with_listed(facts, match[1]) if match else facts


def _cut(token: Token, letters: int) -> Token:
    return Token(
        start=token.start, end=token.end - letters, text=token.text[:-letters], norm=token.norm[:-letters]
    )


def _stretch(
    sentence: Sentence, first: int, last: int, facts: NameFacts, *, cut: int = 0, hyphen_ending: str = ""
) -> Stretch:
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end - cut
    return Stretch(
        first=first,
        last=last,
        start=start,
        end=end,
        name=sentence.text[start - sentence.start : end - sentence.start],
        facts=facts,
        hyphen_ending=hyphen_ending,
    )


def _surface(sentence: Sentence, first: int, last: int) -> str:
    return sentence.text[
        sentence.tokens[first].start - sentence.start : sentence.tokens[last - 1].end - sentence.start
    ]


def _may_start(tokens: Sequence[Token], at: int) -> bool:
    if is_name_word(tokens[at]):
        return True
    return tokens[at].norm in ARABIC_ARTICLES and at + 1 < len(tokens) and tokens[at + 1].text[:1].isupper()


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
    while end < len(tokens) and end < at + _LONGEST:
        token = tokens[end]
        if token.norm == "'s" and end + 1 < len(tokens) and tokens[end + 1].text[:1].isupper():
            end += 1
            continue
        if token.start - tokens[end - 1].end > 1 or not (
            is_name_word(token)
            or "inner_words.particles" in (words := lexicon.of(token.norm))
            or "inner_words.adjectives" in words
        ):
            break
        end += 1
    return end


def _unknown_runs(
    sentence: Sentence,
    lexicon: PlaceLexicon,
    known: Sequence[Stretch],
    persons: Sequence[tuple[int, int]],
    others: Sequence[tuple[int, int]],
    ask: Ask,
) -> list[Stretch]:
    """Return the runs of name words that are not known as a whole, without persons and function words."""
    tokens = sentence.tokens
    barred = {i for first, last in (*persons, *others) for i in range(first, last)}
    inside = {i for s in known for i in range(s.first, s.last)}
    runs: list[Stretch] = []
    at = 0
    while at < len(tokens):
        if at in barred or not _may_start(tokens, at) or _breaks(tokens[at], lexicon):
            at += 1
            continue
        end = at + 1
        while (
            end < len(tokens)
            and end not in barred
            and tokens[end].start - tokens[end - 1].end <= 1
            and (_may_start(tokens, end) or _is_numbered(tokens, end))
            and not _breaks(tokens[end], lexicon)
        ):
            end += 1
        for first, last in _pieces(at, end, known):
            covered = any(s.first <= first and last <= s.last for s in known)
            if (
                covered
                or last - first > _LONGEST
                or (
                    last - first == 1 and (len(tokens[first].text) == 1 or _ORDINAL.match(tokens[first].text))
                )
            ):
                continue
            holds = any(i in inside for i in range(first, last))
            run = _stretch(sentence, first, last, NameFacts())
            runs.append(replace(run, facts=_resembling(ask(run.name)), holds_known=holds))
        at = end
    return runs


def _resembling(facts: NameFacts) -> NameFacts:
    return facts if facts.match == "transliteration" else NameFacts()


def _pieces(first: int, last: int, known: Sequence[Stretch]) -> set[tuple[int, int]]:
    """Return the run itself and what is left of it when the solid names are taken out."""
    pieces = {(first, last)}
    at = first
    for stretch in known:
        if stretch.facts.is_solid and first <= stretch.first and stretch.last <= last:
            if stretch.first > at:
                pieces.add((at, stretch.first))
            at = stretch.last
    if first < at < last:
        pieces.add((at, last))
    return pieces


def _is_numbered(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text.isdigit() and len(tokens[at].text) < 3 and "-" in tokens[at - 1].text


def _breaks(token: Token, lexicon: PlaceLexicon) -> bool:
    words = lexicon.of(token.norm)
    return "words.function" in words or "words.calendar" in words or "words.demonyms" in words
