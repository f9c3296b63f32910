"""Who did an event noun where it is told apart from the noun: blamed, accused, claiming, killing in it."""

from __future__ import annotations

from eventgeo.assembly.actor_governors import governor, is_counting
from eventgeo.assembly.actor_scene import ActorRules, Scene
from eventgeo.assembly.actor_subjects import antecedent, subject_before
from eventgeo.assembly.actor_walks import Mentions, coordinated_after, next_mention

_REACH = 24
"""Tokens back from an event noun to the verb of killing that it tells the way of."""
_DOER_REACH = 12
"""Tokens after an event noun in which a participle may tell who did it."""


def doer_after(last: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return who did it by a participle after the noun ("frappes imputées à X", "was carried out by X")."""
    i = last
    while i < min(len(scene.tokens), last + _DOER_REACH):
        norm, mention = scene.norm(i), scene.mention_at[i]
        if norm in rules.barriers or norm in rules.relatives:
            return ()
        if mention is not None:  # "l'attaque de la base a été imputée à X"
            if governor(mention, scene, rules) not in rules.of | {"of"}:
                return ()
            i = mention.last
            continue
        i += 1
        if norm.startswith(rules.blame):
            links = rules.blame_links | rules.agent
        elif rules.carries(norm):
            links = rules.agent
        else:
            continue
        return _first_doer(i, links, scene, rules)
    return ()


def _first_doer(start: int, links: frozenset[str], scene: Scene, rules: ActorRules) -> Mentions:
    """Return whom one of `links` brings within a few tokens of `start`, past who blames them."""
    for at in range(start, min(len(scene.tokens), start + _DOER_REACH // 2)):
        norm = scene.norm(at)
        if norm in links and (
            norm not in rules.agent or links <= rules.agent or not _links_on(at, scene, rules)
        ):
            mention = next_mention(at + 1, scene, rules)
            if mention is not None and mention.acts:
                return coordinated_after(mention, scene, rules)
        if norm in rules.barriers or norm == ",":
            return ()
    return ()


def _links_on(at: int, scene: Scene, rules: ActorRules) -> bool:
    """Tell whether another word of blame follows an agent ("attribué par Ankara à l'armée")."""
    mention = next_mention(at + 1, scene, rules)
    return mention is not None and scene.norm(mention.last) in rules.blame_links


def doer_in_relative(last: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return who does the noun in a relative clause about it ("la marche que devaient organiser X")."""
    if scene.norm(last) not in rules.object_relatives:
        return ()
    for i in range(last + 1, min(len(scene.tokens), last + _DOER_REACH)):
        mention = scene.mention_at[i]
        if mention is not None:
            around = (*range(last + 1, i), *range(mention.last, min(len(scene.tokens), mention.last + 4)))
            carried = any(rules.carries(scene.norm(j)) for j in around)
            free = mention.acts and carried and not governor(mention, scene, rules)
            return coordinated_after(mention, scene, rules) if free else ()
        norm = scene.norm(i)
        carries = rules.carries(norm)
        if not (norm in rules.articles or norm in rules.modals or helps(norm, rules) or carries):
            return ()
    return ()


def killer(first: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return who killed or wounded in the attack ("X a tué dix civils dans une embuscade")."""
    leading = {scene.norm(at) for at in range(max(0, first - 4), first) if scene.mention(at) is None}
    if not leading & rules.circumstance:
        return ()
    for at in range(first - 1, max(-1, first - _REACH), -1):
        norm = scene.norm(at)
        if norm in rules.barriers or scene.trigger_at[at] is not None:
            return ()
        if norm in rules.harm_active and next_mention(at + 1, scene, rules) is not None:
            start = at
            while start > 0 and helps(scene.norm(start - 1), rules):
                start -= 1
            helping = {scene.norm(i) for i in range(start, at)}
            return () if helping & (rules.be | rules.been) else subject_before(start, scene, rules)
    return ()


def claimant(scene: Scene, rules: ActorRules) -> Mentions:
    """Return who is said to have claimed the attack ("revendiqué par X")."""
    for i in range(len(scene.tokens)):
        if scene.norm(i).startswith(rules.claims) and scene.norm(i + 1) in rules.agent:
            mention = next_mention(i + 2, scene, rules)
            return (mention,) if mention is not None and mention.acts else ()
    return ()


def blamed(first: int, last: int, scene: Scene, rules: ActorRules) -> Mentions:
    """Return at whose door the noun is laid ("impute l'attentat à X", "accuse X de l'attentat")."""
    at = first - 1
    while at > 0 and (scene.norm(at) in rules.articles or scene.norm(at) in rules.ambiguous_article):
        at -= 1
    if scene.norm(at).startswith(rules.blame):
        for i in range(last, min(len(scene.tokens), last + _DOER_REACH)):
            if scene.norm(i) in rules.blame_links:
                mention = next_mention(i + 1, scene, rules)
                if mention is not None and mention.acts:
                    return coordinated_after(mention, scene, rules)
            if scene.norm(i) in rules.barriers or scene.mention_at[i] is not None:
                return ()
        return ()
    if scene.norm(at) in rules.authors:
        return antecedent(at, scene, rules, any_case=True)  # "X, auteur de l'attentat"
    while at > 0 and scene.norm(at) in rules.accuse_links:
        at -= 1
    if scene.norm(at) in rules.authors:
        return antecedent(at, scene, rules, any_case=True)
    accused = scene.mention(at)
    start = at
    if accused is not None:
        start = accused.first - 1
        while start > 0 and is_counting(scene.norm(start), rules):
            start -= 1
    if start == first - 1 or not scene.norm(start).startswith(rules.accuse):
        return ()
    if accused is None and rules.object_markers:  # "culpó del ataque a X"
        marked = _first_doer(last, rules.object_markers, scene, rules)
        if marked:
            return marked
    if accused is not None:
        return (accused,) if accused.acts else ()
    verb = start
    while verb > 0 and helps(scene.norm(verb - 1), rules):
        verb -= 1
    return subject_before(verb, scene, rules) if verb < start else antecedent(start, scene, rules)


def helps(norm: str, rules: ActorRules) -> bool:
    """Tell whether a word may stand between a subject and its verb: "a", "été", "se", "déjà", "doit"."""
    return (
        norm in rules.auxiliaries
        or norm in rules.been
        or norm in rules.clitics
        or norm in rules.adverbs
        or norm in rules.modals
    )
