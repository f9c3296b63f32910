"""The evidence for and against a candidate, as names of features that the weights file speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eventgeo.model import Kind, Token
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_candidates import SentenceNames
from eventgeo.tagging.toponym_cues import LeftCue, heads_body, heads_site, read_left, read_right
from eventgeo.tagging.toponym_name_features import name_features
from eventgeo.tagging.toponym_stretches import Stretch

_RUN_BREAKERS = frozenset(["words.demonyms", "words.function", "words.calendar"])
_SURE = ("noun_", "relation", "preposition_strong", "right_noun_", "apposed")
_TOWN = 10_000
_TELLS_PERSON = frozenset(["person_right", "fate_of"])
_SETTLED = ("populated", "admin", "neighbourhood", "natural")


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

    @property
    def is_known(self) -> bool:
        # In "mosquée Al-Nour" the known town Al-Nour is not the place.
        facts = self.stretch.facts
        return facts.is_known and (facts.listed is not None or "site_head" not in self.features)

    @property
    def is_supported(self) -> bool:
        """True where it is cued, surely known, or goes on a list of such names."""
        return self.is_cued or self.stretch.facts.is_solid or "joins_supported" in self.features

    @property
    def is_cued(self) -> bool:
        """True where the words around it speak for a place strongly."""
        return any(f.startswith(_SURE) for f in self.features)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMemory:
    """What the whole document says of a name.

    ``cued`` counts its mentions with a strong cue (name in lower case), ``persons`` holds the words of person
    names, ``lower`` the words that are written small somewhere.
    """

    cued: Mapping[str, int] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()
    lower: frozenset[str] = frozenset()


def remember(evidence: Sequence[Evidence], all_names: Sequence[SentenceNames]) -> DocumentMemory:
    """Gather the names with a strong cue and the words of person names."""
    cued: dict[str, int] = {}
    for item in evidence:
        if item.is_cued and not item.in_person:
            key = item.stretch.name.lower()
            cued[key] = cued.get(key, 0) + 1
    persons: set[str] = set()
    for item in evidence:
        if not _TELLS_PERSON.isdisjoint(item.features) and not item.stretch.facts.is_solid:
            persons.add(item.stretch.name.lower())
    for names in all_names:
        for first, last in names.persons:
            persons.update(t.norm for t in names.sentence.tokens[first:last] if len(t.text) > 2)
    lower = {t.norm for names in all_names for t in names.sentence.tokens if t.text[:1].islower()}
    return DocumentMemory(cued=cued, persons=frozenset(persons), lower=frozenset(lower))


def memory_features(evidence: Evidence, memory: DocumentMemory) -> tuple[str, ...]:
    """Return the features that the rest of the document adds."""
    key = evidence.stretch.name.lower()
    features: list[str] = []
    if memory.cued.get(key, 0) > (1 if evidence.is_cued else 0):
        features.append("cued_elsewhere")
    if key in memory.persons and not evidence.in_person:
        features.append("person_elsewhere")
    stretch = evidence.stretch
    words = evidence.names.sentence.tokens[stretch.first : stretch.last]
    if any(t.norm in memory.lower and len(t.text) > 3 and t.text[:1].isupper() for t in words):
        features.append("small_elsewhere")
    return tuple(features)


def gather(names: SentenceNames, lexicon: PlaceLexicon) -> list[Evidence]:
    """Return the evidence for each candidate of a sentence, but for the document's."""
    found: list[Evidence] = []
    known_ends = {s.last for s in names.stretches if s.facts.is_solid and not _overlaps(s, names.persons)}
    known_starts = {s.first for s in names.stretches if s.facts.is_solid and not _overlaps(s, names.persons)}
    evidence_ending_at: dict[int, Evidence] = {}
    for stretch in names.stretches:
        if stretch.facts.is_known and not stretch.hyphen_ending and _opens_body(stretch, names, lexicon):
            continue
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
    features = ["bias", *name_features(stretch, names.sentence, lexicon)]
    if left.head is not None and heads_site(tokens, left, stretch.first, lexicon):
        features = [f for f in features if f not in ("words.common", "holds_common", "given_name")]
        features.append("site_head")
    kind, cue = left.kind, left.words
    left_features = left.features
    if left_features[-1] == "capital_left" and stretch.first in known_ends:
        left_features = ("known_left",)
    elif left_features[-1] == "capital_left" and _is_prefix(tokens[stretch.first - 1], lexicon):
        left_features = ("prefix_left",)
    elif left_features[0] == "bracket_left" and stretch.first - 1 in ending_at:
        left_features = ("bracketed_after_place",)
    elif left_features[-1].startswith("fate_of") and _is_town(stretch) and "given_name" not in features:
        left_features = ("preposition_of",)  # "le meurtre de Montrouge"
    elif left_features[-1] == "start" and "prefixed_compound" in features:
        left_features = ("start_prefixed",)
    features.extend(left_features)
    if left.kind in _SETTLED:
        features.append("cue_of_place")
    if left.joins is not None and (before := _list_neighbour(left.joins, ending_at)) is not None:
        features.append("joins_cued" if before.is_cued else "joins_known" if before.is_known else "joins_new")
        if before.is_supported and not before.in_person:
            features.append("joins_supported")
        kind, cue = before.kind, before.cue
        if "grammar.between" in lexicon.of(before.left.words):
            features.append("between_pair")
    if stretch.hyphen_ending:
        features.append("hyphen_pair" if stretch.hyphen_ending == "+" else "hyphen_ending")
    else:
        right_features, right_kind, right_words = read_right(tokens, stretch.last, lexicon)
        if right_features[0] in ("capital_right", "body_right") and stretch.last in known_starts:
            right_features = ("known_right",)
        features.extend(right_features)
        if right_features[0] == "group_right" and not stretch.facts.is_solid:
            features.append("group_of_small_place")
        if right_kind and not (kind and right_features[0] == "apposed"):
            kind, cue = right_kind, right_words
        features.extend(_joins_right(tokens, stretch.last, known_starts, lexicon))
    if heads_body(tokens, stretch.first, lexicon):
        features.append("body_reaches")
        if _is_abbreviated(tokens, stretch.last):
            features.append("body_abbreviated")
    in_person = _overlaps(stretch, names.persons)
    if in_person:
        features.append("person")
    return Evidence(
        stretch=stretch,
        names=names,
        features=tuple(features),
        left=left,
        kind=kind,
        cue=cue,
        in_person=in_person,
    )


