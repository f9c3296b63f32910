"""The words by which roles are read where the verb comes first (``rules/<lang>/actors.toml``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

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
    words = {
        name: Words.of(table[name]) for name in ("time", "falling", "support", "of_events", "undergo", "hits")
    }
    phrases = {
        name: frozenset(tuple(phrase) for phrase in table[name])
        for name in ("agents", "agents_of_nouns", "into_hands")
    }
    plain = (
        "particles",
        "quantities",
        "prepositions",
        "of",
        "target",
        "between",
        "openers",
        "subjunctive",
        "relatives",
    )
    return VerbFirstRules(
        **words,
        **phrases,
        **{name: frozenset(table[name]) for name in (*plain, "barriers", "harm", "toll")},
        with_=frozenset(table["with"]),
        object_prepositions=frozenset(("", *table["object_prepositions"])),
        of_names_doer=Words.of(table["of_names_doer"]),
        of_names_means=Words.of(table["of_names_means"]),
        plural_verbs=tuple(table["plural_verbs"]),
        target_of_type={name: frozenset(found) for name, found in table["target_of_type"].items()},
    )
