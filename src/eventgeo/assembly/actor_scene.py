"""One sentence as the search for actors sees it: tokens, and which of them are mentions or triggers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from eventgeo.assembly.rulefiles import read_rules
from eventgeo.datafiles import read_toml
from eventgeo.model import ActorMention, Sentence, Token, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronoun:
    """A subject pronoun: its number, and the articles and kinds of mentions it cannot stand for."""

    many: bool
    not_articles: frozenset[str]
    not_kinds: frozenset[str]
    groups: frozenset[str]
    """Kinds it may stand for in the singular too ("the army … they")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRules:
    """The function words of a language by which roles are read (``rules/<lang>/actors.toml``)."""

    head_first: bool
    bare_past: bool
    subject_follows: bool
    """Whether a subject may stand behind its verb ("murieron tres soldados")."""
    adverb_endings: tuple[str, ...]
    gerund_endings: tuple[str, ...]
    verbal_endings: tuple[str, ...]
    doubtful_target: frozenset[str]
    have: frozenset[str]
    be: frozenset[str]
    been: frozenset[str]
    reflexive: frozenset[str]
    clitics: frozenset[str]
    adverbs: frozenset[str]
    adverb_phrases: frozenset[tuple[str, ...]]
    active_with_be: tuple[str, ...]
    infinitive_links: frozenset[str]
    gerund_links: frozenset[str]
    clause_openers: frozenset[str]
    approximations: frozenset[tuple[str, str]]
    openers: frozenset[str]
    not_patients: frozenset[str]
    possessives: frozenset[str]
    circumstance: frozenset[str]
    purpose_links: frozenset[str]
    modals: frozenset[str]
    object_control: tuple[str, ...]
    agent: frozenset[str]
    target: frozenset[str]
    between: frozenset[str]
    with_: frozenset[str]
    of: frozenset[str]
    ambiguous_article: frozenset[str]
    prepositions: frozenset[str]
    articles: frozenset[str]
    quantities: frozenset[str]
    conjunctions: frozenset[str]
    and_: frozenset[str]
    relatives: frozenset[str]
    barriers: frozenset[str]
    support: tuple[str, ...]
    not_support: tuple[str, ...]
    object_relatives: frozenset[str]
    against: frozenset[str]
    blame: tuple[str, ...]
    blame_links: frozenset[str]
    falling: tuple[str, ...]
    into_hands: frozenset[tuple[str, ...]]
    undergo: tuple[str, ...]
    hits: frozenset[str]
    harm_active: frozenset[str]
    harm_passive: frozenset[str]
    harm_of: frozenset[str]
    toll: frozenset[str]
    crewed: frozenset[str]
    projectiles: frozenset[str]
    control_links: frozenset[str]
    infinitive_auxiliaries: frozenset[str]
    patient_subject: tuple[str, ...]
    opposing: tuple[str, ...]
    claims: tuple[str, ...]
    auxiliaries: frozenset[str]
    complement_links: frozenset[str]
    """Prepositions by which an event noun names who does or undergoes it."""
    target_of_type: Mapping[str, frozenset[str]]
    of_names_target: frozenset[str]
    loser_of_type: Mapping[str, frozenset[str]]
    plural_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    addressing: frozenset[str]
    object_pronouns: frozenset[str]
    object_markers: frozenset[str]
    """Prepositions of direct objects that are people ("mataron a dos campesinos")."""
    pronouns: Mapping[str, Pronoun]
    owners: Mapping[str, Pronoun]
    objects: Mapping[str, Pronoun]
    inverting: frozenset[str]
    among: frozenset[str]
    accuse: tuple[str, ...]
    participles: tuple[str, ...]
    accuse_links: frozenset[str]
    authors: frozenset[str]
    harm_phrases: frozenset[tuple[str, ...]]
    agent_phrases: frozenset[tuple[str, ...]]

    def carries(self, norm: str) -> bool:
        """Tell whether a verb carries an event noun: "lancer une offensive", "mener des raids"."""
        return len(norm) > 3 and norm.startswith(self.support) and not norm.startswith(self.not_support)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a type of event makes of its arguments (``rules/actor_frames.toml``)."""

    of: str
    before: str
    victims: bool
    sites: bool
    targets: bool
    weapons: bool
    any_target: bool
    intransitive: bool
    between: bool

    def may_target(self, kind: str) -> bool:
        """Tell whether a mention of `kind` can undergo the event."""
        return {"site": self.sites, "weapon": self.weapons}.get(kind, True)

    @property
    def happens_to_people(self) -> bool:
        """Whether it is done to people alone: "their arrest" is not an arrest they make."""
        return self.of == "target" and not self.sites and not self.weapons

    def may_undergo(self, mention: Mention) -> bool:
        """Tell whether `mention` can undergo the event: what is launched is not what is attacked."""
        return self.may_target(mention.actor.actor_kind) and (self.weapons or not mention.projectile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An actor mention in token positions, ``last`` exclusive."""

    first: int
    last: int
    actor: ActorMention
    crewed: bool = False
    """Whether it is a thing that acts by its crew: a tank, a warship."""
    projectile: bool = False
    """Whether it is something launched at others, which may act but undergoes no attack: a drone."""
    anaphor: str = field(default="", compare=False)
    """The word that stands for it in the event's clause, where another names it."""

    @property
    def acts(self) -> bool:
        """Whether it can do anything: things without a crew cannot."""
        return self.crewed or self.actor.actor_kind not in ("site", "weapon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Who has a role in an event by one rule: false where nobody has."""

    mentions: tuple[Mention, ...] = ()
    rule: str = ""
    """The rule in words, the same for all events: "subject of the active verb"."""
    sure: bool = False
    """Whether the grammar is so plain that no weight says otherwise: "blamed the attack on X"."""

    def __bool__(self) -> bool:
        return bool(self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence: ``mention_at`` and ``trigger_at`` tell what covers each token, None where nothing does."""

    tokens: Sequence[Token]
    mention_at: Sequence[Mention | None]
    trigger_at: Sequence[Trigger | None]
    toponym_at: Sequence[bool]
    lang: str
    sentence_start: int
    sentence_text: str
    before: Scene | None = None
    """The sentence before, where a pronoun may point to."""

    def norm(self, at: int) -> str:
        """Return the normal form of token `at`, empty outside the sentence."""
        return self.tokens[at].norm if 0 <= at < len(self.tokens) else ""

    def mention(self, at: int) -> Mention | None:
        """Return the mention that covers token `at`."""
        return self.mention_at[at] if 0 <= at < len(self.tokens) else None

    def span(self, trigger: Trigger) -> tuple[int, int]:
        """Return first and last (exclusive) token of `trigger`."""
        first = bisect_left(self.tokens, trigger.start, key=lambda token: token.end - 1)
        last = first + 1
        while last < len(self.tokens) and self.tokens[last].start < trigger.end:
            last += 1
        return first, last


def set_scene(
    sentence: Sentence,
    actors: Sequence[ActorMention],
    triggers: Sequence[Trigger],
    toponyms: Sequence[tuple[int, int]],
    lang: str,
    before: Scene | None = None,
) -> Scene:
    """Return the scene of `sentence`; a mention that shares words with a trigger is left out of it."""
    tokens = sentence.tokens
    starts = [token.start for token in tokens]
    trigger_at: list[Trigger | None] = [None] * len(tokens)
    for trigger in triggers:
        at = bisect_left(starts, trigger.start)
        while at < len(tokens) and tokens[at].start < trigger.end:
            trigger_at[at] = trigger
            at += 1
    toponym_at = [False] * len(tokens)
    for start, end in toponyms:
        at = bisect_left(starts, start)
        while at < len(tokens) and tokens[at].start < end:
            toponym_at[at] = True
            at += 1
    mention_at: list[Mention | None] = [None] * len(tokens)
    rules = actor_rules(lang)
    for actor in actors:
        first = bisect_left(starts, actor.start + 1) - 1  # also where it begins inside a token: "وروسيا"
        last = first
        while last < len(tokens) and tokens[last].start < actor.end:
            last += 1
        if any(trigger_at[first:last]) or first == last:
            continue
        if actor.actor_kind == "person" and all(toponym_at[first:last]):
            continue
        head = tokens[first if rules is None or rules.head_first else last - 1].norm
        mention = Mention(
            first=first,
            last=last,
            actor=actor,
            crewed=rules is not None and head in rules.crewed,
            projectile=rules is not None and head in rules.projectiles,
        )
        for at in range(first, last):
            mention_at[at] = mention
    return Scene(
        tokens=tokens,
        mention_at=mention_at,
        trigger_at=trigger_at,
        toponym_at=toponym_at,
        lang=lang,
        sentence_start=sentence.start,
        sentence_text=sentence.text,
        before=before,
    )


@cache
def actor_rules(lang: str) -> ActorRules | None:
    """Return the rules of `lang`, None where it has none."""
    table = dict(read_rules(lang, "actors"))
    if not table or table.get("verb_first"):  # for those see eventgeo.assembly.verb_first
        return None
    tuples = (
        "active_with_be",
        "adverb_endings",
        "gerund_endings",
        "verbal_endings",
        "object_control",
        "support",
        "blame",
        "falling",
        "undergo",
        "patient_subject",
        "opposing",
        "claims",
        "plural_endings",
        "past_endings",
        "accuse",
        "participles",
        "not_support",
    )
    table.pop("bystanders", None)  # see eventgeo.assembly.actor_bystanders
    pronouns = dict(_pronouns(table.pop("pronouns", ())))
    owners = dict(_pronouns(table.pop("owners", ())))
    objects = dict(_pronouns(table.pop("objects", ())))
    by_type = {name: frozenset(words) for name, words in table.pop("target_of_type", {}).items()}
    losers = {name: frozenset(words) for name, words in table.pop("loser_of_type", {}).items()}
    flags = {name: table.pop(name, False) for name in ("head_first", "bare_past", "subject_follows")}
    rounded = frozenset((first, second) for first, second in table.pop("approximations", ()))
    phrases = {
        name: frozenset(tuple(words) for words in table.pop(name, ()))
        for name in ("into_hands", "adverb_phrases", "harm_phrases", "agent_phrases")
    }
    unnamed = (part.name for part in fields(ActorRules) if part.type == "frozenset[str]")
    values: dict[str, Any] = dict.fromkeys(unnamed, frozenset()) | {
        {"with": "with_", "and": "and_"}.get(name, name): tuple(words) if name in tuples else frozenset(words)
        for name, words in table.items()
    }
    values |= {
        **flags,
        "approximations": rounded,
        **phrases,
        **{name: values.get(name, ()) for name in ("accuse", "participles", "not_support")},
        "auxiliaries": values["have"] | values["be"],
        "complement_links": frozenset().union(
            *(values[n] for n in ("agent", "target", "between", "with_", "of"))
        ),
        "target_of_type": by_type,
        "loser_of_type": losers,
        "pronouns": pronouns,
        "owners": owners,
        "objects": objects,
    }
    return ActorRules(**values)


def _pronouns(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Pronoun]]:
    for row in rows:
        pronoun = Pronoun(
            many=row["many"],
            not_articles=frozenset(row.get("not_articles", ())),
            not_kinds=frozenset(row.get("not_kinds", ())),
            groups=frozenset(row.get("groups", ())),
        )
        yield from ((word, pronoun) for word in row["words"])


@cache
def frames() -> dict[str, Frame]:
    """Return the frame of each event type."""
    found = {}
    for row in read_toml("assembly", "rules/actor_frames.toml")["frames"]:
        types = row.pop("types")
        found.update(dict.fromkeys(types, Frame(**row)))
    return found
