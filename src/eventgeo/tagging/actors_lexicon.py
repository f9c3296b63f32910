"""What the actor finder knows of a language: names, head nouns, modifiers, read once from the data files."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Protocol

from babel import Locale

from eventgeo.datafiles import is_there, read_toml
from eventgeo.model import Token
from eventgeo.tagging.actors_inflection import forms_of
from eventgeo.tagging.actors_register import Actor, ActorName, actor_names
from eventgeo.tagging.actors_spelling import as_known, of_article
from eventgeo.tagging.clitics import load_spelling
from eventgeo.text.demonyms import demonyms
from eventgeo.text.tokens import normal_form, tokenize

ACTOR_KINDS: tuple[str, ...] = (
    "state force", "rebel", "militia", "jihadist", "police", "civilians", "peacekeepers", "government",
    "coalition", "crowd", "organisation", "armed group", "person", "site", "weapon", "other",
)  # fmt: skip
"""What a mention can be; ``site`` and ``weapon`` are things ("positions de Daech"), targets but no agents."""


_REMEMBERED = 2
"""Years after its end in which an actor goes by its name."""
_CASED = ("en", "es", "fr")
"""Languages with capitals."""
_CAPITAL_PEOPLES = ("en", "fr")
"""Languages that write the names of peoples with a capital, which tells them from adjectives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Words that may open a mention: the name of an actor or country, or a head noun.

    ``cased`` entries ("EI", "IS") must be written as they stand, or they would be ordinary words.
    ``slug`` is the second part of an id made by rule ("army" in "SY-army"). ``wary`` names count only in a
    document that has another name of their actor or names its country ("RSF": the Rapid Support Forces in a
    text about Sudan, else reporters).
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
    wary: bool = False

    def in_years(self, years: Collection[int], year: int | None) -> Entry | None:
        """Return the entry as it is in a text of `year` that tells of `years`, None where it is none yet."""
        if self.actor is None or year is None:
            return self
        since, until = self.actor.since or 0, self.actor.until
        if since > year:
            return None
        if until is None or year <= until + _REMEMBERED or any(since <= told <= until for told in years):
            return self
        return replace(self, sort="head", actor=None)

    @property
    def vouchers(self) -> frozenset[str]:
        """Id and country of the actor: what else must be in a document for a wary name to count."""
        return frozenset({self.actor.actor_id, self.country} if self.actor else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorLexicon:
    """All words of one language that make actor mentions."""

    lang: str
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
    conjunctions: frozenset[str]
    share_prepositions: frozenset[str]
    participles: tuple[str, ...]
    noun_endings: tuple[str, ...]
    construct: bool
    """Whether a noun without article takes the next one as its complement (Arabic: "قوات النظام")."""
    owner_prepositions: frozenset[str]
    """Prepositions written on a word that bring the owner of a noun without article ("موقع للجيش")."""
    reader: str
    """What the combined tagger takes of the reader's mentions: "none", "beside" these, or its own "first"."""
    determiners: frozenset[str]
    definite: frozenset[str]
    """Articles by which a noun points at what the text has named."""
    of_government: frozenset[str]
    """Words that say whose forces they are, but not of which country: "gouvernementales", "regime"."""
    negators: frozenset[str]
    bare_pronouns: frozenset[str]
    bare_after: frozenset[str]
    name_particles: frozenset[str]
    not_names: frozenset[str]
    given_names: frozenset[str] = field(repr=False)
    wary: frozenset[str]
    """First words of wary names."""
    dated: frozenset[str]
    """First words of the names of actors whose beginning or end is known."""
    words: frozenset[str] = field(repr=False)
    """Every word that an entry or modifier has."""

    def match(self, tokens: Sequence[Token], at: int) -> Entry | None:
        """Return the longest entry whose words stand at `at`, or None."""
        found = self.entries.get(tokens[at].norm)
        if not found:
            return None
        second = tokens[at + 1].norm if at + 1 < len(tokens) else ""
        for entry in found:
            size = len(entry.words)
            if size > 1:
                if entry.words[1] != second or at + size > len(tokens):
                    continue
                if any(tokens[at + n].norm != entry.words[n] for n in range(2, size)):
                    continue
            if entry.cased and any(tokens[at + n].text != entry.surface[n] for n in range(size)):
                continue
            return entry
        return None

    def read(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Return `tokens` in the spelling of the lexicon; `tokens` where words are looked up as written."""
        spelling = load_spelling(self.lang)
        return tokens if spelling is None else as_known(tokens, self.words, spelling)

    def in_document(self, sentences: Sequence[Sequence[Token]], year: int | None = None) -> ActorLexicon:
        """Return the lexicon for one document: without names that mean nobody in it.

        Those are wary names that nothing in it vouches for, and names of actors that its `year` does not know
        yet. Actors that are gone by then keep their kind alone, unless it tells of a year of theirs.
        """
        if not any(self.depends(tokens, year) for tokens in sentences):
            return self
        vouched: set[str] = set()
        years = {year} if year is not None else set()
        for tokens in sentences:
            for at, token in enumerate(tokens):
                entry = self.match(tokens, at)
                if entry is not None and not entry.wary:
                    vouched.add(entry.country)
                    if entry.actor is not None:
                        vouched.add(entry.actor.actor_id)
                vouched.add(self.modifiers.get(token.norm, ""))
                if year is not None and len(token.norm) == 4 and token.norm.isdecimal():
                    years.add(int(token.norm))
        vouched.discard("")
        entries = dict(self.entries)
        for first in self.wary | self.dated:
            sure = (e for e in entries[first] if not e.wary or e.vouchers & vouched)
            entries[first] = tuple(then for e in sure if (then := e.in_years(years, year)) is not None)
        return replace(self, entries=entries)

    def depends(self, tokens: Sequence[Token], year: int | None = None) -> bool:
        """Tell whether what a name among `tokens` means depends on the document or its `year`."""
        for at, token in enumerate(tokens):
            if token.norm in self.wary or (year is not None and token.norm in self.dated):
                entry = self.match(tokens, at)
                if entry is not None and (entry.wary or entry.in_years(frozenset(), year) is not entry):
                    return True
        return False

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


class MoreNames(Protocol):
    """Names beside the register's, which go before it (:class:`eventgeo.tagging.actors_own.OwnActors`)."""

    def in_language(self, lang: str) -> tuple[ActorName, ...]:
        """Return the names that count in texts of `lang`."""

    def __hash__(self) -> int:
        """Lexicons are kept by it."""


@cache
def actor_lexicon(lang: str, own: MoreNames | None = None) -> ActorLexicon | None:
    """Return the lexicon of `lang`, with names of the user's own, None where there is none."""
    if not is_there("tagging", f"lexicons/{lang}/actors.toml"):
        return None
    words = read_toml("tagging", f"lexicons/{lang}/actors.toml")
    countries = read_toml("tagging", f"lexicons/{lang}/actors_countries.toml")
    given_names = read_toml("tagging", "lexicons/given_names.toml")
    grammar = words["grammar"]
    modifiers = {
        _norm(form, lang): "" for word in words["modifiers"] for form in forms_of(word, lang, adjective=True)
    }
    national = demonyms(lang).national
    modifiers.update((_norm(form, lang), codes[0]) for form, codes in national.items())
    entries = [
        *_canonical_entries(own.in_language(lang) if own is not None else (), lang),
        *_canonical_entries(actor_names(lang), lang),
        *_head_entries(words["heads"], lang),
        *_country_entries(countries, lang),
        *(_people_entries(national, words.get("peoples", ()), lang) if lang in _CAPITAL_PEOPLES else ()),
    ]
    table = _by_first_word(entries)
    return ActorLexicon(
        lang=lang,
        head_first=grammar["head_first"],
        entries=table,
        modifiers=modifiers,
        prenominal=frozenset(
            form for word in words["prenominal"] for form in forms_of(word, lang, adjective=True)
        ),
        modifier_affixes=tuple(grammar["modifier_affixes"]),
        modifier_endings=tuple(grammar["modifier_endings"]),
        not_modifiers=frozenset(grammar["not_modifiers"]),
        complements=_known(words["complements"], lang),
        shares=_known(words["shares"], lang),
        linkers=_known(grammar["linkers"], lang),
        articles=_known(grammar["articles"], lang),
        conjunctions=frozenset(grammar.get("conjunctions", ())),
        share_prepositions=frozenset(grammar.get("share_prepositions", ())),
        participles=tuple(grammar.get("participles", ())),
        noun_endings=tuple(grammar.get("noun_endings", ())),
        construct=grammar.get("construct", False),
        owner_prepositions=frozenset(grammar.get("owner_prepositions", ())),
        reader=grammar.get("reader", "none"),
        determiners=_known(grammar["determiners"], lang),
        definite=frozenset(grammar.get("definite", ())),
        of_government=_known(grammar.get("of_government", ()), lang),
        negators=frozenset(grammar["negators"]),
        bare_pronouns=frozenset(grammar["bare_pronouns"]),
        bare_after=frozenset(grammar["bare_after"]),
        name_particles=frozenset(grammar["name_particles"]),
        not_names=frozenset(words["not_names"]),
        given_names=frozenset(name for culture in given_names.values() for name in culture),
        wary=frozenset(entry.words[0] for entry in entries if entry.wary),
        dated=frozenset(e.words[0] for e in entries if e.actor and (e.actor.since or e.actor.until)),
        words=frozenset(word for entry in entries for word in entry.words) | frozenset(modifiers),
    )


def plain(text: str) -> str:
    """Return `text` without accents, the way names are often typed.

    Examples
    --------
    >>> plain("État islamique")
    'Etat islamique'
    """
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _canonical_entries(names: Iterable[ActorName], lang: str) -> Iterator[Entry]:
    for name in names:
        yield from _entries(
            name.text,
            lang,
            sort="actor",
            kind=name.actor.kind,
            actor=name.actor,
            country=name.actor.country,
            cased=name.cased or name.text.isupper() or (len(name.text) < 4 and lang in _CASED),
            wary=name.wary,
        )


def _head_entries(heads: Iterable[dict[str, Any]], lang: str) -> Iterator[Entry]:
    for group in heads:
        for word in group["words"]:
            for form in forms_of(word, lang):
                yield from _entries(
                    form,
                    lang,
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
            yield from _entries(
                name, lang, sort="country", kind="government", country=code, cased=lang in _CASED
            )


def _people_entries(
    national: Mapping[str, tuple[str, ...]], peoples: Iterable[str], lang: str
) -> Iterator[Entry]:
    rows = [(codes[0], form) for form, codes in national.items()]
    rows += [("", form) for word in peoples for form in forms_of(word, lang, adjective=lang == "fr")]
    for code, form in rows:
        for name in dict.fromkeys((_capital(form), form.title())):
            if lang != "en" or name.endswith(("s", "men", "women")):
                yield from _entries(
                    name, lang, sort="people", kind="civilians", slug="civilians", country=code, cased=True
                )


def _capital(words: str) -> str:
    """Return `words` with a capital each: "North Koreans", but "Sud-coréens"."""
    return " ".join(word[:1].upper() + word[1:] for word in words.split(" "))


def _known(words: Iterable[str], lang: str) -> frozenset[str]:
    return frozenset(_norm(word, lang) for word in words)


def _norm(word: str, lang: str) -> str:
    spelling = load_spelling(lang)
    return of_article(spelling.fold(normal_form(word))) if spelling else normal_form(word)


def _entries(
    text: str,
    lang: str,
    *,
    sort: str,
    kind: str,
    slug: str = "",
    actor: Actor | None = None,
    country: str = "",
    cased: bool = False,
    takes_names: bool = True,
    wary: bool = False,
) -> Iterator[Entry]:
    for variant in dict.fromkeys((text, plain(text) if sort != "head" else text)):
        surface = tuple(token.text for token in tokenize(variant))
        yield Entry(
            words=tuple(_norm(word, lang) for word in surface),
            surface=surface,
            sort=sort,
            kind=kind,
            slug=slug,
            actor=actor,
            country=country,
            cased=cased,
            takes_names=takes_names,
            wary=wary,
        )


def _by_first_word(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    table: dict[str, list[Entry]] = {}
    for entry in entries:
        table.setdefault(entry.words[0], []).append(entry)
    return {first: tuple(sorted(found, key=lambda e: -len(e.words))) for first, found in table.items()}
