"""The names of a document, each with its mentions and the places it may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.model import Candidate, Kind, Sentence, Tags, Toponym
from eventgeo.protocols import Gazetteer
from eventgeo.resolution.context import adjective_before
from eventgeo.text.tokens import normal_form

# What may stand between a name and the name of what contains it: "Tripoli, au Liban", "Paris (Texas)".
_CONTAINED = re.compile(
    r"\s*(?:,\s*(?:(?:en|au|aux|dans|in|à|sur)\s+)?(?:l['’]|la |le |les |the )?"
    r"|\s*\((?:en |au |aux |in )?(?:l['’]|la |le |the )?|\s(?:en|au|aux)\s)\Z",
    re.IGNORECASE,
)
_LONGEST_GAP = 16
_MOST_RANKED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of a document in one sense: its mentions share a resolution.

    ``mentions`` are places in ``tags.toponyms``; ``kind`` what the text says it is; ``adjective`` and ``hinted`` an
    adjective of country said of it and its countries; ``inside`` the toponyms (by place) that a mention says contain it.
    """

    text: str
    mentions: tuple[int, ...]
    sentences: tuple[int, ...]
    kind: Kind | None = None
    adjective: str = ""
    hinted: tuple[str, ...] = ()
    inside: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def sentence_positions(tags: Tags) -> list[tuple[Sentence | None, int]]:
    """Return for each toponym its sentence and the place of its first token there."""
    found: list[tuple[Sentence | None, int]] = []
    at = 0
    sentences = tags.sentences
    for toponym in tags.toponyms:
        while at < len(sentences) - 1 and sentences[at].end <= toponym.start:
            at += 1
        if not sentences:
            found.append((None, 0))
            continue
        sentence = sentences[at]
        position = next((i for i, token in enumerate(sentence.tokens) if token.end > toponym.start), 0)
        found.append((sentence, position))
    return found


def containers(tags: Tags) -> list[int | None]:
    """Return for each toponym the one after it that contains it, by the words between: "Tripoli, au Liban"."""
    found: list[int | None] = [None] * len(tags.toponyms)
    text = tags.document.text
    for index, (one, after) in enumerate(zip(tags.toponyms, tags.toponyms[1:], strict=False)):
        gap = after.start - one.end
        if 0 < gap <= _LONGEST_GAP and _CONTAINED.match(text[one.end : after.start]):
            found[index] = index + 1
    return found


def gather(tags: Tags, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Return the names of a document in order of first mention, each with its candidates."""
    lang = tags.document.lang or ""
    positions, inside = sentence_positions(tags), containers(tags)
    groups: dict[tuple[str, Kind | None, tuple[str, ...]], list[int]] = defaultdict(list)
    adjectives: dict[tuple[str, Kind | None, tuple[str, ...]], str] = {}
    hints: dict[str, tuple[str, tuple[str, ...]]] = {}
    for index, (toponym, (sentence, position)) in enumerate(zip(tags.toponyms, positions, strict=True)):
        adjective, countries = adjective_before(sentence, position, lang) if sentence else ("", ())
        key = normal_form(toponym.text)
        if countries:
            hints.setdefault(key, (adjective, countries))
        sense = (key, _sense(toponym), countries)
        adjectives[sense] = adjective
        groups[sense].append(index)
    names = []
    for (key, kind, countries), mentions in groups.items():
        adjective = adjectives[key, kind, countries]
        if not countries and key in hints:
            adjective, countries = hints[key]
        text = tags.toponyms[mentions[0]].text
        sentences = [positions[index][0] for index in mentions]
        names.append(
            Name(
                text=text,
                mentions=tuple(mentions),
                sentences=tuple(sentence.index for sentence in sentences if sentence),
                kind=kind,
                adjective=adjective,
                hinted=countries,
                inside=tuple(at for index in mentions if (at := inside[index]) is not None),
                candidates=gazetteer.lookup(text),
            )
        )
    return tuple(names)


def _sense(toponym: Toponym) -> Kind | None:
    return toponym.kind


def trimmed(candidates: Sequence[Candidate], countries: frozenset[str]) -> tuple[Candidate, ...]:
    """Return the candidates worth ranking: the most populous, and those in one of `countries`."""
    if len(candidates) <= _MOST_RANKED:
        return tuple(candidates)
    rest = (candidate for candidate in candidates[_MOST_RANKED:] if candidate.place.country in countries)
    return (*candidates[:_MOST_RANKED], *rest)
