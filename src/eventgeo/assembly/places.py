"""The places of each event: where it happened, whence and whither.

Every pair of an event and a place of its document is described by named features
(:mod:`eventgeo.assembly.place_features`), scored (:mod:`eventgeo.assembly.place_model`), and the best are
taken, or none. Events are read in text order, so that the places of earlier events count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventgeo.assembly.clauses import Clauses
from eventgeo.assembly.place_history import History
from eventgeo.assembly.place_mentions import PlaceMention
from eventgeo.assembly.place_mix import place_mix, read_entities
from eventgeo.assembly.place_model import PlaceModel, place_model
from eventgeo.assembly.place_pointers import Pointer, pointed_relation
from eventgeo.assembly.place_roles import role_reason
from eventgeo.assembly.place_scene import Scene, TriggerSite, read_scene
from eventgeo.assembly.place_view import TriggerView
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.spatial import read_relations
from eventgeo.model import PlaceLink, Resolution, SpatialRelation, Tags


def link_places(
    tags: Tags,
    resolutions: Sequence[Resolution],
    model: PlaceModel | None = None,
    clauses: Clauses | None = None,
) -> tuple[tuple[PlaceLink, ...], ...]:
    """Link each event of a document to its places, by the linker's score and what a model read, if any did.

    Parameters
    ----------
    tags : Tags
    resolutions : sequence of Resolution
        Those of ``tags.toponyms``, in order. A resolved place tells its kind and country.
    model : PlaceModel, optional
        By default the one that comes with the package.
    clauses : Clauses, optional
        Those of the document, where others ask for them too.

    Returns
    -------
    tuple of tuple of PlaceLink
        One a trigger, in order; empty where the text names no place that a reader would give the event, or
        where its language has no rules of places.

    Examples
    --------
    >>> from eventgeo.model import Document, Toponym, Trigger
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Deux soldats ont été tués à Gao."
    >>> tags = Tags(
    ...     document=Document(doc_id="1", text=text, lang="fr"),
    ...     sentences=split_sentences(text, "fr"),
    ...     triggers=(
    ...         Trigger(
    ...             start=21, end=25, text="tués", event_type="killing", lemma="tuer",
    ...             features=frozenset({"verb", "pp"}), rule="",
    ...         ),
    ...     ),
    ...     toponyms=(Toponym(start=28, end=31, text="Gao"),),
    ... )
    >>> unresolved = (Resolution(toponym=tags.toponyms[0], chosen=None, reason=""),)
    >>> [[(link.toponym.text, link.role) for link in links] for links in link_places(tags, unresolved)]
    [[('Gao', 'location')]]
    >>> link_places(tags, unresolved)[0][0].reason
    'same clause, after «à»; location by the type of the event'
    """
    if not tags.triggers:
        return ()
    if not tags.toponyms or not read_rules(tags.document.lang or "", "places"):
        return ((),) * len(tags.triggers)
    scene = read_scene(tags, resolutions, clauses)
    model = model or place_model()
    history = History()
    relations = read_relations(tags, resolutions)
    read: Sequence[Mapping[int, float] | None] = [None] * len(scene.sites)
    if tags.readings:
        read = [read_entities(scene, reading) for reading in tags.readings]
    return tuple(
        _links(tags, scene, site, history, model, relations, likely)
        for site, likely in zip(scene.sites, read, strict=True)
    )


def _links(
    tags: Tags,
    scene: Scene,
    site: TriggerSite,
    history: History,
    model: PlaceModel,
    relations: Mapping[int, SpatialRelation],
    read: Mapping[int, float] | None,
) -> tuple[PlaceLink, ...]:
    view = TriggerView(scene, site)
    chosen = model.choose(view, history, read, place_mix())
    history.add(site, chosen)
    links = []
    for entity in chosen:
        here = entity in view.here and entity not in view.pointed
        mention = view.here[entity] if here else view.last[entity]
        reason = f"{_where(scene, site, entity, mention, here)}; {_why_role(view, entity)}"
        if read is not None:
            reason += f"; the model: {read.get(entity, 0.0):.2f}"
        links.append(
            PlaceLink(
                toponym=tags.toponyms[mention.index],
                role=view.role[entity],
                spatial=_relation(view, entity, mention, relations, here),
                reason=reason,
            )
        )
    return tuple(links)


def _where(scene: Scene, site: TriggerSite, entity: int, mention: PlaceMention, here: bool) -> str:
    """Say in words what ties the place to the event."""
    if here:
        where = "same clause" if mention.clause == site.clause else "same sentence"
        return f"{where}, after «{mention.words}»" if mention.words else where
    gap = site.sentence - mention.sentence
    if gap == 0:
        distance = "earlier in the sentence"
    elif gap > 0:
        distance = "one sentence before" if gap == 1 else f"{gap} sentences before"
    else:
        distance = "one sentence after" if gap == -1 else f"{-gap} sentences after"
    pointer = _pointer(scene, site, entity)
    if pointer is not None:
        return f"back-reference: «{pointer.text}» is «{_name(scene, mention)}», named {distance}"
    return f"carried over, named {distance}"


def _pointer(scene: Scene, site: TriggerSite, entity: int) -> Pointer | None:
    """Return the back-reference to a place that stands nearest to the trigger."""
    return min(
        (pointer for pointer in scene.pointers[site.sentence] if pointer.entity == entity),
        key=lambda pointer: (pointer.clause != site.clause, abs(pointer.token - site.first)),
        default=None,
    )


def _relation(
    view: TriggerView,
    entity: int,
    mention: PlaceMention,
    relations: Mapping[int, SpatialRelation],
    here: bool,
) -> SpatialRelation | None:
    """Return how the event lies to its place: by the words of the name, or of what takes it up."""
    pointer = None if here else _pointer(view.scene, view.site, entity)
    if pointer is None:
        return relations.get(mention.index)
    return pointed_relation(pointer, view.scene.frames[view.site.sentence], mention)


def _name(scene: Scene, mention: PlaceMention) -> str:
    tokens = scene.frames[mention.sentence].tokens[mention.first : mention.last]
    return " ".join(token.text for token in tokens)


def _why_role(view: TriggerView, entity: int) -> str:
    trigger, mention = view.site.trigger, view.here.get(entity)
    case, words = (mention.case, "" if entity in view.pointed else mention.words) if mention else ("", "")
    return role_reason(trigger.event_type, trigger.text.lower(), case, words, view.scene.lang)
