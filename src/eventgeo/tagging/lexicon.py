"""Reads a language's trigger lexicon and compiles it for look-up, once.

The data are ``lexicons/<lang>/triggers*.toml``; their format is told in ``lexicons/README.md``, which is
the page for whoever edits them. This module turns words into sets of forms (:mod:`.inflection`), patterns
into slots (:mod:`.trigger_patterns`) and constraint strings into :class:`~.trigger_conditions.Condition`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from eventgeo.datafiles import read_toml
from eventgeo.errors import ResourceError
from eventgeo.tagging.clitics import LookUp, load_spelling
from eventgeo.tagging.inflection import load_inflector
from eventgeo.tagging.trigger_conditions import Condition, Marks, parse_condition, read_marks
from eventgeo.tagging.trigger_patterns import Pattern, parse_pattern
from eventgeo.tagging.trigger_readings import Readings, read_readings
from eventgeo.tagging.word_sets import WordSet, WordSets

NO_EVENT = "none"
BEFORE = "<before>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Another type for an entry, where all of `when` hold.

    ``BEFORE`` stands for the type of the event told before, of those `among` which the word can point at.
    """

    event_type: str
    when: tuple[Condition, ...]
    among: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one record of the lexicon says about its words."""

    rule: str
    event_type: str
    lemma: str
    need: tuple[Condition, ...]
    alternatives: tuple[Condition, ...]
    never: tuple[Condition, ...]
    switches: tuple[Switch, ...]
    confidence: float
    priority: int
    keep: bool
    whole: bool
    """Whether all words of a match are its own, so that no other trigger may lie among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Triggers of type `drop` fall where one of a type in `beside` stands in the same sentence or clause.

    Only those with one of `forms` among their features, where it names any.
    """

    drop: str
    beside: frozenset[str]
    within_clause: bool
    forms: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A document with at least `least` words of `off`, and more of them than of `on`, tells no events."""

    off: WordSet
    on: WordSet
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """A compiled lexicon. ``index`` leads from a word to the patterns that may begin with it."""

    lang: str
    index: Mapping[str, tuple[tuple[Pattern, Entry], ...]]
    suppressions: tuple[Suppression, ...]
    pointed_at: frozenset[str]
    kept: frozenset[str]
    topic: Topic
    marks: Marks
    readings: Readings
    look_up: LookUp | None


@cache
def load_lexicon(lang: str) -> Lexicon | None:
    """Return the lexicon of `lang`, or None where there is none.

    Raises
    ------
    ResourceError
        Where a file is no TOML, or a record names a class, rule or feature that does not exist.
    """
    folder = resources.files("eventgeo.tagging") / "lexicons" / lang
    if not folder.is_dir():
        return None
    names = sorted(
        file.name
        for file in folder.iterdir()
        if file.name.startswith("triggers") and file.name.endswith(".toml")
    )
    if not names:
        return None
    return _compile(
        lang, [(f"{lang}/{name}", read_toml("tagging", f"lexicons/{lang}/{name}")) for name in names]
    )


def _compile(lang: str, tables: Sequence[tuple[str, dict[str, Any]]]) -> Lexicon:
    classes: dict[str, list[str]] = {}
    rules: dict[str, dict[str, Any]] = {}
    switches: dict[str, list[dict[str, Any]]] = {}
    suppressions: list[Suppression] = []
    kept: set[str] = set()
    settings: dict[str, Any] = {}
    for _, table in tables:
        for name, words in table.get("classes", {}).items():
            classes.setdefault(name, []).extend(words)
        rules.update(table.get("rules", {}))
        switches.update(table.get("switches", {}))
        settings.update(table.get("settings", {}))
        suppressions += [
            Suppression(
                drop=row["drop"],
                beside=frozenset(row["beside"]),
                within_clause=row.get("within") == "clause",
                forms=frozenset(row.get("forms", ())),
            )
            for row in table.get("suppress", ())
        ]
    sets = WordSets(classes, load_inflector(lang), load_spelling(lang))
    compiled_switches = {name: _switches(rows, sets) for name, rows in switches.items()}
    index: dict[str, list[tuple[Pattern, Entry]]] = {}
    for where, table in tables:
        for number, row in enumerate(table.get("entry", ()), start=1):
            try:
                for pattern, entry in _records(lang, row, rules, compiled_switches, sets):
                    if entry.keep:
                        kept.add(entry.rule)
                    for form in pattern.first_forms():
                        index.setdefault(form, []).append((pattern, entry))
            except (ResourceError, KeyError, ValueError) as error:
                name = row.get("id", row.get("type"))
                raise ResourceError(f"{where}, entry {number} ({name}): {error}") from error
    return Lexicon(
        lang=lang,
        index={form: tuple(found) for form, found in index.items()},
        suppressions=tuple(suppressions),
        pointed_at=frozenset(settings.get("pointed_at", ())),
        kept=frozenset(kept),
        topic=Topic(
            off=sets.named("OFF_TOPIC"),
            on=sets.named("ON_TOPIC"),
            least=int(settings.get("off_topic_least", 2)),
        ),
        marks=read_marks(sets),
        readings=read_readings(sets, index, settings),
        look_up=sets.look_up(),
    )


