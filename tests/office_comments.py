"""Comments of a Word file as others see them: as its XML says, and as LibreOffice reads it."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lxml import etree

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"


class Comment(NamedTuple):
    """`quote`: the text that it lies on, without line ends. `text`: what it says, a line a paragraph."""

    quote: str
    text: str
    author: str


def comments_in(data: bytes) -> list[Comment]:
    """The comments of a package by their ids. Checks that each has its two marks and its reference, in this order, once."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        said = etree.fromstring(package.read(next(name for name in package.namelist() if "comments" in name)))
    quotes: dict[str, str] = {}
    open_ranges: set[str] = set()
    referred: list[str] = []
    for element in root.iter():
        tag, name = etree.QName(element).localname, element.get(f"{{{etree.QName(root).namespace}}}id") or ""
        if tag == "commentRangeStart":
            assert name not in quotes
            quotes[name] = ""
            open_ranges.add(name)
        elif tag == "commentRangeEnd":
            open_ranges.remove(name)
        elif tag == "commentReference":
            assert name in quotes and name not in open_ranges
            referred.append(name)
        elif tag == "t":
            kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            for each in open_ranges:
                quotes[each] += element.text or "" if kept else (element.text or "").strip(" \t\r\n")
    assert not open_ranges and sorted(referred) == sorted(quotes)
    found = {}
    for comment in said:
        lines = ["".join(paragraph.itertext()) for paragraph in comment]
        name = comment.get(f"{{{etree.QName(said).namespace}}}id") or ""
        found[name] = Comment(quotes[name], "\n".join(lines), comment.get(f"{{{etree.QName(said).namespace}}}author") or "")
    assert sorted(found) == sorted(quotes)
    return [found[name] for name in sorted(found, key=int)]


def opened_by_office(files: Mapping[str, bytes], folder: Path) -> dict[str, list[Comment]]:
    """The comments that LibreOffice finds in each file, in the order of the text. One start for all of them."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    paths = [str(folder / f"{name}.docx") for name in files]
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", "fodt", "--outdir", str(folder), *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: list(_annotations(etree.parse(folder / f"{name}.fodt").getroot())) for name in files}


def _annotations(root: etree._Element) -> Iterator[Comment]:
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    assert body is not None
    for note in body.iter(OFFICE + "annotation"):
        name = note.get(OFFICE + "name")
        lines = ["".join(paragraph.itertext()) for paragraph in note.iter(TEXT + "p")]
        yield Comment(_covered(body, name) if name else "", "\n".join(lines), note.findtext(DC + "creator") or "")


def _covered(body: etree._Element, name: str) -> str:
    shown: list[str] = []
    inside = False
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag == OFFICE + "annotation" and element.get(OFFICE + "name") == name and event == "end":
            inside = True
        elif element.tag == OFFICE + "annotation-end" and element.get(OFFICE + "name") == name:
            return "".join(shown)
        hidden = next(element.iterancestors(OFFICE + "annotation", TEXT + "tracked-changes"), None) is not None
        if not inside or hidden:
            continue
        if event == "start" and element.tag == TEXT + "s":
            shown.append(" " * int(element.get(TEXT + "c", "1")))
        if event == "start" and element.tag == TEXT + "tab":
            shown.append("\t")
        if event == "start" and element.tag != OFFICE + "annotation":
            shown.append(element.text or "")
        if event == "end":
            shown.append(element.tail or "")
    raise AssertionError(f"{name} does not end")
