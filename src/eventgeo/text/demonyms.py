"""Words that point to a country ("irakien", "Syrians", "Hamas"): one reviewed table a language.

The tables are ``demonyms.<lang>.toml``. The finders of places and actors, the resolver and the linker of
places all read them here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from eventgeo.datafiles import is_there, read_toml

Table = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonyms:
    """The words of a language, in lower case and in all their forms, each with ISO 3166-1 country codes.

    ``national`` holds the adjectives of states and the names of their people, ``peoples`` those of peoples,
    followers and inhabitants of a part of one country; ``pointing`` holds both, and the armed groups and
    bodies bound to one country.
    """

    national: Table
    peoples: Table
    pointing: Table
    _single: dict[str, str] = field(init=False, default_factory=dict, compare=False, repr=False)

    def of_one_country(self) -> Mapping[str, str]:
        """Return the pointing words of a single country, with its code.

        Examples
        --------
        >>> words = demonyms("fr").of_one_country()
        >>> words["irakiennes"], words["hamas"], "congolais" in words
        ('IQ', 'PS', False)
        """
        if not self._single:
            alone = ((word, codes[0]) for word, codes in self.pointing.items() if len(codes) == 1)
            self._single.update(alone)
        return self._single


@cache
def demonyms(lang: str) -> Demonyms:
    """Return the demonyms of `lang`; none for a language without a table.

    Examples
    --------
    >>> demonyms("fr").national["irakiennes"], demonyms("en").national["syrians"]
    (('IQ',), ('SY',))
    >>> demonyms("fr").national["congolais"], demonyms("xx").national
    (('CD', 'CG'), {})
    """
    path = f"demonyms.{lang}.toml"
    if not is_there("text", path):
        return Demonyms(national={}, peoples={}, pointing={})
    data = read_toml("text", path)
    countries, peoples, bound, endings = (data[key] for key in ("countries", "peoples", "bound", "endings"))
    return Demonyms(
        national=_by_form([countries], endings),
        peoples=_by_form([peoples], endings),
        pointing=_by_form([countries, peoples, bound], endings),
    )


def _by_form(
    sections: Sequence[Mapping[str, Sequence[str]]], endings: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for section in sections:
        for country, words in section.items():
            for form in (form for word in words for form in _forms(word, endings)):
                if country not in found.get(form, ()):
                    found[form] = (*found.get(form, ()), country)
    return found


def _forms(word: str, endings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the forms of `word` after the longest ending that fits, also with a plain first letter."""
    ending = max((e for e in endings if word.endswith(e)), key=len, default=None)
    forms = [word] if ending is None else [word.removesuffix(ending) + form for form in endings[ending]]
    for form in forms:
        yield form
        first = unicodedata.normalize("NFD", form[0])[0]
        if first != form[0]:
            yield first + form[1:]
