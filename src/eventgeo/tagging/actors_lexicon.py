"""What the actor finder knows of a language: names, head nouns, modifiers, read once from the data files."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from babel import Locale

from eventgeo.datafiles import is_there, read_toml
from eventgeo.model import Token
from eventgeo.text.demonyms import demonyms
from eventgeo.text.tokens import normal_form, tokenize

ACTOR_KINDS: tuple[str, ...] = (
    "state force", "rebel", "militia", "jihadist", "police", "civilians", "peacekeepers", "government",
    "coalition", "crowd", "organisation", "armed group", "person", "site", "weapon", "other",
)  # fmt: skip
"""What a mention can be; ``site`` and ``weapon`` are things ("positions de Daech"), targets but no agents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A canonical actor: one row of ``lexicons/actors.toml``."""

    actor_id: str
    name: str
    kind: str
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Words that may open a mention: the name of an actor or country, or a head noun.

    ``cased`` entries ("EI", "IS") must be written as they stand, or they would be ordinary words.
    ``slug`` is the second part of an id made by rule ("army" in "SY-army").
    """

    words: tuple[str, ...]
    surface: tuple[str, ...]
    sort: str
    kind: str
    slug: str = ""
    actor: Actor | None = None
    country: str = ""
    cased: bool = False
    takes_names: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorLexicon:
    """All words of one language that make actor mentions."""

    head_first: bool
    entries: dict[str, tuple[Entry, ...]]
    modifiers: dict[str, str]
    prenominal: frozenset[str]
    modifier_affixes: tuple[str, ...]
    modifier_endings: tuple[str, ...]
    not_modifiers: frozenset[str]
    complements: frozenset[str]
    shares: frozenset[str]
    linkers: frozenset[str]
    articles: frozenset[str]
    determiners: frozenset[str]
    negators: frozenset[str]
    bare_pronouns: frozenset[str]
    bare_after: frozenset[str]
    name_particles: frozenset[str]
    not_names: frozenset[str]
    given_names: frozenset[str] = field(repr=False)

    def match(self, tokens: Sequence[Token], at: int) -> Entry | None:
        """Return the longest entry whose words stand at `at`, or None."""
        found = self.entries.get(tokens[at].norm)
        if not found:
            return None
        for entry in found:
            size = len(entry.words)
            if at + size > len(tokens):
                continue
            if size > 1 and any(tokens[at + n].norm != entry.words[n] for n in range(1, size)):
                continue
            if entry.cased and any(tokens[at + n].text != entry.surface[n] for n in range(size)):
                continue
            return entry
        return None

    def modifier(self, token: Token) -> bool:
        """Tell whether `token` can modify a head noun ("russes", "armés", "pro-iraniens")."""
        norm = token.norm
        if norm in self.modifiers or ("-" in norm and norm.startswith(self.modifier_affixes)):
            return True
        return (
            bool(self.modifier_endings) and norm.endswith(self.modifier_endings) and self._is_derived(token)
        )

    def _is_derived(self, token: Token) -> bool:
        return len(token.norm) > 5 and token.text.islower() and token.norm not in self.not_modifiers


@cache
def actor_lexicon(lang: str) -> ActorLexicon | None:
    """Return the lexicon of `lang`, None where there is none."""
    if not is_there("tagging", f"lexicons/{lang}/actors.toml"):
        return None
    words = read_toml("tagging", f"lexicons/{lang}/actors.toml")
    countries = read_toml("tagging", f"lexicons/{lang}/actors_countries.toml")
    given_names = read_toml("tagging", "lexicons/given_names.toml")
    grammar = words["grammar"]
    modifiers = {
        normal_form(form): "" for word in words["modifiers"] for form in _forms(word, lang, adjective=True)
    }
    national = demonyms(lang).national
    modifiers.update((normal_form(form), codes[0]) for form, codes in national.items())
    entries = [
        *_canonical_entries(lang),
        *_head_entries(words["heads"], lang),
        *_country_entries(countries, lang),
        *_people_entries(national, words.get("peoples", ()), lang),
    ]
    return ActorLexicon(
        head_first=grammar["head_first"],
        entries=_by_first_word(entries),
        modifiers=modifiers,
        prenominal=frozenset(
            form for word in words["prenominal"] for form in _forms(word, lang, adjective=True)
        ),
        modifier_affixes=tuple(grammar["modifier_affixes"]),
        modifier_endings=tuple(grammar["modifier_endings"]),
        not_modifiers=frozenset(grammar["not_modifiers"]),
        complements=frozenset(words["complements"]),
        shares=frozenset(words["shares"]),
        linkers=frozenset(grammar["linkers"]),
        articles=frozenset(grammar["articles"]),
        determiners=frozenset(grammar["determiners"]),
        negators=frozenset(grammar["negators"]),
        bare_pronouns=frozenset(grammar["bare_pronouns"]),
        bare_after=frozenset(grammar["bare_after"]),
        name_particles=frozenset(grammar["name_particles"]),
        not_names=frozenset(words["not_names"]),
        given_names=frozenset(name for culture in given_names.values() for name in culture),
    )


