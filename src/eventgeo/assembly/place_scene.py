"""All that the linker reads once from a document before it looks at single events."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventgeo.assembly.clauses import Clauses
from eventgeo.assembly.place_mentions import (
    BREADTH,
    PlaceEntity,
    PlaceMention,
    SentenceFrame,
    read_mentions,
)
from eventgeo.assembly.place_pointers import Pointer, PointerReader
from eventgeo.assembly.place_rules import PlaceRules, place_rules
from eventgeo.assembly.place_tokens import name_start
from eventgeo.model import Resolution, Sentence, Tags, Trigger
from eventgeo.text.demonyms import demonyms as country_words
from eventgeo.text.sentences import sentence_numbers
from eventgeo.text.tokens import normal_form, tokenize

_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH_DEGREES = {"town": 0.25, "area": 1.0}
_HEADING_TOKENS = 14
_GOVERNED_REACH = 7  # tokens from a verb back to the pronoun that is its subject
STEM = 5  # letters by which forms of one word are taken to agree
KIND_CLASS = {
    "populated": "town",
    "neighbourhood": "spot",
    "facility": "spot",
    "admin": "area",
    "region": "area",
    "natural": "area",
    "country": "country",
}
"""Kinds that behave alike in linking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerSite:
    """A trigger in its sentence. ``first`` and ``last`` are token indices, ``last`` exclusive."""

    trigger: Trigger
    sentence: int
    first: int
    last: int
    clause: int
    determiner: str
    form: str
    governed: bool = False
    """Whether it stands in a "that" clause whose subject is a pronoun: "qu'ils s'étaient rendus"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One document, read."""

    lang: str
    sites: Sequence[TriggerSite]
    mentions: Sequence[PlaceMention]
    entities: Sequence[PlaceEntity]
    frames: Mapping[int, SentenceFrame]
    by_sentence: Sequence[Sequence[int]]
    """Mentions of each sentence."""
    sites_by_sentence: Mapping[int, Sequence[TriggerSite]]
    pointers: Sequence[Sequence[Pointer]]
    """Back-references of each sentence."""
    top: dict[str, int]
    """The entity with most proper mentions, of each kind class and of all (``""``)."""
    titled: frozenset[int]
    title_stems: frozenset[str]
    """The beginnings of the title's longer words, by which a trigger is known to be in the title."""
    lead: frozenset[int]
    rules: PlaceRules
    years: Sequence[bool]
    """Whether a sentence names a year."""
    paragraphs: Sequence[int]
    """The number of the paragraph that each sentence stands in."""
    headings: Sequence[bool]
    """Whether a sentence is a heading: a short paragraph without a full stop."""
    demonyms: Sequence[Mapping[str, int]]
    """By sentence: the countries that its adjectives point to, with the token of the last."""
    wider_pairs: dict[tuple[int, int], bool]

    def is_wider(self, wide: int, narrow: int) -> bool:
        """Tell whether one entity holds the other, as far as kinds, countries and coordinates say."""
        known = self.wider_pairs.get((wide, narrow))
        if known is None:
            known = _holds(self.entities[wide], self.entities[narrow])
            self.wider_pairs[wide, narrow] = known
        return known


