"""Sets of words as a lexicon writes them: forms, lemmas with all their forms, classes, phrases.

One item of a set is written ``otage`` (this form), ``otage/n`` (noun, singular and plural), ``libérer/v`` or
``libérer/v:pp`` (verb, all forms or those with a feature), ``aérien/a`` (adjective), ``*ment`` (every word
that ends so), ``ال*`` (every word written so at its beginning), ``@CLASS`` (a class of the lexicon),
``grève/n_de_la_faim`` (a phrase, joined by ``_``).
Built in are ``@Cap`` (capitalised, not first in its sentence), ``@Caps`` (such a word before another),
``@num`` (a number in digits), ``@any`` (any word) and ``@Place`` (a capitalised word that somewhere in the
document follows a word of the class ``LOCATIVE``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eventgeo.errors import ResourceError
from eventgeo.model import Token
from eventgeo.tagging.clitics import LookUp, Spelling
from eventgeo.tagging.inflection import Forms, Inflector
from eventgeo.text.tokens import tokenize

_BUILT_IN = ("@Cap", "@Caps", "@num", "@any", "@Place")
_NO_FEATURES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class WordSet:
    """A compiled set; ask it with the norms and tokens of a sentence."""

    words: frozenset[str]
    endings: tuple[str, ...]
    beginnings: tuple[str, ...]
    flags: frozenset[str]
    phrases: Mapping[str, tuple[tuple[frozenset[str], ...], ...]]
    simple: bool
    """Whether single forms are all there is."""

    def meets(self, norms: Sequence[str], tokens: Sequence[Token], at: int) -> bool:
        """Whether the token at `at` is in the set, or a phrase of the set begins there."""
        norm = norms[at]
        if norm in self.words or (self.endings and norm.endswith(self.endings)):
            return True
        if self.beginnings and tokens[at].norm.startswith(self.beginnings):
            return True
        if self.flags and self._flagged(tokens, at):
            return True
        if norm in self.phrases:
            for phrase in self.phrases[norm]:
                stop = at + len(phrase)
                if stop <= len(norms) and all(norms[at + k] in phrase[k] for k in range(1, len(phrase))):
                    return True
        return False

    def count(self, norms: Sequence[str], tokens: Sequence[Token], start: int, stop: int) -> int:
        """How many places from `start` to `stop` meet the set."""
        if self.simple:
            words = self.words
            return sum(norm in words for norm in norms[start:stop])
        return sum(self.meets(norms, tokens, at) for at in range(start, stop))

    def any_in(self, norms: Sequence[str], tokens: Sequence[Token], start: int, stop: int) -> bool:
        """Whether any place from `start` to `stop` meets the set."""
        if self.simple:
            return not self.words.isdisjoint(norms[start:stop])
        return any(self.meets(norms, tokens, at) for at in range(start, stop))

    def _flagged(self, tokens: Sequence[Token], at: int) -> bool:
        flags, token = self.flags, tokens[at]
        capitalised = at > 0 and token.text[0].isupper()
        return (
            ("@Cap" in flags and capitalised)
            or (
                "@Caps" in flags and capitalised and at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()
            )
            or ("@num" in flags and token.text[0].isdigit())
            or ("@any" in flags and token.text[0].isalnum())
        )


class WordSets:
    """Compiles word sets of one language; each class is compiled once."""

    def __init__(
        self, classes: Mapping[str, Sequence[str]], inflector: Inflector, spelling: Spelling | None = None
    ) -> None:
        self._classes = classes
        self._inflector = inflector
        self._spelling = spelling
        self._items: dict[str, Forms] = {}
        self._compiled: dict[str, WordSet] = {}

    def named(self, name: str) -> WordSet:
        """Return the class `name` (without @); empty where the lexicon has none of that name."""
        return self.compile((f"@{name}",)) if name in self._classes else self.compile(())

    def compile(self, items: Iterable[str]) -> WordSet:
        """Return the set of all `items`."""
        written = tuple(items)
        key = " ".join(written)
        if key not in self._compiled:
            self._compiled[key] = self._compile(written)
        return self._compiled[key]

    def forms(self, item: str) -> Forms:
        """Return form → features of a single-word item (features are empty but for verbs)."""
        if item not in self._items:
            self._items[item] = self._forms(item)
        return self._items[item]

    def _compile(self, items: Sequence[str]) -> WordSet:
        words: set[str] = set()
        endings: list[str] = []
        beginnings: list[str] = []
        flags: set[str] = set()
        phrases: dict[str, list[tuple[frozenset[str], ...]]] = {}
        for item in self._expanded(items, ()):
            if item in _BUILT_IN:
                flags.add(item)
            elif item.startswith("*"):
                endings.append(item[1:])
            elif item.endswith("*"):
                beginnings.append(item[:-1])
            elif len(pieces := as_tokens(item)) > 1:
                phrase = tuple(frozenset(self.forms(piece)) for piece in pieces)
                for form in phrase[0]:
                    phrases.setdefault(form, []).append(phrase)
            else:
                words.update(self.forms(item))
        return WordSet(
            frozenset(words),
            tuple(endings),
            tuple(beginnings),
            frozenset(flags),
            {form: tuple(found) for form, found in phrases.items()},
            not (endings or beginnings or flags or phrases),
        )

    def _expanded(self, items: Iterable[str], inside: tuple[str, ...]) -> list[str]:
        found: list[str] = []
        for item in items:
            if not item.startswith("@") or item in _BUILT_IN:
                found.append(item)
                continue
            name = item[1:]
            if name not in self._classes:
                raise ResourceError(f"no word class {item}; there are {sorted(self._classes)}")
            if name in inside:
                raise ResourceError(f"word class {item} holds itself")
            found += self._expanded(self._classes[name], (*inside, name))
        return found

    def _forms(self, item: str) -> Forms:
        lemma, _, mark = item.partition("/")
        pos, _, wanted = mark.partition(":")
        if not mark:
            found: Forms = {lemma: _NO_FEATURES}
        elif pos == "v":
            found = self._inflector.verb(lemma)
            if wanted:
                keep = frozenset(wanted.split(","))
                found = {form: features & keep for form, features in found.items() if features & keep}
        elif pos == "n":
            found = dict.fromkeys(self._inflector.noun(lemma), _NO_FEATURES)
        elif pos == "a":
            found = dict.fromkeys(self._inflector.adjective(lemma), _NO_FEATURES)
        else:
            raise ResourceError(f"part of speech {pos!r} in {item!r}; write /v, /n or /a")
        if self._spelling is not None:
            return self._folded(found, self._spelling)
        return _with_bare_initials(found)

    def _folded(self, forms: Forms, spelling: Spelling) -> Forms:
        folded: Forms = {}
        for form, features in forms.items():
            written = spelling.fold(form)
            folded[written] = folded.get(written, _NO_FEATURES) | features
        return folded

    def look_up(self) -> LookUp | None:
        """Return what leads from written words to those of all sets compiled so far; None for no need."""
        if self._spelling is None:
            return None
        verbs = {form for forms in self._items.values() for form, features in forms.items() if features}
        others = {form for forms in self._items.values() for form, features in forms.items() if not features}
        return LookUp(self._spelling, frozenset(verbs), frozenset(others))


def as_tokens(item: str) -> list[str]:
    """Return the words of an item as a text has them: parted at "_" and behind elided words.

    Examples
    --------
    >>> as_tokens("mine/n_d'or"), as_tokens("président/n"), as_tokens("d'")
    (['mine/n', "d'", 'or'], ['président/n'], ["d'"])
    """
    found: list[str] = []
    for piece in item.split("_"):
        lemma, slash, mark = piece.partition("/")
        *before, last = [token.norm for token in tokenize(lemma)] if "'" in lemma[1:-1] else [lemma]
        found += [*before, last + slash + mark]
    return found


_BARE = {"é": "e", "è": "e", "ê": "e", "à": "a", "â": "a", "î": "i", "ô": "o"}


def _with_bare_initials(forms: Forms) -> Forms:
    """Add the form without accent on its first letter: "Etat", "Evacuation", as newspapers set capitals."""
    found = dict(forms)
    for form, features in forms.items():
        if form[:1] in _BARE and len(form) > 3:
            found.setdefault(_BARE[form[0]] + form[1:], features)
    return found
