"""The words by which roles are read where the verb comes first (``rules/<lang>/actors.toml``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from eventgeo.assembly.rulefiles import read_rules

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words and beginnings of words."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """Read a list whose beginnings end with ``*``."""
        words = list(words)
        return cls(
            whole=frozenset(word for word in words if not word.endswith("*")),
            beginnings=tuple(word[:-1] for word in words if word.endswith("*")),
        )

    def __contains__(self, form: str) -> bool:
        return form in self.whole or (bool(self.beginnings) and form.startswith(self.beginnings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Affixes:
    """What a language writes as one with a word, before it or behind it."""

    and_: str
    conjunctions: tuple[str, ...]
    prepositions: tuple[str, ...]
    articles: tuple[str, ...]
    """The article, also as a preposition leaves it."""
    for_the: str
    owners: tuple[str, ...]
    """Pronouns written on a noun: "his", "its", "their"."""
    accusative: tuple[str, ...]
    present: tuple[str, ...]
    """First letters of present forms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbFirstRules:
    """The function words of a language, in the spelling by which they are looked up."""

    particles: frozenset[str]
    time: Words
    quantities: frozenset[str]
    prepositions: frozenset[str]
    of: frozenset[str]
    target: frozenset[str]
    agents: Phrases
    agents_of_nouns: Phrases
    with_: frozenset[str]
    object_prepositions: frozenset[str]
    """Those that bring who undergoes an event noun; "" is what stands there without one."""
    between: frozenset[str]
    into_hands: Phrases
    falling: Words
    openers: frozenset[str]
    subjunctive: frozenset[str]
    relatives: frozenset[str]
    barriers: frozenset[str]
    support: Words
    of_events: Words
    undergo: Words
    hits: Words
    harm: frozenset[str]
    toll: frozenset[str]
    of_names_doer: Words
    of_names_means: Words
    plural_verbs: tuple[str, ...]
    affixes: Affixes
    target_of_type: Mapping[str, frozenset[str]]


@cache
def verb_first_rules(lang: str) -> VerbFirstRules | None:
    """Return the rules of `lang`, None where its verbs do not come first or it has no rules.

    Examples
    --------
    >>> verb_first_rules("fr") is None, verb_first_rules("ar").plural_verbs[0]
    (True, 'وا')
    """
    table = read_rules(lang, "actors")
    if not table.get("verb_first"):
        return None

    def plain(name: str) -> frozenset[str]:
        return frozenset(table[name])

    def words(name: str) -> Words:
        return Words.of(table[name])

    def phrases(name: str) -> Phrases:
        return frozenset(tuple(phrase) for phrase in table[name])

    return VerbFirstRules(
        particles=plain("particles"),
        time=words("time"),
        quantities=plain("quantities"),
        prepositions=plain("prepositions"),
        of=plain("of"),
        target=plain("target"),
        agents=phrases("agents"),
        agents_of_nouns=phrases("agents_of_nouns"),
        with_=plain("with"),
        object_prepositions=plain("object_prepositions") | {""},
        between=plain("between"),
        into_hands=phrases("into_hands"),
        falling=words("falling"),
        openers=plain("openers"),
        subjunctive=plain("subjunctive"),
        relatives=plain("relatives"),
        barriers=plain("barriers"),
        support=words("support"),
        of_events=words("of_events"),
        undergo=words("undergo"),
        hits=words("hits"),
        harm=plain("harm"),
        toll=plain("toll"),
        of_names_doer=words("of_names_doer"),
        of_names_means=words("of_names_means"),
        plural_verbs=tuple(table["plural_verbs"]),
        affixes=_affixes(table["affixes"]),
        target_of_type={name: frozenset(found) for name, found in table["target_of_type"].items()},
    )


def _affixes(table: Mapping[str, Any]) -> Affixes:
    return Affixes(
        and_=table["and"],
        conjunctions=tuple(table["conjunctions"]),
        prepositions=tuple(table["prepositions"]),
        articles=tuple(table["articles"]),
        for_the=table["for_the"],
        owners=tuple(table["owners"]),
        accusative=tuple(table["accusative"]),
        present=tuple(table["present"]),
    )
