"""Whether an event happened: asserted, negated, planned or hypothetical.

After the ConText algorithm (Harkema et al. 2009): cue phrases with a category, a direction, a scope and words
that end it, all of them data (``rules/<lang>/modality.toml``). Two things go beyond it. Cues nest: they are
read from the trigger outwards, so that "n'ont pas réussi à prendre" is negated and "n'ont pas cessé de
bombarder" is asserted. And a trigger's own form speaks: a future is planned, an infinitive follows what
governs it, and a noun with a demonstrative has been told before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from eventgeo.assembly.modality_cues import Category, Cue, CueRules, FoundCue, find_cues, modality_rules
from eventgeo.assembly.word_forms import rule_forms
from eventgeo.model import Judgement, Modality, Sentence, Trigger

_COMPOSED: dict[tuple[Category, Modality], Modality] = {
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

_LONGEST_ASIDE = 8


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
        With the words that decided it; ``cue`` is empty where nothing spoke against the event. What is told
        as hearsay is asserted, and its ``cue`` says so ("auraient", "unconfirmed reports").

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Ils ont refusé de bombarder la ville.", "fr")
    >>> verb = Trigger(start=18, end=27, text="bombarder", event_type="strike", lemma="bombarder",
    ...                features=frozenset({"verb", "inf"}), rule="example")
    >>> verdict = judge(verb, sentence, "fr")
    >>> verdict.modality, verdict.reason
    ('negated', 'refused or given up: "refusé de"')
    >>> judge(verb, sentence, "xx").reason
    'told as fact: no cue against it'
    """
    rules = modality_rules(lang)
    if rules is None:
        return Judgement()
    tokens = sentence.tokens
    norms = rule_forms(tokens, lang)
    first = bisect_left([token.end for token in tokens], trigger.start + 1)
    last = bisect_left([token.start for token in tokens], trigger.end)
    if first >= last:
        return Judgement()
    found = find_cues(norms, rules)
    features = _in_context(trigger.features, norms, first, rules) | {trigger.event_type}
    reaching = _reaching(found, norms, first, last, features, rules)
    value, decider = _compose(reaching, _form(features, rules))
    if value in ("asserted", "planned") and "definite" not in features and _asked(norms, features, rules):
        return Judgement(modality="hypothetical", cue="?", reason="asked, not told")
    if value == "asserted":
        return _hearsay(sentence, norms, first, features, rules) or Judgement()
    if decider is None:
        return Judgement(modality=value, cue=trigger.text, reason=f'form of the verb: "{trigger.text}"')
    cue = sentence.text[
        tokens[decider.start].start - sentence.start : tokens[decider.end - 1].end - sentence.start
    ]
    return Judgement(modality=value, cue=cue, reason=f'{decider.cue.because}: "{cue}"')


def _in_context(
    features: frozenset[str], norms: Sequence[str], first: int, rules: CueRules
) -> frozenset[str]:
    """Add what the words before the trigger make of it.

    A noun is ``definite``, ``demonstrative`` or ``indefinite`` by its article. A participle has the form of
    its auxiliary: "sera pris" is ``fut``, "serait pris" ``cond``, "d'être pris" as good as an infinitive. A
    verb that opens its clause in a form of address ("désertez") is ``imp``.
    """
    if "verb" not in features and first and norms[first - 1] in rules.modals:
        return features - {"noun"} | {"verb", "inf"}  # "will bomb": a verb, though it looks like a noun
    if "verb" not in features:
        before = norms[max(0, first - 2) : first]
        if any(norm in rules.demonstratives for norm in before):
            return features | {"definite", "demonstrative"}
        if any(norm in rules.definites for norm in before):
            return features | {"definite"}
        return features | {"indefinite"}
    before = norms[first - 1] if first else "."
    features -= {"imp"}  # its form is that of a present; only its place tells
    if norms[first].endswith(rules.address_endings) and not before[0].isalnum():
        features |= {"imp"}
    if "pp" in features:
        at = first - 1
        while at >= 0 and norms[at] in rules.light and norms[at] not in rules.auxiliaries:
            at -= 1
        if at >= 0 and norms[at] in rules.auxiliaries:
            features |= {rules.auxiliaries[norms[at]]}
    return features


