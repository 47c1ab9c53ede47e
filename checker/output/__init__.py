"""Outputs: one renderer per format over the results. `FORMATS` is the one place that knows their names.

A format is a module or a package here, with one function `render`:

    one file for the whole run   render(batch, options) -> str | bytes
    one file for each report     render(report, checklist, options) -> str | bytes      (docx: and the source's bytes)

Text is written as UTF-8. Bytes go to files only, never to standard output.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from typing import NamedTuple

from checker.model import Batch, ChecklistInfo, CheckResult

__all__ = ["FORMATS", "BatchFormat", "Format", "Options", "ReportFormat"]


class Options(NamedTuple):
    """What the user asked of the outputs.

    `show_all`: covered and inapplicable items too, on pages for people. `fix_list`: only what to mend, on the terminal.
    `width`: cells, None = as wide as the terminal. `keep_text`: the reports' text in json.
    """

    show_all: bool = False
    fix_list: bool = False
    width: int | None = None
    keep_text: bool = True


Content = str | bytes


class BatchFormat(NamedTuple):
    """One file for all reports of a run. `suffix`: what file names end with. `binary`: makes bytes."""

    suffix: str
    render: Callable[[Batch, Options], Content]
    binary: bool = False


class ReportFormat(NamedTuple):
    """One file for each report. `needs_source`: the last argument is the source file's bytes, else None."""

    suffix: str
    render: Callable[[CheckResult, ChecklistInfo, Options, bytes | None], Content]
    binary: bool = False
    needs_source: bool = False


Format = BatchFormat | ReportFormat


# A renderer imports its module when it is used, so that the other formats' libraries are not loaded.
def _terminal(batch: Batch, options: Options) -> Content:
    from checker.output.terminal import render

    stream = io.StringIO()
    render(batch, console_width=options.width, show_all=options.show_all, fix_list=options.fix_list, stream=stream)
    return stream.getvalue()


def _json(batch: Batch, options: Options) -> Content:
    from checker.output.json import to_json

    if not options.keep_text:
        batch = dataclasses.replace(batch, reports=tuple(dataclasses.replace(report, text=None) for report in batch.reports))
    return to_json(batch)


def _markdown(report: CheckResult, checklist: ChecklistInfo, options: Options, _: bytes | None) -> Content:
    from checker.output.markdown import render

    return render(report, checklist, options)


def _html(report: CheckResult, checklist: ChecklistInfo, options: Options, _: bytes | None) -> Content:
    from checker.output.html import render

    return render(report, checklist, options)


def _docx(report: CheckResult, checklist: ChecklistInfo, options: Options, source: bytes | None) -> Content:
    from checker.output.docx import render

    return render(report, checklist, options, source)


def _xlsx(batch: Batch, options: Options) -> Content:
    from checker.output.xlsx import render

    return render(batch, options)


def _csv(batch: Batch, options: Options) -> Content:
    from checker.output.csv import render

    return render(batch, options)


def _sarif(batch: Batch, options: Options) -> Content:
    from checker.output.sarif import render

    return render(batch, options)


def _junit(batch: Batch, options: Options) -> Content:
    from checker.output.junit import render

    return render(batch, options)


FORMATS: dict[str, Format] = {
    "terminal": BatchFormat(".txt", _terminal),
    "json": BatchFormat(".json", _json),
    "markdown": ReportFormat(".md", _markdown),
    "html": ReportFormat(".html", _html),
    "docx": ReportFormat("-批注.docx", _docx, binary=True, needs_source=True),
    "xlsx": BatchFormat(".xlsx", _xlsx, binary=True),
    "csv": BatchFormat(".csv", _csv),
    "sarif": BatchFormat(".sarif", _sarif),
    "junit": BatchFormat(".xml", _junit),
}
