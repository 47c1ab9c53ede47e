"""Reading of OFD files: what packages and pages may look like, scans, and files meant to hurt."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from checker.model import Document, Unreadable
from checker.reading import limits, read_document
from checker.reading.archive import Archive
from checker.reading.ofd.read import read_ofd
from checker.reading.refused import RefusedError
from tests import ofd_builder as ofd
from tests.conftest import ROOT, SEEDS
from tests.ofd_builder import SIZE, Placed

SENTENCE = "全年办理行政复议案件53件，按期办结率100%。"
HAN = "全面推进依法行政"
FONT = next(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc"))


def read(data: bytes) -> Document:
    return read_ofd(Archive(data), lambda _: None)


def text_of(*contents: str, **parts: object) -> str:
    """The text of pages with these objects."""
    return read(ofd.zipped(ofd.members(contents, **parts))).text  # type: ignore[arg-type]


def refusal(parts: dict[str, bytes]) -> str:
    with pytest.raises(RefusedError) as caught:
        read(ofd.zipped(parts))
    assert str(caught.value).endswith("。")
    return str(caught.value)


def line(text: str, x: float = 40, y: float = 60, size: float = SIZE, attributes: str = "") -> str:
    return ofd.line_object(Placed(text, x, y, size), attributes)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_reports_come_back_paragraph_by_paragraph(seed: Path) -> None:
    paragraphs = [text for raw in seed.read_text("utf-8").splitlines() if (text := raw.strip())]
    document = read_document(ofd.typeset_ofd(paragraphs, running_head="法治政府建设年度报告材料"))
    assert isinstance(document, Document)
    assert [block.text for block in document.blocks] == paragraphs
    assert document.notes == () and not document.recognised
    assert document.blocks[0].page == 1 and len(ofd.pages_of(paragraphs)) - 1 <= (document.blocks[-1].page or 0)


PLAIN = ofd.members([line(SENTENCE)], units={}, media={})


def gbk_names(parts: dict[str, bytes]) -> bytes:
    """A package whose names are GBK without saying so, as old tools wrote them."""
    data = ofd.zipped({name.replace("Doc_0", "Ab"): content for name, content in parts.items()})
    return data.replace(b"Ab/", "文".encode("gbk") + b"/")


def moved(old: str, new: str) -> dict[str, bytes]:
    return {name.replace(old, new): data for name, data in PLAIN.items()}


PACKAGES: dict[str, bytes] = {
    "as built": ofd.zipped(PLAIN),
    "absolute locations": ofd.zipped(
        ofd.replaced(ofd.replaced(PLAIN, 'BaseLoc="Pages', 'BaseLoc="/Doc_0/Pages'), ">Doc_0/", ">/Doc_0/")
    ),
    "locations from the root": ofd.zipped(ofd.replaced(PLAIN, 'BaseLoc="Pages', 'BaseLoc="Doc_0/Pages')),
    "backslashes in locations": ofd.zipped(ofd.replaced(PLAIN, "Pages/Page_0/Content", "Pages\\Page_0\\Content")),
    "backslashes in names": ofd.zipped({name.replace("/", "\\"): data for name, data in PLAIN.items()}),
    "other case": ofd.zipped(ofd.replaced(moved("Doc_0", "doc_0"), "Content.xml", "content.XML")),
    "Chinese folder": ofd.zipped(ofd.replaced(moved("Doc_0", "文档_0"), "Doc_0", "文档_0")),
    "Chinese folder in GBK": gbk_names(ofd.replaced(PLAIN, "Doc_0", "文")),
    "folder above": ofd.zipped({f"报告/{name}": data for name, data in PLAIN.items()}),
    "dots": ofd.zipped(ofd.replaced(PLAIN, ">Doc_0/", ">./x/../Doc_0/")),
    "other prefix": ofd.zipped(ofd.replaced(ofd.replaced(PLAIN, "ofd:", "o:"), "xmlns:ofd", "xmlns:o")),
    "default namespace": ofd.zipped(ofd.replaced(ofd.replaced(PLAIN, "xmlns:ofd", "xmlns"), "ofd:", "")),
    "no namespace": ofd.zipped(ofd.replaced(ofd.replaced(PLAIN, ofd.NAMESPACE, ""), "ofd:", "")),
    "resources missing": ofd.zipped({name: data for name, data in PLAIN.items() if "Res.xml" not in name}),
    "XML laid out": ofd.zipped(ofd.replaced(PLAIN, SENTENCE, f"\n      {SENTENCE}\n    ")),
    "own page box": ofd.zipped(
        {
            **PLAIN,
            "Doc_0/Pages/Page_0/Content.xml": ofd.page_xml(
                line(SENTENCE, 1040, 1060), "<ofd:Area><ofd:PhysicalBox>1000 1000 210 297</ofd:PhysicalBox></ofd:Area>"
            ),
        }
    ),
}


@pytest.mark.parametrize("package", PACKAGES.values(), ids=PACKAGES.keys())
def test_packages_of_every_shape(package: bytes) -> None:
    assert read(package).text == SENTENCE


def test_several_documents_follow_one_another() -> None:
    second = ofd.members([line("二、第二份文件")], document="Doc_1")
    parts = {**second, **PLAIN}
    body = "<ofd:DocBody><ofd:DocRoot>Doc_{}/Document.xml</ofd:DocRoot></ofd:DocBody>"
    parts = ofd.replaced(parts, body.format(0), body.format(0) + body.format(1))
    document = read(ofd.zipped(parts))
    assert [(block.text, block.page) for block in document.blocks] == [(SENTENCE, 1), ("二、第二份文件", 2)]


def one(text: str, box: str = "40 60 100 10", attributes: str = "", size: float = SIZE, **places: str) -> str:
    """A text object with one TextCode."""
    return ofd.text_object(ofd.code(text, 0, SIZE, **places), box, size, attributes=attributes)


def each_alone(text: str, order: Callable[[list[str]], None] = lambda _: None) -> str:
    """Every character an object of its own."""
    objects = [line(char, 40 + index * SIZE) for index, char in enumerate(text)]
    order(objects)
    return "".join(objects)


SHOWN = {
    "no distances": (one(HAN), HAN),
    "distances in short": (one(HAN, delta_x="g 7 5.644"), HAN),
    "distances in short, mixed": (one(HAN, delta_x="5.644 g 5 5.644 5.644"), HAN),
    "distances with commas": (one(HAN, delta_x="5.644,5.644"), HAN),
    "distances for a thousand million": (one(HAN, delta_x="g 999999999 5.644"), HAN),
    "distances that are no numbers": (one(HAN, delta_x="g x nan inf 1e999 - g"), HAN),
    "letters spread wide": (one("年度报告", delta_x="g 3 14"), "年度报告"),
    "each character alone": (each_alone(HAN), HAN),
    "each character alone, in any order": (each_alone(HAN, random.Random(1).shuffle), HAN),
    "figures set into a gap": (
        one("办理件。", delta_x=f"{SIZE} {SIZE * 2.5} {SIZE}") + line("135", 40 + 2 * SIZE, 60 + SIZE),
        "办理135件。",
    ),
    "a gap beside figures is none": (
        line("截至", 40) + line("2024", 40 + 2.25 * SIZE) + line("年。", 40 + 4.5 * SIZE),
        "截至2024年。",
    ),
    "words": (line("GDP", 40) + line("per", 40 + 2.5 * SIZE), "GDP per"),
    "columns": (line("事项", 40) + line("数量", 80), "事项 数量"),
    "spaces in the text": (line("第一章　总　则"), "第一章　总　则"),
    "indent of spaces": (line("　　为推进工作。"), "为推进工作。"),
    "printed twice to be bold": (line(HAN, 40) + line(HAN, 40.2), HAN),
    "printed thrice to be bold": (line(HAN, 40) + line(HAN, 40.2) + line(HAN, 40.2, 60.1), HAN),
    "the same character twice": (line("人人"), "人人"),
    "number of a note": (
        line("全面推进") + line("①", 40 + 4 * SIZE, 58, 3) + line("工作。", 40 + 4 * SIZE + 3),
        "全面推进①工作。",
    ),
    "matrix": (
        ofd.text_object(
            ofd.code(HAN, 324.4, -303.7, "g 7 16"), "40 60 50 6", 16, attributes='CTM="0.3527 0 0 0.3527 -114.8 111.3"'
        ),
        HAN,
    ),
    "two codes, one place": (
        ofd.text_object(ofd.code("全面", 0, 5) + ofd.code("推进", 2 * SIZE, None), "40 60 100 10"),
        "全面推进",
    ),
    "block": (f"<ofd:PageBlock><ofd:PageBlock>{line(HAN)}</ofd:PageBlock></ofd:PageBlock>", HAN),
    "radicals": (line("⾏政⼯作，⺠法典。"), "行政工作，民法典。"),
    "not visible": (line(HAN) + line("旧稿。", 40, 100, attributes='Visible="false"'), HAN),
    "not visible block": (line(HAN) + f'<ofd:PageBlock Visible="false">{line("旧稿。", 40, 100)}</ofd:PageBlock>', HAN),
    "transparent": (line(HAN) + line("旧稿。", 40, 100, attributes='Alpha="0"'), HAN),
    "neither filled nor stroked": (line(HAN) + line("旧稿。", 40, 100, attributes='Fill="false"'), HAN),
    "stroked": (line(HAN, attributes='Fill="false" Stroke="true"'), HAN),
    "watermark askew": (line(HAN) + one("内部资料", "60 60 90 90", 'CTM="0.7 0.7 -0.7 0.7 0 0"', size=9), HAN),
    "off the page": (line(HAN) + line("裁去。", 230, 60) + line("裁去。", 40, 320), HAN),
    "no size": (line(HAN) + one("无字号", size=0), HAN),
    "page that lies on its side": (one(HAN, "100 60 10 90", 'CTM="0 1 -1 0 0 0"'), HAN),
    "page on its other side": (one(HAN, "100 200 10 90", 'CTM="0 -1 1 0 0 0"'), HAN),
    "page upside down": (one(HAN, "150 200 90 10", 'CTM="-1 0 0 -1 0 0"'), HAN),
}


@pytest.mark.parametrize(("objects", "shown"), SHOWN.values(), ids=SHOWN.keys())
def test_what_a_page_shows(objects: str, shown: str) -> None:
    assert text_of(objects) == shown


def test_templates_and_units_are_part_of_the_page() -> None:
    assert (
        text_of(line(SENTENCE), templates={"9": line("某某市人民政府文件。", 40, 45)})
        == f"某某市人民政府文件。\n{SENTENCE}"
    )
    assert text_of(ofd.composite("8"), units={"8": ofd.composite("6"), "6": line(HAN)}) == HAN
    below = text_of(ofd.composite("8", "0 40 210 297") + line("其上为纲，"), units={"8": line("其下为目。")})
    assert below.replace("\n", "") == "其上为纲，其下为目。"


def test_seals_are_not_verified() -> None:
    parts = ofd.replaced(PLAIN, "</ofd:DocRoot>", "</ofd:DocRoot><ofd:Signatures>Signs/Signatures.xml</ofd:Signatures>")
    document = read(ofd.zipped(parts))
    assert document.text == SENTENCE and document.notes == ("含电子签章，未验证其效力。",)


def printed(lines: Sequence[str], width: int = 1240, height: int = 1754) -> Image.Image:
    """A page at 150 dots an inch."""
    image = Image.new("RGB", (width, height), "white")
    font = ImageFont.truetype(str(FONT), 36)
    for index, text in enumerate(lines):
        ImageDraw.Draw(image).text((180, 220 + 70 * index), text, "black", font)
    return image


def stored(image: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


PAGE_PICTURE = ofd.image_object("0 0 210 297")
SCANNED = ("　　全面推进依法行政，建设法治政府，健全行政决策", "机制，全年审查规范性文件二十件。")


def test_scans_are_recognised_page_by_page() -> None:
    page = printed(SCANNED)
    strips = {
        "1": ("上.png", stored(page.crop((0, 0, 1240, 255)), "PNG")),
        "2": ("下.jpg", stored(page.crop((0, 255, 1240, 1754)), "JPEG")),
    }
    cut = 297 * 255 / 1754
    scan = ofd.image_object(f"0 0 210 {cut}", "1") + ofd.image_object(f"0 {cut} 210 {297 - cut}", "2")
    document = read_document(ofd.zipped(ofd.members([line(SENTENCE), scan], media=strips)))
    assert isinstance(document, Document), document
    assert [block.text for block in document.blocks] == [SENTENCE, "".join(SCANNED).strip()]
    assert document.recognised and document.notes == ("第 2 页是图像，文字由识别得来，请对照原件核实。",)


_WITHOUT_RECOGNITION = """
import sys
sys.modules["rapidocr"] = None
from checker.model import Unreadable
from checker.reading.formats import parse
from checker.reading.refused import RefusedError
try:
    document = parse(sys.stdin.buffer.read(), lambda _: None)
    assert not document.recognised
    told = [document.text, *document.notes]
