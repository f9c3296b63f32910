"""The sounds of very many names, reckoned in a process beside this one.

That process runs ``python -m eventgeo.gazetteer.sounding``: it reads lists of names from stdin, one a line as
JSON, and answers each with a line. It is no child of multiprocessing's, which would run the user's script
once more where that has no guard against it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence

from eventgeo.gazetteer.sounds import sound_keys

_MANY = 50_000


class Sounding:
    """Sounds of names, batch by batch: one may be reckoned while the next is gathered.

    The first names are reckoned here: for few a second process is not worth its start. Where none can be
    started, or it dies, all are.

    Examples
    --------
    >>> sounding = Sounding()
    >>> sounding.ask(["Bakhmut", "Alep"])
    >>> sounding.answer() == [["bhmt"], ["alib"]] or sounding.names_asked
    2
    """

    def __init__(self) -> None:
        self.names_asked = 0
        self._names: Sequence[str] = ()
        self._asked_beside = False
        self._process: subprocess.Popen[str] | None = None

    def ask(self, names: Sequence[str]) -> None:
        """Let the sounds of `names` be reckoned; the answer to the names before must have been taken."""
        self._names, self._asked_beside = names, False
        self.names_asked += len(names)
        if self._process is None and self.names_asked > _MANY:
            self._process = _started()
        if self._process is not None and self._process.stdin is not None:
            try:
                self._process.stdin.write(json.dumps(names) + "\n")
                self._process.stdin.flush()
            except OSError:
                return
            self._asked_beside = True

    def answer(self) -> list[list[str]]:
        """Return the sounds of each of the names last asked for, in their order."""
        if self._asked_beside and self._process is not None and self._process.stdout is not None:
            line = self._process.stdout.readline()
            if line.endswith("\n"):
                sounds: list[list[str]] = json.loads(line)
                return sounds
        return [list(sound_keys(name)) for name in self._names]

    def close(self) -> None:
        """End the process beside this one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _started() -> subprocess.Popen[str] | None:
    if not sys.executable:
        return None
    try:
        return subprocess.Popen(  # noqa: S603 - this very module
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="ascii",
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except OSError:
        return None


def _serve() -> None:
    for line in sys.stdin:
        answer = [sound_keys(name) for name in json.loads(line)]
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
