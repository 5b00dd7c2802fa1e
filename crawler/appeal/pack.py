"""Makes an appeal file: claims, their proof, the run's manifest and the chain, in one ZIP with the means to check it.

The same database gives the same bytes: nothing of the moment, the machine or the order of rows goes in.
"""

from __future__ import annotations

import inspect
import zipfile
from collections.abc import Mapping, Sequence
from typing import BinaryIO

import msgspec

from checks.rubric import Rubric
from checks.verdict import ElementVerdict, ItemVerdict, Quote
from crawler.appeal import verify
from crawler.appeal.evidence import Evidence, Place
from crawler.appeal.manifest import Record, decisions, fetched, headline, quoted, said_of, shown
from crawler.appeal.verify import (
    CHAIN,
    CLAIMS,
    FORMAT,
    LARGEST_FILE,
    LIST,
    MOST_BYTES,
    READABLE,
    RUN,
    STEADY,
    canonical,
    digest,
)
from crawler.store import Store
from crawler.store.manifests import Answer, Manifest, Shot
from reports.appeal import Appeal, Seen, readme, render_statement, statement_text


class TooLargeError(Exception):
    """All this together would be refused as too large when it is checked."""


class Packed(msgspec.Struct, frozen=True):
    """What went into an appeal file.

    files: how many, beside their list. gone: addresses whose copies were pruned. unproved: quotes that no text has.
    """

    manifest: Manifest
    head: Manifest
    files: int
    gone: tuple[str, ...]
    unproved: tuple[Quote, ...]


def pack(store: Store, rubric: Rubric, manifest: Manifest, items: Sequence[ItemVerdict], file: BinaryIO) -> Packed:
    """Write the appeal file of items of a judged run.

    Raises:
        StoreError: the database cannot be read.
        TooLargeError: it would be too large to be checked; nothing useful was written.
        OSError: the file cannot be written.
    """
    made = _Making(store, rubric, manifest)
    claims = [made.item(verdict) for verdict in items]
    chain = store.manifests.chain()
    files = made.files
    files[CLAIMS] = canonical(made.claims(claims))
    files[RUN] = store.manifests.content(manifest.number)
    files[CHAIN] = "".join(f"{one.number} {one.sha256} {one.link}\n" for one in chain).encode()
    appeal = made.appeal(items)
    files["statement.html"] = render_statement(appeal)
    files["statement.txt"] = statement_text(appeal).encode()
    files["README.txt"] = readme().encode()
    files["verify.py"] = inspect.getsource(verify).encode()
    files[LIST] = _list(manifest, files)
    if sum(map(len, files.values())) > MOST_BYTES or max(map(len, files.values())) > LARGEST_FILE:
        raise TooLargeError
    _write(files, file)
    unproved = tuple(quote for quote, place in made.places.items() if not place.stands_in)
    return Packed(manifest, chain[-1], len(files) - 1, tuple(sorted(made.gone)), unproved)


