"""One language's words that tie expressions of time to events: the table ``linking`` of its date rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from eventgeo.assembly.phrases import PhraseIndex
from eventgeo.assembly.rulefiles import read_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingRules:
    """One language's words that tie dates to events, ready for use."""

    saying: PhraseIndex[bool]
    saying_gap: frozenset[str]
    said_before: frozenset[str]
    """Words that, right after a date, make it the day of saying ("قال الوزير الثلاثاء إن")."""
    boundaries: frozenset[str]
    dateline: frozenset[str]
    holding: frozenset[str]
    """What ties a date to the noun after it: "condemned Friday's attack"."""
    joiners: frozenset[str]
    """Words that join verbs, each with its date: "was retaken in May and shelled on Sunday"."""
    introductions: frozenset[str]
    """Words before the date of an event; one without is the page's ("Headline Jul 18, 2016 Text")."""
    dateline_articles: frozenset[str]
    """Words before the date of a dateline: "Damas, le 15 novembre –"."""
    punctual: frozenset[str]
    perfect: frozenset[str]
    reported: frozenset[str]
    objects: frozenset[str]
    opens_clause: frozenset[str]
    beginnings: PhraseIndex[bool]
    background: PhraseIndex[bool]
    auxiliaries: frozenset[str]
    participles_describe: bool
    """Whether a participle without an auxiliary tells which, not when: "les soldats tués ont été honorés"."""
    relatives: frozenset[str]
    reacting: tuple[str, ...]
    past: frozenset[str]
    past_endings: tuple[str, ...]
    frames: frozenset[str]
    frame_verbs: PhraseIndex[bool]
    of: frozenset[str]
    holders: frozenset[str]
    relatives_after: frozenset[str]


@cache
def linking_rules(lang: str) -> LinkingRules | None:
    """Return the rules of `lang`, None where it has none."""
    raw = read_rules(lang, "dates").get("linking")
    if not raw:
        return None
    return LinkingRules(
        saying=PhraseIndex((phrase, True) for phrase in raw["saying"]),
        saying_gap=frozenset(raw["saying_gap"]),
        said_before=frozenset(raw.get("said_before", ())),
        boundaries=frozenset(raw["boundaries"]),
        dateline=frozenset(raw["dateline"]),
        holding=frozenset(raw.get("holding", ())),
        joiners=frozenset(raw.get("joiners", ())),
        introductions=frozenset(raw.get("introductions", ())),
        dateline_articles=frozenset(raw.get("dateline_articles", ())),
        punctual=frozenset(raw["punctual"]),
        perfect=frozenset(raw["perfect"]),
        reported=frozenset(raw["reported"]),
        objects=frozenset(raw.get("objects", ())),
        opens_clause=frozenset(raw["opens_clause"]),
        beginnings=PhraseIndex((phrase, True) for phrase in raw["beginnings"]),
        background=PhraseIndex((phrase, True) for phrase in raw["background"]),
        auxiliaries=frozenset(raw["auxiliaries"]),
        participles_describe=raw.get("participles_describe", False),
        relatives=frozenset(raw["relatives"]),
        reacting=tuple(raw["reacting"]),
        past=frozenset(raw["past"]),
        past_endings=tuple(raw.get("past_endings", ())),
        frames=frozenset(raw["frames"]),
        frame_verbs=PhraseIndex((phrase, True) for phrase in raw["frame_verbs"]),
        of=frozenset(raw["of"]),
        holders=frozenset(raw.get("holders", ())),
        relatives_after=frozenset(raw["relatives_after"]),
    )
