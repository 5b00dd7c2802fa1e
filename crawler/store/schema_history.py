"""Views of what was said run by run, and of what changed: part of the third migration."""

from __future__ import annotations


def _links(run: str) -> str:
    """SQL for the links that were submitted for an item, as a run knew them."""
    return f"""(
        SELECT coalesce(group_concat(url, ' '), '') FROM (
            SELECT DISTINCT url FROM submitted_links l WHERE l.run_id = {run} AND l.item = said.item ORDER BY url
        )
    )"""  # noqa: S608 - columns of ours


def _persons(judgement: str) -> str:
    """SQL for what people decided about an item, as it stands in a judgement."""
    return f"""(
        SELECT coalesce(group_concat(decided, ' '), '') FROM (
            SELECT element_no || e.code || json_extract(e.facts, '$.decided_at') AS decided FROM element_verdicts e
            WHERE e.judgement_id = {judgement} AND e.position = said.position AND e.item = said.item
                AND json_extract(e.facts, '$.person') IS NOT NULL ORDER BY element_no
        )
    )"""  # noqa: S608 - columns of ours


def _name(reading: str) -> str:
    """SQL for the name of a reader: ``pdf`` of ``pdf/2+ocr/1``."""
    return f"substr({reading}.reader, 1, instr({reading}.reader, '/'))"


def _version(reading: str) -> str:
    """SQL for a reader with its version, without what recognised its pictures: ``pdf/2`` of ``pdf/2+ocr/1``."""
    return f"substr({reading}.reader, 1, instr({reading}.reader || '+', '+') - 1)"


_GONE = "('http-404', 'http-410', 'soft-404', 'empty', 'redirect-loop')"
"""`checks.evidence.GONE`: the visitor sees nothing there either."""

_OF_SITE = "('depth', 'pictures', 'no-ocr')"
"""Limits that leave no page unread that was read before: the depth of a page is the site's doing, not so our limit."""

_OTHER_DEPTH = "json_extract(m.settings, '$.DEPTH_LIMIT') IS NOT json_extract(r.settings, '$.DEPTH_LIMIT')"
"""Did somebody set another depth between two runs?"""

_NOT_ASKED = """said.whole AND f.referrer <> ''
    AND NOT EXISTS (SELECT 1 FROM answered n WHERE n.run_id = said.run_id AND n.url = way.url)
    AND NOT EXISTS (SELECT 1 FROM failed_fetches n WHERE n.run_id = said.run_id AND n.url = way.url)
"""
"""Was an address on the way to a proof not asked for in a run that left nothing out? Then what named it decides."""

_SAID = """
    SELECT j.agency, j.fiscal_year, v.item, v.position, v.status, v.code, v.url, j.run_id, j.started_at,
        j.verdicts_of, j.rubric, j.program
    FROM judged_runs j CROSS JOIN item_verdicts v ON v.judgement_id = j.verdicts_of
    WHERE v.status IN ('met', 'unmet')
"""
"""Every decided verdict of every judged run."""

_WALKED = f"""
    NOT EXISTS (
        SELECT 1 FROM (
            SELECT url, max(ocr) AS ocr FROM quotes q
            WHERE q.judgement_id = said.met_judgement AND q.item = said.item GROUP BY url
        ) proof
        WHERE (proof.ocr AND EXISTS (SELECT 1 FROM json_each(said.limits) WHERE value IN ('pictures', 'no-ocr')))
        OR NOT EXISTS (
            WITH RECURSIVE way(url) AS (
                SELECT proof.url
                UNION
                SELECT f.referrer FROM way CROSS JOIN fetches f ON f.url = way.url AND f.run_id = said.met_run
                WHERE {_NOT_ASKED}
                UNION
                SELECT f.referrer FROM way CROSS JOIN readings d ON d.final_url = way.url
                    CROSS JOIN fetches f ON f.reading_id = d.id AND f.run_id = said.met_run
                WHERE {_NOT_ASKED}
            )
            SELECT 1 FROM way WHERE EXISTS (SELECT 1 FROM answered n WHERE n.run_id = said.run_id AND n.url = way.url)
        )
    )
"""  # noqa: S608 - columns of ours
"""Was every address that proves an item opened in a run that says it is missing, or the page that led there?"""

