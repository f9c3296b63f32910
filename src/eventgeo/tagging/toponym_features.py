"""The evidence for and against a candidate, as names of features that the weights file speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eventgeo.model import Kind
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_candidates import SentenceNames, Stretch
from eventgeo.tagging.toponym_cues import LeftCue, heads_body, read_left, read_right

_SIZES = ((1_000_000, "million"), (100_000, "100k"), (15_000, "15k"), (2_000, "2k"))
_SURE_LEFT = ("noun_", "relation", "preposition_strong")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A candidate with its features and what the words around it say it is."""

    stretch: Stretch
    names: SentenceNames
    features: tuple[str, ...]
    left: LeftCue
    kind: Kind | None = None
    cue: str = ""
    in_person: bool = False
    in_other: bool = False

    @property
    def is_known(self) -> bool:
        return self.stretch.facts.is_known

    @property
    def is_cued(self) -> bool:
        """True where the words around it speak for a place strongly."""
        return any(f.startswith(_SURE_LEFT) or f.startswith("right_noun_") for f in self.features)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMemory:
    """What the rest of the document says of a name (in lower case): how often it is cued, who bears it."""

    cued: Mapping[str, int] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()


def remember(evidence: Sequence[Evidence], all_names: Sequence[SentenceNames]) -> DocumentMemory:
    """Gather the names with a strong cue and the words of person names."""
    cued: dict[str, int] = {}
    for item in evidence:
        if item.is_cued and not item.in_person and not item.in_other:
            key = item.stretch.name.lower()
            cued[key] = cued.get(key, 0) + 1
    persons: set[str] = set()
    for names in all_names:
        for first, last in names.persons:
            persons.update(t.norm for t in names.sentence.tokens[first:last] if len(t.text) > 2)
    return DocumentMemory(cued=cued, persons=frozenset(persons))


def memory_features(evidence: Evidence, memory: DocumentMemory) -> tuple[str, ...]:
    """Return the features that the rest of the document adds."""
    key = evidence.stretch.name.lower()
    features: list[str] = []
    if memory.cued.get(key, 0) > (1 if evidence.is_cued else 0):
        features.append("cued_elsewhere")
    if key in memory.persons and not evidence.in_person:
        features.append("person_elsewhere")
    return tuple(features)


def gather(names: SentenceNames, lexicon: PlaceLexicon) -> list[Evidence]:
    """Return the evidence for each candidate of a sentence, but for the document's."""
    found: list[Evidence] = []
    known_ends = {s.last for s in names.stretches if s.facts.is_known}
    known_starts = {s.first for s in names.stretches if s.facts.is_known}
    evidence_ending_at: dict[int, Evidence] = {}
    for stretch in names.stretches:
        evidence = _evidence(stretch, names, lexicon, known_starts, known_ends, evidence_ending_at)
        found.append(evidence)
        before = evidence_ending_at.get(stretch.last)
        if before is None or evidence.is_known or evidence.is_cued:
            evidence_ending_at[stretch.last] = evidence
    return found


def _evidence(
    stretch: Stretch,
    names: SentenceNames,
    lexicon: PlaceLexicon,
    known_starts: set[int],
    known_ends: set[int],
    ending_at: Mapping[int, Evidence],
) -> Evidence:
    tokens = names.sentence.tokens
    left = read_left(tokens, stretch.first, lexicon)
    features = ["bias", *_name_features(stretch, names, lexicon), *left.features]
    kind, cue = left.kind, left.words
    if left.joins is not None and (before := _list_neighbour(left.joins, ending_at)) is not None:
        features.append("joins_cued" if before.is_cued else "joins_known" if before.is_known else "joins_new")
        kind, cue = before.kind, before.cue
    if stretch.hyphen_ending:
        features.append("hyphen_pair" if stretch.hyphen_ending == "+" else "hyphen_ending")
    else:
        right, right_kind, right_words = read_right(tokens, stretch.last, lexicon)
        features.extend(right)
        if right_kind:
            kind, cue = right_kind, right_words
        if (
            right[0] in ("capital_right", "body_right", "right_noun_facility")
            and stretch.last in known_starts
        ):
            features.append("known_right")
        features.extend(_joins_right(tokens, stretch.last, known_starts))
    if left.features[-1].startswith("capital_left") and stretch.first in known_ends:
        features.append("known_left")
    if heads_body(tokens, stretch.first, lexicon):
        features.append("body_reaches")
    in_person = _overlaps(stretch, names.persons)
    in_other = _within(stretch, names.others)
    if in_person:
        features.append("person")
    if in_other:
        features.append("other_name" if left.kind != "facility" else "other_name_cued")
    return Evidence(
        stretch=stretch,
        names=names,
        features=tuple(features),
        left=left,
        kind=kind,
        cue=cue,
        in_person=in_person,
        in_other=in_other,
    )


def _list_neighbour(joiner: int, ending_at: Mapping[int, Evidence]) -> Evidence | None:
    return ending_at.get(joiner) or ending_at.get(joiner - 1)


def _joins_right(tokens: Sequence, last: int, known_starts: set[int]) -> list[str]:  # type: ignore[type-arg]
    if last + 1 < len(tokens) and tokens[last].norm in (",", "et", "and", "ou", "or"):
        for at in (last + 1, last + 2, last + 3):
            if at in known_starts:
                return ["list_goes_on"]
    return []


def _overlaps(stretch: Stretch, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first < stretch.last and stretch.first < last for first, last in ranges)


def _within(stretch: Stretch, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= stretch.first and stretch.last <= last for first, last in ranges)


def _name_features(stretch: Stretch, names: SentenceNames, lexicon: PlaceLexicon) -> list[str]:
    facts = stretch.facts
    tokens = names.sentence.tokens[stretch.first : stretch.last]
    features: list[str] = []
    if facts.listed:
        features.append(f"listed_{facts.listed}")
    for kind in ("country", "admin", "region", "natural", "facility", "neighbourhood"):
        if kind in facts.kinds:
            features.append(f"known_{kind}")
    if "populated" in facts.kinds:
        features.append("town_" + next((name for size, name in _SIZES if facts.population >= size), "small"))
    if facts.match:
        features.append(f"match_{facts.match}")
    if len(tokens) > 1:
        features.append("several_words")
    if stretch.holds_known:
        features.append("holds_known")
    text, words = tokens[0].text, lexicon.of(tokens[0].norm)
    if len(tokens) == 1:
        for group in ("common", "demonyms", "calendar"):
            if f"words.{group}" in words:
                features.append(group)
        if "persons.given" in words:
            features.append("given_name")
    if len(stretch.name) <= 5 and stretch.name.isupper():
        features.append("acronym")
    if "organisations.heads" in words or "organisations.heads" in lexicon.of(tokens[-1].norm):
        features.append("body_word")
    if text[:3].lower() in ("al-", "el-") or tokens[0].norm in ("al", "el"):
        features.append("arabic_article")
    if tokens[0].norm.split("-")[0] in lexicon.affixes["prefixes"]:
        features.append("place_prefix")
    if tokens[-1].norm.endswith(lexicon.affixes["suffixes"]):
        features.append("place_suffix")
    if len(tokens) > 1 and "name_heads.after" in lexicon.of(tokens[-1].norm):
        features.append("head_word")
    if any(ch.isdigit() for ch in stretch.name):
        features.append("digits")
    return features
