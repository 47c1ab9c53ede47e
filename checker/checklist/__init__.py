"""Rule data: loading, phrase patterns, examples."""

from checker.checklist.load import load_checklist
from checker.checklist.types import Checklist, Item, Pattern

__all__ = ["Checklist", "Item", "Pattern", "load_checklist"]