_KNOWN_KEYS = {
    "id", "type", "verbs", "nouns", "patterns", "need", "any", "not", "use", "switch", "p", "priority",
    "keep", "whole", "note",
}  # fmt: skip


def _records(
    lang: str,
    row: Mapping[str, Any],
    rules: Mapping[str, Mapping[str, Any]],
    switches: Mapping[str, tuple[Switch, ...]],
    sets: WordSets,
) -> Iterator[tuple[Pattern, Entry]]:
    unknown = set(row) - _KNOWN_KEYS
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)}; allowed are {sorted(_KNOWN_KEYS)}")
    need, alternatives, never = list(row.get("need", ())), list(row.get("any", ())), list(row.get("not", ()))
    for name in row.get("use", ()):
        need += rules[name].get("need", ())
        alternatives += rules[name].get("any", ())
        never += rules[name].get("not", ())
    own = row.get("switch", ())
    switch_list = switches[own] if isinstance(own, str) else _switches(own, sets)
    event_type = row["type"]
    conditions = {
        "need": tuple(parse_condition(text, sets) for text in need),
        "alternatives": tuple(parse_condition(text, sets) for text in alternatives),
        "never": tuple(parse_condition(text, sets) for text in never),
    }
    written = (
        [(verb.partition(":")[0], _marked(verb, "v")) for verb in row.get("verbs", ())]
        + [(noun, f"{noun}/n") for noun in row.get("nouns", ())]
        + [(_bare(pattern), pattern) for pattern in row.get("patterns", ())]
    )
    for lemma, text in written:
        entry = Entry(
            rule=f"{lang}.{row.get('id', event_type)}.{lemma}".replace(" ", "_"),
            event_type=event_type,
            lemma=lemma,
            switches=switch_list,
            confidence=float(row.get("p", 0.8)),
            priority=int(row.get("priority", 10 if event_type == NO_EVENT else 0)),
            keep=bool(row.get("keep", False)),
            whole=bool(row.get("whole", False)),
            **conditions,
        )
        yield parse_pattern(text, sets), entry


def _switches(rows: Sequence[Mapping[str, Any]], sets: WordSets) -> tuple[Switch, ...]:
    return tuple(
        Switch(
            event_type=row["type"],
            among=frozenset(row.get("among", ())),
            when=tuple(
                parse_condition(text, sets)
                for text in ([row["when"]] if isinstance(row["when"], str) else row["when"])
            ),
        )
        for row in rows
    )


def _marked(verb: str, pos: str) -> str:
    lemma, _, features = verb.partition(":")
    return f"{lemma}/{pos}:{features}" if features else f"{lemma}/{pos}"


def _bare(pattern: str) -> str:
    """Return a pattern's name: the first alternative of each word."""
    words = [word.strip("[]?").partition("|")[0].partition("/")[0] for word in pattern.split()]
    return " ".join(word for word in words if word and not word.startswith(".."))


__all__ = ["BEFORE", "NO_EVENT", "Entry", "Lexicon", "Suppression", "Switch", "WordSet", "load_lexicon"]