@cache
def canonical_actors() -> tuple[Actor, ...]:
    """Return every canonical actor, in file order."""
    return tuple(_actor(row) for row in _canonical_rows())


def plain(text: str) -> str:
    """Return `text` without accents: the way names are often typed ("Etat islamique")."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@cache
def _canonical_rows() -> tuple[dict[str, Any], ...]:
    return tuple(read_toml("tagging", "lexicons/actors.toml")["actors"])


def _actor(row: dict[str, Any]) -> Actor:
    return Actor(actor_id=row["id"], name=row["name"], kind=row["kind"], country=row.get("country", ""))


def _canonical_entries(lang: str) -> Iterator[Entry]:
    for row in _canonical_rows():
        actor = _actor(row)
        for alias in dict.fromkeys([*row.get(lang, ()), *row.get("any", ())]):
            yield from _entries(
                alias,
                sort="actor",
                kind=actor.kind,
                actor=actor,
                country=actor.country,
                cased=alias.isupper() or len(alias) < 4,
            )


def _head_entries(heads: Iterable[dict[str, Any]], lang: str) -> Iterator[Entry]:
    for group in heads:
        for word in group["words"]:
            for form in _forms(word, lang):
                yield from _entries(
                    form,
                    sort="head",
                    kind=group["kind"],
                    slug=group.get("id", ""),
                    cased=group.get("cased", False),
                    takes_names=group.get("takes_names", True),
                )


def _country_entries(countries: dict[str, Any], lang: str) -> Iterator[Entry]:
    territories = Locale(lang).territories
    for code, row in countries.items():
        names = [territories.get(code, ""), *row.get("names", ()), *row.get("seats", ())]
        for name in dict.fromkeys(filter(None, names)):
            yield from _entries(name, sort="country", kind="government", country=code, cased=True)


def _people_entries(
    national: Mapping[str, tuple[str, ...]], peoples: Iterable[str], lang: str
) -> Iterator[Entry]:
    rows = [(codes[0], form) for form, codes in national.items()]
    rows += [("", form) for word in peoples for form in _forms(word, lang, adjective=lang == "fr")]
    for code, form in rows:
        for name in dict.fromkeys((_capital(form), form.title())):
            if lang != "en" or name.endswith(("s", "men", "women")):
                yield from _entries(name, sort="people", kind="civilians", country=code, cased=True)


def _capital(words: str) -> str:
    """Return `words` with a capital each: "North Koreans", but "Sud-coréens"."""
    return " ".join(word[:1].upper() + word[1:] for word in words.split(" "))


def _entries(
    text: str,
    *,
    sort: str,
    kind: str,
    slug: str = "",
    actor: Actor | None = None,
    country: str = "",
    cased: bool = False,
    takes_names: bool = True,
) -> Iterator[Entry]:
    for variant in dict.fromkeys((text, plain(text) if sort != "head" else text)):
        surface = tuple(token.text for token in tokenize(variant))
        yield Entry(
            words=tuple(normal_form(word) for word in surface),
            surface=surface,
            sort=sort,
            kind=kind,
            slug=slug,
            actor=actor,
            country=country,
            cased=cased,
            takes_names=takes_names,
        )


def _by_first_word(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    table: dict[str, list[Entry]] = {}
    for entry in entries:
        table.setdefault(entry.words[0], []).append(entry)
    return {first: tuple(sorted(found, key=lambda e: -len(e.words))) for first, found in table.items()}


def _forms(words: str, lang: str, *, adjective: bool = False) -> tuple[str, ...]:
    """Return the inflected forms of a data entry.

    One word (or phrase) is inflected by rule; forms separated by "|" are taken as they stand.
    """
    if not words:
        return ()
    if "," in words:
        return tuple(f for word in words.split(",") for f in _forms(word.strip(), lang, adjective=adjective))
    if "|" in words:
        return tuple(word.strip() for word in words.split("|"))
    if lang != "fr":
        return tuple(dict.fromkeys(_inflect_en(words, adjective=adjective)))
    return tuple(dict.fromkeys(_adjective_fr(words) if adjective else _noun_fr(words)))


def _inflect_en(word: str, *, adjective: bool) -> Iterator[str]:
    yield word
    if adjective:
        return
    if word.endswith("man"):
        yield word[:-3] + "men"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        yield word[:-1] + "ies"
    elif word.endswith(("ch", "sh", "ss", "x")):
        yield word + "es"
    elif not word.endswith(("s", "ese")):
        yield word + "s"


_FEMININE_FR = (
    ("ien", "ienne"), ("éen", "éenne"), ("on", "onne"), ("el", "elle"), ("if", "ive"), ("eux", "euse"),
    ("teur", "trice"), ("eur", "euse"), ("ier", "ière"), ("er", "ère"), ("e", "e"),
)  # fmt: skip


def _noun_fr(word: str) -> Iterator[str]:
    yield word
    yield " ".join(_plural_fr(part) for part in word.split(" "))


def _adjective_fr(word: str) -> Iterator[str]:
    feminine = next((word[: -len(m)] + f for m, f in _FEMININE_FR if word.endswith(m)), word + "e")
    for form in (word, feminine):
        yield form
        yield _plural_fr(form)


def _plural_fr(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")
