"""What back-references point to: "la ville" is the town last named, or last pointed to, that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eventgeo.assembly.back_reference import BackReference, find_back_references
from eventgeo.assembly.place_cases import read_case
from eventgeo.assembly.place_mentions import PlaceEntity, PlaceMention, SentenceFrame
from eventgeo.assembly.place_rules import PlaceRules
from eventgeo.assembly.spatial_rules import BEARINGS
from eventgeo.model import SpatialRelation

_WIDE = frozenset({"country", "admin", "region"})
_REACH = 12  # sentences back in which a place may have been named


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A back-reference with the entity it points to.

    ``kind`` is the kind that fitted, with ``:adj`` after it where an adjective names the country ("la ville
    irakienne"). ``case`` is read as for a name, whose phrase begins at ``anchor``.
    """

    clause: int
    anchor: int
    token: int
    text: str
    case: str
    entity: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointerReader:
    """Reads the back-references of a document sentence by sentence, in order."""

    by_sentence: Sequence[Sequence[int]]
    mentions: Sequence[PlaceMention]
    entities: Sequence[PlaceEntity]
    rules: PlaceRules
    adjectives: Mapping[str, str]

    def read(self, number: int, frame: SentenceFrame, pointers: Sequence[list[Pointer]]) -> None:
        """Add the pointers of sentence `number` to ``pointers``, which holds those before."""
        here = [self.mentions[m] for m in self.by_sentence[number]]
        taken = {i for m in here for i in range(min(m.anchor, m.first), m.last + 1)}
        for reference in find_back_references(frame.tokens, taken, self.rules):
            following = frame.tokens[reference.token + 1 : reference.token + 3]
            country = next((c for t in following if (c := self.adjectives.get(t.norm, ""))), "")
            entity, kind = self._antecedent(number, reference, country, pointers)
            if entity >= 0:
                reading = read_case(frame.tokens, reference.start, self.rules)
                pointers[number].append(
                    Pointer(
                        clause=frame.clause_at(reference.token),
                        anchor=reading.anchor,
                        token=reference.token,
                        text=reference.text,
                        case=reading.case,
                        entity=entity,
                        kind=f"{kind}:adj" if country else kind,
                    )
                )

    def _antecedent(
        self, number: int, reference: BackReference, country: str, pointers: Sequence[Sequence[Pointer]]
    ) -> tuple[int, str]:
        """Return the last entity that fits, with the kind that fitted, or -1.

        A bare "la ville" is not the town that an adjective marks out in the same sentence ("depuis la ville
        irakienne, ils sont entrés dans la ville").
        """
        marked = set() if country else {p.entity for p in pointers[number] if p.kind.endswith(":adj")}
        fallback = -1
        for entity, kind in self._trail(number, reference.token, pointers):
            if entity in marked or (country and self.entities[entity].country != country):
                continue
            if "any" in reference.kinds:
                return entity, "any"
            if kind in reference.kinds:
                return entity, kind
            if fallback < 0 and "area" in reference.kinds:
                fallback = entity
        return fallback, "area"

    def _trail(
        self, number: int, token: int, pointers: Sequence[Sequence[Pointer]]
    ) -> Iterator[tuple[int, str]]:
        """Yield (entity, kind) of what was named or pointed to before, last first."""
        for n in range(number, max(-1, number - _REACH), -1):
            items = [(p.token, p.entity, p.kind.removesuffix(":adj")) for p in pointers[n]]
            for m in self.by_sentence[n]:
                mention = self.mentions[m]
                if mention.kind == "country" or not mention.metonymy:
                    items.append((mention.first, mention.entity, mention.kind))
            for at, entity, kind in sorted(items, reverse=True):
                if n < number or at < token:
                    yield entity, kind


def pointed_relation(pointer: Pointer, frame: SentenceFrame, mention: PlaceMention) -> SpatialRelation | None:
    """Return how an event lies to the place that a back-reference takes up: "près de la ville".

    None where it is in it: what the text says where it names the place ("à 10 km de Homs") goes for the event
    told there.
    """
    kind, bearing = pointer.case, BEARINGS.get(pointer.case.removesuffix("_of"))
    if kind != "near" and (not kind.endswith("_of") or bearing is None):
        return None
    if kind != "near" and mention.kind in _WIDE:
        kind = "in_" + kind.removesuffix("_of")  # "au nord du pays"
    words = frame.tokens[pointer.anchor : pointer.token + 1]
    text = " ".join(token.text for token in words)
    return SpatialRelation(
        start=words[0].start,
        end=words[-1].end,
        text=text,
        kind=kind,
        anchors=(mention.index,),
        bearing_degrees=bearing,
        reason=f"«{text}»",
    )
