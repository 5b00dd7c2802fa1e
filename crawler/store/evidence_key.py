"""One hash over all that a judgement depends on: where it is the same, judging again would say the same."""

from __future__ import annotations

import hashlib

import msgspec
from sqlite_utils import Database

from crawler.store.runs import RunInfo, failures, submitted


def evidence_key(db: Database, run: RunInfo, *, decisions_key: str) -> str:
    """The fingerprint of a run's evidence, whatever the order and the hour in which it came.

    Packed blocks are hashed as they are stored; the bytes they were read from do not count, so that a page in which
    only invisible things change (a token, the seconds it took) is the same evidence. Nor does the day: for which days a
    judgement holds is stored with it.

    decisions_key: fingerprint of the people's decisions that are applied to the judgement; empty for none.
    """
    readings = db.execute(
        """
        SELECT f.url, d.final_url, d.kind, d.content_type, d.reader, d.state, d.title, d.pages, d.layer, d.notes,
            d.blocks
        FROM fetches f JOIN readings d ON d.id = f.reading_id WHERE f.run_id = ?
        """,
        (run.run_id,),
    )
    depends_on = (
        (run.agency, run.fiscal_year),
        sorted((*told, hashlib.sha256(blocks).hexdigest()) for *told, blocks in readings),
        sorted(msgspec.structs.astuple(failure) for failure in failures(db, run.run_id)),
        submitted(db, run.run_id),  # in the order of the agency's list, of which the first link of an item counts most
        sorted(run.exempt.items()),
        sorted(run.limits),
        decisions_key,
    )
    return hashlib.sha256(msgspec.json.encode(depends_on)).hexdigest()
