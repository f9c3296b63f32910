"""Whether an event happened: asserted, negated, planned or hypothetical.

After the ConText algorithm (Harkema et al. 2009): cue phrases with a category, a direction, a scope and words that
end it, all of them data (``rules/<lang>/modality.toml``). Two things go beyond it. Cues nest: they are read from
the trigger outwards, so that "n'ont pas réussi à prendre" is negated and "n'ont pas cessé de bombarder" is
asserted. And a trigger's own form speaks: a future is planned, an infinitive follows what governs it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from eventgeo.assembly.modality_cues import Cue, CueRules, FoundCue, find_cues, modality_rules
from eventgeo.model import Judgement, Modality, Sentence, Trigger

_COMPOSED: dict[tuple[Modality, Modality], Modality] = {
    # (what the outer cue says, what held within it): what holds
    ("negated", "asserted"): "negated",
    ("negated", "negated"): "asserted",  # "n'ont pas refusé de se rendre"
    ("negated", "planned"): "negated",  # "n'envisage pas de se rendre"
    ("negated", "hypothetical"): "negated",  # "ne peut pas prendre"
    ("planned", "asserted"): "planned",
    ("planned", "negated"): "negated",  # "promet de ne pas attaquer"
    ("planned", "planned"): "planned",
    ("planned", "hypothetical"): "hypothetical",
    ("hypothetical", "asserted"): "hypothetical",
    ("hypothetical", "negated"): "hypothetical",
    ("hypothetical", "planned"): "hypothetical",
    ("hypothetical", "hypothetical"): "hypothetical",
}


def judge(trigger: Trigger, sentence: Sentence, lang: str) -> Judgement:
    """Say whether the event that `trigger` names happened, by what its sentence says.

    Parameters
    ----------
    trigger : Trigger
    sentence : Sentence
        The sentence the trigger stands in.
    lang : str
        ISO 639-1 code; a language without rules gives "asserted".

    Returns
    -------
    Judgement
        With the words that decided it; ``cue`` is empty where nothing spoke against the event.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Ils ont refusé de bombarder la ville.", "fr")
    >>> verb = Trigger(start=18, end=27, text="bombarder", event_type="strike", lemma="bombarder",
    ...                features=frozenset({"verb", "inf"}), rule="example")
    >>> judge(verb, sentence, "fr")
    Judgement(modality='negated', cue='refusé de', reason='refused or given up: "refusé de"')
    >>> judge(verb, sentence, "xx")
    Judgement(modality='asserted', cue='', reason='')
    """
    rules = modality_rules(lang)
    if rules is None:
        return Judgement()
    tokens = sentence.tokens
    norms = [token.norm for token in tokens]
    first = bisect_left([token.end for token in tokens], trigger.start + 1)
    last = bisect_left([token.start for token in tokens], trigger.end)
    if first >= last:
        return Judgement()
    found = find_cues(norms, rules)
    features = _in_context(trigger.features, norms, first, rules)
    reaching = _reaching(found, norms, first, last, features, rules)
    opens = first == 0 or norms[first - 1] in rules.hard_stops or not tokens[first - 1].is_word
    value, decider = _compose(reaching, _form(trigger.features, opens, rules))
    if value == "asserted" and "definite" not in features and _asked(norms, rules):
        return Judgement(modality="hypothetical", cue="?", reason="asked, not told")
    if value == "asserted":
        return Judgement()
    if decider is None:
        return Judgement(modality=value, cue=trigger.text, reason=f'form of the verb: "{trigger.text}"')
    cue = sentence.text[
        tokens[decider.start].start - sentence.start : tokens[decider.end - 1].end - sentence.start
    ]
    return Judgement(modality=value, cue=cue, reason=f'{decider.cue.because}: "{cue}"')


def _in_context(features: frozenset[str], norms: Sequence[str], first: int, rules: CueRules) -> frozenset[str]:
    """Add what the words before the trigger make of it.

    A noun is ``definite``, ``demonstrative`` or ``indefinite`` by its article; a participle after an infinitive
    auxiliary ("d'être raflé") is as good as an infinitive.
    """
    if "verb" not in features:
        before = norms[max(0, first - 3) : first][::-1]
        if any(norm in rules.demonstratives for norm in before[:2]):
            return features | {"definite", "demonstrative"}
        if any(norm in rules.definites for norm in before[:2]):
            return features | {"definite"}
        return features | {"indefinite"}
    at = first - 1
    while at >= 0 and norms[at] in rules.light and norms[at] not in rules.infinitive_auxiliaries:
        at -= 1
    if "pp" in features and at >= 0 and norms[at] in rules.infinitive_auxiliaries:
        return features | {"inf"}
    return features


def _form(features: frozenset[str], opens: bool, rules: CueRules) -> Modality:
    """Return what the form of the trigger says by itself; an imperative opens its clause ("désertez")."""
    for form, modality in rules.forms.items():
        if form in features and (form != "imp" or (opens and "noun" not in features)):
            return modality
    return "asserted"


def _compose(reaching: Sequence[FoundCue], value: Modality) -> tuple[Modality, FoundCue | None]:
    """Nest the cues from the trigger outwards, beginning with what its own form says."""
    decider: FoundCue | None = None
    concord = False
    for hit in reaching:
        category = hit.cue.category
        if category == "presupposed":
            break
        if category == "actual":
            value = "asserted"
        if category in ("actual", "asserted") or (hit.cue.concord and concord):
            continue
        concord = concord or hit.cue.concord
        composed = _COMPOSED[category, value]
        if composed != value or decider is None:
            decider = hit
        value = composed
    return value, decider


def _asked(norms: Sequence[str], rules: CueRules) -> bool:
    tail = norms[-3:]
    return "?" in tail and not any(norm in rules.presupposing for norm in norms)


def _reaching(
    found: Sequence[FoundCue],
    norms: Sequence[str],
    first: int,
    last: int,
    features: frozenset[str],
    rules: CueRules,
) -> list[FoundCue]:
    """Return the cues whose scope holds the trigger at tokens `first` to `last`, nearest first."""
    covered = {at for hit in found for at in range(hit.start, hit.end)}
    coordinated = _is_coordinated(norms, first, covered, rules)
    near = sorted(
        found,
        key=lambda hit: (first - hit.end if hit.end <= first else hit.start - last, hit.start - hit.end),
    )
    reaching: list[FoundCue] = []
    for hit in near:
        cue = hit.cue
        if cue.direction == "backward":
            if hit.start < last:
                continue
            path = range(last, hit.start)
        else:
            if hit.end > first:
                continue
            path = range(hit.path_start, first)
            if "demonstrative" in features and cue.category != "presupposed":
                continue  # "cette trêve" has been told before, and is not denied here
        if any(hit.start < other.end and other.start < hit.end for other in reaching):
            continue  # part of a longer cue
        inner = any(other.cue.direction == cue.direction and other.start in path for other in reaching)
        if cue.takes and not inner and not (cue.takes & features):
            continue
        if _path_is_open(norms, path, cue, covered, coordinated, rules):
            reaching.append(hit)
    return reaching


def _path_is_open(
    norms: Sequence[str],
    path: range,
    cue: Cue,
    covered: set[int],
    coordinated: bool,
    rules: CueRules,
) -> bool:
    """Say whether the scope of a cue reaches over the tokens of `path`."""
    weight = 0
    for at in path:
        norm = norms[at]
        if at in covered or norm in rules.light:
            continue
        if norm in rules.hard_stops:
            return False
        if norm in rules.soft_stops:
            if cue.crosses == "soft" or coordinated or (cue.crosses == "openers" and norm != ","):
                continue
            return False
        if rules.is_support(norm):
            continue
        if rules.is_governed_infinitive(norms, at, path.start) and not coordinated and cue.crosses == "clause":
            return False
        weight += 1
        if weight > cue.scope + (rules.coordination_reach if coordinated else 0):
            return False
    return True


def _is_coordinated(norms: Sequence[str], first: int, covered: set[int], rules: CueRules) -> bool:
    """Say whether the trigger continues a row of infinitives ("d'attaquer, de kidnapper et d'assassiner")."""
    at = first - 1
    while at > 0 and norms[at] in rules.clitics:
        at -= 1
    if at < 1 or norms[at] not in rules.row_heads:
        return False
    return norms[at - 1] in rules.row_joints
