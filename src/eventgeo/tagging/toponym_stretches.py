"""A stretch of a sentence as a candidate place name, and what gazetteer and lexicon know of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from eventgeo.model import Kind, Sentence, Token
from eventgeo.protocols import Gazetteer
from eventgeo.tagging.person_names import ARABIC_ARTICLES, is_name_word
from eventgeo.tagging.place_lexicon import PlaceLexicon

LONGEST = 6
ROAD_NUMBER = re.compile(r"^(?:RN|[AMENDRP])\d{1,3}$")
_ORDINAL = re.compile(r"^[IVX]+(?:e|er|ème|th|st|nd|rd)?$")
_NEVER = frozenset(["words.calendar", "words.demonyms"])
_SOLID_POPULATION = 100_000


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


UNKNOWN = NameFacts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A candidate: tokens ``first`` to ``last`` (exclusive), offsets in the document, what is known of it.

    ``hyphen_ending`` is what follows after a hyphen ("based" in "Britain-based"), "+" for half of a pair.
    """

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
                kinds=frozenset(c.place.kind for c in found),
                population=max((c.place.population for c in found if c.place.kind == "populated"), default=0),
                match=found[0].match if found else "",
            )
        return facts

    return ask


def with_listed(facts: NameFacts, kind: Kind) -> NameFacts:
    """Return `facts` with what the lexicon says."""
    return replace(facts, listed=kind)


def stretch_of(
    sentence: Sentence, first: int, last: int, facts: NameFacts = UNKNOWN, *, cut: int = 0, ending: str = ""
) -> Stretch:
    """Return tokens `first` to `last` as a candidate, less the last `cut` letters."""
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end - cut
    name = sentence.text[start - sentence.start : end - sentence.start]
    return Stretch(first=first, last=last, start=start, end=end, name=name, facts=facts, hyphen_ending=ending)


def may_start(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name may start at token `at`: "Alep", "al-Bab", "al Bab"."""
    if is_name_word(tokens[at]):
        return True
    return tokens[at].norm in ARABIC_ARTICLES and at + 1 < len(tokens) and tokens[at + 1].text[:1].isupper()


def is_no_name(tokens: Sequence[Token], at: int, lexicon: PlaceLexicon) -> bool:
    """Tell whether a day, a demonym, an ordinal, a title ("Dr.") or a contraction ("You'd") stands here."""
    token = tokens[at]
    words = lexicon.of(token.norm)
    if words & _NEVER or is_ordinal(token):
        return True
    if "'" in token.norm and "words.function" in lexicon.of(token.norm.split("'")[0]):
        return True
    before_mark = at + 1 < len(tokens) and tokens[at + 1].text == "."
    return "persons.titles" in words and (before_mark or len(token.text) < 4)


def is_ordinal(token: Token) -> bool:
    """Tell whether `token` is a Roman number: "XVIIe", "II"."""
    return token.text[0] in "IVX" and _ORDINAL.match(token.text) is not None
