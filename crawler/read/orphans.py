"""No process that we start outlives the one that started it."""

from __future__ import annotations

import contextlib
import ctypes
import signal

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)  # loaded here: between fork and exec there should be no more than the call


def end_with_parent() -> None:
    """Let the calling process be killed when its parent dies, however that dies (Linux only).

    To be called in the process itself, or between fork and exec as ``preexec_fn`` of a process without threads.
    """
    with contextlib.suppress(AttributeError):
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