except RefusedError as refused:
    told = [str(refused)]
sys.stdout.buffer.write("\\n".join(told).encode())
"""


@pytest.mark.parametrize("contents", [(PAGE_PICTURE,), (line(SENTENCE), PAGE_PICTURE)])
def test_scans_without_the_extra(contents: tuple[str, ...]) -> None:
    data = ofd.zipped(ofd.members(contents, media={"7": ("页.png", stored(printed(SCANNED), "PNG"))}))
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_RECOGNITION], input=data, capture_output=True, cwd=ROOT, timeout=60
    )
    *text, told = done.stdout.decode().split("\n")
    assert 'pip install "fazhi-checker[ocr]"' in told
    assert text == ([SENTENCE] if len(contents) == 2 else [])
    assert len(contents) == 1 or "第 2 页是图像" in told


def test_the_hidden_layer_of_a_scan() -> None:
    media = {"7": ("页.png", stored(Image.new("L", (100, 140), "white"), "PNG"))}
    document = read(
        ofd.zipped(ofd.members([ofd.image_object("0 0 210 297") + line(HAN, attributes='Alpha="0"')], media=media))
    )
    assert document.text == HAN and document.recognised
    assert "隐藏文字层" in document.notes[0]


def test_a_small_picture_makes_no_scan() -> None:
    parts = ofd.members([ofd.image_object("50 50 40 40")], media={"7": ("章.png", b"")})
    assert "没有文字" in refusal(parts)


def with_page(objects: str, **parts: object) -> dict[str, bytes]:
    return ofd.members([objects], **parts)  # type: ignore[arg-type]


REFUSED = {
    "encrypted": ({**PLAIN, "Encryptions.xml": b"<x/>"}, "加密"),
    "drawn text": (with_page('<ofd:PathObject ID="1" Boundary="0 0 9 9"/>'), "图形"),
    "codes of its own": (with_page(line("\ue001\ue002\ue003、")), "编码"),
    "no documents": ({"OFD.xml": b"<OFD/>"}, "没有文字"),
    "document missing": ({"OFD.xml": PLAIN["OFD.xml"]}, "Document.xml"),
    "page missing": ({name: data for name, data in PLAIN.items() if "Page_0" not in name}, "缺少一页"),
    "damaged XML": ({**PLAIN, "Doc_0/Document.xml": b"<ofd:Document>"}, "损坏"),
    "DTD": ({**PLAIN, "OFD.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><OFD>&b;</OFD>'}, "DTD"),
    "unit of itself": (with_page(ofd.composite("8"), units={"8": ofd.composite("8")}), "没有文字"),
    "units upon units": (
        with_page(
            ofd.composite("0"), units={str(n): ofd.composite(str(n + 1)) * 10 for n in range(9)} | {"9": line("炸")}
        ),
        str(limits.MAX_OBJECTS),
    ),
    "one text upon one text": (
        with_page(ofd.composite("8") * 200, units={"8": one("炸" * 10_000)}),
        str(limits.MAX_OBJECTS),
    ),
    "pages": (ofd.members([""] * (limits.MAX_PAGES + 1)), str(limits.MAX_PAGES)),
    "picture damaged": (with_page(PAGE_PICTURE, media={"7": ("a.png", b"\x89PNG\r\n\x1a\nxx")}), "无法解码"),
    "picture of unknown kind": (with_page(PAGE_PICTURE, media={"7": ("a.jb2", b"\x97JB2")}), "无法解码"),
    "picture too large": (
        with_page(PAGE_PICTURE, media={"7": ("a.png", stored(Image.new("1", (8_000, 8_000)), "PNG"))}),
        "万像素",
    ),
}


@pytest.mark.parametrize(("parts", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_refusals_say_what_it_is(parts: dict[str, bytes], told: str) -> None:
    assert told in refusal(parts)


def test_no_number_hurts() -> None:
    for number in ("nan", "inf", "-inf", "1e308", "1e-308", "", "x", "9" * 400):
        box = f"{number} {number} {number} {number}"
        objects = (
            line(HAN)
            + one("甲", box, f'CTM="{number} 0 0 {number} 0 0" HScale="{number}"')
            + one("乙", size=0).replace('"0"', f'"{number}"')
        )
        parts = ofd.replaced(with_page(objects + ofd.image_object(box)), "0 0 210.0 297.0", box)
        assert HAN in read(ofd.zipped(parts)).text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    parts = dict(PLAIN)
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(ofd.zipped({**parts, name: bytes(content)}))
    except RefusedError as refused:
        assert str(refused).endswith("。")


def test_the_package_is_known_whatever_its_name() -> None:
    outcome = read_document(ofd.typeset_ofd([SENTENCE, "二、存在的问题"]), "报告.txt")
    assert isinstance(outcome, Document) and outcome.text == f"{SENTENCE}\n二、存在的问题"
    assert isinstance(read_document(ofd.zipped({"OFD.xml": b"<OFD/>"})), Unreadable)
    assert zipfile.is_zipfile(io.BytesIO(ofd.typeset_ofd(["文"])))
