"""The errors that end a run, and the exit code each stands for.

    FazhiError            2   the job could not be done
    ├── UsageError        2   the command line asks for something impossible
    ├── ChecklistError    2   rule data is broken; carries file, line and column
    └── OutputError       2   one output cannot be made of this report; the others still are

A report that cannot be read is no error but a value, `model.Unreadable`: a batch carries on with it.
Messages are Chinese and say what to do; no error is ever shown as a traceback.
"""

from __future__ import annotations


class FazhiError(Exception):
    """Something the user must mend before the job can be done."""

    exit_code = 2


class UsageError(FazhiError):
    """The command line asks for something impossible."""


class ChecklistError(FazhiError):
    """Rule data is broken. `place` is "file", "file:line" or "file:line:column" (1-based), or empty."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(f"{place}：{message}" if place else message)
        self.place = place
        self.message = message


class OutputError(FazhiError):
    """One output cannot be made of a report, such as comments in a file that is signed. The message is the reason."""
