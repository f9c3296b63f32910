"""Events as ACLED and UCDP would code them: cell by cell, and from file to file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from eventgeo.cli import main
from eventgeo.crosswalks import acled, to_acled, to_ucdp, ucdp
from eventgeo.crosswalks.codes import actor_kinds, countries, sub_event_rules
from eventgeo.datafiles import read_toml
from eventgeo.export import write_tables
from eventgeo.ontology import event_types
from eventgeo.tables import Tables
from sample_tables import SENTENCE, event, sample_tables, tables_of


def _tables(cells: dict[str, Any], *actors: tuple[str, str, str, str]) -> Tables:
    """One event, with actors as (role, text, id, kind)."""
    rows = [
        {"event_id": "e1", "doc_id": "doc-1", "role": role, "text": text, "start": 0, "end": 1,
         "actor_id": id_, "actor_name": "", "actor_kind": kind}
        for role, text, id_, kind in actors
    ]  # fmt: skip
    return tables_of({"events": [event(1, **cells)], "event_places": [], "event_actors": rows, "places": []})


SYRIAN = ("initiator", "armée syrienne", "SY-army", "state force")
RUSSIAN = ("initiator", "aviation russe", "RU-air-force", "state force")
JIHADISTS = ("initiator", "Daech", "islamic-state", "jihadist")
GUNMEN = ("initiator", "hommes armés", "", "armed group")
REBELS = ("target", "rebelles", "", "rebel")
CIVILIANS = ("target", "civils", "", "civilians")
CROWD = ("initiator", "manifestants", "", "crowd")
SITE = ("target", "positions de Daech", "islamic-state", "site")

ACLED_CASES = [
    ({}, (SYRIAN, REBELS), {"sub_event_type": "Government regains territory", "inter1": "State forces",
                            "inter2": "Rebel group", "interaction": "State forces-Rebel group",
                            "disorder_type": "Political violence", "iso": 760, "country": "Syria",
                            "region": "Middle East", "time_precision": 1, "geo_precision": 1,
                            "event_date": "2017-11-15", "year": 2017, "notes": SENTENCE}),
    ({}, (JIHADISTS,), {"sub_event_type": "Non-state actor overtakes territory", "actor2": ""}),
    ({}, (), {"sub_event_type": "Government regains territory", "actor1": "", "interaction": ""}),
    ({"event_type": "strike"}, (RUSSIAN, CIVILIANS),
     {"sub_event_type": "Air/drone strike", "inter1": "External/Other forces",
      "civilian_targeting": "Civilian targeting"}),
    ({"event_type": "strike"}, (RUSSIAN, SITE), {"actor2": "positions de Daech", "inter2": ""}),
    ({"event_type": "strike", "weapon": "missile"}, (RUSSIAN,),
     {"sub_event_type": "Shelling/artillery/missile attack"}),
    ({"event_type": "strike", "weapon": "aircraft | missile"}, (), {"sub_event_type": "Air/drone strike"}),
    ({"event_type": "bombing", "weapon": "suicide vest"}, (), {"sub_event_type": "Suicide bomb"}),
    ({"event_type": "bombing", "weapon": "IED"}, (), {"sub_event_type": "Remote explosive/landmine/IED"}),
    ({"event_type": "strike", "weapon": "helicopter | chemical"}, (), {"sub_event_type": "Chemical weapon"}),
    ({"event_type": "assault", "weapon": "small arms"}, (JIHADISTS, CIVILIANS),
     {"event_type": "Violence against civilians", "sub_event_type": "Attack"}),
    ({"event_type": "assault"}, (SYRIAN, REBELS), {"event_type": "Battles", "sub_event_type": "Armed clash"}),
    ({"event_type": "evacuation"}, (SYRIAN, CIVILIANS), {"civilian_targeting": ""}),
    ({"event_type": "assault"}, (GUNMEN, CIVILIANS), {"inter1": "Political militia"}),
    ({"event_type": "riot"}, (CROWD,), {"inter1": "Rioters", "disorder_type": "Demonstrations"}),
    ({"event_type": "protest"}, (CROWD,), {"inter1": "Protesters"}),
    ({"killed_low": 3, "killed_high": 5}, (), {"fatalities": 3}),
    ({"date_precision": "month"}, (), {"time_precision": 3}),
    ({"geo_precision": 4, "place_kind": "admin", "admin1_name": "Deir ez-Zor"}, (),
     {"geo_precision": 3, "admin1": "Deir ez-Zor", "location": "Al-Boukamal"}),
    ({"geo_precision": 6, "place_kind": "country"}, (), {"geo_precision": 3, "location": ""}),
    ({"country": "XK"}, (), {"country": "Kosovo", "region": "Europe"}),
]  # fmt: skip

UCDP_CASES = [
    ({}, (SYRIAN, REBELS), {"type_of_violence": 1, "gwnoa": 652, "side_b": "rebelles", "country_id": 652,
                            "dyad_name": "armée syrienne - rebelles", "where_prec": 1, "date_prec": 1,
                            "region": "Middle East", "geom_wkt": "POINT (40.9186 34.4522)",
                            "priogrid_gid": 179002}),
    ({}, (JIHADISTS, REBELS), {"type_of_violence": 2}),
    ({"event_type": "killing", "killed_low": 3, "killed_high": 5}, (JIHADISTS, CIVILIANS),
     {"type_of_violence": 3, "side_b": "Civilians", "best": 3, "low": 3, "high": 5, "deaths_civilians": 3}),
    ({"event_type": "killing", "killed_low": 3}, (JIHADISTS,), {"deaths_unknown": 3}),
    ({"killed_low": 3, "killed_who": "Rebelles"}, (SYRIAN, REBELS), {"deaths_b": 3}),
    ({"killed_low": 3, "killed_who": "passants"}, (SYRIAN, REBELS), {"deaths_unknown": 3}),
    ({"killed_low": 3, "killed_who": "rebelles, civils"}, (SYRIAN, REBELS), {"deaths_unknown": 3}),
    ({"event_type": "assault"}, (GUNMEN, CIVILIANS),
     {"type_of_violence": 3, "side_b": "Civilians", "dyad_name": "hommes armés - Civilians"}),
    ({"killed_low": 3, "killed_who": "passants"}, (SYRIAN, CIVILIANS), {"deaths_unknown": 3}),
    ({"killed_low": 3, "killed_who": "trois civils"}, (SYRIAN, CIVILIANS), {"deaths_civilians": 3}),
    ({"event_type": "clash"}, (SYRIAN, CIVILIANS), {}),
    ({"date_start": "2017-11-01", "date_end": "2017-11-30", "date_precision": "month"}, (), {"date_prec": 4}),
    ({"attribution": "l'OSDH"}, (), {"source_original": "l'OSDH",
                                     "source_headline": "La bataille d'Al-Boukamal"}),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "actors", "expected"), ACLED_CASES)
def test_acled_codes(cells: dict[str, Any], actors: tuple[Any, ...], expected: dict[str, Any]) -> None:
    [row] = to_acled(_tables(cells, *actors)).to_dict("records")
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(("cells", "actors", "expected"), UCDP_CASES)
def test_ucdp_codes(cells: dict[str, Any], actors: tuple[Any, ...], expected: dict[str, Any]) -> None:
    [row] = to_ucdp(_tables(cells, *actors)).to_dict("records")
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("actors", "missing"), [((), "type_of_violence"), ((SYRIAN,), "gwnob"), ((REBELS,), "gwnoa")]
)
def test_what_the_text_does_not_say_is_empty(actors: tuple[Any, ...], missing: str) -> None:
    [row] = to_ucdp(_tables({}, *actors)).to_dict("records")
    assert pd.isna(row[missing])


def test_clashes_with_civilians_are_no_kind_that_clashes_can_be() -> None:
    [row] = to_ucdp(_tables({"event_type": "clash"}, SYRIAN, CIVILIANS)).to_dict("records")
    assert pd.isna(row["type_of_violence"])


def test_only_what_happened_unless_all_is_wanted() -> None:
    tables = sample_tables()
    assert set(to_acled(tables)["tags"]) == {""}
    everything = to_acled(tables, asserted_only=False)
    assert len(everything) == len(tables.events)
    assert {"negated", "planned", "hypothetical"} <= set(everything["tags"])


def test_ucdp_holds_violence_with_deaths_where_wanted() -> None:
    tables = sample_tables()
    violent = to_ucdp(tables, asserted_only=False)
    assert len(violent) == 4  # neither the protest nor the withdrawal
    assert list(to_ucdp(tables, asserted_only=False, with_deaths_only=True)["id"]) == ["e2"]


@pytest.mark.parametrize(("convert", "columns"), [(to_acled, acled.COLUMNS), (to_ucdp, ucdp.COLUMNS)])
def test_columns_and_dtypes_do_not_hang_on_the_rows(convert: Any, columns: dict[str, str]) -> None:
    tables = sample_tables()
    nothing = Tables(
        events=tables.events.iloc[:0], event_places=tables.event_places.iloc[:0],
        event_actors=tables.event_actors.iloc[:0], places=tables.places.iloc[:0],
    )  # fmt: skip
    some, none = convert(tables), convert(nothing)
    assert list(some) == list(none) == list(columns)
    assert list(some.dtypes) == list(none.dtypes)


def test_every_event_type_and_kind_of_actor_has_codes() -> None:
    for kind in event_types().values():
        assert kind.acled_event_type in acled._DISORDER
        assert kind.ucdp_type_of_violence == "none" or set(kind.ucdp_type_of_violence) <= set("123|")
    assert {row.acled_inter for row in actor_kinds().values()} <= {
        "", "State forces", "Rebel group", "Political militia", "Protesters", "Civilians",
        "External/Other forces",
    }  # fmt: skip


def test_finer_kinds_ask_for_known_weapons_and_give_known_types() -> None:
    known = set(read_toml("assembly", "rules/weapons.toml")["kinds"])
    for rule in sub_event_rules():
        assert rule.event_type in event_types()
        assert rule.weapon in {"", *known}
        assert rule.initiator in ("", "not state")
        assert rule.target in {"", *(row.acled_inter for row in actor_kinds().values())}
        assert rule.acled_event_type in acled._DISORDER


def test_country_codes_are_unique_and_whole() -> None:
    rows = countries().values()
    numbers = [row.gwno for row in rows if row.gwno]
    assert len(numbers) == len(set(numbers)) > 190
    assert all(row.acled_region and row.name and len(row.iso3) == 3 for row in rows)
    assert all(row.ucdp_region for row in rows if row.gwno)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_lies_in_one_cell_of_the_grid(latitude: float, longitude: float) -> None:
    cell = ucdp.priogrid_cell(latitude, longitude)
    row, column = divmod(cell - 1, 720)
    assert 1 <= cell <= 360 * 720
    hair = 1e-9  # a sum of degrees may round a point onto its neighbour's edge
    assert -90 + row / 2 - hair <= latitude <= -90 + (row + 1) / 2 + hair
    assert -180 + column / 2 - hair <= longitude <= -180 + (column + 1) / 2 + hair


@pytest.mark.parametrize(("scheme", "columns"), [("acled", acled.COLUMNS), ("ucdp", ucdp.COLUMNS)])
def test_from_tables_to_file(tmp_path: Path, scheme: str, columns: dict[str, str]) -> None:
    write_tables(sample_tables(), tmp_path)
    output = tmp_path / "out" / f"{scheme}.csv"
    result = CliRunner().invoke(
        main, ["crosswalk", str(tmp_path), "--to", scheme, "-o", str(output), "--all"]
    )
    assert result.exit_code == 0, result.output
    read = pd.read_csv(output, dtype=str, keep_default_na=False)
    assert list(read) == list(columns)
    assert not any(cell.startswith(("=", "+", "@")) for cell in read.to_numpy().flatten())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["nowhere", "--to", "acled", "-o", "a.csv"], "nowhere"), ([".", "--to", "ucdp", "-o", "a.xlsx"], "")],
)
def test_bad_input_is_told_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["crosswalk", *arguments])
    assert result.exit_code == 1
    assert "Error" in result.output
    assert says in result.output
    assert "Traceback" not in result.output
