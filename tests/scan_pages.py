"""Pages as a scanner would deliver them: invented report prose typeset on A4, then turned, stamped, soiled and packed."""

from __future__ import annotations

import io
import math
import random
import re
import subprocess
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

import numpy
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

PAPER = 210 / 25.4, 297 / 25.4  # A4 in inches
MARGIN = 28 / 25.4
BODY = 16 / 72  # inches: 三号, the size of official letters
LEADING = 28.5 / 16
NO_LINE_START = "，。；：、？！”）》"

RED_HEAD = "临川县云溪镇人民政府文件"
RUNNING_HEAD = "云溪镇法治政府建设年度报告"

PARAGRAPHS = (
    "云溪镇2024年法治政府建设年度报告",
    "2024年，云溪镇坚持以习近平法治思想为指导，全面落实《法治政府建设实施纲要（2021—2025年）》，现将有关情况报告如下。",
    "一、主要举措和成效",
    "（一）依法行政能力不断提升。全年召开镇党委（扩大）会议学法12次，专题研究法治建设工作4次，镇主要负责人带头述法。",
    "举办“法律明白人”培训班6期，培训317人次；组织旁听庭审2场，参训干部58名，合格率达98.6%。",
    "（二）行政执法更加规范。办理行政处罚案件46件，罚没金额37.85万元，同比下降12.3%；办理行政许可1,208件，群众满意度为99.17%。",
    "严格落实行政执法“三项制度”，公示执法信息203条，法制审核重大决定9件，全程音像记录率100%，未发生错案。",
    "（三）矛盾纠纷有效化解。调解委员会受理各类纠纷569件，调解成功561件，涉及金额8,430,500元，成功率98.59%。",
    "办理行政复议案件3件、行政应诉案件2件，负责人出庭应诉率100%；答复人大代表建议17件、政协提案11件，办结率均为100%。",
    "（四）权力监督持续加强。主动公开政府信息1476条，受理依申请公开13件，按时答复13件；审计项目5个，核减资金206.4万元。",
    "二、存在的问题和原因",
    "一是执法力量薄弱，持证人员仅有14人，占在编人员的23.7%；二是部分村（社区）法律顾问作用发挥不够，全年到岗不足60天。",
    "三、下一年度工作安排",
    "计划到2025年12月31日前完成规范性文件清理，新增法治文化阵地8处，培养“法律明白人”150名以上，力争满意度不低于99.5%。",
    "云溪镇人民政府",
    "2025年1月20日",
)


class Made(NamedTuple):
    """A page and the lines that stand on it, top to bottom."""

    image: Image.Image
    lines: tuple[str, ...]


@lru_cache(maxsize=64)
def font(pixels: int, family: str = "Noto Serif CJK SC") -> ImageFont.FreeTypeFont:
    """A face of the given family, its Han characters `pixels` high."""
    found = subprocess.run(["fc-match", "-f", "%{file}\n%{index}", family], capture_output=True, text=True, check=True)
    path, index = found.stdout.splitlines()
    return ImageFont.truetype(path, pixels, index=int(index))


