"""`import eventgeo` is light: under 0.2 s, and without the heavy libraries."""

import json
import subprocess
import sys

HEAVY = (
    "torch",
    "flair",
    "geopandas",
    "pandas",
    "shapely",
    "geopy",
    "transformers",
    "trafilatura",
    "pyarrow",
    "numpy",
    "onnxruntime",
    "tokenizers",
)
PROBE = f"""
import json, sys, time
begin = time.perf_counter()
import eventgeo
seconds = time.perf_counter() - begin
print(json.dumps([seconds, [name for name in {HEAVY!r} if name in sys.modules]]))
"""


def _probe(code: str) -> list:
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    return json.loads(result.stdout)


def test_import_is_fast_and_loads_nothing_heavy():
    runs = [_probe(PROBE) for _ in range(3)]
    assert min(seconds for seconds, _ in runs) < 0.2
    assert all(loaded == [] for _, loaded in runs)


def test_the_command_line_is_light_until_it_works():
    assert _probe(PROBE.replace("import eventgeo\n", "import eventgeo.cli\n"))[1] == []


def test_extraction_loads_no_neural_library():
    code = PROBE.replace(
        "import eventgeo\n", "import eventgeo; eventgeo.extract('Raid sur Alep.', lang='fr')\n"
    ).replace(repr(HEAVY), repr(("torch", "flair", "transformers")))
    assert _probe(code.replace("-W error", ""))[1] == []


def test_every_public_name_is_there_and_another_is_refused():
    import eventgeo

    for name in eventgeo.__all__:
        assert getattr(eventgeo, name) is not None
    try:
        eventgeo.nonsense  # noqa: B018
    except AttributeError as error:
        assert "extract" in str(error)
    else:
        raise AssertionError("a name that does not exist was found")
