"""Words that say where an event lies by places beside it: "à 10 km au nord de Homs", "entre Gao et Kidal".

Phrases are data (``rules/<lang>/spatial.toml``, read by :mod:`eventgeo.assembly.spatial_rules`) and are
matched on the canonical line of a sentence (:mod:`eventgeo.assembly.spatial_line`). Of phrases that tell of
one place the longest counts. What ground a relation means is said in :mod:`eventgeo.resolution.spatial`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eventgeo.assembly.spatial_line import Line, read_adjectives, read_lines
from eventgeo.assembly.spatial_rules import NAME_OF_BEARING, Phrase, SpatialRules, spatial_rules
from eventgeo.model import Kind, Resolution, Sentence, SpatialRelation, Tags, Toponym
from eventgeo.text.sentences import sentence_numbers

_PLACE = re.compile(r"‹(\d+)›")
_DISTANCE = re.compile(r"#(\d+)")
_COUNTRIES = re.compile(r"=([A-Z]{2})(?:-([A-Z]{2}))?")
_WIDE: frozenset[Kind] = frozenset({"country", "admin", "region"})
_PAIRED = frozenset({"between", "border", "along"})
"""Relations that all their places make together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    relation: SpatialRelation
    rank: tuple[int, bool]
    """The longer phrase counts, of two as long that which tells a direction."""


def read_relations(tags: Tags, resolutions: Sequence[Resolution] = ()) -> dict[int, SpatialRelation]:
    """Return how the toponyms of a document are tied in, by number; those that are just named are left out.

    Parameters
    ----------
    tags : Tags
    resolutions : sequence of Resolution, optional
        Those of ``tags.toponyms``, in order: "au nord du Mali" lies in Mali, a country, "au nord de Homs" not
        in Homs, a town.

    Returns
    -------
    dict of int to SpatialRelation
        Where several places make one relation ("entre Gao et Kidal") each has it.

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Deux obus sont tombés à 10 km au nord de la ville de Homs."
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="fr"),
    ...     sentences=split_sentences(text, "fr"),
    ...     toponyms=(Toponym(start=53, end=57, text="Homs"),),
    ... )
    >>> relation = read_relations(tags)[0]
    >>> relation.describe(), relation.text
    ('north_of 10 km', 'à 10 km au nord de la ville de Homs')
    """
    lang = tags.document.lang or ""
    rules = spatial_rules(lang)
    if rules is None:
        return {}
    best: dict[int, _Found] = {}
    for sentence, toponyms in _sentences(tags):
        for found in _found(sentence, toponyms, lang, rules, names_places=True):
            for anchor in found.relation.anchors:
                if anchor not in best or found.rank > best[anchor].rank:
                    best[anchor] = found
    kinds = dict(enumerate(_kind(found) for found in resolutions))
    fitted = {anchor: _fitted(found.relation, anchor, kinds) for anchor, found in sorted(best.items())}
    return {anchor: relation for anchor, relation in fitted.items() if relation is not None}


def read_unnamed(sentence: Sentence, lang: str) -> tuple[SpatialRelation, ...]:
    """Return the relations of a sentence told by adjectives of countries ("syro-irakienne"), in text order.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> sentence, = split_sentences("Une frappe à la frontière syro-irakienne, dans le nord syrien.", "fr")
    >>> [(relation.describe(), relation.countries) for relation in read_unnamed(sentence, "fr")]
    [('border', ('SY', 'IQ')), ('in_north', ('SY',))]
    """
    rules = spatial_rules(lang)
    if rules is None:
        return ()
    found = sorted(
        _found(sentence, {}, lang, rules, names_places=False),
        key=lambda one: (one.relation.start, -one.rank[0]),
    )
    kept: list[SpatialRelation] = []
    for one in found:
        if not kept or one.relation.start >= kept[-1].end:
            kept.append(one.relation)
    return tuple(kept)


