"""How checks answer: small constructors that keep the promises of a finding (a quote for met, where it looked else)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checks.bundle import Bundle
from checks.reading import Spot
from checks.verdict import Finding, Quote, Status

MAX_QUOTES = 4


def met(proof: Iterable[Spot | Quote], code: str = "found", facts: Mapping[str, str] | None = None) -> Finding:
    """It is there: ``proof`` are the words (at least one; the first four are kept)."""
    quotes = [p.quote() if isinstance(p, Spot) else p for p in proof]
    urls = tuple(dict.fromkeys(q.url for q in quotes))
    return Finding(Status.MET, code, tuple(quotes[:MAX_QUOTES]), urls, dict(facts or {}))


def unmet(bundle: Bundle, code: str = "not-found", facts: Mapping[str, str] | None = None) -> Finding:
    """It is not there, though every reading of the bundle was looked through."""
    return Finding(Status.UNMET, code, (), bundle.urls, dict(facts or {}))


def refuted(
    bundle: Bundle,
    code: str,
    proof: Iterable[Spot | Quote],
    facts: Mapping[str, str] | None = None,
) -> Finding:
    """It is not there, and ``proof`` says so: a former head's signature, a deputy in the head's place.

    Pictures and documents that could not be read do not soften it.
    """
    quotes = [p.quote() if isinstance(p, Spot) else p for p in proof]
    return Finding(Status.UNMET, code, tuple(quotes[:MAX_QUOTES]), bundle.urls, dict(facts or {}))


def unclear(
    bundle: Bundle,
    code: str,
    proof: Iterable[Spot | Quote] = (),
    facts: Mapping[str, str] | None = None,
) -> Finding:
    """Something is there that a person must decide; ``proof`` is what to look at."""
    quotes = [p.quote() if isinstance(p, Spot) else p for p in proof]
    return Finding(Status.UNCLEAR, code, tuple(quotes[:MAX_QUOTES]), bundle.urls, dict(facts or {}))
