"""What kind of place the words around a name, or the lexicon, say it is."""

from __future__ import annotations

from eventgeo.model import Kind
from eventgeo.tagging.place_lexicon import PlaceLexicon
from eventgeo.tagging.toponym_cues import heads_site
from eventgeo.tagging.toponym_features import Evidence

_TOWN_OF_NAME = 50_000
_ADDRESSING = frozenset(["metonymy.verbs", "metonymy.nouns"])


def kind_of(evidence: Evidence, lexicon: PlaceLexicon) -> Kind | None:
    """Return the kind of place, or None where nothing tells it.

    A noun beside the name tells its kind, but not when it is a part of the place named: in "l'aéroport de
    Kunduz", "the Lalibela airport", "les quartiers de Bangui" the name is the town's, in "une plage de
    Turquie" the country's.
    """
    facts, kind = evidence.stretch.facts, evidence.kind
    listed = facts.listed
    if listed == "country":
        return "populated" if _is_town_of_state_name(evidence, lexicon) else "country"
    if own := _own_head(evidence, lexicon):
        return own
    if kind is None or (kind == "country" and listed):
        return listed if listed not in ("populated", "admin") else None
    if facts.is_known and _is_of_part(evidence, lexicon):
        return listed if listed not in ("populated", "admin") else None
    return kind


def _is_town_of_state_name(evidence: Evidence, lexicon: PlaceLexicon) -> bool:
    """Tell whether the town is meant of a name that a state has too: "à Grenade", "à Luxembourg".

    French states have an article or take another preposition; English does not tell the two apart.
    """
    facts, stretch = evidence.stretch.facts, evidence.stretch
    if facts.population < _TOWN_OF_NAME or not stretch.first:
        return False
    tokens = evidence.names.sentence.tokens
    before = tokens[stretch.first - 1]
    if "prepositions.town" not in lexicon.of("à" if before.text == "A" else before.norm):
        return False
    # "demander à Panama" speaks to the state.
    return stretch.first < 2 or _ADDRESSING.isdisjoint(lexicon.of(tokens[stretch.first - 2].norm))


def _own_head(evidence: Evidence, lexicon: PlaceLexicon) -> Kind | None:
    """Return the kind that a word of the name itself tells: "al-Razi Hospital", "Lake Edward"."""
    tokens = evidence.names.sentence.tokens[evidence.stretch.first : evidence.stretch.last]
    if len(tokens) < 2:
        return None
    for token, place in ((tokens[-1], "name_heads.after"), (tokens[0], "name_heads.direct")):
        if place in lexicon.of(token.norm) and token.text[:1].isupper():
            return lexicon.kind_nouns.get(token.norm)
    return None


def _is_of_part(evidence: Evidence, lexicon: PlaceLexicon) -> bool:
    tokens, left, stretch = evidence.names.sentence.tokens, evidence.left, evidence.stretch
    if left.head is not None and left.kind == evidence.kind:
        if heads_site(tokens, left, stretch.first, lexicon):
            return False
        plural = tokens[left.head].norm.endswith("s") and stretch.facts.is_solid
        return left.linked and (plural or evidence.kind == "facility")
    # The noun stands after the name.
    return evidence.kind == "facility"
