"""Named features of an (event, place) pair, from which the choice is made.

Every feature is a short name that is either there or not; its weight stands in the weights file, so that a
choice can be read: "here.clause:0", "here.case:at", "gap:-1", "back:populated:same". The names begin with
``here`` where the event's own sentence names the place, with ``away`` where only others do.
"""

from __future__ import annotations

from bisect import bisect_left

from eventgeo.assembly.place_history import History
from eventgeo.assembly.place_mentions import PlaceMention
from eventgeo.assembly.place_scene import STEM, Scene, TriggerSite
from eventgeo.assembly.place_view import TriggerView, span_between
from eventgeo.text.tokens import normal_form

_OF_PEOPLE = frozenset({"surrender", "defection"})
"""Types that tell what people do more than where: their place is seldom the story's."""
_SPEECH_BEFORE, _SPEECH_AFTER = 7, 5  # tokens round a name among which a verb of saying counts


def feature_names(view: TriggerView, entity: int, history: History) -> list[str]:
    """Return the features of one candidate place of one event."""
    mention = view.here.get(entity)
    if mention is None:
        where, own = "away", _away(view, entity)
    else:
        where, own = "here", [*_here(view, mention), *_here_among_others(view, entity, mention)]
    return [
        *_event(view, entity, where),
        *own,
        *_pointers(view, entity, where),
        *_demonyms(view, entity, where),
        *_document(view, entity, where),
        *history.features(view, entity, where),
    ]


def _event(view: TriggerView, entity: int, where: str) -> list[str]:
    """Tell what the event is, and whether its trigger and the name are sure."""
    site, kind, role = view.site, view.kind(entity), view.role[entity]
    event_type = site.trigger.event_type
    names = [
        f"{where}:{kind}",
        f"{where}.type:{event_type}",
        f"type:{event_type}:{kind}",
        f"{where}.det:{site.determiner}",
        f"{where}.form:{site.form}",
    ]
    trust = (view.here.get(entity) or view.last[entity]).trust
    if trust != "high":
        names += [f"trust:{trust}", f"trust:{trust}:{where}"]
    if site.trigger.confidence < 0.9:
        names.append(f"doubt:{'low' if site.trigger.confidence < 0.7 else 'fair'}:{where}")
    if role != "location":
        names.append(f"slot:{role}:{where}:{event_type}")
    names += [f"slot.other:{role}:{r}:{rival}:{where}" for r, rival in view.rivals.items() if r != role]
    return names


def _here(view: TriggerView, mention: PlaceMention) -> list[str]:
    """Tell how a place of the event's own sentence stands to the trigger."""
    scene, site, case = view.scene, view.site, mention.case
    kind = view.kind(mention.entity)
    span = span_between(mention, site)
    side = "after" if span > 0 else "before"
    clause = mention.clause - site.clause
    same = "same" if clause == 0 else "other"
    low, high = sorted((mention.first, site.first))
    between = sum(low < s.first < high for s in scene.sites_by_sentence[site.sentence])
    names = [
        f"here.clause:{max(-3, min(3, clause))}",
        f"here.clause:{same}:{side}:{site.form}",
        f"here.dist:{side}:{_span_class(span)}",
        f"here.case:{case}",
        f"here.case:{case}:{side}",
        f"here.case:{case}:{kind}",
        f"here.case:{case}:{site.form}:{side}",
        f"here.case:{case}:{site.trigger.event_type}",
        f"here.between:{min(between, 3)}:{side}",
        f"here.clause:{same}:{side}:{case}:{kind}",
        f"here.clause:{same}:{side}:{site.trigger.event_type}",
        f"here.clause:{same}:{side}:{site.determiner}",
        f"here.clause:{same}:{view.role[mention.entity]}:{case}",
        *_segment(scene, site, mention, side),
        *_word_after(scene, site, mention),
    ]
    if clause == 0:
        names.append(f"here.near:{side}:{case}:{_span_class(span)}")
    if mention.beside >= 0:
        names += ["here.beside", f"here.beside:{kind}"]
    if mention.head:
        names.append(f"here.head:{mention.head}")
    if mention.anchor <= 1 and mention.first < site.first:
        names.append(f"here.opening:{case}:{same}")
    if (
        mention.first < site.first
        and case == "at"
        and not any(s.first < mention.first for s in scene.sites_by_sentence[site.sentence])
    ):
        names.append(f"here.setting:{min(between, 3)}:{same}")
    if 0 <= mention.anchor - site.last <= 1:
        names.append(f"here.attached:{case}")
    tokens = scene.frames[site.sentence].tokens
    around = tokens[max(0, mention.first - _SPEECH_BEFORE) : mention.last + _SPEECH_AFTER]
    if any(token.norm in scene.rules.speech for token in around):
        names.append(f"here.speech:{same}:{side}")
    return names


