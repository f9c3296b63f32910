"""Names of other scripts in rough Latin letters, in each of the ways they may be meant.

The letters are data, in ``data/scripts.toml``: Arabic (with Persian, Urdu, Pashto and Kurdish letters),
Hebrew, Cyrillic, Greek, Armenian and Georgian.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, islice
from typing import Any

from eventgeo.datafiles import read_toml
from eventgeo.gazetteer.names import joined_words

_MOST_WAYS = 12
_TWICE = re.compile(
    r"(.)\1"
)  # a vowel stands between, where none are written: a doubled letter is written once


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script whose names can be put in Latin letters.

    Attributes
    ----------
    unwritten_vowels : bool
        Whether it leaves short vowels out, so that only the consonants of a name can be relied on.
    kept_ways : int
        Under how many of its readings a name is kept.
    """

    name: str
    first: str
    last: str
    unwritten_vowels: bool
    kept_ways: int
    groups: Mapping[str, str]
    usual: Mapping[int, str]
    ways: Mapping[str, tuple[str, ...]]
    drop_articles: Callable[[str], str]
    keep_first: Callable[[str], str]


@cache
def _scripts() -> tuple[Script, ...]:
    return tuple(_script(name, table) for name, table in read_toml("gazetteer", "data/scripts.toml").items())


def _script(name: str, table: dict[str, Any]) -> Script:
    letters = {
        letter: (ways,) if isinstance(ways, str) else tuple(ways)
        for letter, ways in (*table["groups"].items(), *table["letters"].items())
    }
    article = _inside(table["article"]) if "article" in table else None
    several = "".join(letter for letter, ways in letters.items() if len(letter) == 1 < len(ways))
    first = re.compile(rf"(?:^|(?<= ))[{several}]") if table.get("hard_first") else None
    return Script(
        name=name,
        first=table["first"],
        last=table["last"],
        unwritten_vowels=table["unwritten_vowels"],
        kept_ways=table["kept_ways"],
        groups={group: ways[0] for group, ways in letters.items() if len(group) > 1},
        usual=str.maketrans({letter: ways[0] for letter, ways in letters.items() if len(letter) == 1}),
        ways={letter: ways for letter, ways in letters.items() if len(ways) > 1},
        drop_articles=(lambda text: article.sub(r"\1", text)) if article else (lambda text: text),
        keep_first=(lambda text: first.sub(lambda match: letters[match.group()][0], text))
        if first
        else (lambda text: text),
    )


def _inside(article: str) -> re.Pattern[str]:
    return re.compile(rf"((?:^(?:{'|'.join(joined_words())}))|(?<= )){article}(?=..)")


def script_of(name: str) -> Script | None:
    """Return the script of a name's first letter that is not ASCII; None where it needs no other letters.

    Examples
    --------
    >>> script_of("حلب").name, script_of("Київ").name, script_of("kyiv"), script_of("东京")
    ('arabic', 'cyrillic', None, None)
    """
    if name.isascii():
        return None
    first = next((char for char in name if char > "\x7f"), "")
    return next((script for script in _scripts() if script.first <= first <= script.last), None)


@lru_cache(maxsize=65536)
def romanised(normalised: str, *, most: int = _MOST_WAYS) -> tuple[str, ...]:
    """Return a normalised name in rough Latin letters, the usual reading first; none where it cannot be read.

    Examples
    --------
    >>> romanised("باخموت"), romanised("харьков"), romanised("луганск")
    (('bakhmut', 'pakhmut', 'bakhmvt', 'pakhmvt'), ('kharkov',), ('lugansk', 'luHansk'))
    >>> romanised("bakhmut"), romanised("东京")
    (('bakhmut',), ())
    """
    if normalised.isascii():
        return (normalised,)
    script = script_of(normalised)
    if script is None:
        return ()
    text = script.keep_first(script.drop_articles(normalised))
    if script.unwritten_vowels:
        text = _TWICE.sub(r"\1a\1", text)
    return tuple(dict.fromkeys(way for way in islice(_ways(text, script), most) if way.isascii()))


def _ways(text: str, script: Script) -> Iterator[str]:
    """Yield the readings of a text, those with the fewest letters meant in an unusual way first."""
    doubtful = [(letter, way) for letter, ways in script.ways.items() if letter in text for way in ways[1:]]
    for changes in range(len(doubtful) + 1):
        for chosen in combinations(doubtful, changes):
            way = text
            for letter, put in chosen:
                way = way.replace(letter, put)
            for group, put in script.groups.items():
                way = way.replace(group, put)
            yield way.translate(script.usual)
