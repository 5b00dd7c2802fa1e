"""Being told to stop: Ctrl-C, ``systemctl stop``, a terminal that is closed."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Self

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop:
    """While the context lasts, signals that would end the program are counted; who works looks at ``asked``."""

    def __init__(self) -> None:
        self.asked = 0
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        for one in _STOPPING:
            self._before[one] = signal.signal(one, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one, before in self._before.items():
            signal.signal(one, before)  # type: ignore[arg-type]

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.asked += 1
