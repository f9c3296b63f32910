"""The names of a document, each with its mentions and the places it may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from eventgeo.datafiles import read_toml
from eventgeo.model import Candidate, Kind, Sentence, Tags, Toponym
from eventgeo.protocols import Gazetteer
from eventgeo.resolution.backdrop import UNMARKED
from eventgeo.resolution.context import adjective_before
from eventgeo.resolution.kind_words import Asked, kind_words, kinds_asked, parted
from eventgeo.resolution.kinds import kind_agrees
from eventgeo.resolution.particles import is_close, name_meant, names_meant
from eventgeo.resolution.people_names import countries_of_people
from eventgeo.text.tokens import normal_form

# What may stand between a name and what contains it: "Tripoli, au Liban", "Paris (Texas)", "Gao au Mali".
_CONTAINED = re.compile(
    r"\s*(?:[,،]\s*(?:(?:en|au|aux|dans|in|في)\s+)?(?:l['’]|la |le |les |the |el |los )?"
    r"|\((?:en |au |aux |in )?(?:l['’]|la |le |the |el )?|\s(?:en|au|aux|في)\s(?:el |la |los )?)\Z",
    re.IGNORECASE,
)
BY_SOUND = frozenset(("transliteration", "fuzzy"))  # matches of what is only like the name
_BROKEN = ("¬", "\u00ad")  # where a printed line broke a word
_RURAL = frozenset(("rural", "rurale"))
_LONGEST_GAP = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of a document in one sense: its mentions share a resolution.

    Attributes
    ----------
    text : str
        As first written, without particles that a language writes as one with it.
    written : str
        With them.
    mentions : tuple of int
        Places in ``tags.toponyms``.
    sentences : tuple of int
        Their sentences.
    kind : Kind or None
        What the text says it is.
    by_cue : bool
        Whether only words beside a mention that someone gave say so: who marks "Daraa" alone in "Daraa
        province" may mean the town.
    adjective, hinted : str, tuple of str
        An adjective of country said of it, and the countries that may mean.
    inside : tuple of int
        The toponyms that a mention says contain it.
    candidates : tuple of Candidate
    towns : tuple of Candidate
        The towns that the place, which has no entry of its own, may be named after: "the airport of Hodeida".
    certainty : float
        How sure the tagger is that it is a place at all, of the surest mention.
    metonymy : bool
        Whether every mention stands for a government.
    marked : bool
        Whether it is a mention to resolve, not only a name read beside them.
    """

    text: str
    mentions: tuple[int, ...]
    sentences: tuple[int, ...]
    written: str = ""
    kind: Kind | None = None
    by_cue: bool = False
    adjective: str = ""
    hinted: tuple[str, ...] = ()
    inside: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    towns: tuple[Candidate, ...] = ()
    certainty: float = 1.0
    metonymy: bool = False
    marked: bool = True


