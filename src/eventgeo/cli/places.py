"""``eventgeo resolve``: the places that names mean, alone, in a text, or marked in many texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventgeo.cli.shared import count, plain_errors
from eventgeo.cli.store_option import corrections_option, open_corrected, store_option
from eventgeo.text.surrogates import without_surrogates

if TYPE_CHECKING:
    from eventgeo.errors import DocumentError
    from eventgeo.model import Candidate, Resolution
    from eventgeo.protocols import Gazetteer, Tagger

LEFT_OUT = 3
_LONGEST_SHOWN = 80
_TAGGERS = ("combined", "lexicon", "reader")


@click.command()
@click.argument("text", required=False)
@click.option("--country", help="Only places in this country (ISO 3166-1 alpha-2 code); for a name alone.")
@click.option("--lang", help="Language of the text; found from it where left out.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(min=1), help="Candidates to show.")
@click.option("--explain", is_flag=True, help="Show what speaks for and against each candidate, in numbers.")
@click.option(
    "--spans",
    type=click.Path(path_type=Path),
    metavar="IN.jsonl",
    help='Resolve the mentions marked in texts, one a line: {"text", "toponyms": [{"start", "end"}]}; '
    '"-" reads stdin.',
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help='File for --spans; "-", the default, is stdout.'
)
@click.option(
    "--tagger",
    type=click.Choice(_TAGGERS),
    help="Finds names in a text (by default combined), and with --spans names beside those marked (lexicon).",
)
@store_option
@corrections_option
@plain_errors
def resolve(
    text: str | None,
    country: str | None,
    lang: str | None,
    limit: int,
    explain: bool,
    spans: Path | None,
    output: Path | None,
    tagger: str | None,
    store: Path | None,
    corrections: Path | None,
) -> None:
    """Show the places that TEXT means, best first, with the reasons; "-" reads TEXT from stdin.

    TEXT is a name ("Al-Boukamal") or a text with names in it ("Des combats à Tripoli, au Liban.").

    With --spans it reads a file of texts whose mentions are known instead, and writes it with "lat", "lon",
    "geonameid", "country", "kind", "confidence" and "reason" in each toponym, null where it has no place.

    Exit codes: 0 all went well; 1 nothing was resolved, or an error stopped the work; 2 wrong usage; 3 done,
    but some lines or mentions had problems, which stderr names.
    """
    if (text is None) == (spans is None):
        raise click.UsageError(
            "give a name or a text, or a file with --spans" + ("" if text is None else ", not both")
        )
    if spans is not None:
        if country or explain or lang:
            raise click.UsageError(
                "--country, --lang and --explain go with a name or a text, not with --spans"
            )
        _resolve_file(spans, output or Path("-"), open_corrected(store, corrections), tagger)
        return
    if output is not None:
        raise click.UsageError("-o goes with --spans")
    text = without_surrogates(_read_stdin() if text == "-" else text or "")
    gazetteer = open_corrected(store, corrections)
    alone = bool(country) or _is_name(text, gazetteer)
    resolutions = () if alone else _of_text(text, gazetteer, lang, tagger)
    if not resolutions:
        alone, resolutions = True, (_of_name(text, gazetteer, country),)
    for resolution in resolutions:
        if resolution.chosen is None or not alone:
            click.echo(_headed(resolution))
        _show(resolution, limit, explain)
    if not any(resolution.chosen for resolution in resolutions):
        sys.exit(1)


def _is_name(text: str, gazetteer: Gazetteer) -> bool:
    """Whether a text is a name itself: a single word, or one that the gazetteer knows whole."""
    known = (candidate.match in ("exact", "normalised") for candidate in gazetteer.lookup(text))
    return len(text.split()) < 2 or any(known)


def _of_name(name: str, gazetteer: Gazetteer, country: str | None) -> Resolution:
    from eventgeo.resolution import resolve_name

    return resolve_name(name.strip(), gazetteer, country=country)


def _of_text(text: str, gazetteer: Gazetteer, lang: str | None, tagger: str | None) -> tuple[Resolution, ...]:
    from eventgeo.documents.records import language_code
    from eventgeo.errors import ConfigurationError
    from eventgeo.model import Document
    from eventgeo.resolution import RuleResolver
    from eventgeo.resolution.spans import LANGUAGES, tag_mentions

    reader = _tagger(tagger or "combined", gazetteer)
    languages = getattr(reader, "languages", LANGUAGES)
    code = language_code(lang) if lang else None
    if lang and code not in languages:
        raise ConfigurationError(f"--lang {lang}: that is not read here; {', '.join(languages)} are")
    tags = tag_mentions(Document(doc_id="text", text=text, lang=code), (), tagger=reader).tags
    return RuleResolver(gazetteer).resolve(tags)


def _resolve_file(source: Path, target: Path, gazetteer: Gazetteer, tagger: str | None) -> None:
    from eventgeo.cli.mention_files import resolve_file
    from eventgeo.documents.mentions import MentionLine
    from eventgeo.model import Span
    from eventgeo.resolution import RuleResolver
    from eventgeo.resolution.spans import resolve_mentions

    resolver, reader = RuleResolver(gazetteer), _tagger(tagger or "lexicon", gazetteer)
    problems = 0

    def answer(line: MentionLine) -> tuple[Resolution, ...]:
        spans = [span for span in line.spans if isinstance(span, Span)]
        return resolve_mentions(line.document, spans, resolver, tagger=reader)

    def tell(problem: DocumentError) -> None:
        nonlocal problems
        problems += 1
        click.echo(f"warning: {problem}", err=True)

    resolve_file(source, target, answer, tell)
    if problems:
        click.echo(f"{count(problems, 'problem')}, named above; the rest was resolved", err=True)
        sys.exit(LEFT_OUT)


def _tagger(name: str, gazetteer: Gazetteer) -> Tagger:
    from eventgeo.tagging.by_name import tagger_by_name

    return tagger_by_name(name, gazetteer)


def _read_stdin() -> str:
    from eventgeo.documents.decode import decode

    return decode(sys.stdin.buffer.read(), "utf-8", source="standard input")


def _headed(resolution: Resolution) -> str:
    """Return the name with how sure its place is, or why it has none."""
    name = _printable(resolution.toponym.text)
    name = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
    if resolution.chosen is None:
        return f"{name}: unresolved: {resolution.reason}"
    return f"{name}: confidence {resolution.confidence:.2f}"


def _show(resolution: Resolution, limit: int, explain: bool) -> None:
    """Show the candidates with reasons; where none was chosen only if it is to be explained."""
    from eventgeo.resolution import reason_against

    chosen = resolution.chosen
    candidates = (chosen, *resolution.alternatives) if chosen else resolution.alternatives if explain else ()
    for rank, candidate in enumerate(candidates[:limit], start=1):
        place = candidate.place
        where = ", ".join(part for part in (place.admin1_name, place.country) if part)
        click.echo(
            f"{rank}. {place.name} ({where}) {place.kind} {place.latitude:.4f}, {place.longitude:.4f} "
            f"population {place.population} [{place.place_id}]"
        )
        if chosen is not None:
            click.echo(f"   {resolution.reason if rank == 1 else reason_against(candidate, chosen)}")
        if explain:
            _show_features(candidate)


def _show_features(candidate: Candidate) -> None:
    """Show each feature with what it adds to the score, weightiest first."""
    click.echo(f"   score {candidate.score:+.2f}, {candidate.match} match of {candidate.matched_name!r}")
    for name, value in sorted(candidate.features.items(), key=lambda item: (-abs(item[1]), item[0])):
        click.echo(f"   {value:+8.2f}  {name}")


def _printable(text: str) -> str:
    """Return a text without what a terminal would obey."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
