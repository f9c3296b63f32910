"""Named features of an (event, place) pair, from which the choice is made.

Every feature is a short name that is either there or not; its weight stands in the weights file, so that a
choice can be read: "here.clause:0", "here.case:at", "gap:-1", "back:populated".
"""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.assembly.place_mentions import PlaceMention
from eventgeo.assembly.place_scene import KIND_CLASS, Scene, TriggerSite

_WINDOW_BEFORE, _WINDOW_AFTER = 12, 3  # sentences round a trigger in which places are candidates


def candidates(scene: Scene, site: TriggerSite) -> list[int]:
    """Return the entities that may be the event's place, in a fixed order."""
    found: dict[int, None] = {}
    low, high = max(0, site.sentence - _WINDOW_BEFORE), site.sentence + _WINDOW_AFTER
    for n in range(low, min(high + 1, len(scene.by_sentence))):
        for m in scene.by_sentence[n]:
            if not scene.mentions[m].metonymy:
                found[scene.mentions[m].entity] = None
    for entity in (*scene.top.values(), *sorted(scene.titled), *sorted(scene.lead)):
        if scene.entities[entity].proper:
            found[entity] = None
    return list(found)


def distance(mention: PlaceMention, site: TriggerSite) -> int:
    """Return the tokens between a mention and a trigger of its sentence, negative where it stands before."""
    if mention.first >= site.last:
        return mention.first - site.last + 1
    return mention.last - site.first - 1


def best_mention_here(scene: Scene, site: TriggerSite, entity: int) -> PlaceMention | None:
    """Return the entity's mention in the trigger's own sentence that stands nearest to the trigger."""
    best, best_key = None, (99, 0, 0)
    for m in scene.by_sentence[site.sentence]:
        mention = scene.mentions[m]
        if mention.entity == entity and not mention.metonymy:
            key = (mention.beside >= 0, abs(mention.clause - site.clause), abs(distance(mention, site)))
            if best is None or key < best_key:
                best, best_key = mention, key
    return best


def last_mention(scene: Scene, site: TriggerSite, entity: int) -> PlaceMention | None:
    """Return the entity's last naming before the trigger, else its first after it."""
    best = None
    for m in scene.entities[entity].proper:
        mention = scene.mentions[m]
        if mention.sentence < site.sentence or (
            mention.sentence == site.sentence and mention.first < site.first
        ):
            best = mention
        elif best is None:
            return mention
    return best


def _bucket(n: int) -> str:
    n = abs(n)
    return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13-25" if n < 26 else "26+"


def _gap(n: int) -> str:
    return f"{n:+d}" if abs(n) < 4 else ("+4" if n > 0 else "-4-7" if n > -8 else "-8")