HISTORY: tuple[str, ...] = (
    "CREATE INDEX fetches_by_url ON fetches(url, run_id)",
    "CREATE INDEX fetches_by_reading ON fetches(reading_id, run_id)",
    "CREATE INDEX readings_by_address ON readings(final_url)",
    "CREATE INDEX item_statuses ON item_verdicts(judgement_id, item, status, code, url, position)",
    """
    CREATE TABLE settled_gaps (
        run_id TEXT NOT NULL, fiscal_year INTEGER NOT NULL, item TEXT NOT NULL, counts INTEGER NOT NULL,
        PRIMARY KEY (run_id, fiscal_year, item)
    ) STRICT
    """,
    f"""
    CREATE VIEW answered AS
    SELECT run_id, url, referrer FROM fetches
    UNION ALL
    SELECT f.run_id, d.final_url AS url, f.referrer
    FROM readings d CROSS JOIN fetches f ON f.reading_id = d.id AND f.url <> d.final_url
    UNION ALL
    SELECT run_id, url, referrer FROM failed_fetches WHERE cause IN {_GONE}
    """,  # noqa: S608 - columns of ours
    f"""
    CREATE VIEW weighed_items AS
    SELECT agency, fiscal_year, item, position, status, code, url, run_id, started_at, verdicts_of, rubric,
        program, met_run,
        CASE status WHEN 'met' THEN 1 ELSE coalesce(
            (SELECT s.counts FROM settled_gaps s
                WHERE s.run_id = said.run_id AND s.fiscal_year = said.fiscal_year AND s.item = said.item),
            {_links("said.run_id")} <> {_links("said.met_run")}
                OR {_persons("said.verdicts_of")} <> {_persons("said.met_judgement")}
                OR {_WALKED}
        ) END AS counts
    FROM (
        SELECT p.*, r.limits, m.run_id AS met_run, cast(substr(met, instr(met, ' ')) AS INTEGER) AS met_judgement,
            r.outcome = 'finished' AND NOT EXISTS (
                SELECT 1 FROM json_each(r.limits)
                WHERE (value NOT IN {_OF_SITE} OR (value = 'depth' AND {_OTHER_DEPTH}))
                    AND NOT (m.started_at > p.started_at AND value IN ('pages', 'documents')
                        AND m.limits = r.limits AND m.settings = r.settings)
            ) AS whole
        FROM (
            SELECT *, coalesce(max(met_in) OVER before, min(met_in) OVER ever) AS met
            FROM (
                SELECT *, CASE status WHEN 'met' THEN run_id || ' ' || verdicts_of END AS met_in
                FROM ({_SAID}) JOIN (
                    SELECT agency, fiscal_year, item FROM ({_SAID}) GROUP BY agency, fiscal_year, item
                    HAVING min(status) <> max(status)
                ) USING (agency, fiscal_year, item)
            )
            WINDOW ever AS (PARTITION BY agency, fiscal_year, item), before AS (ever ORDER BY started_at, run_id)
        ) p
        JOIN runs r ON r.run_id = p.run_id JOIN runs m ON m.run_id = substr(met, 1, instr(met, ' ') - 1)
    ) said
    """,  # noqa: S608 - columns of ours
    f"""
    CREATE VIEW changes AS
    WITH told AS (
        SELECT *, lag(status) OVER earlier AS before, lag(code) OVER earlier AS before_code,
            lag(url) OVER earlier AS before_url, lag(run_id) OVER earlier AS before_run,
            lag(verdicts_of) OVER earlier AS before_verdicts, lag(rubric) OVER earlier AS before_rubric,
            lag(program) OVER earlier AS before_program
        FROM weighed_items WHERE counts
        WINDOW earlier AS (PARTITION BY agency, fiscal_year, item ORDER BY started_at, run_id)
    ),
    said AS (
        SELECT *, CASE status WHEN 'met' THEN verdicts_of ELSE before_verdicts END AS proved_in FROM told
        WHERE before <> status
    )
    SELECT agency, fiscal_year, item, CASE status WHEN 'met' THEN 'became-met' ELSE 'lost' END AS kind,
        CASE
            WHEN {_persons("said.verdicts_of")} <> {_persons("said.before_verdicts")} THEN 'person'
            WHEN rubric <> before_rubric OR program <> before_program THEN 'rules'
            WHEN EXISTS (
                SELECT 1 FROM quotes q JOIN readings n ON n.final_url = q.url JOIN readings b ON b.final_url = q.url
                WHERE q.judgement_id = said.proved_in AND q.item = said.item AND n.reader <> b.reader
                    AND (n.sha256 = b.sha256
                        OR ({_version("n")} <> {_version("b")} AND {_name("n")} = {_name("b")}))
                    AND EXISTS (SELECT 1 FROM fetches f WHERE f.reading_id = n.id AND f.run_id = said.run_id)
                    AND EXISTS (SELECT 1 FROM fetches f WHERE f.reading_id = b.id AND f.run_id = said.before_run)
            ) THEN 'rules'
            WHEN {_links("said.run_id")} <> {_links("said.before_run")} THEN 'links'
            ELSE 'site'
        END AS cause,
        started_at AS since, code, before_code, url, before_url, run_id, before_run,
        coalesce((
            SELECT sha256 FROM (
                SELECT p.sha256, 1 AS place FROM pages p WHERE p.run_id = said.before_run AND p.url = before_url
                UNION ALL
                SELECT d.sha256, 2 FROM readings d CROSS JOIN fetches f
                    ON f.reading_id = d.id AND f.run_id = said.before_run
                WHERE d.final_url = before_url
            )
            WHERE before_url <> '' ORDER BY place LIMIT 1
        ), '') AS before_sha256
    FROM said
    """,  # noqa: S608 - columns of ours
)
"""What each judged run said of each item and whether that counts, and the changes from one to the next."""
