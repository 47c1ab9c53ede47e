"""What is not needed costs nothing: a plain text loads none of the libraries that parse or write other formats."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT, SEEDS

_LIBRARIES = ("lxml", "jinja2", "xlsxwriter", "pypdfium2", "psutil", "olefile", "rapidocr", "doc2docx", "numpy", "PIL", "duckdb")


def _loaded(code: str) -> set[str]:
    """The top-level modules that stand in `sys.modules` once `code` has run in a process of its own."""
    code += "; import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "code",
    [
        "import checker",
        f"import checker; checker.check(checker.read_document({str(SEEDS[0])!r}))",
        f"from checker.cli import main; main(['check', {str(SEEDS[0])!r}, '--fail-on', 'never'])",
    ],
    ids=["import", "check", "command"],
)
def test_plain_text_loads_no_library_of_other_formats(code: str) -> None:
    assert not _loaded(code).intersection(_LIBRARIES)


def test_other_formats_are_parsed_in_another_process() -> None:
    """Here only what watches that process is loaded; a file that harms its parser harms nothing else."""
    loaded = _loaded("import checker; checker.read_document(b'%PDF-1.7 ')")
    assert loaded.intersection(_LIBRARIES) == {"psutil"}