class PairFeatures:
    """Feature names of all candidates of one trigger; what candidates share is reckoned once."""

    def __init__(self, scene: Scene, site: TriggerSite) -> None:
        self.scene, self.site = scene, site
        self.entities = candidates(scene, site)
        self.here = {e: m for e in self.entities if (m := best_mention_here(scene, site, e)) is not None}
        ranked = sorted(
            self.here,
            key=lambda e: (
                self.here[e].beside >= 0,
                abs(self.here[e].clause - site.clause),
                abs(distance(self.here[e], site)),
            ),
        )
        self.rank = {e: n for n, e in enumerate(ranked)}
        self.last = {e: m for e in self.entities if (m := last_mention(scene, site, e)) is not None}
        before = [
            e
            for e in sorted(self.last, key=lambda e: -self.last[e].index)
            if self.last[e].sentence <= site.sentence
        ]
        self.recent: dict[int, tuple[int, int]] = {}
        counts: dict[str, int] = {}
        for n, e in enumerate(before):
            kind = KIND_CLASS[scene.entities[e].kind]
            self.recent[e] = (n, counts.get(kind, 0))
            counts[kind] = counts.get(kind, 0) + 1
        usable = [m for m in self.here.values() if m.beside < 0]
        self.rival = (
            "clause" if any(m.clause == site.clause for m in usable) else "sentence" if usable else "none"
        )
        self.countries_here = {scene.entities[e].country for e in self.here} - {""}
        self.triggers_here = [s for s in scene.sites if s.sentence == site.sentence] if self.here else []

    def names(self, entity: int, history: History) -> list[str]:
        """Return the features of one candidate."""
        scene, site = self.scene, self.site
        kind = KIND_CLASS[scene.entities[entity].kind]
        event_type = site.trigger.event_type
        mention = self.here.get(entity)
        where = "here" if mention else "away"
        names = [f"{where}:{kind}", f"{where}.type:{event_type}", f"type:{event_type}:{kind}"]
        names.append(f"{where}.det:{site.determiner}")
        names.append(f"{where}.form:{site.form}")
        if mention is not None:
            self._here(names, entity, mention, kind)
        else:
            self._away(names, entity, kind)
        self._document(names, entity, kind, where)
        history.names(names, entity, site, where, self)
        return names

    def _here(self, names: list[str], entity: int, mention: PlaceMention, kind: str) -> None:
        scene, site = self.scene, self.site
        span = distance(mention, site)
        side = "after" if span > 0 else "before"
        clause = mention.clause - site.clause
        case = mention.case
        rank = min(self.rank[entity], 3)
        names += [
            f"here.clause:{max(-3, min(3, clause))}",
            f"here.dist:{side}:{_bucket(span)}",
            f"here.case:{case}",
            f"here.case:{case}:{side}",
            f"here.case:{case}:{kind}",
            f"here.case:{case}:{site.form}:{side}",
            f"here.case:{case}:{site.trigger.event_type}",
            f"here.rank:{rank}",
            f"here.rank:{rank}:{kind}",
            f"here.clause0:{clause == 0}:{side}:{site.form}",
        ]
        if clause == 0:
            names.append(f"here.near:{side}:{case}:{_bucket(span)}")
        low, high = sorted((mention.first, site.first))
        between = sum(low < s.first < high for s in self.triggers_here)
        names.append(f"here.between:{min(between, 3)}:{side}")
        if mention.beside >= 0:
            names.append("here.beside")
            names.append(f"here.beside:{kind}")
        if mention.head:
            names.append(f"here.head:{mention.head}")
        if mention.anchor <= 1 and mention.first < site.first:
            names.append(f"here.opening:{case}:{'same' if clause == 0 else 'other'}")
        if 0 <= mention.anchor - site.last <= 1:
            names.append(f"here.attached:{case}")
        if self.rank[entity] > 0:
            best = next(m for e, m in self.here.items() if self.rank[e] == 0)
            if mention.series == best.series:
                names.append("here.joined")
            elif best.clause == mention.clause:
                names.append(f"here.second:{case}:{best.case}")
            if (
                KIND_CLASS[mention.kind] == "country"
                and scene.entities[best.entity].country == scene.entities[entity].country
            ):
                names.append("here.contains_best")
        frame = scene.frames[site.sentence]
        speech = scene.rules.speech
        near = frame.tokens[max(0, mention.first - 7) : mention.last + 5]
        if any(t.norm in speech for t in near):
            names.append(f"here.speech:{'same' if clause == 0 else 'other'}:{side}")

    def _away(self, names: list[str], entity: int, kind: str) -> None:
        scene, site = self.scene, self.site
        names.append(f"away.rival:{self.rival}")
        names.append(f"away.rival:{self.rival}:{kind}")
        last = self.last.get(entity)
        if last is not None:
            gap = last.sentence - site.sentence
            names.append(f"gap:{_gap(gap)}")
            names.append(f"gap:{_gap(gap)}:{kind}")
            names.append(f"away.case:{last.case}")
            if last.beside >= 0:
                names.append("away.beside")
        ranks = self.recent.get(entity)
        if ranks is not None:
            names.append(f"recent:{min(ranks[0], 3)}")
            names.append(f"recent.kind:{min(ranks[1], 2)}:{kind}")
            names.append(f"recent.rival:{min(ranks[0], 2)}:{self.rival}")
        country = scene.entities[entity].country
        if self.countries_here and country:
            inside = country in self.countries_here
            names.append(f"away.country:{'same' if inside else 'other'}:{self.rival}")
        if scene.years[site.sentence]:
            names.append("away.year")

    def _document(self, names: list[str], entity: int, kind: str, where: str) -> None:
        scene, site = self.scene, self.site
        for pointer in scene.pointers[site.sentence]:
            if pointer.entity == entity:
                same = "same" if pointer.clause == site.clause else "other"
                names.append(f"back:{pointer.kind}:{same}")
                names.append(f"back:{same}:{where}")
                break
        else:
            if scene.pointers[site.sentence]:
                names.append("back.other")
        if scene.top.get("") == entity:
            names.append(f"doc.top:{where}")
        if scene.top.get(kind) == entity:
            names.append(f"doc.top:{kind}:{where}")
        if entity in scene.titled:
            names.append(f"doc.title:{where}")
            names.append(f"doc.title:{kind}")
        if entity in scene.lead:
            names.append(f"doc.lead:{where}")
        if len(self.entities) == 1:
            names.append(f"doc.only:{where}")
        if kind == "country":
            country = scene.entities[entity].country
            narrower = [
                e
                for e in self.entities
                if e != entity
                and scene.entities[e].country == country
                and KIND_CLASS[scene.entities[e].kind] != "country"
            ]
            if narrower:
                names.append(f"doc.narrower:{where}")
                if any(e in self.here for e in narrower):
                    names.append(f"doc.narrower_here:{where}")


class History:
    """The places given to the events before."""

    def __init__(self) -> None:
        self.sites: list[TriggerSite] = []
        self.chosen: list[Sequence[int]] = []

    def add(self, site: TriggerSite, chosen: Sequence[int]) -> None:
        self.sites.append(site)
        self.chosen.append(chosen)

    def names(self, names: list[str], entity: int, site: TriggerSite, where: str, pair: PairFeatures) -> None:
        """Append the features of what went before."""
        if not self.sites:
            names.append(f"hist.first:{where}")
            return
        same_sentence = "same" if self.sites[-1].sentence == site.sentence else "prev"
        if entity in self.chosen[-1]:
            names.append(f"hist.last:{where}:{same_sentence}")
            names.append(f"hist.last:{pair.rival}:{where}")
            names.append(f"hist.last:{site.determiner}:{where}")
            names.append(f"hist.last:{site.trigger.event_type}")
        elif self.chosen[-1]:
            names.append(f"hist.last_other:{where}:{same_sentence}")
        else:
            names.append(f"hist.last_none:{where}:{same_sentence}")
        for before, chosen in zip(reversed(self.sites), reversed(self.chosen), strict=True):
            if before.trigger.event_type == site.trigger.event_type:
                if entity in chosen:
                    names.append(f"hist.type:{where}:{site.determiner}")
                    names.append(f"hist.type:{where}:{pair.rival}")
                    if before.trigger.lemma == site.trigger.lemma:
                        names.append(f"hist.lemma:{where}")
                elif chosen:
                    names.append(f"hist.type_other:{where}:{site.determiner}")
                else:
                    names.append(f"hist.type_none:{where}")
                break
        else:
            names.append(f"hist.type_new:{where}")
        share = sum(entity in chosen for chosen in self.chosen) / len(self.chosen)
        level = "0" if share == 0 else "low" if share < 0.34 else "mid" if share < 0.67 else "high"
        names.append(f"hist.share:{where}:{level}")