def _segment(scene: Scene, site: TriggerSite, mention: PlaceMention, side: str) -> list[str]:
    """Tell whether a semicolon or a dash parts the two, and whether the place opens the trigger's part."""
    marks = scene.frames[site.sentence].marks
    if not marks:
        return []
    own, other = bisect_left(marks, site.first), bisect_left(marks, mention.first)
    if own != other:
        return [f"here.part:other:{side}"]
    opens = own > 0 and 0 <= mention.anchor - marks[own - 1] <= 2
    return [f"here.part:same:{side}", *([f"here.part_opening:{mention.case}"] if opens else [])]


def _word_after(scene: Scene, site: TriggerSite, mention: PlaceMention) -> list[str]:
    """Tell whether a capital after the name goes on with it: "the Bangsamoro Islamic Freedom Fighters"."""
    tokens = scene.frames[site.sentence].tokens
    if mention.last >= len(tokens) or not (
        tokens[mention.last].text[:1].isalpha() and tokens[mention.last].is_capitalised
    ):
        return []
    others = (scene.mentions[m].first for m in scene.by_sentence[site.sentence])
    return [] if mention.last in others else ["here.name_goes_on", f"here.name_goes_on:{mention.case}"]


def _here_among_others(view: TriggerView, entity: int, mention: PlaceMention) -> list[str]:
    """Tell how a place of the sentence stands to the others there."""
    scene, rank = view.scene, min(view.rank[entity], 3)
    names = [f"here.rank:{rank}", f"here.rank:{rank}:{view.kind(entity)}"]
    if entity in view.pointed:
        names += ["here.pointed", f"here.pointed:{view.kind(entity)}", f"here.pointed:{mention.case}"]
        gap = _gap_class(view.last[entity].sentence - view.site.sentence)
        names.append(f"here.pointed:{gap}")
    if rank:
        best = view.here[view.best[view.role[entity]]]
        if mention.series == best.series:
            names.append("here.joined")
        elif best.clause == mention.clause:
            names.append(f"here.second:{mention.case}:{best.case}")
    if any(scene.is_wider(entity, e) for e in view.here):
        names.append(f"here.wider_of_here:{view.kind(entity)}")
    return names


def _away(view: TriggerView, entity: int) -> list[str]:
    """Tell how a place that only other sentences name stands to the event."""
    scene, site, kind, rival = view.scene, view.site, view.kind(entity), view.rival(entity)
    last = view.last[entity]
    gap = _gap_class(last.sentence - site.sentence)
    names = [
        f"away.rival:{rival}",
        f"away.rival:{rival}:{kind}",
        f"gap:{gap}",
        f"gap:{gap}:{kind}",
        f"away.case:{last.case}",
    ]
    if last.beside >= 0:
        names.append("away.beside")
    if site.trigger.event_type in _OF_PEOPLE:
        names += ["away.of_people", f"away.of_people:{gap}"]
    if site.governed:
        names += [f"away.governed:{gap}", f"away.governed:{site.form}"]
    step = site.sentence - last.sentence
    if scene.paragraphs[last.sentence] != scene.paragraphs[site.sentence]:
        names += ["away.paragraph", f"away.paragraph:{rival}:{'next' if step == 1 else 'far'}"]
    if entity in view.recency:
        nth, nth_of_kind = view.recency[entity]
        if view.role[entity] != "location" and rival == "none" and view.rivals:
            names += ["slot.open", f"slot.open:{view.role[entity]}:{min(nth, 2)}"]
        names += [
            f"recent:{min(nth, 3)}",
            f"recent.kind:{min(nth_of_kind, 2)}:{kind}",
            f"recent.rival:{min(nth, 2)}:{rival}",
        ]
    if any(scene.is_wider(entity, e) for e in view.here):
        names.append("away.wider_of_here")
    if any(scene.is_wider(e, entity) for e in view.here):
        names += [f"away.narrower_of_here:{rival}", f"away.narrower_of_here:{kind}"]
    countries = {scene.entities[e].country for e in view.here} - {""}
    country = scene.entities[entity].country
    if countries and country:
        names.append(f"away.country:{'same' if country in countries else 'other'}:{rival}")
    if scene.years[site.sentence]:
        names.append("away.year")
    return names


