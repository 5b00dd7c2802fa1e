"""Is a host's certificate chain complete and valid? Sites with broken chains are read all the same, and it is noted.

Scrapy does not verify certificates, so each host is asked once more for its certificate alone.
"""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

TIMEOUT = 10.0
"""Seconds for the handshake."""


def flaw(host: str, address: str, port: int) -> str:
    """What is wrong with the certificate of ``host``, asked at an address that the guard has let through.

    Empty when nothing is, or when it cannot be told (no list of authorities on this machine, no connection).
    """
    paths = ssl.get_default_verify_paths()
    if not any(p and Path(p).exists() for p in (paths.cafile, paths.capath)):
        return ""
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((address, port), timeout=TIMEOUT) as raw,
            context.wrap_socket(raw, server_hostname=host),
        ):
            return ""
    except ssl.SSLCertVerificationError as error:
        return error.verify_message or "certificate not valid"
    except OSError:
        return ""
