"""A sentence laid out for weighing actors: what each token is to the grammar, worked out once a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from eventgeo.assembly.actor_governors import governor
from eventgeo.assembly.actor_scene import ActorRules, Mention, Scene, actor_rules
from eventgeo.assembly.clauses import clause_rules
from eventgeo.assembly.verb_first_rules import VerbFirstRules, verb_first_rules

_LONGEST_PATH = 5
_LONGEST_JOINT = 4
_JOINTS = ("&", ",", ",&", "&o", ",o")
"""Paths between two mentions that are joined."""
_QUOTES = frozenset('"«»“”()[]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The function words of a language by their class, and whether a noun stands before what describes it."""

    classes: Mapping[str, str]
    head_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A scene with the class of each token and what governs each mention.

    Classes are one letter each: ``N`` mention, ``P`` place, ``T`` verb and ``E`` noun of an event, ``V``
    another verb, ``B`` word that bars a clause, ``R`` relative pronoun, ``a t b w o p`` prepositions of
    agents, targets, sides, partners, complements and others, ``& , q`` conjunction, comma and quotes, and
    a blank for what tells nothing.
    """

    scene: Scene
    classes: str
    mentions: Sequence[Mention]
    governors: Mapping[int, str]
    """The word that governs each mention, by its first token."""
    head_first: bool

    def path(self, start: int, end: int) -> str:
        """Return the classes of the tokens between, without repeats in a row; "long" where they are many."""
        return _without_repeats(self.classes[start:end])

    def joined(self, one: Mention, other: Mention) -> bool:
        """Tell whether two mentions are joined by "and" or a comma."""
        first, second = (one, other) if one.first < other.first else (other, one)
        between = self.path(first.last, second.first)
        return second.first - first.last <= _LONGEST_JOINT and between in _JOINTS

    def case(self, mention: Mention) -> str:
        """Return the class of the word that governs a mention, "-" where none does."""
        word = self.governors.get(mention.first, "")
        return layout_cues(self.scene.lang).classes.get(word, "p") if word else "-"


@lru_cache(maxsize=4096)
def _without_repeats(classes: str) -> str:
    found = ""
    for letter in classes.replace(" ", ""):
        if not found.endswith(letter):
            found += letter
    return found if len(found) <= _LONGEST_PATH else "long"


def lay_out(scene: Scene) -> Layout:
    """Return the layout of `scene`."""
    cues, rules = layout_cues(scene.lang), actor_rules(scene.lang)
    mentions = tuple(dict.fromkeys(m for m in scene.mention_at if m is not None))
    return Layout(
        scene=scene,
        classes="".join(_class_of(at, scene, cues) for at in range(len(scene.tokens))),
        mentions=mentions,
        governors={mention.first: _governor(mention, scene, rules, cues) for mention in mentions},
        head_first=cues.head_first,
    )


@cache
def layout_cues(lang: str) -> Cues:
    """Return the function words of `lang`, none where it has no rules for actors.

    Examples
    --------
    >>> [layout_cues("fr").classes.get(word) for word in ("par", "contre", "qui", "soldat")]
    ['a', 't', 'R', None]
    """
    rules: ActorRules | VerbFirstRules | None = actor_rules(lang) or verb_first_rules(lang)
    if rules is None:
        return Cues(classes={}, head_first=True)
    classes = dict.fromkeys(rules.prepositions, "p") | dict.fromkeys(rules.of | {"of"}, "o")
    if isinstance(rules, ActorRules):
        classes = dict.fromkeys(rules.auxiliaries, "V") | classes
        classes |= dict.fromkeys(rules.and_, "&") | dict.fromkeys(rules.agent, "a")
    for words, letter in (
        (rules.target, "t"),
        (rules.between, "b"),
        (rules.with_, "w"),
        (rules.barriers, "B"),
        (rules.relatives, "R"),
        (_QUOTES, "q"),
        ({","}, ","),
    ):
        classes |= dict.fromkeys(words, letter)
    return Cues(classes=classes, head_first=rules.head_first if isinstance(rules, ActorRules) else True)


def _governor(mention: Mention, scene: Scene, rules: ActorRules | None, cues: Cues) -> str:
    if rules is not None:
        return governor(mention, scene, rules)
    before = scene.norm(mention.first - 1)
    return before if cues.classes.get(before, "") in tuple("atbwop") else ""


def _class_of(at: int, scene: Scene, cues: Cues) -> str:
    trigger = scene.trigger_at[at]
    if trigger is not None:
        return "T" if "verb" in trigger.features else "E"
    if scene.mention_at[at] is not None:
        return "N"
    if scene.toponym_at[at]:
        return "P"
    letter = cues.classes.get(scene.norm(at))
    if letter is not None:
        return letter
    return "V" if clause_rules(scene.lang).is_verb(scene.tokens[at]) else " "
