"""What is installed besides the core and changes what can be read, or how well."""

from __future__ import annotations

from importlib.util import find_spec

from checker.reading.legacy.office import find_office


def optional_readers() -> tuple[str, ...]:
    """The names of those that are here."""
    found = {
        "libreoffice": find_office() is not None,
        "msdoc2docx": find_spec("doc2docx") is not None,
        "ocr": find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None,
    }
    return tuple(name for name, here in found.items() if here)
