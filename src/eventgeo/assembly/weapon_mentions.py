"""Weapons named in a sentence, by the words of its language (``rules/<lang>/weapons.toml``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from eventgeo.assembly.numbers import number_words
from eventgeo.assembly.phrases import PhraseIndex
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Sentence, Weapon

_NO_WEAPON = "none"
"""Kind of phrases that look like a weapon: "force de frappe", "ministère de la Défense"."""

_NUMBER = 4
"""Words of a number at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponRules:
    """The rules of one language; what the lists mean is told in ``rules/fr/weapons.toml``."""

    phrases: PhraseIndex[tuple[str, bool]]
    lists: Mapping[str, frozenset[str]]
    launching: tuple[str, ...]
    before_noun: bool
    verb_first: bool
    reach: Mapping[str, int]
    numbers: frozenset[str]
    """Words that numbers are made of."""
    joiners: frozenset[str]
    """Words between them: "vingt et un"."""
    prefixes: tuple[str, ...]
    """What makes a number, written as one with it, one of instruments: "بعشرة صواريخ"."""

    def is_number(self, norm: str) -> bool:
        """Say whether a word is a number or part of one: "quatorze", "vingt-deux", "14"."""
        return norm[0].isdigit() or all(
            part in self.numbers or (part != norm and part in self.joiners) for part in norm.split("-")
        )

    def is_in_number(self, norms: Sequence[str], at: int) -> bool:
        """Say whether the word at a place is part of a number, "and" between two of its parts included."""
        if self.is_number(norms[at]):
            return True
        inside = norms[at] in self.joiners and 0 < at < len(norms) - 1
        return inside and self.is_number(norms[at - 1]) and self.is_number(norms[at + 1])

    def is_number_with(self, norm: str) -> bool:
        """Say whether a word is a number with what makes it one of instruments."""
        return any(
            norm.startswith(prefix) and norm != prefix and self.is_number(norm[len(prefix) :])
            for prefix in self.prefixes
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponMention:
    """A weapon named in a sentence, by its tokens; ``instrument`` where its own words say that it is one."""

    start: int
    end: int
    kind: str
    instrument: bool = False


@cache
def weapon_rules(lang: str) -> WeaponRules | None:
    """Return the rules of `lang`, None where it has none."""
    raw = read_rules(lang, "weapons")
    if not raw:
        return None
    phrases = [(form, (kind, held)) for kind, phrases in raw["kinds"].items() for phrase in phrases
               for form, held in _forms(phrase, raw)]  # fmt: skip
    phrases += [(phrase, (kind, True)) for kind, rows in raw["instruments"].items() for phrase in rows]
    return WeaponRules(
        phrases=PhraseIndex(phrases),
        lists={name: frozenset(words) for name, words in raw["lists"].items()},
        launching=tuple(raw["launching"]),
        before_noun=raw["before_noun"],
        verb_first=raw["verb_first"],
        reach=raw["reach"],
        numbers=number_words(lang),
        joiners=frozenset(read_rules(lang, "numbers").get("joiners", ())),
        prefixes=tuple(raw.get("instrument_prefixes", ())),
    )


def _forms(phrase: str, raw: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield a phrase with what its language writes as one with its first word, and if that is "with"."""
    yield phrase, False
    first, *rest = phrase.split()
    article = raw.get("article", "")
    others = " ".join(
        f"({'|'.join(_with(article, word.strip('()')))})"
        if word[0] == "("
        else "|".join(_with(article, word))
        for word in rest
    )
    for name, held in (("prefixes", False), ("instrument_prefixes", True)):
        for prefix in raw.get(name, ()):
            word = "|".join(prefix + form for form in first.split("|"))
            yield f"{word} {others}".strip(), held


def _with(article: str, word: str) -> list[str]:
    return [form for bare in word.split("|") for form in (bare, article + bare)]


def find_mentions(norms: Sequence[str], rules: WeaponRules) -> list[WeaponMention]:
    """Return the weapons named, the longest phrase of each place, without those that only look like one.

    Examples
    --------
    >>> rules = weapon_rules("fr")
    >>> norms = "la force de frappe a tiré des obus de mortier".split()
    >>> [(found.kind, norms[found.start : found.end]) for found in find_mentions(norms, rules)]
    [('mortar', ['obus', 'de', 'mortier'])]
    """
    mentions: list[WeaponMention] = []
    end = 0
    for hit in rules.phrases.find(norms):
        if hit.start >= end:
            end = hit.end
            kind, instrument = hit.value
            instrument = instrument or _is_counted_instrument(norms, hit.start, rules)
            last = hit.end - 1 if norms[hit.end - 1] in rules.lists["joining"] else hit.end
            if kind != _NO_WEAPON:
                mentions.append(WeaponMention(start=hit.start, end=last, kind=kind, instrument=instrument))
    return mentions


def _is_counted_instrument(norms: Sequence[str], at: int, rules: WeaponRules) -> bool:
    """Say whether the number before a weapon has its "with": "بأربع عشرة طائرة مسيرة"."""
    for place in range(at - 1, max(-1, at - 1 - _NUMBER), -1):
        if rules.is_number_with(norms[place]):
            return True
        if not rules.is_in_number(norms, place):
            return False
    return False


def as_weapon(sentence: Sentence, mention: WeaponMention, reason: str) -> Weapon:
    """Return a mention as a weapon of an event, for a reason."""
    start, end = sentence.tokens[mention.start].start, sentence.tokens[mention.end - 1].end
    text = sentence.text[start - sentence.start : end - sentence.start]
    return Weapon(start=start, end=end, text=text, kind=mention.kind, reason=reason)


def weapons_named(sentence: Sentence, lang: str) -> tuple[Weapon, ...]:
    """Return every weapon that a sentence names, whether or not an event is done with it.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Des drones et deux chars au musée.", "fr")
    >>> [weapon.kind for weapon in weapons_named(sentence, "fr")]
    ['drone', 'tank']
    """
    rules = weapon_rules(lang)
    if rules is None:
        return ()
    mentions = find_mentions(rule_forms(sentence.tokens, lang), rules)
    return tuple(as_weapon(sentence, mention, "named") for mention in mentions)
