"""Numbers of people harmed in a sentence, read by the grammar of the words that tell of harm.

"Au moins 14 morts", "a tué 12 civils", "12 civils ont été arrêtés", "la mort de 12 civils", and that nobody
was harmed. Which event they belong to is for :mod:`eventgeo.assembly.casualties` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eventgeo.assembly.casualty_rules import Harm
from eventgeo.assembly.counted_people import is_person, phrase_end, read_people
from eventgeo.assembly.toll_subjects import Counted, count_subject
from eventgeo.assembly.toll_view import HarmWord, TollView, view_tolls
from eventgeo.model import Sentence, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A number of people harmed in a sentence.

    ``place`` is the character offset of the word of harm; ``start`` and ``end`` are the tokens of number and
    people, ``word_start`` and ``word_end`` those of the word. ``low == high == 0`` says that nobody was.
    ``active`` marks people harmed by what is told before them ("a tué 12 civils", "faisant 12 morts").
    """

    harm: Harm
    low: int | None
    high: int | None
    place: int
    who: str = ""
    start: int = 0
    end: int = 0
    word_start: int = 0
    word_end: int = 0
    active: bool = False

    @property
    def first(self) -> int:
        """The first token of the whole."""
        return min(self.start, self.word_start)

    @property
    def last(self) -> int:
        """The token after the last of the whole."""
        return max(self.end, self.word_end)


def find_tolls(sentence: Sentence, lang: str, triggers: Sequence[Trigger] = ()) -> tuple[Toll, ...]:
    """Return the numbers of people harmed in a sentence, in order.

    Parameters
    ----------
    sentence : Sentence
    lang : str
    triggers : sequence of Trigger, default ()
        Those of the sentence; some are words of harm themselves.

    Examples
    --------
    >>> from eventgeo.text.sentences import split_sentences
    >>> [sentence] = split_sentences("Between 10 and 12 people died and dozens were wounded.", "en")
    >>> [(toll.harm, toll.low, toll.high, toll.who) for toll in find_tolls(sentence, "en")]
    [('killed', 10, 12, 'people'), ('injured', 24, None, '')]
    """
    view = view_tolls(sentence, lang, triggers)
    return () if view is None else read_tolls(view)


def read_tolls(view: TollView) -> tuple[Toll, ...]:
    """Return the tolls of a sentence already viewed."""
    tolls: list[Toll] = []
    used: set[int] = set()
    unreal = [found.end for found in view.rules.unreal.find(view.norms)]
    for word in view.words:
        if _is_shared(view, word):
            continue
        counted = _count(view, word, used)
        if counted is None or _is_mixed(view, counted):
            continue
        used.update(range(counted.start, counted.number_end))
        if not any(_governs(view, end, word) for end in unreal):
            tolls.append(_toll(view, word, counted))
    tolls.extend(_other_figures(view, tolls, used))
    tolls.extend(_nobody(view, tolls))
    return tuple(sorted(tolls, key=lambda toll: (toll.place, toll.start)))


