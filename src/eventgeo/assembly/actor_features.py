"""Named features of an actor that may have a role in an event, from which the choice is made.

Most are short names that are there or not; each has a weight for either role in a readable file, so that a
choice can be told. What a model read comes as numbers (`reading_features`), where one read the document.
"""

from __future__ import annotations

from collections.abc import Mapping

from eventgeo.assembly.actor_candidates import OTHER, Candidate, EventView
from eventgeo.assembly.actor_history import ActorHistory, key_of
from eventgeo.assembly.actor_scene import Mention
from eventgeo.assembly.mixing import reading_odds
from eventgeo.text.tokens import normal_form

_STEPS = ((1, "0"), (2, "1"), (3, "2"), (5, "3-4"), (9, "5-8"), (16, "9-15"))
_LIKELY = ((0.02, "none"), (0.15, "faint"), (0.4, "low"), (0.7, "fair"), (0.93, "high"))


def actor_features(view: EventView, candidate: Candidate) -> list[str]:
    """Return the features of a candidate that do not depend on the role."""
    actor, event_type, voice = candidate.actor, view.trigger.event_type, view.group.voice
    kind, sort = actor.actor_kind or "none", actor.rule.split(" ", 1)[0]
    names = [
        "bias",
        f"type:{event_type}",
        f"kind:{kind}",
        f"sort:{sort}",
        f"kind:{kind}:{event_type}",
        f"voice:{voice}",
        f"voice:{voice}:{event_type}",
        "known" if actor.actor_id else "unknown",
        f"lemma:{view.trigger.lemma}",
        f"head:{_head(view, actor.text)}",
        f"often:{min(4, view.often.get(key_of(actor), 0))}",
        *(f"elsewhere:{name}" for name in view.elsewhere.get(candidate.place, ("none",))),
    ]
    if candidate.mention is not None:
        return [*names, *_here(view, candidate.mention, kind)]
    return [*names, f"away:{candidate.gap}", f"away:{event_type}", f"away:{sort}"]


def role_features(view: EventView, candidate: Candidate, history: ActorHistory) -> list[str]:
    """Return which rule gives a candidate its role or the other, or another the role, and its past roles."""
    role, place = candidate.role, candidate.place
    part, other = view.parts[role], view.parts[OTHER[role]]
    event_type = view.trigger.event_type
    names = history.features(candidate.actor, role, OTHER[role], event_type)
    if place in view.ruled[role]:
        names += ["rule", f"rule:{part.rule}", f"rule:{event_type}"]
        if candidate.anaphor:
            names.append("rule:anaphor")
    elif part:
        names += ["rule names another", f"rule names another:{part.rule}"]
    else:
        names.append("rule names nobody")
    if place in view.ruled[OTHER[role]]:
        names += ["rule of other role", f"rule of other role:{other.rule}"]
    return names


def reading_features(view: EventView, candidate: Candidate) -> Mapping[str, float]:
    """Return how likely a model reads the candidate in its role and in the other, and its best rival.

    Nothing where none read the document.
    """
    if not view.actors:
        return {}
    read, place = view.read[candidate.role], candidate.place
    own = read.get(place, 0.0)
    rival = max((p for other, p in read.items() if other != place), default=0.0)
    likely = next((name for most, name in _LIKELY if own < most), "sure")
    ruled = "rule" if place in view.ruled[candidate.role] else "no rule"
    return {
        "read": reading_odds(own),
        "read rival": reading_odds(rival),
        "read other": reading_odds(view.read[OTHER[candidate.role]].get(place, 0.0)),
        f"read:{likely}": 1.0,
        f"read:{likely}:{ruled}": 1.0,
        "read best": float(own > rival),
    }


def _head(view: EventView, text: str) -> str:
    words = normal_form(text).split()
    return words[0 if view.layout.head_first else -1] if words else ""


def _here(view: EventView, mention: Mention, kind: str) -> list[str]:
    """Tell how a mention of the event's own sentence stands to the trigger."""
    layout, group, voice = view.layout, view.group, view.group.voice
    before = mention.last <= group.first
    start, end = (mention.last, group.first) if before else (group.last, mention.first)
    side = "before" if before else "after"
    between = layout.classes[start:end]
    path, case = layout.path(start, end), layout.case(mention)
    step = next((name for most, name in _STEPS if end - start < most), "16+")
    bars = min(2, between.count("B") + between.count("R"))
    verbs = between.count("T")
    events = min(2, verbs + between.count("E"))
    verbs = min(3, verbs + between.count("V"))
    rank = min(3, sum(start <= other.first < end for other in layout.mentions))
    nearest = "nearest" if _is_nearest(view, mention, end - start) else "not nearest"
    names = [
        f"side:{side}",
        f"side:{side}:{voice}",
        f"step:{side}:{step}",
        f"case:{side}:{case}",
        f"case:{side}:{case}:{voice}",
        f"case:{side}:{case}:{view.trigger.event_type}",
        f"word:{side}:{layout.governors.get(mention.first, '')}",
        f"bars:{side}:{bars}",
        f"verbs:{side}:{verbs}:{voice}",
        f"events:{side}:{events}:{voice}",
        f"rank:{side}:{rank}",
        f"rank:{side}:{rank}:{case}:{voice}",
        f"path:{side}:{path}",
        f"path:{side}:{case}:{path}:{voice}",
        f"near:{side}:{bars}:{verbs}:{case}",
        f"{nearest}:{voice}",
        f"kind:{kind}:{side}:{case}",
        f"kind:{kind}:{side}:{voice}",
        f"follows:{_next_class(view, mention.last)}",
    ]
    if not mention.acts:
        names.append("thing")
    if mention.projectile:
        names.append("projectile")
    if mention in layout.mentions[:1]:
        names.append(f"first:{case}")
    return names


def _is_nearest(view: EventView, mention: Mention, distance: int) -> bool:
    """Tell whether no other event stands nearer to a mention than that many tokens."""
    classes = view.layout.classes
    around = (
        classes[max(0, mention.first - max(0, distance)) : mention.first],
        classes[mention.last : mention.last + max(0, distance)],
    )
    return not any(stretch.count("T") + stretch.count("E") for stretch in around)


def _next_class(view: EventView, at: int) -> str:
    """Return the class of the next telling token after a mention: a verb makes it a subject."""
    classes = view.layout.classes
    for i in range(at, min(len(classes), at + 4)):
        if i == view.group.first:
            return "trigger"
        if classes[i] != " ":
            return classes[i]
    return "none"
