"""A generated Thai site for the benches: pages of 20 to 60 kB with a menu of 200 links each, served from memory."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from pythainlp.corpus import thai_words

_OFFICE = (
    "องค์การ บริหาร ส่วน ตำบล แผน งาน โครงการ งบประมาณ ประชาชน บริการ ประกาศ ผล การ ดำเนิน ประจำปี สำนัก กอง คลัง ช่าง "
    "ศึกษา สาธารณสุข ถนน น้ำ ประปา ไฟฟ้า ประชุม สภา กิจกรรม ข่าว ร้องเรียน คู่มือ ระเบียบ กฎหมาย รายงาน ติดตาม ประเมิน"
)
# Office words among everyday ones, about as agencies' pages mix them.
WORDS = _OFFICE.split() + sorted(w for w in thai_words() if 2 < len(w) < 12)[::400]  # noqa: PLR2004 - length of words
MENU = 200


def page(number: int, count: int) -> bytes:
    """One page; the same number gives the same bytes."""
    rng = random.Random(number)
    menu = "".join(f'<li><a href="/p/{i}.html">เมนู {WORDS[i % len(WORDS)]} {i}</a></li>' for i in range(MENU))
    near = "".join(
        f'<p><a href="/p/{(number * 7 + i) % count}.html">ข่าวที่ {(number * 7 + i) % count}</a></p>' for i in range(10)
    )
    size = rng.randint(3_000, 15_000)
    body = []
    while sum(map(len, body)) < size:
        body.append("<p>" + " ".join(rng.choices(WORDS, k=60)) + "</p>")
    return (
        f'<!doctype html><html lang="th"><head><meta charset="utf-8"><title>หน้า {number} อบต.ตัวอย่าง</title></head>'
        f"<body><nav><ul>{menu}</ul></nav><main><h1>เรื่องที่ {number}</h1>{''.join(body)}{near}</main>"
        f"<footer>อบต.ตัวอย่าง © 2565</footer></body></html>"
    ).encode()


async def _serve(port: int, count: int) -> None:
    pages = {f"/p/{i}.html": page(i, count) for i in range(count)}
    pages["/"] = pages["/p/0.html"]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode()
                body = pages.get(path)
                status = "200 OK" if body is not None else "404 Not Found"
                body = body or b"not found"
                kind = "text/html; charset=utf-8"
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                )
                writer.write(body)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port, limit=2**20)
    async with server:
        await server.serve_forever()


@contextlib.contextmanager
def served(count: int) -> Iterator[str]:
    """Serve ``count`` pages on loopback from a process of its own; yields the address of the home page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, __file__, str(port), str(count)])
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2])))