def gather(tags: Tags, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Return the names of a document in order of first mention, each with its candidates.

    Mentions of one spelling are one name, unless the text says they are different kinds of place or lie
    in different countries. An adjective said of one mention holds for mentions without any.
    """
    lang = tags.document.lang or ""
    where, inside, asked = _positions(tags), _containers(tags), kinds_asked(tags)
    meant = names_meant(tags, gazetteer)
    senses: dict[tuple[str, Kind | None, tuple[str, ...]], list[int]] = defaultdict(list)
    adjectives: dict[tuple[str, ...], str] = {}
    hints: dict[str, tuple[str, ...]] = {}
    for index, (toponym, (sentence, position)) in enumerate(zip(tags.toponyms, where, strict=True)):
        adjective, countries = adjective_before(sentence, position, lang) if sentence else ("", ())
        adjectives.setdefault(countries, adjective)
        key = normal_form(meant[index])
        if countries:
            hints.setdefault(key, countries)
        kind = _kind(toponym, asked[index], meant[index], lang, gazetteer)
        senses[key, kind, countries].append(index)
    names = []
    for (key, kind, said), mentions in senses.items():
        written, hinted = tags.toponyms[mentions[0]].text, said or hints.get(key, ())
        text = meant[mentions[0]]
        candidates, towns = _places_named(text, kind, lang, gazetteer)
        candidates = _with_people(candidates, countries_of_people(text, lang, gazetteer))
        sentences = (where[index][0] for index in mentions)
        names.append(
            Name(
                text=text,
                written=written,
                mentions=tuple(mentions),
                sentences=tuple(sentence.index for sentence in sentences if sentence),
                kind=kind,
                by_cue=kind is not None and all(asked[index].by_cue for index in mentions),
                adjective=adjectives.get(hinted, ""),
                hinted=hinted,
                inside=tuple(at for index in mentions if (at := inside[index]) is not None),
                candidates=candidates,
                towns=towns,
                certainty=max(tags.toponyms[index].confidence for index in mentions),
                metonymy=all(tags.toponyms[index].metonymy for index in mentions),
                marked=any(tags.toponyms[index].rule != UNMARKED for index in mentions),
            )
        )
    return tuple(names)


def _kind(toponym: Toponym, asked: Asked, name: str, lang: str, gazetteer: Gazetteer) -> Kind | None:
    """Return the kind that the text asks for; "rural Hama" is the province, whatever "Hama" alone may be."""
    words = toponym.cue.lower().split()
    if toponym.kind is None and words and words[-1] in _RURAL:
        return "admin"
    if not asked.by_words:
        return asked.kind
    found = look_up(name, lang, gazetteer)
    kinds = {candidate.place.kind for candidate in found if candidate.match not in BY_SOUND}
    if asked.if_there is not None:
        return (
            asked.if_there if is_close(found) and asked.if_there in kinds and "country" not in kinds else None
        )
    # "the cathedral of Matagalpa" speaks of the town, "the island of Jolo" of what is only known as a town.
    likes = [kind for kind in kinds if asked.kind is not None and kind_agrees(asked.kind, kind)]
    return asked.kind if likes or not kinds else None


def _places_named(
    name: str, kind: Kind | None, lang: str, gazetteer: Gazetteer
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Return the candidates of a name, and the towns it may be named after where there are none.

    A noun that begins the name need not be part of it: "سهل الغاب" is known as "الغاب".
    """
    found, words = look_up(name, lang, gazetteer), kind_words(lang)
    noun, rest = ("", "") if words is None or is_close(found) else parted(name, words)
    if words is None or not noun:
        return marked_foreign(found, lang), ()
    others = tuple(c for c in gazetteer.lookup(name_meant(rest, lang, gazetteer)) if c.match not in BY_SOUND)
    of_kind = tuple(c for c in others if c.place.kind == (kind or words.kinds[noun]))
    towns = tuple(c for c in others if c.place.kind == "populated") if noun in words.named_after_town else ()
    namesakes = {town.place.place_id for town in towns}  # "the airport of Popayán" only sounds like Popayán
    found = tuple(candidate for candidate in found if candidate.place.place_id not in namesakes)
    return marked_foreign(of_kind or found, lang), marked_foreign(towns, lang)


def _with_people(
    candidates: tuple[Candidate, ...], countries: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """Return the candidates with countries of which the name is only the adjective, unless they are there."""
    known = {c.place.place_id for c in candidates if c.match not in BY_SOUND}
    fresh = [country for country in countries if country.place.place_id not in known]
    again = {country.place.place_id for country in fresh}
    return (*fresh, *(c for c in candidates if c.place.place_id not in again)) if fresh else candidates


def look_up(text: str, lang: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the candidates of a name, or where it is not known those of the name as others spell it.

    In English it is read also without the "s" of a possessive ("Syrias").
    """
    found = gazetteer.lookup(text)
    if is_close(found):
        return found
    others = list(_respelled(text, lang))
    others += [text.replace(mark, put) for mark in _BROKEN if mark in text for put in ("", "-")]
    if lang == "en" and text.endswith("s") and len(text) > 4:
        others.append(text[:-1])
    answers = (gazetteer.lookup(other) for other in others)
    return next((answer for answer in answers if is_close(answer)), found)


@cache
def _respellings(lang: str) -> tuple[tuple[str, str], ...]:
    table = read_toml("resolution", "data/respellings.toml").get(lang, ())
    return tuple((find, put) for find, put in table)


def _respelled(text: str, lang: str) -> Iterator[str]:
    """Yield a name spelled as French and English spell it, one change at a time, then all."""
    pairs, word = _respellings(lang), text.lower()
    yield from (word.replace(find, put) for find, put in pairs if find in word)
    if pairs:
        puts = dict(pairs)
        yield re.sub("|".join(map(re.escape, puts)), lambda match: puts[match.group()], word)


def marked_foreign(candidates: Sequence[Candidate], lang: str) -> tuple[Candidate, ...]:
    """Mark candidates whose name is used only in other languages: "Argelia" is Algeria in Spanish alone."""
    return tuple(
        replace(candidate, features={**candidate.features, "foreign": 1.0})
        if f"in_{lang}" not in candidate.features and any(key[:3] == "in_" for key in candidate.features)
        else candidate
        for candidate in candidates
    )


def _positions(tags: Tags) -> list[tuple[Sentence | None, int]]:
    """Return for each toponym its sentence and the place of its first token there."""
    found: list[tuple[Sentence | None, int]] = []
    sentences, at = tags.sentences, 0
    for toponym in tags.toponyms:
        while at < len(sentences) - 1 and sentences[at].end <= toponym.start:
            at += 1
        if sentences:
            tokens = sentences[at].tokens
            position = next((i for i, token in enumerate(tokens) if token.end > toponym.start), 0)
            found.append((sentences[at], position))
        else:
            found.append((None, 0))
    return found


def _containers(tags: Tags) -> list[int | None]:
    """Return for each toponym the one after it that contains it by the words between, if any."""
    found: list[int | None] = [None] * len(tags.toponyms)
    text = tags.document.text
    for index, (one, after) in enumerate(zip(tags.toponyms, tags.toponyms[1:], strict=False)):
        gap = after.start - one.end
        if 0 < gap <= _LONGEST_GAP and _CONTAINED.match(text[one.end : after.start]):
            found[index] = index + 1
    return found
