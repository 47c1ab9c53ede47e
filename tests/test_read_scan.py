"""Scans: what is read off page images made for the purpose. Recognising takes seconds a page, so most images are a few lines."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from checker.model import Document, Unreadable
from checker.reading import read_document
from checker.reading.limits import MAX_IMAGE_PIXELS, MAX_SCANNED_PAGES, PAGE_SECONDS, RECOGNISE_MEMORY_MB
from checker.reading.page.layout import Line
from checker.reading.refused import RefusedError
from checker.reading.scan.printed import clean
from checker.reading.scan.read import read_image, read_page_images
from checker.reading.working import Working
from tests import scan_pages as make

NOTE = "文字由图像识别而来，可能有误，所有结论请对照原件核实。"
WORDS = "办理行政复议案件1,037件"


def silent(_: Working) -> None:
    """For tests that do not ask what is announced."""


def strip(text: str = WORDS, mode: str = "RGB", height: int = 120) -> Image.Image:
    """One line of print."""
    image = Image.new("RGB", (700, height), "white")
    ImageDraw.Draw(image).text((40, 35), text, "black", make.font(44))
    return image.convert(mode)


def top(image: Image.Image, share: float = 0.3) -> Image.Image:
    """The upper part of a page."""
    return image.crop((0, 0, image.width, round(image.height * share)))


def lines(image: Image.Image) -> tuple[Line, ...]:
    (page,) = read_page_images([image], 1, silent)
    return page.lines


def texts(image: Image.Image) -> list[str]:
    return [line.text for line in lines(image)]


def text_of(data: bytes) -> str:
    return read_image(data, silent).text


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedError) as refused:
        read_image(data, silent)
    return str(refused.value)


def test_scanned_pdf_with_stamp_skew_and_turned_page() -> None:
    first, second = make.PARAGRAPHS[:9], make.PARAGRAPHS[9:]
    pages = [make.page(part, head=make.RUNNING_HEAD, number=f"— {n} —").image for n, part in ((1, first), (2, second))]
    one = make.jpeg(make.noise(make.stamp(make.skew(pages[0], -1.5), 0.55, 0.3)))
    two = make.jpeg(make.noise(make.stamp(make.skew(pages[1], 0.8), 0.7, 0.35))).rotate(90, expand=True)
    heard = []
    document = read_document(
        make.saved(one, "PDF", save_all=True, append_images=[two], resolution=200),
        progress=lambda done, total: heard.append((done, total)),
    )
    assert isinstance(document, Document)
    assert document.recognised
    assert NOTE in document.notes
    wanted = "\n".join(make.PARAGRAPHS)
    assert make.figures(document.text) == make.figures(wanted)
    assert make.edits(document.text, wanted) <= 0.02 * len(wanted)
    assert document.text.splitlines()[:8] == list(make.PARAGRAPHS[:8])
    assert (document.blocks[0].page, document.blocks[-1].page) == (1, 2)
    assert heard[-1] == (2, 2)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page(turn: int) -> None:
    made = make.page(make.PARAGRAPHS[:4])
    part = top(made.image, 0.36)
    (page,) = read_page_images([part.rotate(turn, expand=True)], 1, silent)
    assert [line.text for line in page.lines] == list(made.lines)
    assert (page.width, page.height) == part.size


def test_places_are_those_of_the_page_laid_straight() -> None:
    part = top(make.page(make.PARAGRAPHS[2:6]).image)
    straight, skewed = lines(part), lines(make.skew(part, 1.5))
    assert [line.text for line in skewed] == [line.text for line in straight]
    size = straight[0].size
    assert size == pytest.approx(16 / 72 * 200, rel=0.1)
    for one, other in zip(straight, skewed, strict=True):
        assert other[1:] == pytest.approx(one[1:], abs=0.4 * size)
    assert straight[1].left - straight[2].left == pytest.approx(
        2 * size, abs=0.4 * size
    )  # （一） is indented like the rest


def test_seal_goes_and_red_print_stays() -> None:
    made = make.page(make.PARAGRAPHS[2:6], red_head=make.RED_HEAD)
    assert texts(top(make.stamp(made.image, 0.5, 0.24), 0.55)) == list(made.lines)


def test_fax() -> None:
    made = make.page(make.PARAGRAPHS[6:8])
    assert texts(make.fax(make.noise(top(made.image, 0.25)))) == list(made.lines)


def test_lone_figures_of_a_table_stay_apart_and_upright() -> None:
    made = make.table()
    page = lines(top(made.image, 0.45))
    rows = {line.top: [other.text for other in page if other.top == line.top] for line in page}
    assert [" ".join(row) for row in rows.values()] == list(made.lines)


def test_long_screen_shot_with_red_title() -> None:
    made = make.screenshot(make.PARAGRAPHS[:8], 600)
    assert made.image.height > 2.5 * made.image.width
    assert texts(made.image) == list(made.lines)


@pytest.mark.parametrize("size", [11, 150])
def test_print_of_any_size(size: int) -> None:
    image = Image.new("L", (size * 16, max(size * 3, 120)), "white")
    ImageDraw.Draw(image).text((size, size), WORDS, "black", make.font(size))
    assert texts(image) == [WORDS]


def transparent() -> Image.Image:
    ink = strip(mode="L").point(lambda value: 255 - value)
    page = Image.new("RGBA", ink.size, (0, 0, 0, 0))
    page.putalpha(ink)
    return page


def fine_shades() -> Image.Image:
    return strip(mode="L").convert("I").point(lambda value: value * 200 + 4000).convert("I;16")


def narrow_pixels() -> bytes:
    image = strip(mode="1", height=240).resize((700, 120))
    return make.saved(image, "TIFF", dpi=(204, 98), compression="group4")


def turned_by_camera() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return make.saved(strip().rotate(90, expand=True), "JPEG", exif=exif)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(make.saved(strip(), "PNG"), id="png"),
        pytest.param(make.saved(strip(mode="1"), "PNG"), id="black-and-white"),
        pytest.param(make.saved(strip(mode="P"), "GIF"), id="gif"),
        pytest.param(make.saved(transparent(), "PNG"), id="transparent"),
        pytest.param(make.saved(transparent(), "WEBP", lossless=True), id="webp"),
        pytest.param(make.saved(strip(mode="CMYK"), "JPEG", quality=90), id="cmyk"),
        pytest.param(make.saved(fine_shades(), "PNG"), id="16-bit"),
        pytest.param(make.saved(strip(), "BMP"), id="bmp"),
        pytest.param(narrow_pixels(), id="fax-resolution"),
        pytest.param(turned_by_camera(), id="exif"),
    ],
)
def test_image_files(data: bytes) -> None:
    assert text_of(data) == WORDS


def test_pages_of_a_tiff() -> None:
    data = make.saved(
        strip("一、第一页的内容。"), "TIFF", save_all=True, append_images=[strip("二、第二页的内容。", "L")]
    )
    heard: list[Working] = []
    document = read_image(data, heard.append)
    assert [(block.text, block.page) for block in document.blocks] == [
        ("一、第一页的内容。", 1),
        ("二、第二页的内容。", 2),
    ]
    assert document.notes == (NOTE,)
    assert document.recognised
    assert all((one.seconds, one.megabytes) == (PAGE_SECONDS, RECOGNISE_MEMORY_MB) for one in heard)
    assert sorted({(one.done, one.total) for one in heard[1:]}) == [(0, 2), (1, 2), (2, 2)]


def test_page_without_print() -> None:
    blank, page = read_page_images([Image.new("RGB", (400, 600), "white"), strip()], 2, silent)
    assert blank.lines == ()
    assert page.lines[0].text == WORDS


def test_refusals() -> None:
    wide = Image.new("1", (MAX_IMAGE_PIXELS // 1000 + 1, 1000), 1)
    empty = Image.new("L", (120, 120), 255)
    many = make.saved(empty, "TIFF", save_all=True, append_images=[empty] * MAX_SCANNED_PAGES)
    photograph = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    cases = {
        make.saved(wide, "PNG"): "图片超过 5000 万像素的上限，请按 200 dpi 重新扫描，或缩小后再检查。",
        many: "扫描件超过 100 页的上限，请拆分后再检查。",
        make.saved(strip(), "JPEG")[:3000]: "图片已损坏或不完整，请重新扫描、拍照或导出后再检查。",
        b"\x89PNG\r\n\x1a\n\0\0": "图片已损坏或不完整，请重新扫描、拍照或导出后再检查。",
        make.saved(empty, "PNG"): "图片里未读到文字，请确认选对了文件，或换一张更清晰的扫描件。",
        photograph: "这是 HEIC 或 AVIF 格式的照片，不能读取，请另存为 JPEG 后再检查。",
    }
    assert {data: refusal(data) for data in cases} == cases


def test_bomb_is_refused_unopened() -> None:
    square = make.saved(Image.new("1", (16_000, 16_000)), "PNG")
    assert refusal(square).startswith("图片超过 5000 万像素的上限")
    assert isinstance(read_document(square), Unreadable)


@pytest.mark.parametrize("part", ["rapidocr", "onnxruntime", "PIL"])
def test_missing_component(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make.saved(strip(), "PNG")
    monkeypatch.setitem(sys.modules, part, None)
    assert refusal(data) == (
        '这是扫描件（图片），没有可读的文字；请安装识别组件 pip install "fazhi-checker[ocr]"，或改用电子文本。'
    )


OFFLINE = """
import socket, sys
reached = []
def refuse(*arguments):
    reached.append(arguments)
    raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