def read_scene(tags: Tags, resolutions: Sequence[Resolution], clauses: Clauses | None = None) -> Scene:
    """Read a document's triggers, place mentions and back-references.

    `clauses` are those of the document, where others ask for them too.
    """
    lang = tags.document.lang or ""
    rules = place_rules(lang)
    numbers = sentence_numbers(tags.triggers, tags.sentences)
    names: dict[int, list[int]] = {n: [] for n in numbers}
    for number, found in zip(sentence_numbers(tags.toponyms, tags.sentences), resolutions, strict=True):
        names.setdefault(number, []).append(name_start(found, lang))
    clauses = clauses or Clauses(lang)
    frames = {n: SentenceFrame(tags.sentences[n], lang, names[n], clauses) for n in sorted(names)}
    mentions, entities = read_mentions(tags, resolutions, frames, rules)
    by_sentence: list[list[int]] = [[] for _ in tags.sentences]
    for mention in mentions:
        by_sentence[mention.sentence].append(mention.index)
    sites = [_site(t, n, frames[n], rules) for t, n in zip(tags.triggers, numbers, strict=True)]
    sites_by_sentence: dict[int, list[TriggerSite]] = {}
    for site in sites:
        sites_by_sentence.setdefault(site.sentence, []).append(site)
    pointers: list[list[Pointer]] = [[] for _ in tags.sentences]
    years = [False] * len(tags.sentences)
    adjectives = country_words(lang).of_one_country()
    demonyms: list[Mapping[str, int]] = [{}] * len(tags.sentences)
    reader = PointerReader(
        by_sentence=by_sentence, mentions=mentions, entities=entities, rules=rules, adjectives=adjectives
    )
    for n in sorted(set(numbers)):
        demonyms[n] = {adjectives[t.norm]: i for i, t in enumerate(frames[n].tokens) if t.norm in adjectives}
        reader.read(n, frames[n], pointers)
        years[n] = _YEAR.search(tags.sentences[n].text) is not None
    title = normal_form(tags.document.title)
    title_stems = frozenset(t.norm[:STEM] for t in tokenize(title) if len(t.norm) >= STEM)
    lead_sentence = next(
        (n for n, row in enumerate(by_sentence) if any(not mentions[m].metonymy for m in row)), -1
    )
    return Scene(
        lang=lang,
        sites=sites,
        mentions=mentions,
        entities=entities,
        frames=frames,
        by_sentence=by_sentence,
        sites_by_sentence=sites_by_sentence,
        pointers=pointers,
        top=_most_mentioned(entities),
        titled=frozenset(n for n, entity in enumerate(entities) if entity.proper and entity.name in title),
        title_stems=title_stems,
        lead=frozenset(mentions[m].entity for m in by_sentence[lead_sentence])
        if lead_sentence >= 0
        else frozenset(),
        rules=rules,
        years=years,
        paragraphs=_paragraphs(tags),
        headings=[_is_heading(sentence, tags.document.text) for sentence in tags.sentences],
        demonyms=demonyms,
        wider_pairs={},
    )


def _site(trigger: Trigger, number: int, frame: SentenceFrame, rules: PlaceRules) -> TriggerSite:
    first, last = frame.token_at(trigger.start), frame.token_at(trigger.end - 1) + 1
    determiner = ""
    for at in range(first - 1, max(-1, first - 3), -1):
        determiner = rules.determiners.get(frame.tokens[at].norm, "")
        if determiner:
            break
    form = "noun" if "noun" in trigger.features and "fin" not in trigger.features else "verb"
    if "passive" in trigger.features:
        form = "passive"
    elif form == "verb" and "pp" in trigger.features:
        form = "pp"
    return TriggerSite(
        trigger=trigger,
        sentence=number,
        first=first,
        last=last,
        clause=frame.clause_at(first),
        determiner=determiner,
        form=form,
        governed=form != "noun" and _is_governed(frame, first, rules),
    )


def _is_governed(frame: SentenceFrame, first: int, rules: PlaceRules) -> bool:
    """Tell whether the clause of a verb opens with "that" and a pronoun."""
    tokens = frame.tokens
    for at in range(first - 1, max(-1, first - _GOVERNED_REACH), -1):
        if tokens[at].norm in rules.subject_pronouns:
            return at > 0 and tokens[at - 1].norm in rules.that
        if not tokens[at].is_word:
            return False
    return False


def _paragraphs(tags: Tags) -> list[int]:
    numbers, number, end = [], 0, 0
    for sentence in tags.sentences:
        number += "\n" in tags.document.text[end : sentence.start]
        numbers.append(number)
        end = sentence.end
    return numbers


def _is_heading(sentence: Sentence, text: str) -> bool:
    """Tell whether a sentence is a paragraph of its own, short and without a mark at its end."""
    before = text[max(0, sentence.start - 2) : sentence.start]
    after = text[sentence.end : sentence.end + 2]
    alone = (sentence.start == 0 or "\n" in before) and (not after or "\n" in after)
    return alone and len(sentence.tokens) <= _HEADING_TOKENS and sentence.tokens[-1].is_word


def _holds(wide: PlaceEntity, narrow: PlaceEntity) -> bool:
    if BREADTH[wide.kind] <= BREADTH[narrow.kind]:
        return False
    if wide.country and narrow.country and wide.country != narrow.country:
        return False
    if wide.kind == "country":
        return bool(wide.country) and wide.country == narrow.country
    if wide.place is None or narrow.place is None:
        return False
    reach = _REACH_DEGREES[KIND_CLASS[wide.kind]]
    return (
        abs(wide.place.latitude - narrow.place.latitude) < reach
        and abs(wide.place.longitude - narrow.place.longitude) < reach
    )


def _most_mentioned(entities: Sequence[PlaceEntity]) -> dict[str, int]:
    top: dict[str, int] = {}
    for n, entity in enumerate(entities):
        for group in (KIND_CLASS[entity.kind], ""):
            if entity.proper and (group not in top or len(entity.proper) > len(entities[top[group]].proper)):
                top[group] = n
    return top