def page(
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    dpi: int = 200,
    *,
    family: str = "Noto Serif CJK SC",
    body: float = BODY,
    head: str = "",
    number: str = "",
    red_head: str = "",
) -> Made:
    """`paragraphs` set on one page, as far as they fit; short ones without a full stop at the end are centred or flush right."""
    size = round(body * dpi)
    image = Image.new("RGB", (round(PAPER[0] * dpi), round(PAPER[1] * dpi)), "white")
    draw, face = ImageDraw.Draw(image), font(size, family)
    left, right = round(MARGIN * dpi), image.width - round(MARGIN * dpi)
    top, bottom = round(MARGIN * dpi), image.height - round(MARGIN * dpi)
    lines = []
    if head:
        small = font(round(size * 0.6), family)
        draw.text((left, top - size * 2), head, "black", small)
        lines.append(head)
    if red_head:
        large = font(round(size * 1.9), family)
        draw.text(((image.width - large.getlength(red_head)) / 2, top), red_head, (214, 20, 24), large)
        draw.line((left, top + size * 3.4, right, top + size * 3.4), (214, 20, 24), max(2, dpi // 70))
        lines.append(red_head)
        top += size * 4
    for paragraph in paragraphs:
        for line, x in _set(paragraph, face, size, left, right):
            if top + size > bottom:
                break
            draw.text((x, top), line, "black", face)
            lines.append(line)
            top += round(size * LEADING)
    if number:
        draw.text((image.width / 2 - size, bottom + size), number, "black", font(round(size * 0.85), family))
        lines.append(number)
    return Made(image, tuple(lines))


def _set(paragraph: str, face: ImageFont.FreeTypeFont, size: int, left: int, right: int) -> list[tuple[str, float]]:
    """The lines of a paragraph, each with where it begins."""
    if paragraph.endswith("年度报告"):
        return [(paragraph, (left + right - face.getlength(paragraph)) / 2)]
    if paragraph.endswith(("政府", "日")):
        return [(paragraph, right - face.getlength(paragraph) - 2 * size)]
    lines, line, x = [], "", left + 2 * size
    for word in re.findall(r"[\d.,%]+|.", paragraph):
        if x + face.getlength(line + word) > right and word not in NO_LINE_START:
            lines.append((line, float(x)))
            line, x = "", left
        line += word
    return [*lines, (line, float(x))]


def table(dpi: int = 200) -> Made:
    """A page with a ruled table, lone figures in its cells."""
    rows = [
        ("项目", "2023年", "2024年", "增减"),
        ("行政复议案件", "3", "7", "4"),
        ("行政应诉案件", "1", "2", "1"),
        ("规范性文件", "9", "6", "-3"),
        ("行政处罚（件）", "128", "1,046", "918"),
        ("罚没金额（万元）", "0.8", "12.35", "11.55"),
    ]
    size = round(14 / 72 * dpi)
    image = Image.new("RGB", (round(PAPER[0] * dpi), round(PAPER[1] * dpi)), "white")
    draw, face = ImageDraw.Draw(image), font(size)
    left, top, step = round(MARGIN * dpi), round(2 * MARGIN * dpi), size * 2
    columns = [left, left + size * 11, left + size * 18, left + size * 25, left + size * 32]
    for number, row in enumerate(rows):
        for cell, start, end in zip(row, columns, columns[1:], strict=False):
            draw.rectangle((start, top + number * step, end, top + (number + 1) * step), outline="black", width=2)
            draw.text(((start + end - face.getlength(cell)) / 2, top + number * step + size * 0.4), cell, "black", face)
    return Made(image, tuple(" ".join(row) for row in rows))


def screenshot(paragraphs: tuple[str, ...] = PARAGRAPHS * 3, width: int = 1080) -> Made:
    """A web page as one long picture from a telephone, in black letters of 34 pixels, the title in red."""
    size = 34
    face, red = font(size, "Noto Sans CJK SC"), (200, 30, 30)
    lines = [line for paragraph in paragraphs for line, _ in _set(paragraph, face, size, 40, width - 40)]
    image = Image.new("RGB", (width, 120 + len(lines) * 62), "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((40, 60 + number * 62), line, red if line.endswith("年度报告") else "black", face)
    return Made(image, tuple(lines))


def photograph(image: Image.Image) -> Image.Image:
    """A page taken by hand: slightly turned, from a little below, with a shadow across it."""
    width, height = image.size
    x, y = width * 0.02, height * 0.02
    corners = (-x, -y, -2 * x, height + y, width + 2 * x, height + y, width + x, -2 * y)
    seen = image.transform(image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(90, 80, 70))
    shade = numpy.linspace(0.62, 1, width)[None, :, None]
    return noise(Image.fromarray((numpy.asarray(seen) * shade).astype(numpy.uint8)), 8)


def stamp(image: Image.Image, x: float, y: float, text: str = "云溪镇人民政府") -> Image.Image:
    """A red seal of 4.2 cm, round, with a star; its centre at the given shares of width and height."""
    radius = round(image.width * 21 / 210)
    scale = 2
    side = 2 * radius * scale + 8
    seal = Image.new("L", (side, side), 0)
    draw, middle = ImageDraw.Draw(seal), side / 2
    draw.ellipse((4, 4, side - 4, side - 4), outline=255, width=max(3, side // 40))
    points = [
        (middle + r * math.sin(k * math.pi / 5), middle - r * math.cos(k * math.pi / 5))
        for k, r in ((k, side * (0.17 if k % 2 == 0 else 0.065)) for k in range(10))
    ]
    draw.polygon(points, fill=255)
    face = font(side // 9, "Noto Serif CJK SC:bold")
    for index, character in enumerate(text):
        angle = (index - (len(text) - 1) / 2) * 32
        tile = Image.new("L", (side, side), 0)
        ImageDraw.Draw(tile).text((middle - side / 18, side * 0.05), character, 255, face)
        seal.paste(255, mask=tile.rotate(-angle, Image.Resampling.BICUBIC))
    seal = seal.resize((side // scale, side // scale), Image.Resampling.LANCZOS)
    place = round(image.width * x - seal.width / 2), round(image.height * y - seal.height / 2)
    ink = Image.new("RGB", image.size, "white")
    ink.paste((226, 38, 44), place, seal)
    return ImageChops.darker(image, ink)


def skew(image: Image.Image, degrees: float) -> Image.Image:
    """Turned counter-clockwise by a small angle, the corners filled with paper."""
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def noise(image: Image.Image, strength: float = 18, seed: int = 1) -> Image.Image:
    """Grain, a slight blur, and specks of dust."""
    grain = numpy.random.default_rng(seed).normal(0, strength, (image.height, image.width, 1))
    soft = numpy.asarray(image.filter(ImageFilter.GaussianBlur(0.6)), dtype=float)
    soiled = Image.fromarray(numpy.clip(soft + grain, 0, 255).astype(numpy.uint8))
    draw, dice = ImageDraw.Draw(soiled), random.Random(seed)
    for _ in range(150):
        x, y = dice.randrange(image.width), dice.randrange(image.height)
        draw.ellipse((x, y, x + dice.randrange(1, 3), y + dice.randrange(1, 3)), fill=(90, 90, 90))
    return soiled


def jpeg(image: Image.Image, quality: int = 60) -> Image.Image:
    """As it comes back from a JPEG of that quality."""
    return Image.open(io.BytesIO(saved(image, "JPEG", quality=quality))).convert("RGB")


def fax(image: Image.Image) -> Image.Image:
    """Black and white only."""
    return image.convert("L").point(lambda value: 255 if value > 150 else 0).convert("1")


def faint(image: Image.Image) -> Image.Image:
    """Pale ink on grey paper."""
    return image.point(lambda value: round(150 + value / 255 * 62))


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """The bytes of a file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def edits(one: str, other: str) -> int:
    """The fewest insertions, deletions and replacements that lead from one text to the other."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]


def figures(text: str) -> Counter[str]:
    """The numbers in a text."""
    return Counter(re.findall(r"\d+(?:[.,]\d+)*%?", text))
