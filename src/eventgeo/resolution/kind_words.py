"""What kind of place the words beside a name say it is, where its tagger has not told it.

The words are ``data/kind_words.<lang>.toml``. Of French and English the nouns are those of the tagger's own
lexicon, and only names that come without its mark (:attr:`~eventgeo.model.Toponym.rule`) are read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from eventgeo.datafiles import is_there, read_toml
from eventgeo.model import KINDS, Kind, Sentence, Tags, Token, Toponym
from eventgeo.resolution.particles import without_particles
from eventgeo.text.tokens import normal_form

_MOST_LINKS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """A language's words that tell kinds.

    ``either`` maps words that mean a unit or the town in it to that kind of unit.
    """

    lang: str
    kinds: Mapping[str, Kind]
    either: Mapping[str, Kind]
    links: frozenset[str]
    between: frozenset[str]
    plural_endings: tuple[str, ...]
    adjectives: bool
    heading: Kind | None
    named_after_town: frozenset[str]
    after: frozenset[str]
    last: Mapping[str, Kind]
    told_by_tagger: bool

    def find(self, norm: str) -> str:
        """Return the kind word that a word is, particles taken off; empty where it is none."""
        forms = (norm, *without_particles(norm, self.lang))
        return next((form for form in forms if form in self.kinds or form in self.either), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a text says of a name's kind: for certain, or only if there is a place of that name and kind.

    ``by_words`` is True where words say so, not the tagger: they may be part of the name ("Sierra Leona");
    ``after`` where they follow the name ("Hama province"); ``by_cue`` where they leave a doubt, beside a name
    that came without its tagger's mark;
    ``of_more`` is True where the noun is a plural and tells the kind of the names listed after it, too.
    """

    kind: Kind | None = None
    if_there: Kind | None = None
    by_words: bool = False
    of_more: bool = False
    after: bool = False
    by_cue: bool = False


@cache
def kind_words(lang: str) -> KindWords | None:
    """Return the words of a language; None for a language without a table.

    Examples
    --------
    >>> kind_words("es").kinds["provincia"], kind_words("ar").kinds["قرية"], kind_words("fr").kinds["village"]
    ('admin', 'populated', 'populated')
    >>> kind_words("de") is None
    True
    """
    path = f"data/kind_words.{lang}.toml"
    if not is_there("resolution", path):
        return None
    data = read_toml("resolution", path)
    either = {normal_form(word): kind for kind in KINDS for word in data["either"].get(kind, ())}
    nouns = data["kinds"]
    if "nouns" in data:
        package, lexicon = data["nouns"]
        nouns = read_toml(package, lexicon)["kind_nouns"]
    kinds = {normal_form(word): kind for kind in KINDS for word in nouns.get(kind, ())}
    return KindWords(
        lang=lang,
        kinds={word: kind for word, kind in kinds.items() if word not in either},
        either=either,
        links=frozenset(data["grammar"]["links"]),
        between=frozenset(data["grammar"]["between"]),
        plural_endings=tuple(map(normal_form, data["grammar"]["plural_endings"])),
        adjectives=data["grammar"]["adjectives"],
        heading=data["grammar"].get("heading"),
        named_after_town=frozenset(data["within"]["named_after_town"]),
        after=frozenset(data["grammar"].get("after", ())),
        last=data["within"].get("last", {}),
        told_by_tagger="nouns" in data,
    )


def kinds_asked(tags: Tags) -> tuple[Asked, ...]:
    """Return for each toponym the kind that its tagger gave, or else the words before it.

    Examples
    --------
    >>> from eventgeo.model import Document, Toponym
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Ataque en la provincia siria de Alepo."
    >>> names = (Toponym(start=32, end=37, text="Alepo"),)
    >>> document = Document(doc_id="1", text=text, lang="es")
    >>> tags = Tags(document=document, sentences=split_sentences(text, "es"), toponyms=names)
    >>> kinds_asked(tags)[0].kind
    'admin'
    """
    words = kind_words(tags.document.lang or "")
    if words is None:
        return tuple(Asked(kind=toponym.kind) for toponym in tags.toponyms)
    found: list[Asked] = []
    starts: dict[int, tuple[Sentence | None, int]] = {
        token.start: (sentence, at) for sentence in tags.sentences for at, token in enumerate(sentence.tokens)
    }
    for index, toponym in enumerate(tags.toponyms):
        asked = Asked(kind=toponym.kind)
        if toponym.kind is None and not (words.told_by_tagger and toponym.rule):
            sentence, at = starts.get(toponym.start, (None, 0))
            asked = _around(toponym, sentence, at, words)
            if words.told_by_tagger and (asked.after or asked.if_there is not None):
                asked = replace(asked, by_cue=True)
            if asked == Asked():
                asked = _within(toponym.text, words)
            if asked == Asked() and index and found[index - 1].of_more and _continues(tags, index, words):
                asked = found[index - 1]
            elif asked.of_more and not _continues(tags, index + 1, words):
                asked = Asked()  # "the towns of Chiapas" are no town
        found.append(asked)
    return tuple(found)


