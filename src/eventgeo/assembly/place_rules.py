"""The words of one language that tie places to events, read from ``rules/<lang>/places.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from eventgeo.assembly.rulefiles import read_rules, texts_in
from eventgeo.model import Token

RELATION_CASES = frozenset(
    {
        "near", "between", "border", "along", "north_of", "south_of", "east_of", "west_of",
        "northeast_of", "northwest_of", "southeast_of", "southwest_of",
    }
)  # fmt: skip
"""The cases of a place that the event lies beside (:mod:`eventgeo.assembly.spatial` reads how)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePhrases:
    """The phrases that end in one word, read backwards, with their case.

    ``longer`` holds those of two words and more by their last but one, the longest first, each with its
    rank among all; ``alone`` is the case of the word without others, empty where it has none.
    """

    longer: Mapping[str, tuple[tuple[int, tuple[str, ...], str], ...]]
    alone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """One language's words, in the forms in which they are looked up."""

    articles: frozenset[str]
    conjunctions: frozenset[str]
    coordinators: frozenset[str]
    """The conjunctions that join equals."""
    whither: frozenset[tuple[str, ...]]
    """What leads from one place to the next: "de Lagos à Warri"."""
    contractions: Mapping[str, str]
    cases: Mapping[str, CasePhrases]
    """By last word."""
    nouns: Mapping[str, str]
    short_names: frozenset[str]
    """Names that describe a noun where no preposition stands before them: "drones US"."""
    adjectives: frozenset[str]
    adjective_endings: tuple[str, ...]
    units: frozenset[str]
    """Of distance: "10 km de Gao"."""
    actor_nouns: frozenset[str]
    construct: bool
    """Whether a noun governs the name behind it without a preposition: "سكان الرقة"."""
    particles: tuple[str, ...]
    """Written as one with the next word."""
    vocabulary: frozenset[str]
    """All words of the file."""
    back_determiners: frozenset[str]
    back_beginnings: tuple[str, ...]
    """Of nouns that are definite without a determiner: "المدينة"."""
    back_nouns: Mapping[str, frozenset[str]]
    back_not_after: frozenset[str]
    back_adverbs: Mapping[str, tuple[tuple[str, ...], ...]]
    determiners: Mapping[str, str]
    speech: frozenset[str]
    that: frozenset[str]
    subject_pronouns: frozenset[str]

    def canonical(self, token: Token) -> str:
        """Return a word in the form in which phrases are written: contractions undone."""
        return self.contractions.get(token.text) or self.contractions.get(token.norm, token.norm)

    def is_adjective(self, norm: str) -> bool:
        """Tell whether the word may stand between a preposition and a place noun."""
        return norm in self.adjectives or (
            bool(self.adjective_endings) and norm.endswith(self.adjective_endings)
        )


@cache
def place_rules(lang: str) -> PlaceRules:
    """Return the rules of `lang`; those of a language without a file are empty."""
    table = read_rules(lang, "places")
    cases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for case, phrases in table.get("cases", {}).items():
        for phrase in phrases:
            for words in product(*(choice.split("|") for choice in reversed(phrase.split()))):
                cases.setdefault(words[0], []).append((words, case))
    back = table.get("back_references", {})
    back_nouns: dict[str, set[str]] = {}
    for kind, words in back.items():
        if kind not in ("determiners", "beginnings", "adverbs", "not_after"):
            for word in words:
                back_nouns.setdefault(word, set()).add(kind)
    adverbs: dict[str, list[tuple[str, ...]]] = {}
    for phrase in back.get("adverbs", ()):
        adverbs.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
    return PlaceRules(
        articles=frozenset(table.get("articles", ())),
        conjunctions=frozenset(table.get("conjunctions", ())),
        coordinators=frozenset(table.get("coordinators", ())),
        whither=frozenset(tuple(phrase.split()) for phrase in table.get("whither", ())),
        contractions=table.get("contractions", {}),
        cases={word: _case_phrases(rows) for word, rows in cases.items()},
        nouns={word: kind for kind, words in table.get("nouns", {}).items() for word in words},
        short_names=frozenset(table.get("short_names", ())),
        adjectives=frozenset(table.get("adjectives", {}).get("words", ())),
        adjective_endings=tuple(table.get("adjectives", {}).get("endings", ())),
        units=frozenset(table.get("units", {}).get("words", ())),
        actor_nouns=frozenset(table.get("actor_nouns", {}).get("words", ())),
        construct=bool(table.get("construct", False)),
        particles=tuple(table.get("particles", ())),
        vocabulary=frozenset(word for text in texts_in(table) for word in text.replace("|", " ").split()),
        back_determiners=frozenset(back.get("determiners", ())),
        back_beginnings=tuple(back.get("beginnings", ())),
        back_nouns={word: frozenset(kinds) for word, kinds in back_nouns.items()},
        back_not_after=frozenset(back.get("not_after", ())),
        back_adverbs={word: tuple(rows) for word, rows in adverbs.items()},
        determiners={word: kind for kind, words in table.get("determiners", {}).items() for word in words},
        speech=frozenset(table.get("speech", {}).get("words", ())),
        that=frozenset(table.get("that", {}).get("words", ())),
        subject_pronouns=frozenset(table.get("that", {}).get("pronouns", ())),
    )


def _case_phrases(rows: Sequence[tuple[tuple[str, ...], str]]) -> CasePhrases:
    longer: dict[str, list[tuple[int, tuple[str, ...], str]]] = {}
    alone = ""
    for rank, (words, case) in enumerate(sorted(rows, key=lambda row: -len(row[0]))):
        if len(words) > 1:
            longer.setdefault(words[1], []).append((rank, words, case))
        else:
            alone = alone or case
    return CasePhrases(longer={word: tuple(ranked) for word, ranked in longer.items()}, alone=alone)
