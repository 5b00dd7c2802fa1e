"""The frontier: which links are asked for, in what order, and why. Pure and deterministic: no network, no clock."""

from crawler.frontier.plan import Frontier
from crawler.frontier.scope import Scope
from crawler.frontier.target import DocumentKind, Limits, Target, Words

__all__ = ["DocumentKind", "Frontier", "Limits", "Scope", "Target", "Words"]