def _hearsay(
    sentence: Sentence, norms: Sequence[str], first: int, features: frozenset[str], rules: CueRules
) -> Judgement | None:
    """Return the judgement of what is told as others tell it: asserted, with the words that say so."""
    tokens = sentence.tokens
    if "cond" in features:
        at = first
        while at > 0 and norms[at] not in rules.auxiliaries and norms[at - 1] in rules.light:
            at -= 1
        cue = tokens[at if norms[at] in rules.auxiliaries else first].text
        return Judgement(cue=cue, reason=f'reported in the conditional: "{cue}"')
    for found in rules.hearsay.find(norms[:first]):
        if not any(norm in rules.hard_stops for norm in norms[found.end : first]):
            span = slice(
                tokens[found.start].start - sentence.start, tokens[found.end - 1].end - sentence.start
            )
            cue = sentence.text[span]
            return Judgement(cue=cue, reason=f'reported, not confirmed: "{cue}"')
    return None


def _form(features: frozenset[str], rules: CueRules) -> Modality:
    """Return what the form of the trigger says by itself."""
    for form, modality in rules.forms.items():
        if form in features:
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


def _asked(norms: Sequence[str], features: frozenset[str], rules: CueRules) -> bool:
    """Say whether the sentence asks if it happened; "why", "how" and the like ask about what did."""
    tail = norms[-3:]
    return "?" in tail and ("inf" in features or not any(norm in rules.presupposing for norm in norms))


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
    passed_over = {at for at in covered if norms[at] not in rules.soft_stops or norms[at] == ","}
    coordinated = _is_coordinated(norms, first, rules)
    near = sorted(found, key=lambda hit: first - hit.end if hit.end <= first else hit.start - last)
    reaching: list[FoundCue] = []
    goal = first  # what a cue must reach: the trigger, or the cue that governs it already
    for hit in near:
        cue = hit.cue
        if cue.direction == "backward":
            if hit.start < last or (cue.takes and not cue.takes & features):
                continue
            path = range(last, hit.start)
            if any(norms[at] in rules.new_subjects for at in path):
                continue  # "a deal that nobody will touch"
            if _path_is_open(norms, path, cue, passed_over, False, rules):
                reaching.append(hit)
            continue
        if hit.end > goal:
            continue
        if "demonstrative" in features and cue.category != "presupposed":
            continue  # "cette trêve" has been told before, and is not denied here
        if goal < first and norms[goal - 1] in rules.coordinators and hit.end < goal:
            continue  # "nie toute implication et menace d'enlever": two verbs side by side
        path = range(hit.path_start, goal)
        if not _takes(
            cue, features, goal < first, any(rules.is_supporting_infinitive(norms[at]) for at in path)
        ):
            continue
        if _path_is_open(norms, path, cue, covered, coordinated, rules):
            reaching.append(hit)
            goal = hit.start
    return reaching


def _takes(cue: Cue, features: frozenset[str], inner: bool, supported: bool) -> bool:
    """Say whether a cue can govern the trigger, or the cue or supporting verb that stands between them."""
    if not cue.takes or cue.takes & features:
        return True
    return "inf" in cue.takes and (inner or supported)


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
    resume = path.start
    for at in path:
        norm = norms[at]
        if at < resume or at in covered or norm in rules.light:
            continue
        if norm in rules.hard_stops:
            return False
        if norm in rules.soft_stops:
            if norm == ",":
                resume = _end_of_aside(norms, at, path.stop)
                if resume > at or coordinated or cue.crosses == "soft":
                    continue
            elif coordinated or cue.crosses == "openers" or (cue.crosses == "soft" and norms[at - 1] != ","):
                continue
            return False
        if rules.is_support(norm):
            continue
        alone = cue.crosses == "clause" and not coordinated
        if alone and rules.is_governed_infinitive(norms, at, path.start):
            return False
        weight += 1
        if weight > cue.scope + (rules.coordination_reach if coordinated else 0):
            return False
    return True


def _end_of_aside(norms: Sequence[str], comma: int, stop: int) -> int:
    """Return where an aside between commas ends ("has not, he insists, withdrawn"), else its start."""
    for at in range(comma + 2, min(stop, comma + _LONGEST_ASIDE)):
        if norms[at] == ",":
            return at + 1
    return comma


def _is_coordinated(norms: Sequence[str], first: int, rules: CueRules) -> bool:
    """Say whether the trigger continues a row of infinitives ("d'attaquer, de kidnapper et d'assassiner")."""
    at = first - 1
    while at > 0 and norms[at] in rules.clitics:
        at -= 1
    if at < 1 or norms[at] not in rules.row_heads:
        return False
    return norms[at - 1] in rules.row_joints