def _is_town(stretch: Stretch) -> bool:
    return stretch.facts.is_known and stretch.facts.population >= _TOWN


def _is_prefix(token: Token, lexicon: PlaceLexicon) -> bool:
    return token.norm in lexicon.affixes["prefixes"]


def _list_neighbour(joiner: int, ending_at: Mapping[int, Evidence]) -> Evidence | None:
    return ending_at.get(joiner) or ending_at.get(joiner - 1)


def _joins_right(
    tokens: Sequence[Token], last: int, known_starts: set[int], lexicon: PlaceLexicon
) -> list[str]:
    if last + 1 < len(tokens) and "grammar.and" in lexicon.of(tokens[last].norm):
        for at in (last + 1, last + 2, last + 3):
            if at in known_starts:
                return ["list_goes_on"]
    return []


def _opens_body(stretch: Stretch, names: SentenceNames, lexicon: PlaceLexicon) -> bool:
    """Tell whether capitals go on to a word such as Command or Council: "Aleppo Police Command"."""
    tokens = names.sentence.tokens
    for at in range(stretch.last, min(stretch.last + 4, len(tokens))):
        words = lexicon.of(tokens[at].norm)
        if not tokens[at].text[:1].isupper() or words & _RUN_BREAKERS or _inside(at, names.others):
            return False
        if "organisations.heads" in words:
            return True
    return False


def _inside(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= at < last for first, last in ranges)


def _is_abbreviated(tokens: Sequence[Token], last: int) -> bool:
    """Tell whether an abbreviation in brackets follows, as after the name of a body: "(Farc)", "(PKK)"."""
    return last + 2 < len(tokens) and tokens[last].text == "(" and tokens[last + 2].text in (")", ",")


def _overlaps(stretch: Stretch, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first < stretch.last and stretch.first < last for first, last in ranges)
