"""Who is told of beside an event without doing it: who condemns, repels, blames, urges or tells of it.

Grammar says so plainly, so that no weight may make them its initiator. The words are the table
``bystanders`` of ``rules/<lang>/actors.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from eventgeo.assembly.actor_bystander_verbs import SubjectFirst, VerbFirst
from eventgeo.assembly.actor_scene import Frame, Mention, Scene, actor_rules
from eventgeo.assembly.actor_walks import Mentions
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.assembly.verb_first_arguments import Clause
from eventgeo.assembly.verb_first_rules import Words, verb_first_rules
from eventgeo.model import Trigger

_REACH = 16
"""Tokens from an event to the verb that it is the object of, or that tells of it as a participle."""
_NEAR = 3
"""Tokens between a verb of telling and the word that opens what is told."""
_STANCES = ("judging", "repelling", "blaming", "urging")
_SIDES = ("judging", "repelling")
"""What an event noun can undergo: "condemned by X"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BystanderRules:
    """The verbs of a language whose subject does not do the event that they are about."""

    stances: Mapping[str, Words]
    telling: Words
    openers: frozenset[str]
    """Words that open what is told; none where nothing need ("said ten were killed")."""
    mutual: frozenset[str]
    """Words that make who takes a stance its object too: "accused each other"."""
    nobody: frozenset[str]
    """Words before a noun that say there is none: "no group"."""

    def stance(self, form: str) -> str:
        """Return which stance a word tells, "" for none."""
        return next((name for name, words in self.stances.items() if form in words), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bystanders:
    """Who does not do an event, each with the reason, and who undergoes it since he repels it."""

    reasons: Mapping[Mention, str] = field(default_factory=dict)
    telling: Mapping[Mention, str] = field(default_factory=dict)
    """Those who only tell of it, unless a rule says that they tell of what they did."""
    repelling: Mentions = ()
    is_blamed: bool = False
    """Whether the event is laid at somebody's door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stance:
    """A verb of stance and the token where it stands; ``direct`` if the event is its own object."""

    name: str
    at: int
    direct: bool


def find_bystanders(trigger: Trigger, scene: Scene, frame: Frame) -> Bystanders:
    """Return who stands beside the event of `trigger` in its sentence.

    Parameters
    ----------
    trigger : Trigger
    scene : Scene
        Its sentence.
    frame : Frame
        What its type makes of its arguments.
    """
    rules = bystander_rules(scene.lang)
    if rules is None:
        return Bystanders()
    grammar: SubjectFirst | VerbFirst | None = _grammar(scene)
    if grammar is None:
        return Bystanders()
    first, last = scene.span(trigger)
    reasons: dict[Mention, str] = {}
    telling: dict[Mention, str] = {}
    repelling: Mentions = ()
    stance = None
    if grammar.is_finite(trigger, frame):
        reasons |= _of_antecedent(first, scene, frame, grammar)
        for at in _tellers(first, last, rules, grammar):
            for mention in grammar.teller(at, first):
                telling[mention] = f'tells of it: "{scene.norm(at)}"'
    elif not grammar.is_owned(first):  # who condemns "its attacks" did them
        reasons |= dict(_denied(scene, rules, grammar))
        stance = _governing(first, rules, grammar)
        if stance is not None and stance.name == "repelling" and not frame.victims:
            stance = None  # only attacks are repelled: "the army contained the protest"
        if stance is not None:
            found = grammar.subject(stance.at, first, last, stance.name)
            reasons |= {mention: f'{stance.name} it: "{scene.norm(stance.at)}"' for mention in found}
            repelling = found if stance.name == "repelling" and stance.direct else ()
        for name, at, found in _told_after(last, rules, grammar):
            reasons |= {mention: f'{name} it: "{scene.norm(at)}"' for mention in found}
            repelling = repelling or (found if name == "repelling" else ())
    return Bystanders(
        reasons=reasons,
        telling=telling,
        repelling=repelling,
        is_blamed=stance is not None and stance.name == "blaming",
    )


@cache
def bystander_rules(lang: str) -> BystanderRules | None:
    """Return the rules of `lang`, None where it has none.

    Examples
    --------
    >>> [bystander_rules("en").stance(word) for word in ("condemned", "repelled", "launched")]
    ['judging', 'repelling', '']
    """
    table = read_rules(lang, "actors").get("bystanders")
    if table is None:
        return None
    return BystanderRules(
        stances={name: Words.of(table[name]) for name in _STANCES},
        telling=Words.of(table["telling"]),
        openers=frozenset(table["openers"]),
        mutual=frozenset(table["mutual"]),
        nobody=frozenset(table["nobody"]),
    )


def _denied(
    scene: Scene, rules: BystanderRules, grammar: SubjectFirst | VerbFirst
) -> Iterator[tuple[Mention, str]]:
    """Yield the mentions of whom the sentence says that there is none: "aucun groupe"."""
    for mention in dict.fromkeys(m for m in scene.mention_at if m is not None):
        at = mention.first - 1
        while at > 0 and grammar.form(at) not in rules.nobody and grammar.is_counting(at):
            at -= 1
        if grammar.form(at) in rules.nobody:
            yield mention, f'denied by "{scene.norm(at)}"'


def _governing(first: int, rules: BystanderRules, grammar: SubjectFirst | VerbFirst) -> _Stance | None:
    """Return the verb of stance that the noun or infinitive at token `first` is the object of."""
    scene, commas, direct, named = grammar.scene, 0, True, False
    at = first - 1
    while at >= max(0, first - _REACH):
        mention, form = scene.mention_at[at], grammar.form(at)
        if mention is not None:
            at, named = mention.first - 1, True
            continue
        name = rules.stance(form)
        if name:
            own = name == "urging" and direct and not named  # "the opposition calls for a strike"
            return (
                None
                if commas % 2 or own or _is_mutual(at, rules, grammar)
                else _Stance(name=name, at=at, direct=direct)
            )
        if form == ",":
            commas += 1
        elif grammar.bars(at):
            return None
        elif grammar.is_verb(at):
            if not grammar.is_infinitive(at):
                return None
            direct = False
        at -= 1
    return None


def _is_mutual(at: int, rules: BystanderRules, grammar: SubjectFirst | VerbFirst) -> bool:
    """Tell whether two sides say it of one another: each is blamed, too."""
    return any(grammar.form(i) in rules.mutual for i in range(at + 1, at + 1 + _NEAR))


def _told_after(
    last: int, rules: BystanderRules, grammar: SubjectFirst | VerbFirst
) -> Iterator[tuple[str, int, Mentions]]:
    """Yield who takes a stance by a verb behind the event noun ("an attack condemned by X")."""
    for at in range(last, min(len(grammar.scene.tokens), last + _REACH)):
        if grammar.scene.mention_at[at] is not None:
            continue
        name = rules.stance(grammar.form(at))
        if name in _SIDES:
            yield name, at, grammar.agent(at, last)
            return
        if grammar.scene.trigger_at[at] is not None or (grammar.bars(at) and not grammar.is_relative(at)):
            return


def _of_antecedent(
    first: int, scene: Scene, frame: Frame, grammar: SubjectFirst | VerbFirst
) -> Mapping[Mention, str]:
    """Return who stands beside the event noun that a verb tells more of ("attack that | killed")."""
    at = first - 1
    while at > 0 and scene.mention_at[at] is None and not grammar.is_relative(at):
        if grammar.bars(at) or scene.trigger_at[at] is not None or not scene.tokens[at].is_word:
            return {}
        at -= 1
    if not grammar.is_relative(at):
        return {}
    at -= 2 if scene.norm(at - 1) == "," else 1
    noun = scene.trigger_at[at] if at >= 0 else None
    if noun is None or grammar.is_finite(noun, frame):
        return {}
    return find_bystanders(noun, scene, frame).reasons


def _tellers(
    first: int, last: int, rules: BystanderRules, grammar: SubjectFirst | VerbFirst
) -> Iterator[int]:
    """Yield the verbs of telling whose object is the clause of a verb, or that are put in behind it."""
    tokens = grammar.scene.tokens
    for at in range(len(tokens)):
        if grammar.form(at) not in rules.telling or grammar.scene.mention_at[at] is not None:
            continue
        if at < first:
            following = range(at + 1, first)
            near = (
                [i for i in following if grammar.scene.mention_at[i] is None][:_NEAR] if rules.openers else []
            )
            opened = not rules.openers or any(
                grammar.form(i) in rules.openers for i in (*near, *_behind(at, grammar))
            )
            if opened:
                yield at
        elif at >= last and any(not tokens[i].is_word for i in range(max(last, at - 2 * _NEAR), at)):
            yield at


def _behind(at: int, grammar: SubjectFirst | VerbFirst) -> range:
    """Return the tokens around the end of the first mention behind token `at`: "قال | الجيش | إن"."""
    for i in range(at + 1, min(len(grammar.scene.tokens), at + 1 + _NEAR)):
        mention = grammar.scene.mention_at[i]
        if mention is not None:
            return range(mention.last, min(len(grammar.scene.tokens), mention.last + _NEAR))
    return range(0)


def _grammar(scene: Scene) -> SubjectFirst | VerbFirst | None:
    verb_first = verb_first_rules(scene.lang)
    if verb_first is not None:
        return VerbFirst(scene=scene, rules=verb_first, clause=Clause.of(scene, verb_first))
    rules = actor_rules(scene.lang)
    return SubjectFirst(scene=scene, rules=rules) if rules is not None else None