def _count(view: TollView, word: HarmWord, used: set[int]) -> Counted | None:
    """Return whom the word tells of: after an active verb or a noun of harm, before a participle."""
    norms, lists = view.norms, view.rules.lists
    before = _left_of_adverbs(view, word.start)
    passive = before > 0 and norms[before - 1] in lists["passive"]
    perfect = before > 0 and norms[before - 1] in lists["perfect"]
    shapes = word.shapes
    sure = _is_sure(view, word)
    if "toll" in shapes:
        found = _after(view, word.end, view.rules.reach["toll"], used, past_prepositions=True)
        if found is not None:
            return found
    if "named" in shapes:
        found = count_subject(view, word.start, used, one=False) if "noun" in shapes else None
        if found is not None and found.end >= word.start - 1:
            return found
    heads = "head" in shapes or ("named" in shapes and _has_genitive(view, word.end))
    if ("object" in shapes and not passive) or heads:
        found = _after(view, word.end, view.rules.reach["after"], used, of=heads, sure=sure)
        if found is None and word.harm != "displaced":
            one = _one_after(view, word.end)
            found = one and _with_more(view, one, used)
        if found is not None:
            return replace(found, active="object" in shapes)
    looks_before = bool(shapes & {"noun", "subject"}) and (
        passive or not perfect or "object" not in shapes or "subject" in shapes
    )
    if looks_before:
        found = count_subject(view, word.start, used, one=word.harm != "displaced", sure=sure)
        if found is not None:
            return found
    inverted = norms[word.start] in lists["inverted"] or (passive and bool(lists["inverted"]))
    if inverted and shapes & {"noun", "subject"}:
        return _after(view, word.end, view.rules.reach["after"], used) or _one_after(view, word.end)
    if "noun" in shapes and word.start not in used:
        noun = _counted_noun(view, word.start)
        return noun and replace(noun, who=())  # "قتيلين" tells number and harm, not who
    return None


def _after(
    view: TollView,
    at: int,
    reach: int,
    used: set[int],
    *,
    of: bool = False,
    sure: bool = False,
    past_prepositions: bool = False,
) -> Counted | None:
    """Return the people counted after token `at`: "a tué mardi au moins 12 civils et deux gardes".

    After a noun ("la mort `of` 12 civils") a verb may well follow them, whose subject is that noun.
    """
    norms, lists = view.norms, view.rules.lists
    starts = {quantity.start: quantity for quantity in view.quantities}
    starts |= {quantity.number_start: quantity for quantity in view.quantities}
    for place in range(at, min(len(norms), at + reach)):
        if place in used:
            return None
        quantity = starts.get(place)
        if quantity is not None and not (past_prepositions and quantity.article):
            people = read_people(view.tokens, norms, quantity, view.rules, view.blocked, sure=sure)
            if people is not None and not of and _is_subject_of_next(view, people.end):
                return None
            if people is not None:
                return _with_more(view, Counted.of(quantity, people), used)
            if not quantity.article:
                return None
        noun = _counted_noun(view, place)
        if noun is not None:
            return _with_more(view, noun, used)
        if norms[place] in lists["inside"]:
            continue
        if not view.tokens[place].is_word:
            return None
        stops = (
            (place in view.blocked and place > at)
            or norms[place] in lists["parting"]
            or norms[place] in lists["and"]
        )
        if stops and not past_prepositions:
            return None
    return None


def _is_subject_of_next(view: TollView, at: int) -> bool:
    """Say whether people that end at `at` are told of by the next word: "12 killed, 30 others injured"."""
    if at >= len(view.norms):
        return False
    lists = view.rules.lists
    if view.norms[at] in (lists["passive"] | lists["perfect"]) - lists["parting"]:
        return True
    return any(word.start == at and "noun" in word.shapes for word in view.words)


def _with_more(view: TollView, counted: Counted, used: set[int]) -> Counted:
    """Add what is coordinated: "12 civils et trois soldats", unless that is the subject of what follows."""
    norms, lists = view.norms, view.rules.lists
    starts = {quantity.start: quantity for quantity in view.quantities}
    while counted.who_end < len(norms) and norms[counted.who_end] in view.rules.counted:
        noun = _counted_noun(view, counted.who_end)  # "امرأة وطفلتين", its "and" taken off
        if noun is None or counted.who_end in view.blocked:
            break
        counted = counted.plus(noun)
    while counted.who_end < len(norms) - 2 and norms[counted.who_end] in lists["and"]:
        again = norms[counted.who_end + 1] in lists["personal_to"]  # "la vie à trois gardes et à un passant"
        quantity = starts.get(counted.who_end + 1 + again)
        if quantity is None and counted.who:
            other = _one_after(view, counted.who_end + 1)
            if other is None or _is_subject_of_next(view, other.who_end):
                break
            counted = counted.plus(other)
            continue
        if quantity is None or quantity.start in used or not counted.who:
            break
        people = read_people(view.tokens, norms, quantity, view.rules, view.blocked)
        if people is None or people.start == people.end or people.end in view.blocked:
            break
        if people.end < len(norms) and norms[people.end] in lists["auxiliaries"]:
            break
        counted = counted.plus(Counted.of(quantity, people))
    return counted


