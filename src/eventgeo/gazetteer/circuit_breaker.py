"""When to leave a failing service alone: after so many failures in a row, for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any


class CircuitBreaker:
    """Opens after repeated failures; after a pause one question is let through to try.

    Parameters
    ----------
    failures : int
        Failures in a row that open it.
    pause_s : float
        How long it stays open.
    now : callable, optional
        A clock in seconds.

    Examples
    --------
    >>> clock = iter([0.0, 1.0, 2.0, 400.0]).__next__
    >>> breaker = CircuitBreaker(failures=2, pause_s=300, now=clock)
    >>> breaker.failed("time-out"), breaker.failed("time-out")
    (False, True)
    >>> breaker.why_open(), breaker.why_open()
    ('time-out', '')
    """

    def __init__(
        self, *, failures: int = 3, pause_s: float = 300.0, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = failures
        self._pause_s = pause_s
        self._now = now
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._until = 0.0
        self._why = ""

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, _lock=threading.Lock())

    def why_open(self) -> str:
        """Return why nothing is to be asked now, "" where something may be."""
        with self._lock:
            return self._why if self._why and self._now() < self._until else ""

    def failed(self, why: str, *, at_once: bool = False, pause_s: float | None = None) -> bool:
        """Note a failure; return whether the service is left alone from now on.

        Parameters
        ----------
        why : str
        at_once : bool
            It is of no use to try again: the quota is spent, the key refused.
        pause_s : float, optional
            What the service itself asked for.
        """
        with self._lock:
            self._in_a_row += 1
            now = self._now()
            opens = at_once or self._in_a_row >= self._most
            if opens:
                self._why = why
                self._until = now + (self._pause_s if pause_s is None else pause_s)
            return opens

    def succeeded(self) -> None:
        """Note that the service answered."""
        with self._lock:
            self._in_a_row = 0
            self._why = ""
