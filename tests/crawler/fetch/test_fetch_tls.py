"""Certificates: a chain that cannot be verified is noticed, an unreachable host is not called flawed."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.fetch.tls import flaw
from tests.crawler.running import expired_certificate


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A TLS server whose certificate has expired, on a machine that trusts nobody but it."""
    expired_certificate(tmp_path / "both.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "both.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    listening = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        try:
            raw, _ = listening.accept()
            with raw, context.wrap_socket(raw, server_side=True):
                pass
        except OSError:
            return

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    listening.close()
    thread.join(5)


def test_chain_that_cannot_be_verified(port: int) -> None:
    assert "expired" in flaw("localhost", "127.0.0.1", port)


def test_host_that_does_not_answer_is_not_flawed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert flaw("localhost", "127.0.0.1", port) == ""
