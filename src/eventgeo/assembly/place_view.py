"""A document as seen from one event: which places may be its own, and how each lies to it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from eventgeo.assembly.place_mentions import PlaceMention
from eventgeo.assembly.place_roles import is_journey, role_of
from eventgeo.assembly.place_scene import KIND_CLASS, Scene, TriggerSite
from eventgeo.model import Role

_POINTED_KINDS = frozenset({"populated", "facility", "natural", "neighbourhood"})
"""Kinds that "la ville", "the camp" mean as surely as a name; "le pays" and "la région" are looser."""
_WINDOW_BEFORE, _WINDOW_AFTER = 12, 3  # sentences round a trigger in which places are candidates


class TriggerView:
    """The candidate places of one trigger, with what they share reckoned once.

    Attributes
    ----------
    entities : list of int
        The candidates, in a fixed order.
    here : dict of int to PlaceMention
        The mention nearest to the trigger of each candidate that its sentence names or points to.
    pointed : dict of int to PlaceMention
        Those of ``here`` that are not named but pointed to ("la ville"), the words taken for a mention.
    last : dict of int to PlaceMention
        The last naming of each candidate before the trigger, else its first after it.
    role : dict of int to str
        The role that each candidate would have.
    rank : dict of int to int
        How many candidates of the same role and sentence lie nearer.
    best : dict of str to int
        The nearest candidate of the sentence by role.
    rivals : dict of str to str
        Where a place of a role is named beside the trigger: ``clause`` or ``sentence``.
    recency : dict of int to (int, int)
        How many candidates, and how many of the same kind class, were named more lately.
    """

    __slots__ = (
        "best", "entities", "here", "last", "pointed", "rank", "recency", "rivals", "role", "scene", "site",
    )  # fmt: skip

    def __init__(self, scene: Scene, site: TriggerSite) -> None:
        self.scene, self.site = scene, site
        self.entities = _candidates(scene, site)
        self.here = {e: m for e in self.entities if (m := _nearest_here(scene, site, e)) is not None}
        self.pointed = {e: m for e, m in _pointed_to(scene, site).items() if e not in self.here}
        self.entities += [e for e in self.pointed if e not in self.entities and scene.entities[e].proper]
        self.here |= {e: m for e, m in self.pointed.items() if e in self.entities}
        self.last = {e: _last_naming(scene, site, e) for e in self.entities}
        event_type, words = site.trigger.event_type, site.trigger.text.lower()
        self.role: dict[int, Role] = {
            e: role_of(event_type, words, self.here[e].case if e in self.here else "", scene.lang)
            for e in self.entities
        }
        self.rank: dict[int, int] = {}
        self.best: dict[str, int] = {}
        self.rivals: dict[str, str] = {}
        taken: dict[str, int] = {}
        for e in sorted(self.here, key=lambda e: _nearness(self.here[e], site)):
            role, mention = self.role[e], self.here[e]
            self.best.setdefault(role, e)
            self.rank[e] = taken.get(role, 0)
            taken[role] = self.rank[e] + 1
            if mention.beside < 0 and self.rivals.get(role) != "clause":
                self.rivals[role] = "clause" if mention.clause == site.clause else "sentence"
        self.recency: dict[int, tuple[int, int]] = {}
        counts: dict[str, int] = {}
        for e in sorted(self.entities, key=lambda e: -self.last[e].index):
            if self.last[e].sentence <= site.sentence:
                kind = self.kind(e)
                self.recency[e] = (len(self.recency), counts.get(kind, 0))
                counts[kind] = counts.get(kind, 0) + 1

    def kind(self, entity: int) -> str:
        """Return the kind class of an entity."""
        return KIND_CLASS[self.scene.entities[entity].kind]

    def rival(self, entity: int) -> str:
        """Return where another place could fill the entity's role: ``clause``, ``sentence`` or ``none``."""
        return self.rivals.get(self.role[entity], "none")


def span_between(mention: PlaceMention, site: TriggerSite) -> int:
    """Return the tokens from a trigger to a mention of its sentence, negative where it stands before."""
    if mention.first >= site.last:
        return mention.first - site.last + 1
    return mention.last - site.first - 1


def _candidates(scene: Scene, site: TriggerSite) -> list[int]:
    found: dict[int, None] = {}
    is_heading = scene.headings[site.sentence]  # it speaks of what follows
    low = site.sentence - (0 if is_heading else _WINDOW_BEFORE)
    high = site.sentence + _WINDOW_AFTER
    for mentions in scene.by_sentence[max(0, low) : high + 1]:
        for m in mentions:
            if not scene.mentions[m].metonymy:
                found[scene.mentions[m].entity] = None
    top = {"": scene.top[""]} if is_heading and scene.top else scene.top
    for entity in (*top.values(), *sorted(scene.titled), *sorted(scene.lead)):
        if scene.entities[entity].proper:
            found[entity] = None
    return list(found)


def _nearness(mention: PlaceMention, site: TriggerSite) -> tuple[bool, int, int]:
    return mention.beside >= 0, abs(mention.clause - site.clause), abs(span_between(mention, site))


def _nearest_here(scene: Scene, site: TriggerSite, entity: int) -> PlaceMention | None:
    here = [
        scene.mentions[m]
        for m in scene.by_sentence[site.sentence]
        if scene.mentions[m].entity == entity
        and not scene.mentions[m].metonymy
        and (not scene.mentions[m].bound or is_journey(site.trigger.event_type))
    ]
    return min(here, key=lambda mention: _nearness(mention, site), default=None)


def _pointed_to(scene: Scene, site: TriggerSite) -> dict[int, PlaceMention]:
    """Return what "la ville" and its like in the sentence point to, the words that lie nearest first."""
    found: dict[int, PlaceMention] = {}
    pointers = [
        p
        for p in scene.pointers[site.sentence]
        if p.clause == site.clause and p.kind.partition(":")[0] in _POINTED_KINDS
    ]
    for pointer in sorted(pointers, key=lambda p: (p.clause != site.clause, abs(p.token - site.first))):
        named = scene.mentions[scene.entities[pointer.entity].mentions[0]]
        mention = replace(
            named,
            sentence=site.sentence,
            first=pointer.token,
            last=pointer.token + 1,
            clause=pointer.clause,
            metonymy=False,
            case=pointer.case,
            head="",
            anchor=pointer.token - 1,
            words=pointer.text,
            beside=-1,
            series=-1 - pointer.token,
        )
        found.setdefault(pointer.entity, mention)
    return found


def _last_naming(scene: Scene, site: TriggerSite, entity: int) -> PlaceMention:
    proper = scene.entities[entity].proper
    at = bisect_left(
        proper,
        (site.sentence, site.first),
        key=lambda m: (scene.mentions[m].sentence, scene.mentions[m].first),
    )
    return scene.mentions[proper[max(0, at - 1)]]
