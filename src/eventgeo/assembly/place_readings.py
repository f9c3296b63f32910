"""The places of each event as a model read them, the narrowest only.

A model gives each toponym near a trigger its likeliest role. Taken are the sure ones, each place once; a
country or province goes where a place in it is linked too, by what the resolutions say of both. Whence and
whither are the model's where the event is a journey; else the type of the event gives the role. How a place
is tied in ("near", "10 km north of") is read from the words before it where the language has them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from eventgeo.assembly.place_candidates import PlaceCandidate, place_candidates
from eventgeo.assembly.place_cases import CaseReading, read_case, spatial_of
from eventgeo.assembly.place_mentions import BREADTH
from eventgeo.assembly.place_roles import is_journey, role_of
from eventgeo.assembly.place_rules import PlaceRules, place_rules
from eventgeo.assembly.place_scene import KIND_CLASS
from eventgeo.assembly.spelling import spelling
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import (
    ROLES,
    Kind,
    Place,
    PlaceLink,
    Resolution,
    Role,
    RoleReading,
    Tags,
    Toponym,
    Trigger,
)
from eventgeo.odds import chance, weigh
from eventgeo.text.sentences import sentence_numbers
from eventgeo.text.tokens import normal_form, tokenize

LEAST_PLACE = 0.3
"""Probability from which a place is believed: that of its likeliest role only, so it is low."""
_PROVINCE_DEGREES = 1.0
"""How far a place of a province may lie from its centre where no code says in which it lies."""
_BESIDE = 30
"""Characters from a place to the wider one named with it: "Tame, en el departamento de Arauca"."""
_LONGEST_JOINT = 2
"""Words between two names of a list, nouns such as "ciudad" apart."""
_QUOTES = frozenset('"«“”»')
_WITHIN = frozenset({"country", "area"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Argument:
    """A toponym that the model links to an event."""

    toponym: Toponym
    place: Place | None
    role: Role
    read: Role
    """The role that the model gave, which the type of the event may overrule."""
    probability: float

    @property
    def kind(self) -> Kind:
        return self.place.kind if self.place else self.toponym.kind or "populated"


def read_places(
    tags: Tags, resolutions: Sequence[Resolution], weights: Mapping[str, float] | None = None
) -> tuple[tuple[PlaceLink, ...], ...]:
    """Link each event to the places that a model reads as its own.

    Parameters
    ----------
    tags : Tags
        With one reading a trigger.
    resolutions : sequence of Resolution
        Those of ``tags.toponyms``, in order.
    weights : mapping of str to float, optional
        What counts beside the model's probability (:mod:`eventgeo.assembly.place_candidates`), with the
        ``threshold`` from which a place is taken.

    Returns
    -------
    tuple of tuple of PlaceLink
        One a trigger, each in text order.

    Examples
    --------
    >>> from eventgeo.model import Document, TriggerReading
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Combates en Tame, Colombia."
    >>> tame = Toponym(start=12, end=16, text="Tame", kind="populated")
    >>> colombia = Toponym(start=18, end=26, text="Colombia", kind="country")
    >>> both = tuple(RoleReading(argument=at, role="location", probability=0.9) for at in (0, 1))
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="es"),
    ...     sentences=split_sentences(text, "es"),
    ...     triggers=(
    ...         Trigger(
    ...             start=0, end=8, text="Combates", event_type="clash", lemma="combate",
    ...             features=frozenset({"noun"}), rule="model",
    ...         ),
    ...     ),
    ...     toponyms=(tame, colombia),
    ...     readings=(TriggerReading(modality=(1.0, 0.0, 0.0, 0.0), places=both),),
    ... )
    >>> unresolved = [Resolution(toponym=toponym, chosen=None, reason="") for toponym in tags.toponyms]
    >>> [[(link.toponym.text, link.reason) for link in links] for links in read_places(tags, unresolved)]
    [[('Tame', 'the model reads it as the location (0.90)')]]
    """
    ties: dict[int, CaseReading] = {}
    links = []
    for trigger, candidates in zip(tags.triggers, place_candidates(tags, resolutions), strict=True):
        found = _likeliest(trigger, _believed(candidates, weights), tags, resolutions)
        narrow = {at: one for at, one in found.items() if not _holds_any(one, found.values())}
        for at in narrow:
            if at not in ties:
                ties[at] = _tie(at, tags)
        links.append(tuple(_link(narrow[at], ties[at]) for at in sorted(narrow)))
    return tuple(links)


def _believed(candidates: Iterable[PlaceCandidate], weights: Mapping[str, float] | None) -> list[RoleReading]:
    """Return the readings that are believed, the likeliest first."""
    if weights is None:
        scored = [(candidate.row.probability, candidate.row) for candidate in candidates]
        least = LEAST_PLACE
    else:
        scored = [(chance(weigh(candidate.features, weights)), candidate.row) for candidate in candidates]
        least = weights["threshold"]
    scored.sort(key=lambda item: -item[0])
    return [row for probability, row in scored if probability >= least]


def _likeliest(
    trigger: Trigger, rows: Iterable[RoleReading], tags: Tags, resolutions: Sequence[Resolution]
) -> Mapping[int, _Argument]:
    """Return the linked toponyms by their number: of several of one name the likeliest."""
    taken: set[str] = set()
    found = {}
    for row in rows:
        toponym, chosen = tags.toponyms[row.argument], resolutions[row.argument].chosen
        name, read = normal_form(toponym.text), _as_role(row.role)
        if name in taken or read is None:
            continue
        taken.add(name)
        found[row.argument] = _Argument(
            toponym=toponym,
            place=chosen.place if chosen else None,
            role=_role(trigger, read),
            read=read,
            probability=row.probability,
        )
    return found


def _as_role(name: str) -> Role | None:
    return next((role for role in ROLES if role == name), None)


def _role(trigger: Trigger, read: Role) -> Role:
    if read != "location" and is_journey(trigger.event_type):
        return read
    return role_of(trigger.event_type, trigger.text.lower(), "")


def _holds_any(wide: _Argument, others: Iterable[_Argument]) -> bool:
    """Say whether a linked place only holds another one: where it is the end of a way, it counts itself."""
    return any(
        _holds(wide, other) for other in others if wide.role in ("location", other.role) and other is not wide
    )


def _holds(wide: _Argument, narrow: _Argument) -> bool:
    if BREADTH[wide.kind] <= max(BREADTH[narrow.kind], BREADTH["populated"]):
        return False
    outer, inner = wide.place, narrow.place
    if outer is None or inner is None:
        return 0 <= wide.toponym.start - narrow.toponym.end <= _BESIDE
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if outer.kind == "country":
        return bool(inner.country)
    if outer.kind == "admin" and outer.admin1 and inner.admin1:
        return outer.admin1 == inner.admin1
    degrees = max(abs(outer.latitude - inner.latitude), abs(outer.longitude - inner.longitude))
    return degrees < _PROVINCE_DEGREES


def _tie(at: int, tags: Tags) -> CaseReading:
    """Read how a toponym is tied in; in a list ("entre Vigía y Bojayá") it is as the first of it."""
    lang = tags.document.lang or ""
    rules = place_rules(lang)
    first = at
    while first and _continues_list(tags.toponyms[first - 1], tags.toponyms[first], tags, rules):
        first -= 1
    [number] = sentence_numbers(tags.toponyms[first : first + 1], tags.sentences)
    tokens = tags.sentences[number].tokens
    place = max(0, bisect_right([token.start for token in tokens], tags.toponyms[first].start) - 1)
    before = tokens[:place]
    forms = [replace(token, norm=form) for token, form in zip(before, rule_forms(before, lang), strict=True)]
    return read_case((*forms, *tokens[place:]), place, rules)


def _continues_list(before: Toponym, after: Toponym, tags: Tags, rules: PlaceRules) -> bool:
    lang = tags.document.lang or ""
    gap = rule_forms(tokenize(tags.document.text[before.end : after.start]), lang)
    joints = [form for form in gap if form not in rules.nouns and form not in _QUOTES]
    found = spelling(lang)
    if not joints and found is not None and after.text.startswith(found.proclitics):
        return len(gap) <= _LONGEST_JOINT  # "بين الطويحينة والمحمودلي": the joint is part of the name
    return 0 < len(joints) <= _LONGEST_JOINT and all(
        form in rules.conjunctions or form in rules.articles or form in (",", "-") for form in joints
    )


def _link(argument: _Argument, tie: CaseReading) -> PlaceLink:
    relation = tie.relation
    if relation.endswith("_of") and KIND_CLASS[argument.kind] in _WITHIN:
        relation = "in"  # "al norte de Mali" lies in Mali
    reason = f"the model reads it as the {argument.read} ({argument.probability:.2f})"
    if argument.read != argument.role:
        reason += f"; the {argument.role} by the type of the event"
    return PlaceLink(
        toponym=argument.toponym,
        role=argument.role,
        spatial=spatial_of(relation, tie.distance_km, argument.toponym),
        reason=reason,
    )
