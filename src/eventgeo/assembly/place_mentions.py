"""The place mentions of a document as the linker sees them.

Where they stand, how they are tied in, which of them name one place, and which are only the wider place of
another ("Al-Boukamal, en Syrie").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from eventgeo.assembly.clauses import Clauses, split_clauses
from eventgeo.assembly.place_bystanders import is_addressed, is_bound_for, is_speakers_place
from eventgeo.assembly.place_cases import CaseReading, read_case
from eventgeo.assembly.place_rules import RELATION_CASES, PlaceRules
from eventgeo.assembly.place_tokens import name_start, part_particles
from eventgeo.model import Kind, Place, Resolution, Sentence, Tags, Token, Toponym
from eventgeo.text.sentences import sentence_numbers
from eventgeo.text.tokens import normal_form

BREADTH = {
    "neighbourhood": 0,
    "facility": 0,
    "populated": 1,
    "natural": 2,
    "admin": 2,
    "region": 3,
    "country": 4,
}
_PARTING = frozenset({";", "–", "—", "•"})
_HYPHENS = frozenset("-‐‑")
_MAX_GAP = 8  # tokens between a place and the wider place it lies in
_TIES = frozenset({"at", "of", "comma", "bracket", "near"})  # cases a wider place may have beside its part


@dataclass(slots=True, kw_only=True)
class PlaceMention:
    """One toponym in its sentence. ``first`` and ``last`` are token indices, ``last`` exclusive."""

    index: int
    sentence: int
    first: int
    last: int
    clause: int
    kind: Kind
    metonymy: bool
    entity: int
    case: str
    head: str
    anchor: int
    words: str
    trust: str
    """``high``, ``fair`` or ``low``: how sure the name is; ``none-`` before it where no place was found."""
    bound: bool = False
    """Whether something was only bound for it: "une flottille pour Gaza"."""
    beside: int = -1
    """The mention that stands for this one: the narrower place beside it, or the one it is a landmark for."""
    series: int = -1
    """The first of the places joined with this one by commas and "et"; its own index where alone."""


@dataclass(slots=True, kw_only=True)
class PlaceEntity:
    """All mentions of one place in a document."""

    kind: Kind
    country: str
    name: str
    place: Place | None
    mentions: list[int] = field(default_factory=list)
    proper: list[int] = field(default_factory=list)
    """The mentions that may be where something happened: not of governments, speakers or those called on."""


class SentenceFrame:
    """A sentence with its clauses, so that a character offset is found by bisection."""

    __slots__ = ("clause_starts", "marks", "starts", "tokens")

    def __init__(self, sentence: Sentence, lang: str, names: Collection[int], clauses: Clauses) -> None:
        """Read a sentence; `names` are the offsets at which place names begin inside a word."""
        self.tokens = part_particles(sentence.tokens, names, lang)
        self.starts = [token.start for token in self.tokens]
        if self.tokens is sentence.tokens:
            ranges = clauses.of(sentence)
        else:
            ranges = split_clauses(replace(sentence, tokens=self.tokens), lang)
        self.clause_starts = [start for start, _ in ranges]
        self.marks = [i for i, token in enumerate(self.tokens) if token.norm in _PARTING]

    def token_at(self, offset: int) -> int:
        """Return the index of the token that holds the character at `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def clause_at(self, token: int) -> int:
        """Return the number of the clause that holds `token`."""
        return bisect_right(self.clause_starts, token) - 1


def read_mentions(
    tags: Tags, resolutions: Sequence[Resolution], frames: Mapping[int, SentenceFrame], rules: PlaceRules
) -> tuple[list[PlaceMention], list[PlaceEntity]]:
    """Read every toponym of a document; ``frames`` holds the sentences where toponyms stand."""
    lang = tags.document.lang or ""
    mentions: list[PlaceMention] = []
    entities: list[PlaceEntity] = []
    known: dict[str, int] = {}
    numbers = sentence_numbers(tags.toponyms, tags.sentences)
    rows = zip(tags.toponyms, resolutions, numbers, strict=True)
    for index, (toponym, resolution, number) in enumerate(rows):
        frame = frames[number]
        first = frame.token_at(name_start(resolution, lang))
        last = frame.token_at(toponym.end - 1) + 1
        reading = read_case(frame.tokens, first, rules)
        following = frame.tokens[last].norm if last < len(frame.tokens) else ""
        head = reading.head or rules.nouns.get(following, "")
        place = resolution.chosen.place if resolution.chosen else None
        kind: Kind = place.kind if place else toponym.kind or "populated"
        if kind == "populated" and head == "province":
            kind = "admin"  # named after its town, and taken for it
        keys = (_name_key(toponym.text), place.place_id if place else "")
        entity = known.get(keys[0], known.get(keys[1], len(entities)))
        known.update((key, entity) for key in keys if key and key not in known)
        if entity == len(entities):
            country = place.country if place else ""
            entities.append(
                PlaceEntity(kind=kind, country=country, name=normal_form(toponym.text), place=place)
            )
        entities[entity].mentions.append(index)
        is_owner = (
            toponym.metonymy
            or _is_attribute(tags.document.text, toponym, reading, rules)
            or is_speakers_place(frame.tokens, reading.anchor, last, lang)
            or is_addressed(frame.tokens, first, last, lang)
        )
        if not is_owner:
            entities[entity].proper.append(index)
        mentions.append(
            PlaceMention(
                index=index,
                sentence=number,
                first=first,
                last=last,
                clause=frame.clause_at(first),
                kind=kind,
                metonymy=is_owner,
                entity=entity,
                case=reading.case,
                head=head,
                anchor=reading.anchor,
                words=reading.words,
                trust=_trust(toponym.confidence, place is not None),
                bound=is_bound_for(frame.tokens, reading.anchor, first, lang),
                series=index,
            )
        )
    for before, after in pairwise(mentions):
        if before.sentence == after.sentence:
            _relate(before, after, frames[before.sentence].tokens, entities, rules)
    return mentions, entities


def _is_attribute(text: str, toponym: Toponym, reading: CaseReading, rules: PlaceRules) -> bool:
    """Tell whether a name only describes what stands beside it: "US-led", "drones US"."""
    if text[toponym.end : toponym.end + 1] in _HYPHENS and text[toponym.end + 1 : toponym.end + 2].isalpha():
        return True
    return not reading.words and normal_form(toponym.text) in rules.short_names


def _trust(confidence: float, is_resolved: bool) -> str:
    level = "high" if confidence >= 0.9 else "fair" if confidence >= 0.7 else "low"
    return level if is_resolved else f"none-{level}"


def _name_key(text: str) -> str:
    """Return a name in a form in which its spellings in one document meet."""
    return "name:" + normal_form(text).replace("-", " ")


def _relate(
    before: PlaceMention,
    after: PlaceMention,
    tokens: Sequence[Token],
    entities: Sequence[PlaceEntity],
    rules: PlaceRules,
) -> None:
    """Say whether one of two neighbouring mentions is the wider place of the other, or joined with it."""
    gap = tokens[before.last : after.first]
    if len(gap) > _MAX_GAP or before.metonymy or after.metonymy or before.entity == after.entity:
        return
    if before.case in ("of", "from", "bare") and tuple(rules.canonical(t) for t in gap) in rules.whither:
        before.case, after.case = "from", "to"  # "de Lagos à Warri"
        return
    alike = BREADTH[before.kind] == BREADTH[after.kind] or (
        after.case == "coord" and {before.kind, after.kind} <= {"admin", "natural", "region"}
    )  # "depuis la région de Koursk et la Crimée"
    if alike and _joined(gap, after.case, rules):
        after.series = before.series
        if after.case in ("coord", "comma", "bare") or (
            after.case == "of" and before.head and not after.head
        ):
            after.case = before.case  # "vers les villes de X et de Y"
        elif after.words and before.words.split()[-1:] == [after.words]:
            after.case, after.words = before.case, before.words  # "se réfugier à X et à Y"
        after.head = after.head or before.head
        after.beside = -1
        return
    if not _tight(gap, rules):
        return
    one, other = entities[before.entity], entities[after.entity]
    if one.country and other.country and one.country != other.country:
        return
    if BREADTH[after.kind] > BREADTH[before.kind] and after.case in _TIES:
        after.beside = before.index
    elif BREADTH[before.kind] > BREADTH[after.kind] and before.case in ("at", "initial", "bare"):
        before.beside = after.index
    elif after.case in RELATION_CASES and after.case != "between" and any(t.norm in ",(" for t in gap):
        after.beside = before.index


def _joined(gap: Sequence[Token], case: str, rules: PlaceRules) -> bool:
    """Tell whether only commas, conjunctions, articles and prepositions part two names of a list."""
    gap = _without_gloss(gap)
    if not gap or case in ("bracket", "mark"):
        return False
    has_conjunction = False
    for token in gap:
        norm = rules.canonical(token)
        if norm in rules.conjunctions:
            has_conjunction = True
        elif (
            norm not in rules.articles and norm not in rules.cases and norm not in rules.nouns and norm != ","
        ):
            return False
    return has_conjunction or all(t.norm == "," or t.norm in rules.articles for t in gap)


def _without_gloss(gap: Sequence[Token]) -> Sequence[Token]:
    """Leave out a short bracket at the start: "Qalqilyah (nord), à Ramallah"."""
    if gap and gap[0].norm == "(":
        end = next((i for i, token in enumerate(gap) if token.norm == ")"), None)
        if end is not None:
            return gap[end + 1 :]
    return gap


def _tight(gap: Sequence[Token], rules: PlaceRules) -> bool:
    """Tell whether the words between two names only tie one to the other."""
    strange = 0
    for token in gap:
        norm = rules.canonical(token)
        if (
            not token.is_word
            or norm in rules.articles
            or norm in rules.cases
            or norm in rules.nouns
            or norm in rules.units
            or norm.isdigit()
        ):
            continue
        if norm in rules.conjunctions:
            return False
        strange += 1
    return strange <= 1 + len(gap) // 4
