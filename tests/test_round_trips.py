"""Whatever format a report comes in, it is the same text, the same outline and the same verdicts."""

from __future__ import annotations

import io
import zipfile
from itertools import product
from pathlib import Path

import pytest

from checker.model import Document
from checker.reading import read_document
from tests.conftest import SEEDS
from tests.fidelity import compare, edits, whole_paragraphs
from tests.ofd_builder import typeset_ofd
from tests.typeset import CONVERTED, WRITTEN, chromium_pdf, convert, numbered_docx, paragraphs_of, printed_page, typeset

CONVERTED_AGAIN = ("doc", "odt", "rtf")  # to read these LibreOffice is started once more, so one seed each must do
FORMATS = (*WRITTEN, "ofd", "pdf-chromium", *(name for name in CONVERTED if name not in CONVERTED_AGAIN))
CASES = [*product(SEEDS, FORMATS), *zip(SEEDS, CONVERTED_AGAIN, strict=True)]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """{(seed, format): bytes}; each program is started as seldom as it can be."""
    folder = tmp_path_factory.mktemp("typeset")
    made, reports = {}, {}
    for seed in SEEDS:
        paragraphs = paragraphs_of(seed.read_text("utf-8"))
        made |= {(seed.stem, name): data for name, data in typeset(paragraphs).items()}
        made[seed.stem, "ofd"] = typeset_ofd(paragraphs)
        made[seed.stem, "pdf-chromium"] = chromium_pdf(printed_page(paragraphs), folder, seed.stem)
        reports[seed.stem] = paragraphs
    return made | convert(reports, folder)


@pytest.mark.parametrize(("seed", "name"), CASES, ids=[f"{seed.stem[:3]}-{name}" for seed, name in CASES])
def test_a_report_is_the_same_in_every_format(seed: Path, name: str, files: dict[tuple[str, str], bytes]) -> None:
    source, read = read_document(seed), read_document(files[seed.stem, name])
    assert isinstance(source, Document)
    assert isinstance(read, Document), read
    fidelity = compare(source, read)
    assert fidelity.perfect, fidelity
    assert fidelity.similarity >= 0.995 and fidelity.whole >= 0.98, fidelity


def test_numbers_are_left_to_word() -> None:
    """Else the tests above would prove nothing of numbering."""
    paragraphs = ["一、主要工作", "（一）强化领导。召开会议3次。", "（二）依法决策。审查文件5件。", "二、下步打算", "（一）抓落实。"]
    document = zipfile.ZipFile(io.BytesIO(numbered_docx(paragraphs))).read("word/document.xml").decode()
    assert not any(number in document for number in ("一", "二", "（", "）"))


@pytest.mark.parametrize(
    ("source", "found", "distance"), [("", "法治", 2), ("法治", "", 2), ("依法行政", "依法执政", 1), ("甲乙丙", "乙丙丁", 2)]
)
def test_edits(source: str, found: str, distance: int) -> None:
    assert edits(source, found) == distance


def test_whole_paragraphs() -> None:
    assert whole_paragraphs(["甲 乙", "丙", "丙", "丁"], ["甲乙", "丙", "丁戊"]) == 0.5
    assert whole_paragraphs(["某县", "2024年报告", "正文"], ["某县2024年报告", "正文"], title="某县 2024年报告") == 1
    assert whole_paragraphs(["正文，" * 50], ["正文，" * 49 + "正文"]) == 1