from checker.reading.scan.components import require
from checker.reading.refused import RefusedError
from checker.reading.scan.read import read_image
data = sys.stdin.buffer.read()
answers = []
require()
import rapidocr
where = rapidocr.__file__
for place in ("/nowhere/__init__.py", where):
    rapidocr.__file__ = place
    try:
        answers.append(read_image(data, lambda _: None).text)
    except RefusedError as refused:
        answers.append(str(refused))
assert not reached, reached
open(sys.argv[1], "w", encoding="utf-8").write("\\n".join(answers))
"""


def test_never_on_the_network_and_never_talkative(tmp_path: Path) -> None:
    answers = tmp_path / "answers"
    command = [sys.executable, "-c", OFFLINE, str(answers)]
    done = subprocess.run(command, input=make.saved(strip(), "PNG"), capture_output=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    broken, whole = answers.read_text("utf-8").splitlines()
    assert broken.startswith("识别组件未能启动（")
    assert whole == WORDS


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("(一）依法行政(扩大)会议", "（一）依法行政（扩大）会议"),
        ("共12次,专题研究;其中:一是", "共12次，专题研究；其中：一是"),
        ("许可1,208件，比例3:2，(a)", "许可1,208件，比例3:2，(a)"),
        ("第(3)项，（2）号，(4", "第（3）项，（2）号，(4"),
        ("98.6%，37.85万元", "98.6%，37.85万元"),
        ("2021一2025年，一2一", "2021—2025年，一2一"),
        ("关于 印发 《办法》 的 通知", "关于印发《办法》的通知"),
        ("共 12 件 A B", "共 12 件 A B"),
        ("8 430 500元", "8 430 500元"),
    ],
)
def test_signs(read: str, meant: str) -> None:
    assert clean(read) == meant


def test_file_that_is_no_image_at_all() -> None:
    file = io.BytesIO()
    Image.new("RGB", (20, 20)).save(file, "ICO")
    assert refusal(file.getvalue()) == "图片已损坏或不完整，请重新扫描、拍照或导出后再检查。"


def test_lone_one_before_a_heading() -> None:
    image = Image.new("L", (1080, 900), 255)
    headings = ["一、第一页的内容", "一、主要举措和成效", "三、存在问题"] * 2
    for row, heading in enumerate(headings):
        ImageDraw.Draw(image).text((40, 60 + row * 120), heading, 0, make.font(60))
    assert texts(image) == headings
