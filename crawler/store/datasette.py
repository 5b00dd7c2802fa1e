"""What Datasette shows of the database: Thai titles, facets, ready-made questions; the tables below them hidden."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

DESCRIBED: Final = Path(__file__).parent / "datasette.toml"


def datasette_metadata(db: Path, names: Iterable[str], title: str) -> bytes:
    """The file for ``datasette oit.db -m metadata.json``.

    db: the database, by whose file name Datasette knows it. names: of all its tables and views. title: of the page.
    """
    described: dict[str, Any] = tomllib.loads(DESCRIBED.read_text(encoding="utf-8"))
    tables: dict[str, Any] = described["tables"]
    hidden = {name: {"hidden": True} for name in names if name not in tables}
    queries = {name: {**query, "sql": query["sql"].strip()} for name, query in described["queries"].items()}
    metadata = {
        "title": title,
        "description": "ผลที่แสดงเป็นการคาดการณ์จากเว็บไซต์ของหน่วยงาน ไม่ใช่ผลการประเมินของสำนักงาน ป.ป.ช.",
        "databases": {db.stem: {"tables": {**tables, **hidden}, "queries": queries}},
    }
    return json.dumps(metadata, ensure_ascii=False, indent=1).encode() + b"\n"
