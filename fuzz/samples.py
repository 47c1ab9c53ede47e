"""Sound files of every format, which `damage` then breaks: written by the tests' builders, or by LibreOffice where it is there."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests import hostile_files, hostile_parts

FORMATS = ("docx", "pdf", "html", "mhtml", "ofd", "doc", "doc-bare", "rtf", "odt", "text", "image")
_ENDINGS = {".docx": "docx", ".pdf": "pdf", ".html": "html", ".mht": "mhtml", ".ofd": "ofd", ".doc": "doc", ".odt": "odt", ".txt": "text"}
_CONVERTED = ("doc", "rtf", "odt", "pdf")
_LARGEST = 40_000  # of a hostile file that is taken too: larger ones are about their size
REPORT = (
    "云溪县人民政府2024年法治政府建设年度报告",
    "2024年，云溪县坚持以习近平法治思想为指导，现将有关情况报告如下：",
    "一、2024年主要工作",
    "（一）依法行政能力不断提升",
    "1.完善制度。制定规范性文件12件，清理文件35件，合法性审查率达100%。",
    "2.规范执法。开展案卷评查3次，评查案卷530卷，培训执法人员1.3万余人次；组织旁听庭审2次。",
    "（二）矛盾纠纷有效化解",
    "全年办理行政复议案件53件，审结49件，行政机关负责人出庭应诉率98.5%。" * 3,
    "二、存在的问题",
    "对照上级要求，仍存在执法力量不足等问题。",
    "三、2025年工作打算",
    "下一步，将持续推进《中华人民共和国行政处罚法》的学习宣传。",
    "云溪县人民政府",
    "2025年1月15日",
)


def write_samples(folder: Path) -> None:
    """Write the samples of every format to a folder of its own."""
    for name in FORMATS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for count, (name, data) in enumerate(_samples()):
        (folder / name / f"{count:03}").write_bytes(data)


def read_samples(folder: Path, name: str) -> list[bytes]:
    """The samples of one format; "doc-bare" is .doc as it is read without any converter."""
    return [path.read_bytes() for path in sorted((folder / name.removesuffix("-bare")).iterdir())]


def _samples() -> list[tuple[str, bytes]]:
    made = [*_written(), *_converted(), *_images(), ("rtf", hostile_files.rtf()), ("odt", hostile_files.odt())]
    for file in (*hostile_files.HOSTILE, *hostile_files.OLE):
        name = _ENDINGS.get(Path(file.name).suffix)
        if name and not file.recognised and not file.stubborn and 0 < len(data := file.build()) <= _LARGEST:
            made.append((name, data))
    return made


def _written() -> list[tuple[str, bytes]]:
    """By the tests' builders."""
    from tests.ofd_builder import typeset_ofd
    from tests.typeset import WRITTEN

    made = [(_ENDINGS.get("." + name[:4].rstrip("-"), "text"), write(REPORT)) for name, write in WRITTEN.items()]
    page = WRITTEN["html"](REPORT).decode()
    mail = "From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; "
    made.append(("mhtml", f"{mail}charset=utf-8\r\n\r\n{page}\r\n--b--\r\n".encode()))
    made.append(("ofd", typeset_ofd(REPORT, running_head="云溪县人民政府文件")))
    made.append(("text", "\n".join(f"## {line}" for line in REPORT).encode()))
    for module, names in (("tests.docx_builder", ("docx",)), ("tests.pdf_builder", ("pdf",)), ("tests.html_pages", ("html",))):
        made += [(names[0], data) for data in _plain_results(module)]
    return made


def _plain_results(module: str) -> list[bytes]:
    """What the functions of a builder that need no arguments give, when there is such a builder and they give files."""
    import importlib
    import inspect

    made: list[bytes] = []
    with contextlib.suppress(ImportError):
        for function in vars(importlib.import_module(module)).values():
            if inspect.isfunction(function) and function.__module__ == module and _needs_nothing(function):
                with contextlib.suppress(Exception):
                    result = function()
                    made += [result] if isinstance(result, bytes) else []
    return made


def _needs_nothing(function: Callable[..., object]) -> bool:
    import inspect

    return all(one.default is not one.empty for one in inspect.signature(function).parameters.values())


def _converted() -> list[tuple[str, bytes]]:
    """By LibreOffice, from .docx."""
    from tests.typeset import typeset

    office = shutil.which("soffice")
    if not office:
        return [("doc", hostile_parts.doc()), ("pdf", hostile_parts.pdf(hostile_parts.pdf_objects()))]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sources = [folder / f"{name}.docx" for name in typeset(REPORT) if name.startswith("docx")]
        for path in sources:
            path.write_bytes(typeset(REPORT)[path.stem])
        command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to"]
        for ending in _CONVERTED:
            subprocess.run([*command, ending, "--outdir", made, *sources], capture_output=True, timeout=300, check=False)
        return [(ending, path.read_bytes()) for ending in _CONVERTED for path in sorted(folder.glob(f"*.{ending}"))]


def _images() -> list[tuple[str, bytes]]:
    """Small ones: recognising text takes long."""
    made = [hostile_parts.gif(3), hostile_parts.tiff(0)]
    with contextlib.suppress(ImportError):
        from PIL import Image

        for form, mode in (("PNG", "L"), ("PNG", "P"), ("PNG", "RGBA"), ("JPEG", "RGB"), ("TIFF", "1"), ("BMP", "RGB"), ("GIF", "P")):
            buffer = io.BytesIO()
            Image.new(mode, (60, 40), 0).save(buffer, form)
            made.append(buffer.getvalue())
    return [("image", data) for data in made]
