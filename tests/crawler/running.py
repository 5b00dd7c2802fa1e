"""Running the real spider as a user does, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {"OIT_ALLOW_PRIVATE": "1", "OIT_RETRY_PAUSE": "0.1", "AUTOTHROTTLE_START_DELAY": "0.01"}


@dataclass
class Crawl:
    """A finished crawl: exit code, what it said, its records, and where its database and reports are."""

    code: int
    said: str
    records: list[dict[str, Any]]
    database: Path
    out: Path

    def by_path(self, base: str) -> dict[str, dict[str, Any]]:
        """Records by the path of their address."""
        return {record["url"].removeprefix(base): record for record in self.records}


@dataclass
class Crawler:
    """Starts crawls in a folder of their own."""

    folder: Path

    def _command(self, *arguments: str, settings: dict[str, str] | None = None) -> list[str]:
        given = {
            "OIT_DB": str(self.folder / "x.db"),
            "OIT_OUT": str(self.folder / "out"),
            **SETTINGS,
            **(settings or {}),
        }
        command = [sys.executable, "-m", "scrapy", "crawl", "agency", "-O", str(self.folder / "items.jsonl")]
        command += [part for argument in arguments for part in ("-a", argument)]
        return command + [part for name, value in given.items() for part in ("-s", f"{name}={value}")]

    def start(self, *arguments: str, settings: dict[str, str] | None = None, disk: int = 0) -> subprocess.Popen[str]:
        """Begin a crawl with these ``-a`` arguments and ``-s`` settings; disk: bytes that a file may grow to."""
        command = self._command(*arguments, settings=settings)
        if disk:
            command = ["sh", "-c", f'ulimit -f {disk // 512}; exec "$@"', "sh", *command]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            text=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def finish(self, process: subprocess.Popen[str]) -> Crawl:
        """Wait for a crawl's end."""
        said = process.communicate(timeout=120)[1]
        items = self.folder / "items.jsonl"
        lines = items.read_text(encoding="utf-8").splitlines() if items.exists() else []
        records = [json.loads(line) for line in lines]
        return Crawl(process.returncode, said, records, self.folder / "x.db", self.folder / "out")

    def run(self, *arguments: str, settings: dict[str, str] | None = None, disk: int = 0) -> Crawl:
        """Crawl to the end."""
        return self.finish(self.start(*arguments, settings=settings, disk=disk))


def expired_certificate(file: Path) -> None:
    """Write a key and a certificate of ``localhost`` that ended in 2020."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    then = datetime(2020, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, then, then + timedelta(days=30))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM) + private)
