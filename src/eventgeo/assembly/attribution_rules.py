"""The rules of attribution: their form in ``rules/<lang>/attribution.toml``, and their reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from eventgeo.assembly.phrases import PhraseIndex
from eventgeo.assembly.rulefiles import read_rules

Kind = Literal["tells", "claims", "denies", "nothing"]
"""What the words of a cue do; "nothing" are words that only look like a cue."""
Form = Literal["verb", "before", "head", "after"]
"""How a cue takes its source: as a verb its subject, from the phrase behind it ("selon …"), with its own last
word as the head of that phrase ("de source …"), or from the phrase in front of it ("selon lequel")."""
INSERTED = "_"
"""Stands for the words of an insert ("pour sa part") where a sentence is searched for who speaks."""
_SHORTEST_ADVERB = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCue:
    """What a phrase that names a source does, and how."""

    kind: Kind
    form: Form
    cited: bool = False
    """Whether who stands with it is told by another speaker, and counts before that one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionRules:
    """One language's rules, ready for use."""

    cues: PhraseIndex[SourceCue]
    relays: PhraseIndex[bool]
    """What stands between an agency and the source it cites ("نقلت … عن", "quoted … as saying")."""
    relay_joints: frozenset[str]
    same: PhraseIndex[bool]
    """Phrases for the speaker named before: "la même source"."""
    inserts: PhraseIndex[bool]
    """Phrases about a verb of saying that are no part of what is said: "pour sa part", "in a statement"."""
    auxiliaries: frozenset[str]
    adverb_endings: tuple[str, ...]
    not_adverbs: frozenset[str]
    determiners: frozenset[str]
    articles: frozenset[str]
    """Determiners that begin a new noun phrase wherever they stand."""
    links: frozenset[str]
    links_always: frozenset[str]
    speakers: frozenset[str]
    pronouns: frozenset[str]
    impersonal: frozenset[str]
    impersonal_endings: tuple[str, ...]
    pronoun_endings: tuple[str, ...]
    singular_endings: tuple[str, ...]
    """Of pronouns that stand for one speaker only."""
    plural_endings: tuple[str, ...]
    """Of nouns for many."""
    head_last: bool
    prepositions: frozenset[str]
    """Tie a day, a paper or a listener to a verb of saying ("dans un communiqué", "à l'AFP")."""
    relatives: frozenset[str]
    conjunctions: frozenset[str]
    placing: frozenset[str]
    """Prepositions that tie a phrase to the noun before it: "au pouvoir depuis une semaine"."""
    nobody: frozenset[str]
    negators: frozenset[str]
    stops: frozenset[str]
    passive: frozenset[str]
    having: frozenset[str]
    agents: frozenset[str]
    participle_endings: tuple[str, ...]
    not_participles: frozenset[str]
    no_subject_endings: tuple[str, ...]
    nouns_too: frozenset[str]
    passive_before: Mapping[str, Sequence[str]]
    complementizers: frozenset[str]
    adjuncts: frozenset[str]
    """Words that stand beside a verb of saying, speaker or not: days, and whom it is said to."""
    settings: frozenset[str]
    """Further such words that may also name a speaker ("state television")."""
    leaving: frozenset[str]
    breaks: frozenset[str]
    likewise: frozenset[str]
    conditionals: frozenset[str]
    own_act: PhraseIndex[bool]
    """What makes a statement a claim: "(a affirmé) avoir mené"."""
    claiming: frozenset[str]
    """Words behind a verb of saying that make it a claim of responsibility ("أعلنت … مسؤوليتها")."""
    not_disputes: frozenset[str]
    not_own: frozenset[str]
    """What follows where it was done to who speaks, or by others: "avoir été", "avoir vu"."""
    marks: frozenset[str]
    told_nouns: frozenset[str]
    """Stand for what is told in front of a relative pronoun that is no subject ("algo que negó X")."""
    object_pronouns: frozenset[str]
    """Stand for what is denied in front of the verb: "l'a démenti", "lo negaron"."""
    told_pronouns: frozenset[str]
    """Stand for what is denied behind the verb: "denied this"."""
    stop_prefixes: tuple[str, ...]
    """Prepositions that are one with a word that ends a noun phrase ("طالبت الأمم المتحدة | بوقف")."""
    reports: frozenset[str]
    """What is denied without the event being named again: "ces informations", "the claim"."""
    deeds: frozenset[str]
    """What is claimed without the event being named again: "cet acte", "la responsabilité"."""
    reactions: frozenset[str]
    """What is said of an event by who does not tell it: "sa condamnation de"."""
    object_verbs: tuple[str, ...]
    """Beginnings of verbs that a person follows as their object, never as their subject ("accuse")."""
    doing: tuple[str, ...]
    """Beginnings of verbs that what was done follows as a participle ("denied targeting")."""
    addressing: tuple[str, ...]
    """Beginnings of verbs that whom it is told follows ("told Reuters")."""
    clausal: tuple[str, ...]
    """Beginnings of verbs that a clause follows without a word for "that" ("said rebels fled")."""
    plural_verb_endings: tuple[str, ...]
    """Without one a verb has one subject only, which "et" does not join to another; empty: any verb."""
    titles: frozenset[str]
    """After which a full stop ends nothing: "M. Ghani"."""
    interviewed: frozenset[str]
    """Participles at the end of a speaker: "two residents contacted"."""
    not_sources: frozenset[str]
    verb_first: bool
    """Whether who speaks is looked for after the verb before it is looked for before."""
    drops_subject: bool
    """Whether a verb without a subject means the one who spoke before ("Añadió que")."""
    bare_subjects: bool
    """Whether a subject may lack an article ("Rebels said")."""

    def is_pronoun(self, norm: str) -> bool:
        """Say whether the word stands for a speaker, or has a pronoun for its ending ("a-t-il")."""
        return norm in self.pronouns or (bool(self.pronoun_endings) and norm.endswith(self.pronoun_endings))

    def may_mean(self, anaphor: str, speaker: str) -> bool:
        """Say whether a pronoun may stand for a speaker, by their number."""
        if not self.singular_endings or not anaphor.lower().endswith(self.singular_endings):
            return True
        words = speaker.split()
        head = words[0]
        if self.head_last:  # "activists in the area"
            head = words[next((at for at, word in enumerate(words) if word in self.links), len(words)) - 1]
        if not self.conjunctions.isdisjoint(words):
            return False
        return head[0].isupper() or not head.endswith(self.plural_endings)

    def is_stop(self, norm: str) -> bool:
        """Say whether the word ends a noun phrase, a preposition that is one with it taken off or not."""
        return norm in self.stops or any(
            norm.startswith(prefix) and norm.removeprefix(prefix) in self.stops
            for prefix in self.stop_prefixes
        )

    def is_impersonal(self, norm: str) -> bool:
        """Say whether the word is a subject that is nobody ("on", "indique-t-on", "it")."""
        return norm in self.impersonal or (
            bool(self.impersonal_endings) and norm.endswith(self.impersonal_endings)
        )

    def is_between(self, norm: str) -> bool:
        """Say whether the word may stand between a speaker and the verb."""
        return (
            norm in self.auxiliaries
            or norm == INSERTED
            or (
                bool(self.adverb_endings)
                and len(norm) > _SHORTEST_ADVERB
                and norm.endswith(self.adverb_endings)
                and norm not in self.not_adverbs
            )
        )

    def is_participle(self, norm: str) -> bool:
        """Say whether the word looks like a participle that takes over the subject of the main verb."""
        return (
            bool(self.participle_endings)
            and norm.endswith(self.participle_endings)
            and norm not in self.not_participles
        )


