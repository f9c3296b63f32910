"""Who does each event and who undergoes it: whom the rules name and whom a model reads, weighed together.

What the rules find is mostly right, and often they find nothing or somebody beside the point. So every
mention near an event is weighed for both roles, by the rule that names it, its place in the sentence, what
it is, what it did before in the text and, where a model read the document, by that.
"""

from __future__ import annotations

from dataclasses import replace

from eventgeo.assembly.actor_candidates import FROM_HISTORY, ActorRole, EventView, event_views
from eventgeo.assembly.actor_history import ActorHistory
from eventgeo.assembly.actor_model import ActorModel, Chosen, actor_model
from eventgeo.assembly.actor_scenes import set_scenes
from eventgeo.assembly.actors import Actors, reason_of, rule_roles
from eventgeo.model import ActorMention, Tags


def choose_actors(tags: Tags, model: ActorModel | None = None) -> tuple[tuple[Actors, Actors], ...]:
    """Weigh who has a part in each event.

    Parameters
    ----------
    tags : Tags
        With or without readings.
    model : ActorModel, optional
        By default the one that comes with the package.

    Returns
    -------
    tuple of (initiators, targets)
        One pair a trigger, each in text order. Each mention has the reason for its role and its probability,
        and the word that stands for it where it is named elsewhere.

    Examples
    --------
    >>> from eventgeo.model import Document
    >>> from eventgeo.tagging.actors import find_actors
    >>> from eventgeo.tagging.triggers import find_triggers
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Les rebelles ont pris la ville. Ils ont tué deux soldats."
    >>> sentences = split_sentences(text, "fr")
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="fr"),
    ...     sentences=sentences,
    ...     triggers=find_triggers(sentences, "fr"),
    ...     actors=find_actors(sentences, "fr"),
    ... )
    >>> _, (initiators, targets) = choose_actors(tags)
    >>> [(actor.text, actor.anaphor) for actor in (*initiators, *targets)]
    [('rebelles', 'Ils'), ('soldats', '')]
    """
    model = model or actor_model()
    scenes = set_scenes(tags)
    history = ActorHistory()
    found = []
    for view in event_views(tags, scenes, rule_roles(tags, scenes)):
        chosen = model.choose(view, history)
        for role, rows in chosen.items():
            actors = [row.candidate.actor for row in rows]
            history.add(view.number, view.trigger.event_type, role, actors)
        found.append((_told("initiator", chosen["initiator"], view), _told("target", chosen["target"], view)))
    return tuple(found)


def _told(role: ActorRole, chosen: list[Chosen], view: EventView) -> Actors:
    actors = (_with_reason(role, row, view) for row in chosen)
    return tuple(sorted(actors, key=lambda actor: actor.start))


def _with_reason(role: ActorRole, chosen: Chosen, view: EventView) -> ActorMention:
    candidate = chosen.candidate
    if candidate.place in view.ruled[role]:
        reason = reason_of(view.parts[role].rule, view.trigger, candidate.anaphor)
    elif candidate.gap == FROM_HISTORY:
        reason = f"{role} of the {view.trigger.event_type} told before"
    else:
        where = "in the sentence of" if candidate.mention is not None else "near"
        reason = f'{role} by weight of what is told {where} "{view.trigger.text}"'
    read = view.read[role].get(candidate.place)
    model = f"; the model: {read:.2f}" if read is not None else ""
    return replace(
        candidate.actor, reason=f"{reason} ({chosen.probability:.2f}{model})", anaphor=candidate.anaphor
    )