def _has_genitive(view: TollView, at: int) -> bool:
    """Say whether those that a noun tells of follow it: "l'arrestation de", "مقتل 5"."""
    lists = view.rules.lists
    if at >= len(view.norms):
        return False
    starts = {quantity.start for quantity in view.quantities}
    return view.norms[at] in lists["genitive"] or at in starts or view.norms[at] in view.rules.counted


def _one_after(view: TollView, at: int) -> Counted | None:
    """Count a single person named after a verb: "a tué le chauffeur", "killed its commander"."""
    norms, lists = view.norms, view.rules.lists
    if at < len(norms) and (norms[at] in lists["personal_to"] or norms[at] in lists["of"]):
        at += 1
    start = at + 1
    if at < len(norms) and norms[at - 1] in lists["contracted"]:
        start = at  # "la mort du chef"
    elif at >= len(norms) or (norms[at] not in lists["one"] and norms[at] not in lists["contracted"]):
        return None
    end = phrase_end(view.tokens, norms, start, view.rules, view.blocked)
    if not any(norm in lists["persons"] for norm in norms[start : min(end, start + 3)]):
        return None
    if any(norm in lists["things"] or norm in lists["collectives"] for norm in norms[start : start + 3]):
        return None
    return Counted(low=1, high=1, start=start - 1, number_end=start, who=((start, end),))


def _counted_noun(view: TollView, at: int) -> Counted | None:
    """Read a noun whose form says how many: "مدنيان" is two civilians."""
    value = view.rules.counted.get(view.norms[at])
    if value is None or view.rules.lists["uncounted_after"].intersection(view.norms[max(0, at - 2) : at]):
        return None
    end = phrase_end(view.tokens, view.norms, at, view.rules, view.blocked - {at})
    return Counted(low=value, high=value, start=at, number_end=at + 1, who=((at, max(end, at + 1)),))


def _left_of_adverbs(view: TollView, at: int) -> int:
    """Return the token after the auxiliary of a verb: past adverbs between ("ont également été tués")."""
    for _ in range(2):
        if at > 0 and (
            view.norms[at - 1] in view.rules.lists["adverbs"]
            or view.norms[at - 1].endswith(view.rules.endings["adverbs"])
        ):
            at -= 1
    return at


def _is_sure(view: TollView, word: HarmWord) -> bool:
    """Say whether the word tells of living beings only: "tué", but not "abattu", which a drone may be."""
    if word.harm not in ("killed", "injured"):
        return False
    return view.rules.lists["also_of_things"].isdisjoint(view.norms[word.start : word.end])


def _is_shared(view: TollView, word: HarmWord) -> bool:
    """Say whether two words of harm share one number: "20 personnes tuées ou blessées" says neither."""
    joined = view.rules.lists["joined_harms"]
    for other in view.words:
        if other.harm == word.harm or {word.harm, other.harm} != {"killed", "injured"}:
            continue
        first, second = sorted((word, other), key=lambda found: found.start)
        if first.end <= second.start and " ".join(view.norms[first.end : second.start]) in joined:
            return True
    return False


def _is_mixed(view: TollView, counted: Counted) -> bool:
    """Say whether dead and injured are counted together: "20 مدنيا بين قتيل وجريح"."""
    at = counted.end
    if at >= len(view.norms) or view.norms[at] not in view.rules.lists["uncounted_after"]:
        return False
    harms = {word.harm for word in view.words if at < word.start <= at + 3}
    return {"killed", "injured"} <= harms