@cache
def attribution_rules(lang: str) -> AttributionRules | None:
    """Return the rules of `lang`, None where it has none.

    Examples
    --------
    >>> rules = attribution_rules("fr")
    >>> [(found.value.kind, found.value.form) for found in rules.cues.find(["selon", "l'", "armée"])]
    [('tells', 'before')]
    >>> attribution_rules("xx")
    """
    raw = read_rules(lang, "attribution")
    if not raw:
        return None
    words: Mapping[str, Sequence[str]] = raw["words"]

    def listed(name: str) -> frozenset[str]:
        return frozenset(words.get(name, ()))

    def phrases(name: str) -> PhraseIndex[bool]:
        return PhraseIndex((phrase, True) for phrase in raw.get("phrases", {}).get(name, ()))

    def endings(name: str) -> tuple[str, ...]:
        return tuple(raw.get("endings", {}).get(name, ()))

    return AttributionRules(
        cues=PhraseIndex(_cues(raw["cues"])),
        relays=phrases("relays"),
        same=phrases("same"),
        own_act=phrases("own_act"),
        inserts=phrases("inserts"),
        relay_joints=listed("relay_joints"),
        auxiliaries=listed("auxiliaries"),
        adverb_endings=endings("adverbs"),
        not_adverbs=listed("not_adverbs"),
        determiners=listed("determiners"),
        articles=listed("determiners") - listed("links_always"),
        links=listed("links"),
        links_always=listed("links_always"),
        speakers=listed("speakers") | _speakers_of_places(lang),
        pronouns=listed("pronouns"),
        pronoun_endings=endings("pronouns"),
        impersonal=listed("impersonal"),
        impersonal_endings=endings("impersonal"),
        singular_endings=endings("singular"),
        plural_endings=endings("plural"),
        head_last=raw.get("head_last", False),
        prepositions=listed("prepositions"),
        relatives=listed("relatives"),
        conjunctions=listed("conjunctions"),
        placing=listed("placing"),
        nobody=listed("nobody"),
        negators=listed("negators"),
        stops=listed("stops") | listed("marks"),
        passive=listed("passive"),
        having=listed("having"),
        agents=listed("agents"),
        participle_endings=endings("participles"),
        not_participles=listed("not_participles"),
        no_subject_endings=endings("no_subject"),
        nouns_too=listed("nouns_too"),
        passive_before=raw.get("passive_before", {}),
        complementizers=listed("complementizers"),
        adjuncts=listed("adjuncts"),
        settings=listed("settings"),
        leaving=listed("leaving"),
        breaks=listed("breaks"),
        likewise=listed("likewise"),
        conditionals=listed("conditionals"),
        claiming=listed("claiming"),
        not_disputes=listed("not_disputes"),
        not_own=listed("not_own"),
        marks=listed("marks"),
        told_nouns=listed("told_nouns"),
        object_pronouns=listed("object_pronouns"),
        told_pronouns=listed("told_pronouns"),
        stop_prefixes=endings("stop_prefixes"),
        reports=listed("reports"),
        deeds=listed("deeds"),
        reactions=listed("reactions"),
        object_verbs=tuple(words.get("object_verbs", ())),
        doing=tuple(words.get("doing", ())),
        addressing=tuple(words.get("addressing", ())),
        clausal=tuple(words.get("clausal", ())),
        plural_verb_endings=endings("plural_verbs"),
        titles=listed("titles"),
        interviewed=listed("interviewed"),
        not_sources=listed("not_sources"),
        verb_first=raw.get("verb_first", False),
        drops_subject=raw.get("drops_subject", False),
        bare_subjects=raw.get("bare_subjects", False),
    )


def _cues(raw: Mapping[str, Any]) -> list[tuple[str, SourceCue]]:
    cues = {
        "before": SourceCue(kind="tells", form="before"),
        "citing": SourceCue(kind="tells", form="before", cited=True),
        "head": SourceCue(kind="tells", form="head"),
        "after": SourceCue(kind="tells", form="after"),
        "tells": SourceCue(kind="tells", form="verb"),
        "claims": SourceCue(kind="claims", form="verb"),
        "denies": SourceCue(kind="denies", form="verb"),
        "nothing": SourceCue(kind="nothing", form="verb"),
    }
    return [(phrase, cue) for name, cue in cues.items() for phrase in raw.get(name, ())]


def _speakers_of_places(lang: str) -> frozenset[str]:
    return frozenset(read_rules(lang, "places").get("speakers", {}).get("nouns", ()))
