"""The third migration: what the secretariat's desk keeps, and verdicts that several runs share."""

from __future__ import annotations

from crawler.store.schema_history import HISTORY

_VERDICTS = (
    "ALTER TABLE runs ADD COLUMN exempt TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE runs ADD COLUMN pruned_at TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN night_id INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE judgements ADD COLUMN evidence_key TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE judgements ADD COLUMN program TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE judgements ADD COLUMN verdicts_of INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE judgements ADD COLUMN holds_from TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE judgements ADD COLUMN holds_until TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX judgements_by_evidence ON judgements(evidence_key)",
    "DROP VIEW latest_items",
    "DROP VIEW latest_elements",
    "DROP VIEW latest_judgements",
    """
    CREATE VIEW judged_runs AS
    SELECT agency, fiscal_year, agency_name, as_of, oit_low, oit_high, rubric, judged_at, run_id, started_at,
        judgement_id, verdicts_of, program, evidence_key
    FROM (
        SELECT j.id AS judgement_id, j.agency, j.fiscal_year, j.agency_name, j.as_of, j.oit_low, j.oit_high, j.rubric,
            j.judged_at, j.run_id, r.started_at, coalesce(nullif(j.verdicts_of, 0), j.id) AS verdicts_of, j.program,
            j.evidence_key,
            row_number() OVER (PARTITION BY j.run_id, j.fiscal_year ORDER BY j.judged_at DESC, j.id DESC) AS place
        FROM judgements j JOIN runs r ON r.run_id = j.run_id
    )
    WHERE place = 1
    """,
    """
    CREATE VIEW latest_judgements AS
    SELECT agency, fiscal_year, agency_name, as_of, oit_low, oit_high, rubric, judged_at, run_id, judgement_id,
        verdicts_of
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY agency, fiscal_year ORDER BY started_at DESC, run_id DESC
        ) AS place
        FROM judged_runs
    )
    WHERE place = 1
    """,
    """
    CREATE VIEW latest_items AS
    SELECT j.agency, j.fiscal_year, v.item, v.check_name, v.status, v.code, v.sentence_th, v.url, v.better_url,
        j.judged_at, j.run_id
    FROM latest_judgements j JOIN item_verdicts v ON v.judgement_id = j.verdicts_of
    ORDER BY j.agency, j.fiscal_year, v.position
    """,
    """
    CREATE VIEW latest_elements AS
    SELECT j.agency, j.fiscal_year, e.item, e.element_no, e.element, e.status, e.code,
        coalesce(q.url, json_extract(e.looked, '$[0]'), '') AS url, coalesce(q.text, '') AS quote, j.judged_at, j.run_id
    FROM latest_judgements j JOIN element_verdicts e ON e.judgement_id = j.verdicts_of
    LEFT JOIN quotes q ON q.judgement_id = e.judgement_id AND q.item = e.item AND q.element_no = e.element_no
        AND q.position = 1
    ORDER BY j.agency, j.fiscal_year, e.position, e.element_no
    """,
)

_LINKS = (
    """
    CREATE TABLE link_files (
        id INTEGER PRIMARY KEY,
        fiscal_year INTEGER NOT NULL, round INTEGER NOT NULL,
        name TEXT NOT NULL, sha256 TEXT NOT NULL, taken_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE link_rows (
        file_id INTEGER NOT NULL REFERENCES link_files(id),
        position INTEGER NOT NULL,
        sheet TEXT NOT NULL, cell TEXT NOT NULL,
        agency TEXT NOT NULL, item TEXT NOT NULL, url TEXT NOT NULL, note TEXT NOT NULL,
        state TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
        PRIMARY KEY (file_id, position)
    ) STRICT
    """,
    """
    CREATE VIEW submitted_now AS
    SELECT r.agency, f.fiscal_year, r.item, r.url, r.note, f.round, f.name AS file, r.cell, f.taken_at, r.file_id,
        r.position
    FROM link_rows r JOIN link_files f ON f.id = r.file_id
    WHERE r.state = 'taken' AND NOT EXISTS (
        SELECT 1 FROM link_rows n JOIN link_files g ON g.id = n.file_id
        WHERE n.state = 'taken' AND n.agency = r.agency AND n.item = r.item AND g.fiscal_year = f.fiscal_year
            AND (g.round > f.round OR (g.round = f.round AND g.id > f.id))
    )
    """,
    "CREATE INDEX link_rows_by_agency ON link_rows(agency, item)",
)

_NIGHTS = (
    """
    CREATE TABLE nights (
        id INTEGER PRIMARY KEY,
        fiscal_year INTEGER NOT NULL,
        started_at TEXT NOT NULL, finished_at TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT '',
        settings TEXT NOT NULL DEFAULT '{}'
    ) STRICT
    """,
    """
    CREATE TABLE night_agencies (
        night_id INTEGER NOT NULL REFERENCES nights(id),
        position INTEGER NOT NULL,
        agency TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting',
        attempts INTEGER NOT NULL DEFAULT 0,
        started_at TEXT NOT NULL DEFAULT '', finished_at TEXT NOT NULL DEFAULT '',
        exit_code INTEGER NOT NULL DEFAULT -1,
        run_id TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (night_id, agency)
    ) STRICT
    """,
    """
    CREATE TABLE notices (
        recipient TEXT NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
        sent_at TEXT NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY (recipient, channel, kind, key)
    ) STRICT
    """,
    "CREATE TABLE notice_salt (salt BLOB NOT NULL) STRICT",
    "INSERT INTO notice_salt VALUES (randomblob(32))",
)

_DECISIONS = (
    """
    CREATE TABLE decisions (
        id INTEGER PRIMARY KEY,
        agency TEXT NOT NULL, fiscal_year INTEGER NOT NULL,
        item TEXT NOT NULL, element_no INTEGER NOT NULL, element TEXT NOT NULL,
        status TEXT NOT NULL, reviewer TEXT NOT NULL, reason TEXT NOT NULL, decided_at TEXT NOT NULL,
        url TEXT NOT NULL, quote TEXT NOT NULL,
        evidence TEXT NOT NULL, evidence_key TEXT NOT NULL,
        machine_status TEXT NOT NULL, machine_code TEXT NOT NULL, run_id TEXT NOT NULL,
        judged_by TEXT NOT NULL,
        ended_at TEXT NOT NULL DEFAULT '', ended_why TEXT NOT NULL DEFAULT '',
        ended_by TEXT NOT NULL DEFAULT '', ended_detail TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX decisions_by_agency ON decisions(agency, fiscal_year, item)",
)

_THUMBNAILS = ("ALTER TABLE screenshot_files ADD COLUMN small BLOB NOT NULL DEFAULT x''",)

_MANIFESTS = (
    """
    CREATE TABLE manifests (
        number INTEGER PRIMARY KEY,
        run_id TEXT NOT NULL, agency TEXT NOT NULL, fiscal_year INTEGER NOT NULL,
        recorded_at TEXT NOT NULL,
        sha256 TEXT NOT NULL, previous TEXT NOT NULL, link TEXT NOT NULL,
        beside INTEGER NOT NULL, zstd BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX manifests_by_run ON manifests(run_id, fiscal_year)",
    "CREATE INDEX manifests_by_agency ON manifests(agency, fiscal_year, beside)",
)

OFFICE: tuple[str, ...] = (*_VERDICTS, *HISTORY, *_LINKS, *_NIGHTS, *_DECISIONS, *_THUMBNAILS, *_MANIFESTS)
"""Links round by round, nights, notices, people's decisions, manifests; runs whose verdicts are those of an earlier."""