class _Making:
    """Gathers what goes into the file, item by item."""

    def __init__(self, store: Store, rubric: Rubric, manifest: Manifest) -> None:
        self._store, self._rubric, self._manifest = store, rubric, manifest
        self._run = store.run(manifest.run_id)
        judged = store.load_judgement(manifest.run_id, manifest.fiscal_year)
        if judged is None:  # it has a manifest, which is made of its judgement
            raise ValueError(manifest.run_id)
        self._judgement = judged[1]
        self._evidence = Evidence(store, manifest.run_id)
        self._shots = {shot.item: shot for shot in store.manifests.shots(manifest.run_id)}
        self._seen: dict[str, list[Seen]] = {}
        self._told: dict[bytes, Record] = {}
        self.files: dict[str, bytes] = {}
        self.places: dict[Quote, Place] = {}
        self.gone: set[str] = set()

    def item(self, verdict: ItemVerdict) -> Record:
        """What is claimed of an item; its evidence is put among the files."""
        answers, places = self._evidence.of(verdict)
        self.places |= places
        self._seen[verdict.item] = [self._keep(answer) for answer in answers]
        entry = self._rubric.items[verdict.item]
        names = {element.key: element.name_th for element in entry.elements}
        return {
            "verdict": headline(verdict),
            "title": entry.title_th,
            "requirement": entry.requirement_th,
            "element_names": names,
            "elements": [self._element(element, places) for element in verdict.elements],
            "decisions": decisions(self._judgement, verdict.item),
            "screenshot": self._shot(self._shots.get(verdict.item)),
            "evidence": [one.url for one in self._seen[verdict.item]],
        }

    def claims(self, items: list[Record]) -> Record:
        """All that is claimed."""
        judgement, run = self._judgement, self._run
        return {
            "format": FORMAT,
            "run_id": run.run_id,
            "agency": judgement.agency,
            "agency_name": judgement.agency_name,
            "agency_url": run.agency.url,
            "fiscal_year": judgement.fiscal_year,
            "as_of": judgement.as_of,
            "started_at": run.started_at,
            "rubric": judgement.rubric,
            "source": self._rubric.book.source,
            "items": items,
            "evidence": [self._told[key] for key in sorted(self._told)],
        }

    def appeal(self, items: Sequence[ItemVerdict]) -> Appeal:
        """What the statement says."""
        manifest = self._manifest
        return Appeal(
            judgement=msgspec.structs.replace(self._judgement, items=tuple(items)),
            rubric=self._rubric,
            agency_url=self._run.agency.url,
            run_id=manifest.run_id,
            started_at=self._run.started_at,
            recorded_at=manifest.recorded_at,
            number=manifest.number,
            sha256=manifest.sha256,
            link=manifest.link,
            evidence=self._seen,
            pieces={quote: place.pieces for quote, place in self.places.items()},
            screenshots={
                verdict.item: f"screenshots/{shot.sha256}.png"
                for verdict in items
                if (shot := self._shots.get(verdict.item)) and f"screenshots/{shot.sha256}.png" in self.files
            },
        )

    def _keep(self, answer: Answer) -> Seen:
        """Put an answer's copy and text among the files."""
        told, document = fetched(answer), answer.document
        name, body = self._evidence.copy(document.sha256)
        if digest(body) != document.sha256:  # never pass anything for a copy that is none
            name = ""
            self.gone.add(document.url)
        else:
            self.files[name] = body
        text = f"texts/{told['text']}.txt"
        self.files[text] = self._evidence.text(document).encode()
        claim = {**told, "headers": [list(pair) for pair in answer.headers], "copy": name}
        self._told[canonical(claim)] = claim
        return Seen(
            url=document.url,
            final_url=document.final_url,
            status=answer.status,
            fetched_at=document.fetched_at,
            sha256=document.sha256,
            copy=name,
            text=text,
        )

    def _shot(self, shot: Shot | None) -> Record | None:
        picture = self._store.manifests.picture(shot.sha256) if shot is not None else b""
        if shot is None or digest(picture) != shot.sha256:
            return None
        self.files[f"screenshots/{shot.sha256}.png"] = picture
        return shown(shot)

    @staticmethod
    def _element(element: ElementVerdict, places: Mapping[Quote, Place]) -> Record:
        quotes = [{**quoted(quote), **msgspec.structs.asdict(places[quote])} for quote in element.finding.quotes]
        return {**said_of(element), "quotes": quotes}


def _list(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    """The list of all other files, and which manifest of the chain they belong to; nothing else, so that all counts."""
    listed = [{"name": name, "sha256": digest(files[name]), "size": len(files[name])} for name in sorted(files)]
    run = {"number": manifest.number, "sha256": manifest.sha256, "link": manifest.link}
    return canonical({"format": FORMAT, "files": listed, "run": run})


def _write(files: Mapping[str, bytes], file: BinaryIO) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, STEADY)
            entry.create_system, entry.external_attr = 3, READABLE
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
