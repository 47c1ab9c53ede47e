"""From a report and a checklist to one verdict per item."""

from checker.judging.engine import Engine, compile_engine
from checker.judging.verdicts import judge

__all__ = ["Engine", "compile_engine", "judge"]