def parted(name: str, words: KindWords) -> tuple[str, str]:
    """Return the kind word that a name begins with and the rest; both empty where it begins with none.

    Examples
    --------
    >>> parted("río Apure", kind_words("es")), parted("aeropuerto de Cali", kind_words("es"))
    (('río', 'Apure'), ('aeropuerto', 'Cali'))
    >>> parted("Cali", kind_words("es")), parted("بمطار الحديدة", kind_words("ar"))
    (('', ''), ('مطار', 'الحديدة'))
    """
    first, *rest = name.split()
    noun = words.find(normal_form(first))
    while len(rest) > 1 and normal_form(rest[0]) in words.links:
        rest = rest[1:]
    kind = words.kinds.get(noun)
    return (noun, " ".join(rest)) if rest and kind in ("natural", "facility", "neighbourhood") else ("", "")


def _within(text: str, words: KindWords) -> Asked:
    *before, last = text.lower().split() or [""]
    if before and last in words.last:
        return Asked(kind=words.last[last], by_words=True)
    noun, _ = parted(text, words)
    return Asked(kind=words.kinds[noun], by_words=True) if noun else Asked()


def _around(toponym: Toponym, sentence: Sentence | None, at: int, words: KindWords) -> Asked:
    """Return the kind that the words before a name, the first token of which is `at`, or its place tell."""
    if sentence is None:
        return Asked()
    asked = _before(sentence.tokens, at, words)
    if asked == Asked():
        asked = _after(sentence.tokens, at, toponym.end, words)
    if asked == Asked() and at == 0 and words.heading is not None and _is_heading(sentence, toponym):
        return Asked(if_there=words.heading, by_words=True)
    return asked


def _before(tokens: tuple[Token, ...], at: int, words: KindWords) -> Asked:
    """Return the kind that the noun before token `at` tells, links and one adjective between.

    The quarters of a town are named in the plural, and what is named then is the town.
    """
    back = at - 1
    while back >= 0 and at - back <= _MOST_LINKS and tokens[back].norm in words.links:
        back -= 1
    linked = back < at - 1
    for step in range(2 if words.adjectives and linked else 1):
        if back - step < 0 or not tokens[back - step].is_word:
            break
        noun = words.find(tokens[back - step].norm)
        if noun:
            kind, plural = words.kinds.get(noun), noun.endswith(words.plural_endings)
            if kind == "neighbourhood" and plural:
                return Asked()
            return Asked(kind=kind, if_there=words.either.get(noun), by_words=True, of_more=plural)
    return Asked()


def _after(tokens: tuple[Token, ...], at: int, end: int, words: KindWords) -> Asked:
    """Return the kind that the noun right after a name tells: "Hama province"."""
    while at < len(tokens) and tokens[at].start < end:
        at += 1
    if at == len(tokens) or tokens[at].norm not in words.after:
        return Asked()
    noun = tokens[at].norm
    return Asked(kind=words.kinds.get(noun), if_there=words.either.get(noun), by_words=True, after=True)


def _is_heading(sentence: Sentence, toponym: Toponym) -> bool:
    """Whether a name heads a report on it: "حلب: قصف …"."""
    return sentence.text[toponym.end - sentence.start :].lstrip().startswith(":")


def _continues(tags: Tags, index: int, words: KindWords) -> bool:
    """Whether a name only goes on with the list of the one before: "Alepo, Idlib y Hama", "حلب وإدلب"."""
    if index >= len(tags.toponyms):
        return False
    before, here = tags.toponyms[index - 1], tags.toponyms[index]
    between = tags.document.text[before.end : here.start].split()
    joined = without_particles(normal_form(here.text), words.lang)
    return (bool(between) or bool(joined)) and len(between) <= 1 and all(w in words.between for w in between)
