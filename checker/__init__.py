"""fazhi: checks annual reports on building a rule-of-law government (法治政府建设年度报告).

    import checker

    document = checker.read_document("报告.txt")        # Document, or Unreadable with a reason
    result = checker.check(document)                    # CheckResult: one Result per item, with evidence
    batch = checker.check_many(["甲.txt", "乙.txt"], checker.load_checklist())

Names are imported when first used, so that `import checker` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.api import check, check_many, load_checklist
    from checker.model import Batch, CheckResult, Document, Evidence, Profile, Result, Status, Unreadable
    from checker.reading import read_document

__all__ = [
    "Batch",
    "CheckResult",
    "Document",
    "Evidence",
    "Profile",
    "Result",
    "Status",
    "Unreadable",
    "check",
    "check_many",
    "load_checklist",
    "read_document",
]
_HOMES = {"check": "api", "check_many": "api", "load_checklist": "api", "read_document": "reading"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'checker' has no attribute {name!r}")
    return getattr(import_module(f"checker.{_HOMES.get(name, 'model')}"), name)