def _sentences(tags: Tags) -> Iterator[tuple[Sentence, dict[int, Toponym]]]:
    """Yield the sentences that name places, with these."""
    by_sentence: dict[int, dict[int, Toponym]] = {}
    for number, (at, toponym) in enumerate(
        zip(sentence_numbers(tags.toponyms, tags.sentences), tags.toponyms, strict=True)
    ):
        by_sentence.setdefault(at, {})[number] = toponym
    for at, toponyms in by_sentence.items():
        yield tags.sentences[at], toponyms


def _found(
    sentence: Sentence,
    toponyms: Mapping[int, Toponym],
    lang: str,
    rules: SpatialRules,
    *,
    names_places: bool,
) -> Iterator[_Found]:
    """Yield the relations that the phrases find in a sentence."""
    lines = (
        read_lines(sentence, toponyms, lang, rules)
        if names_places
        else read_adjectives(sentence, lang, rules)
    )
    phrases = rules.naming if names_places else rules.unnamed
    for line in lines:
        words = frozenset(line.text.split())
        for phrase in phrases:
            if phrase.keys and phrase.keys.isdisjoint(words):
                continue
            for match in phrase.pattern.finditer(line.text):
                yield from _relations(match, phrase, line, sentence, rules)


def _relations(
    match: re.Match[str], phrase: Phrase, line: Line, sentence: Sentence, rules: SpatialRules
) -> Iterator[_Found]:
    anchors = [int(number) for number in _PLACE.findall(match[0])]
    end = match.end()
    more = rules.more.match(line.text, end) if match[0].endswith("› ") else None
    if more is not None and (len(anchors) == 1 or phrase.kind == "between"):
        anchors += [int(number) for number in _PLACE.findall(more[0])]
    start, stop = line.span(match.start(), end)
    direction = match.groupdict().get("direction")
    bearing = rules.bearings[direction] if direction else None
    distance = _DISTANCE.search(match[0])
    measured = line.distances[int(distance[1])] if distance else None
    countries = _COUNTRIES.search(match[0])
    relation = SpatialRelation(
        start=start,
        end=stop,
        text=sentence.text[start - sentence.start : stop - sentence.start],
        kind=_name(phrase.kind, bearing),
        countries=tuple(code for code in countries.groups() if code) if countries else (),
        bearing_degrees=None if bearing is None or bearing < 0 else bearing,
        least_km=measured.least_km if measured else None,
        most_km=measured.most_km if measured else None,
        reason=f"«{phrase.words}»",
    )
    groups = [tuple(anchors)] if phrase.kind in _PAIRED else [(anchor,) for anchor in anchors]
    for group in groups or [()]:
        yield _Found(
            relation=replace(relation, anchors=group), rank=(end - match.start(), bearing is not None)
        )


def _name(kind: str, bearing: float | None) -> str:
    if bearing is not None and bearing < 0:
        return "in_centre"
    if kind == "direction" and bearing is not None:
        return f"{NAME_OF_BEARING[bearing]}_of"
    if kind == "part" and bearing is not None:
        return f"in_{NAME_OF_BEARING[bearing]}"
    return kind


def _kind(resolution: Resolution) -> Kind | None:
    return resolution.chosen.place.kind if resolution.chosen else resolution.toponym.kind


def _fitted(
    relation: SpatialRelation, anchor: int, kinds: Mapping[int, Kind | None]
) -> SpatialRelation | None:
    """Return the relation as the kind of its places lets it be read; None where it is none."""
    if relation.kind == "between" and all(kinds.get(at) in ("country", "region") for at in relation.anchors):
        return None  # "la guerre entre l'Iran et l'Irak"
    if relation.kind == "along" and relation.anchors == (anchor,) and kinds.get(anchor) in _WIDE:
        return None  # "along the US border"
    if relation.kind.endswith("_of") and relation.distance_km is None and kinds.get(anchor) in _WIDE:
        return replace(relation, kind="in_" + relation.kind.removesuffix("_of"))  # "au nord du Mali"
    return relation