def _governs(view: TollView, cue_end: int, word: HarmWord) -> bool:
    """Say whether a cue of what may be or was to be stands before the word, with no mark between."""
    gap = view.norms[cue_end : word.start]
    verbal = bool(word.shapes & {"object", "subject"})
    reach = view.rules.reach["unreal"] if verbal else view.rules.reach["unreal"] // 2
    return cue_end <= word.start and len(gap) <= reach and "," not in gap


def _toll(view: TollView, word: HarmWord, counted: Counted) -> Toll:
    low, high = counted.low, counted.high
    last = max(counted.end, word.end)
    after = view.rules.lists["at_least_after"]
    if " ".join(view.norms[last : last + 2]) in after or " ".join(view.norms[last : last + 3]) in after:
        low, high = low or high, None
    who = ", ".join(view.text(start, end) for start, end in counted.who if end > start)
    if not who and word.end < len(view.norms):
        who = _who_after(view, word.end)
    return Toll(
        harm=word.harm,
        low=low,
        high=high,
        place=view.tokens[word.start].start,
        who=who,
        start=counted.start,
        end=counted.end,
        word_start=word.start,
        word_end=word.end,
        active=counted.active or _is_result(view, min(counted.start, word.start)),
    )


def _is_result(view: TollView, at: int) -> bool:
    """Say whether the toll is told as what an event before it brought: "faisant 12 morts", "left 12 dead"."""
    return not view.rules.lists["results"].isdisjoint(view.norms[max(0, at - 3) : at])


def _who_after(view: TollView, at: int) -> str:
    """Return whom a noun of harm tells of after it: "12 morts parmi les civils", "trois blessés civils"."""
    norms, lists = view.norms, view.rules.lists
    among = next((n for n in (3, 2, 1) if " ".join(norms[at : at + n]) in lists["among"]), 0)
    if among:
        at += among
        passed = lists["articles"] | lists["of"]
        while at < len(norms) and norms[at] in passed:
            at += 1
        return view.text(at, phrase_end(view.tokens, norms, at, view.rules, view.blocked))
    return view.text(at, at + 1) if is_person(norms[at], view.rules) else ""


def _other_figures(view: TollView, tolls: Sequence[Toll], used: set[int]) -> Iterator[Toll]:
    """Yield further figures for a toll by other sources: "12 morts selon la police, 15 selon l'hôpital"."""
    according = {found.start for found in view.rules.according.find(view.norms)}
    for quantity in view.quantities:
        known = [toll for toll in tolls if toll.last <= quantity.start]
        if quantity.end not in according or quantity.start in used or quantity.article:
            continue
        if known and read_people(view.tokens, view.norms, quantity, view.rules) is not None:
            last = max(known, key=lambda toll: toll.last)
            yield replace(
                last, low=quantity.low, high=quantity.high, start=quantity.start, end=quantity.end,
                word_start=quantity.start, word_end=quantity.end, place=view.tokens[quantity.start].start,
            )  # fmt: skip


def _nobody(view: TollView, tolls: Sequence[Toll]) -> Iterator[Toll]:
    """Yield where the text says that nobody was harmed: "sans faire de victimes", "no one was killed"."""
    for found in view.rules.zeros.find(view.norms):
        following = view.norms[found.end] if found.end < len(view.norms) else ""
        if following in view.rules.lists["restricting"] or is_person(following, view.rules):
            continue  # "aucune victime civile" says nothing of others
        for harm in found.value:
            taken = (toll for toll in tolls if toll.first < found.end and found.start < toll.last)
            if harm not in {toll.harm for toll in taken}:
                yield Toll(
                    harm=harm, low=0, high=0, place=view.tokens[found.start].start, start=found.start,
                    end=found.end, word_start=found.start, word_end=found.end,
                )  # fmt: skip
