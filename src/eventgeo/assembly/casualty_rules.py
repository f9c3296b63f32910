"""The rules on people harmed: ``rules/<lang>/casualties.toml``, and ``rules/casualties.toml`` for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from eventgeo.assembly.phrases import PhraseIndex
from eventgeo.assembly.rulefiles import read_rules
from eventgeo.datafiles import read_toml

Harm = Literal["killed", "injured", "captured", "displaced"]
HARMS: tuple[Harm, ...] = ("killed", "injured", "captured", "displaced")

Shape = Literal["noun", "subject", "object", "head", "toll", "named"]
"""How a word of harm goes with whom it tells of: ``noun`` "12 morts, 12 civils tués", ``subject`` "12 civils
ont péri", ``object`` "a tué 12 civils", ``head`` "la mort de 12 civils" (``named``: the same, its
"de" not yet read), ``toll`` "death toll rose to 12"."""
SHAPES: tuple[Shape, ...] = ("noun", "subject", "object", "head", "toll", "named")


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyRules:
    """The rules of one language; what the lists mean is told in ``rules/fr/casualties.toml``."""

    lang: str
    words: PhraseIndex[tuple[Harm, Shape]]
    lookalikes: PhraseIndex[None]
    zeros: PhraseIndex[tuple[Harm, ...]]
    unreal: PhraseIndex[None]
    real: PhraseIndex[None]
    natural: PhraseIndex[None]
    cumulative: PhraseIndex[None]
    since: PhraseIndex[None]
    revised: PhraseIndex[None]
    superseded: PhraseIndex[None]
    according: PhraseIndex[None]
    lists: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]
    counted: Mapping[str, int]
    reach: Mapping[str, int]
    glued: tuple[str, ...]
    """How "and" begins where it is written as one with the next word."""


@cache
def casualty_rules(lang: str) -> CasualtyRules | None:
    """Return the rules of `lang`, None where it has none.

    Examples
    --------
    >>> rules = casualty_rules("fr")
    >>> "soldat" in rules.lists["persons"], casualty_rules("xx") is None
    (True, True)
    """
    raw = read_rules(lang, "casualties")
    if not raw:
        return None
    words = [
        (phrase, (harm, shape)) for harm in HARMS for shape in SHAPES for phrase in raw[harm].get(shape, ())
    ]
    zeros: list[tuple[str, tuple[Harm, ...]]] = [
        (phrase, (harm,)) for harm in HARMS for phrase in raw[harm].get("zero", ())
    ]
    zeros += [(phrase, ("killed", "injured")) for phrase in raw["zero"]["killed_and_injured"]]
    return CasualtyRules(
        lang=lang,
        words=PhraseIndex(words),
        lookalikes=_phrases(raw, "lookalikes"),
        zeros=PhraseIndex(zeros),
        unreal=_phrases(raw, "unreal"),
        real=_phrases(raw, "real"),
        natural=_phrases(raw, "natural"),
        cumulative=_phrases(raw, "cumulative"),
        since=_phrases(raw, "since"),
        revised=_phrases(raw, "revised"),
        superseded=_phrases(raw, "superseded"),
        according=_phrases(raw, "according"),
        lists={name: frozenset(words) for name, words in raw["lists"].items()},
        endings={name: tuple(words) for name, words in raw["endings"].items()},
        counted=raw.get("counted", {}),
        reach=raw["reach"],
        glued=tuple(raw.get("glued", ())),
    )


def _phrases(raw: Mapping[str, Mapping[str, list[str]]], name: str) -> PhraseIndex[None]:
    return PhraseIndex((phrase, None) for phrase in raw["phrases"].get(name, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmTypes:
    """Which types of event can do a harm, likeliest first, and to how many people one event can."""

    tiers: Mapping[str, int]
    most: int
    aftermath: frozenset[str]
    """Types that come after a harm done by another event, unless the text says that they did it."""


@cache
def harm_types() -> Mapping[Harm, HarmTypes]:
    """Return the event types of each harm.

    Examples
    --------
    >>> harm_types()["killed"].tiers["strike"] < harm_types()["killed"].tiers["capture"]
    True
    """
    raw = read_toml("assembly", "rules/casualties.toml")
    return {
        harm: HarmTypes(
            tiers={name: tier for tier, names in enumerate(raw[harm]["tiers"]) for name in names},
            most=raw[harm]["most"],
            aftermath=frozenset(raw[harm].get("aftermath", ())),
        )
        for harm in HARMS
    }


@cache
def own_words() -> Mapping[str, tuple[Harm, tuple[Shape, ...], tuple[Shape, ...]]]:
    """Return, for the types whose triggers tell a harm, that harm and the shapes of their verbs and nouns."""
    raw = read_toml("assembly", "rules/casualties.toml")["words"]
    return {name: (row["harm"], tuple(row["verb"]), tuple(row["noun"])) for name, row in raw.items()}
