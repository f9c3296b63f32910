"""Actors of the user's own: a TOML or CSV file of names, beside the register and before it.

The fields are those of the register (``lexicons/actors/README.md``), and only a name is needed: without id
one is made from it, without kind it is "other". A row whose id the register has adds names to that actor.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from eventgeo.errors import ConfigurationError
from eventgeo.tagging.actors_lexicon import ACTOR_KINDS, plain
from eventgeo.tagging.actors_register import Actor, ActorName, canonical_actors

LANGUAGES = ("fr", "en", "es", "ar")
_LISTS = ("names", *LANGUAGES, "any", "wary", "cased")
_TEXTS = ("id", "name", "kind", "country", "wikidata")
_YEARS = ("since", "until")
COLUMNS = (*_TEXTS, *_YEARS, *_LISTS)
"""What a row may have; in CSV, the names of a list are separated by "|"."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OwnActors:
    """The user's actors; the names of each language, and under "" those that are the same in all."""

    actors: tuple[Actor, ...]
    names: Mapping[str, tuple[ActorName, ...]]

    def in_language(self, lang: str) -> tuple[ActorName, ...]:
        """Return the names that count in texts of `lang`."""
        shared = self.names.get("any", ()) if lang != "ar" else ()
        return (*self.names.get(lang, ()), *shared, *self.names.get("", ()))


def load_actors(path: str | Path) -> OwnActors:
    r"""Read a file of actors.

    Parameters
    ----------
    path : str or Path
        ``.toml`` with one ``[[actors]]`` table an actor, or ``.csv`` with a head line.

    Raises
    ------
    ConfigurationError
        There is no such file, or a row of it cannot be used; it says which, why, and what would be right.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "actors.csv"
    >>> _ = file.write_text("name,kind,country\nBlack Hill Brigade,rebel,ML\n")
    >>> [(actor.actor_id, actor.kind) for actor in load_actors(file).actors]
    [('black-hill-brigade', 'rebel')]
    """
    file = Path(path)
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"actors: {file} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"actors: {file} is no UTF-8 text: {error}") from error
    rows = _toml_rows if file.suffix.lower() == ".toml" else _csv_rows
    known = {actor.actor_id: actor for actor in canonical_actors()}
    actors: dict[str, Actor] = {}
    names: dict[str, list[ActorName]] = {}
    owners: dict[tuple[str, str], str] = {}
    for where, row in rows(text, file):
        actor = _actor(row, where, known)
        if actors.setdefault(actor.actor_id, actor) != actor:
            raise ConfigurationError(f"{where}: the id {actor.actor_id!r} is another actor's already")
        for lang, name in _names(row, actor, where, known):
            key = lang, name.text.casefold()
            if owners.setdefault(key, actor.actor_id) != actor.actor_id:
                raise ConfigurationError(
                    f"{where}: the name {name.text!r} is that of {owners[key]!r} too; a name means one actor"
                )
            names.setdefault(lang, []).append(name)
    if not actors:
        raise ConfigurationError(f"actors: {file} has no row; write one [[actors]] table or line an actor")
    return OwnActors(actors=tuple(actors.values()), names={lang: tuple(row) for lang, row in names.items()})


@cache
def _countries() -> frozenset[str]:
    """Return ISO's codes of countries, without those that CLDR has for regions and for unknown ones."""
    codes = (str(code) for code in Locale("en").territories if len(str(code)) == 2)
    return frozenset(codes) - {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


def _toml_rows(text: str, file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"actors: {file} is no TOML: {error}") from error
    rows = table.get("actors")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigurationError(f"actors: {file} has no [[actors]] tables")
    for number, row in enumerate(rows, start=1):
        where = f"{file}, actor {number}"
        for field, value in row.items():
            if field not in COLUMNS:
                continue  # _actor refuses it, and says which there are
            wanted = list if field in _LISTS else int if field in _YEARS else str
            texts = not isinstance(value, list) or all(isinstance(item, str) for item in value)
            if not isinstance(value, wanted) or not texts:
                shape = {list: "a list of texts", int: "a year", str: "a text"}[wanted]
                raise ConfigurationError(f"{where}: {field} is {value!r}; it must be {shape}")
        yield where, row


def _csv_rows(text: str, file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text))
    for cells in reader:
        where = f"{file}, line {reader.line_num}"
        if None in cells:
            raise ConfigurationError(f"{where}: there are more cells than columns; quote those with a comma")
        row: dict[str, Any] = {}
        for field, cell in cells.items():
            value = (cell or "").strip()
            if not value:
                continue
            if field in _YEARS and not re.fullmatch(r"\d{4}", value):
                raise ConfigurationError(f"{where}: {field} is {value!r}; it must be a year")
            if field in _LISTS:
                row[field] = [name.strip() for name in value.split("|") if name.strip()]
            else:
                row[field] = int(value) if field in _YEARS else value
        if row:
            yield where, row


def _actor(row: Mapping[str, Any], where: str, known: Mapping[str, Actor]) -> Actor:
    unknown = sorted(str(field) for field in row if field not in COLUMNS)
    if unknown:
        raise ConfigurationError(
            f"{where}: there is no field {', '.join(unknown)}; there are {', '.join(COLUMNS)}"
        )
    name = " ".join(row.get("name", "").split())
    actor_id = row.get("id") or re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")
    if not actor_id:
        raise ConfigurationError(f"{where}: there is neither a name nor an id; give one in Latin letters")
    base = known.get(actor_id) or Actor(actor_id=actor_id, name=name or actor_id, kind="other")
    given = {field: row[field] for field in ("kind", "country", "wikidata", *_YEARS) if field in row}
    actor = replace(base, name=name or base.name, **given)
    if actor.kind not in ACTOR_KINDS:
        raise ConfigurationError(f"{where}: kind is {actor.kind!r}; it must be of {', '.join(ACTOR_KINDS)}")
    if actor.country and (actor.country not in _countries()):
        raise ConfigurationError(
            f"{where}: country is {actor.country!r}; it must be two letters of ISO 3166-1"
        )
    if actor.since and actor.until and actor.since > actor.until:
        raise ConfigurationError(f"{where}: since {actor.since} is after until {actor.until}")
    return actor


def _names(
    row: Mapping[str, Any], actor: Actor, where: str, known: Mapping[str, Actor]
) -> Iterator[tuple[str, ActorName]]:
    """Yield the names of a row with their language, "" for all."""
    lists = {"": row.get("names", ()), **{key: row.get(key, ()) for key in (*LANGUAGES, "any")}}
    if not any(lists.values()):
        if actor.actor_id in known and "name" not in row:
            raise ConfigurationError(
                f"{where}: {actor.actor_id!r} gets no name; give names, or names by language"
            )
        lists[""] = [actor.name]
    wary, cased = row.get("wary", ()), row.get("cased", ())
    for lang, names in lists.items():
        for name in dict.fromkeys(" ".join(text.split()) for text in names):
            if not name:
                raise ConfigurationError(f"{where}: a name is empty")
            yield lang, ActorName(actor=actor, text=name, wary=name in wary, cased=name in cased)
