"""Tables and views, as a list of migrations. What each holds is told in ``docs/database.md``.

A migration, once released, never changes: a new one is added below it. The number of migrations is the schema's
version (``PRAGMA user_version``).
"""

from __future__ import annotations

from crawler.store.schema_office import OFFICE

APPLICATION_ID = 0x4F495443
"""``OITC``: tells our files from other programs' SQLite databases (``PRAGMA application_id``)."""

_EVIDENCE = (
    """
    CREATE TABLE agencies (
        code TEXT PRIMARY KEY, url TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE runs (
        run_id TEXT PRIMARY KEY,
        agency TEXT NOT NULL REFERENCES agencies(code),
        url TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        fiscal_year INTEGER NOT NULL,
        as_of TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT NOT NULL DEFAULT '',
        outcome TEXT NOT NULL DEFAULT '',
        limits TEXT NOT NULL DEFAULT '[]',
        settings TEXT NOT NULL DEFAULT '{}',
        stats TEXT NOT NULL DEFAULT '{}'
    ) STRICT
    """,
    "CREATE INDEX runs_by_agency ON runs(agency, fiscal_year, started_at)",
    """
    CREATE TABLE submitted_links (
        run_id TEXT NOT NULL REFERENCES runs(run_id),
        position INTEGER NOT NULL,
        item TEXT NOT NULL, url TEXT NOT NULL, note TEXT NOT NULL,
        PRIMARY KEY (run_id, position)
    ) STRICT
    """,
    """
    CREATE TABLE bodies (
        sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, zstd BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE readings (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL REFERENCES bodies(sha256),
        reader TEXT NOT NULL, final_url TEXT NOT NULL, content_type TEXT NOT NULL,
        kind TEXT NOT NULL, state TEXT NOT NULL, title TEXT NOT NULL, pages INTEGER NOT NULL,
        text TEXT NOT NULL,
        blocks BLOB NOT NULL,
        UNIQUE (sha256, reader, final_url, content_type)
    ) STRICT
    """,
    """
    CREATE TABLE fetches (
        id INTEGER PRIMARY KEY,
        run_id TEXT NOT NULL REFERENCES runs(run_id),
        url TEXT NOT NULL,
        status INTEGER NOT NULL,
        headers TEXT NOT NULL,
        fetched_at TEXT NOT NULL,
        reading_id INTEGER NOT NULL REFERENCES readings(id),
        referrer TEXT NOT NULL, depth INTEGER NOT NULL, reason TEXT NOT NULL,
        notes TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX fetches_by_run ON fetches(run_id)",
    """
    CREATE TABLE failed_fetches (
        id INTEGER PRIMARY KEY,
        run_id TEXT NOT NULL REFERENCES runs(run_id),
        url TEXT NOT NULL,
        cause TEXT NOT NULL, owner TEXT NOT NULL, detail TEXT NOT NULL, status INTEGER NOT NULL,
        failed_at TEXT NOT NULL,
        referrer TEXT NOT NULL, depth INTEGER NOT NULL, reason TEXT NOT NULL,
        attempts INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX failed_fetches_by_run ON failed_fetches(run_id)",
)

_VERDICTS = (
    """
    CREATE TABLE judgements (
        id INTEGER PRIMARY KEY,
        run_id TEXT NOT NULL REFERENCES runs(run_id),
        judged_at TEXT NOT NULL,
        agency TEXT NOT NULL, agency_name TEXT NOT NULL,
        fiscal_year INTEGER NOT NULL, as_of TEXT NOT NULL,
        rubric TEXT NOT NULL,
        oit_low REAL NOT NULL, oit_high REAL NOT NULL,
        indicators TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX judgements_by_run ON judgements(run_id, judged_at)",
    """
    CREATE TABLE item_verdicts (
        judgement_id INTEGER NOT NULL REFERENCES judgements(id),
        position INTEGER NOT NULL,
        item TEXT NOT NULL, check_name TEXT NOT NULL,
        status TEXT NOT NULL, code TEXT NOT NULL, sentence_th TEXT NOT NULL,
        url TEXT NOT NULL, better_url TEXT NOT NULL,
        basis TEXT NOT NULL, owes_link INTEGER NOT NULL,
        facts TEXT NOT NULL, considered TEXT NOT NULL,
        PRIMARY KEY (judgement_id, position)
    ) STRICT
    """,
    """
    CREATE TABLE element_verdicts (
        judgement_id INTEGER NOT NULL REFERENCES judgements(id),
        position INTEGER NOT NULL,
        item TEXT NOT NULL, element_no INTEGER NOT NULL, element TEXT NOT NULL,
        status TEXT NOT NULL, code TEXT NOT NULL,
        looked TEXT NOT NULL, facts TEXT NOT NULL,
        PRIMARY KEY (judgement_id, position, element_no)
    ) STRICT
    """,
    """
    CREATE TABLE quotes (
        judgement_id INTEGER NOT NULL REFERENCES judgements(id),
        item TEXT NOT NULL, element_no INTEGER NOT NULL, position INTEGER NOT NULL,
        url TEXT NOT NULL, text TEXT NOT NULL, page INTEGER NOT NULL, place TEXT NOT NULL,
        PRIMARY KEY (judgement_id, item, element_no, position)
    ) STRICT
    """,
)

_VIEWS = (
    """
    CREATE VIEW pages AS
    SELECT f.run_id, r.agency, f.url, d.final_url, f.status, d.content_type, f.fetched_at, d.sha256, d.reader, d.text,
        d.kind, d.state, d.title, d.pages, f.referrer, f.depth, f.reason, f.notes, f.headers
    FROM fetches f JOIN runs r ON r.run_id = f.run_id JOIN readings d ON d.id = f.reading_id
    """,
    """
    CREATE VIEW failures AS
    SELECT f.run_id, r.agency, f.url, f.cause, f.owner, f.detail, f.status, f.failed_at, f.referrer, f.depth, f.reason,
        f.attempts
    FROM failed_fetches f JOIN runs r ON r.run_id = f.run_id
    """,
    """
    CREATE VIEW latest_judgements AS
    SELECT agency, fiscal_year, agency_name, as_of, oit_low, oit_high, rubric, judged_at, run_id, judgement_id
    FROM (
        SELECT j.*, j.id AS judgement_id, row_number() OVER (
            PARTITION BY j.agency, j.fiscal_year ORDER BY r.started_at DESC, j.judged_at DESC, j.run_id DESC, j.id DESC
        ) AS place
        FROM judgements j JOIN runs r ON r.run_id = j.run_id
    )
    WHERE place = 1
    """,
    """
    CREATE VIEW latest_items AS
    SELECT j.agency, j.fiscal_year, v.item, v.check_name, v.status, v.code, v.sentence_th, v.url, v.better_url,
        j.judged_at, j.run_id
    FROM latest_judgements j JOIN item_verdicts v ON v.judgement_id = j.judgement_id
    ORDER BY j.agency, j.fiscal_year, v.position
    """,
    """
    CREATE VIEW latest_elements AS
    SELECT j.agency, j.fiscal_year, e.item, e.element_no, e.element, e.status, e.code,
        coalesce(q.url, json_extract(e.looked, '$[0]'), '') AS url, coalesce(q.text, '') AS quote, j.judged_at, j.run_id
    FROM latest_judgements j JOIN element_verdicts e ON e.judgement_id = j.judgement_id
    LEFT JOIN quotes q ON q.judgement_id = e.judgement_id AND q.item = e.item AND q.element_no = e.element_no
        AND q.position = 1
    ORDER BY j.agency, j.fiscal_year, e.position, e.element_no
    """,
)

_PICTURES = (
    "ALTER TABLE readings ADD COLUMN layer TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE readings ADD COLUMN notes TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE quotes ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE recognised_pictures (
        sha256 TEXT NOT NULL, page INTEGER NOT NULL, engine TEXT NOT NULL, zstd BLOB NOT NULL,
        PRIMARY KEY (sha256, page, engine)
    ) STRICT
    """,
    """
    CREATE TABLE screenshot_files (sha256 TEXT PRIMARY KEY, png BLOB NOT NULL) STRICT
    """,
    """
    CREATE TABLE screenshots (
        run_id TEXT NOT NULL REFERENCES runs(run_id),
        item TEXT NOT NULL, url TEXT NOT NULL, page INTEGER NOT NULL, taken_at TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES screenshot_files(sha256),
        PRIMARY KEY (run_id, item)
    ) STRICT
    """,
    "DROP VIEW pages",
    """
    CREATE VIEW pages AS
    SELECT f.run_id, r.agency, f.url, d.final_url, f.status, d.content_type, f.fetched_at, d.sha256, d.reader, d.text,
        d.kind, d.state, d.title, d.pages, f.referrer, f.depth, f.reason, f.notes, f.headers,
        d.notes AS reading_notes, coalesce(json_extract(d.layer, '$.decision'), 'none') AS decision,
        coalesce(json_extract(d.layer, '$.damage'), 0.0) AS damage, d.layer
    FROM fetches f JOIN runs r ON r.run_id = f.run_id JOIN readings d ON d.id = f.reading_id
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = ((*_EVIDENCE, *_VERDICTS, *_VIEWS), _PICTURES, OFFICE)
"""Statements that lead from one version to the next; the first makes version 1 out of nothing."""
