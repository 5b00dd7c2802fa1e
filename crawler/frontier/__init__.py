"""The frontier: which links are asked for, in what order, and why. Pure and deterministic: no network, no clock."""

from crawler.frontier.plan import DocumentKind, Frontier, Limits, Target, Words
from crawler.frontier.scope import Scope

__all__ = ["DocumentKind", "Frontier", "Limits", "Scope", "Target", "Words"]