def _pointers(view: TriggerView, entity: int, where: str) -> list[str]:
    """Tell whether words of the sentence take up the place: "la ville", "the town"."""
    pointers = view.scene.pointers[view.site.sentence]
    for pointer in pointers:
        if pointer.entity == entity:
            clause = "same" if pointer.clause == view.site.clause else "other"
            side = "after" if pointer.token > view.site.first else "before"
            return [
                f"back:{pointer.kind}:{clause}",
                f"back:{clause}:{where}",
                f"back.case:{pointer.case}:{side}",
                f"back.side:{clause}:{side}",
            ]
    if any(pointer.clause == view.site.clause for pointer in pointers):
        return ["back.other", f"back.other:{where}"]
    return ["back.other"] if pointers else []


def _demonyms(view: TriggerView, entity: int, where: str) -> list[str]:
    """Tell whether adjectives of the sentence point to the place's country: "malien", "Syrian"."""
    scene, site, kind = view.scene, view.site, view.kind(entity)
    demonyms = scene.demonyms[site.sentence]
    at = demonyms.get(scene.entities[entity].country)
    if at is None:
        return [f"demonym.other:{where}:{kind}"] if demonyms else []
    names = [f"demonym:{where}:{kind}"]
    if scene.frames[site.sentence].clause_at(at) == site.clause:
        names.append(f"demonym.clause:{where}:{kind}")
        if kind == "country":
            names.append(f"demonym.clause:{where}:{site.trigger.event_type}")
    if 0 <= at - site.last <= 1:
        names.append(f"demonym.attached:{where}:{kind}")
    return names


def _document(view: TriggerView, entity: int, where: str) -> list[str]:
    """Tell what the place is to the whole document."""
    scene, kind = view.scene, view.kind(entity)
    names = []
    if scene.top.get("") == entity:
        names.append(f"doc.top:{where}")
    if scene.top.get(kind) == entity:
        names.append(f"doc.top:{kind}:{where}")
    if entity in scene.titled:
        names += [f"doc.title:{where}", f"doc.title:{kind}"]
        words = normal_form(view.site.trigger.text).split()
        if any(word[:STEM] in scene.title_stems for word in words if len(word) >= STEM):
            names += ["doc.title_word", f"doc.title_word:{where}"]
    if entity in scene.lead:
        names.append(f"doc.lead:{where}")
    if len(view.entities) == 1:
        names.append(f"doc.only:{where}")
    if kind == "country":
        narrower = [e for e in view.entities if scene.is_wider(entity, e)]
        if narrower:
            names.append(f"doc.narrower:{where}")
        if any(e in view.here for e in narrower):
            names.append(f"doc.narrower_here:{where}")
    return names


def _span_class(tokens: int) -> str:
    n = abs(tokens)
    return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13-25" if n < 26 else "26+"


def _gap_class(sentences: int) -> str:
    if abs(sentences) < 4:
        return f"{sentences:+d}"
    return "+4" if sentences > 0 else "-4-7" if sentences > -8 else "-8"
