"""Results kept as JSON, read back from bytes that anybody may have written."""

from __future__ import annotations

import json
import math
import re
from importlib import resources
from typing import Any

from checker.checklist.validate import conforms
from checker.errors import FazhiError
from checker.model import Batch
from checker.output.json import from_dict
from checker.reading.limits import MAX_FILE_BYTES, MB

_OBJECT = re.compile(rb'\s*\{\s*["}]')
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_FOREIGN = "这不是 fazhi 的结果文件；可用的是报告，或者 fazhi check 以 -f json:文件名 写成的结果。"


def is_stored(data: bytes, name: str) -> bool:
    """Whether a file is taken for a result and not for a report: by its name's ending, or because it begins like one."""
    if name.lower().endswith(".json"):
        return True
    head = data[:256]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return bool(_OBJECT.match(head.replace(b"\0", b"")))  # UTF-16, as PowerShell redirects output


def read_results(data: bytes) -> Batch:
    """The batch that `to_json` wrote, in any of JSON's encodings; the checklist's title and groups are not in it.

    Raises FazhiError with what to do, whatever the bytes are.
    """
    if len(data) > MAX_FILE_BYTES:
        raise FazhiError(f"结果文件超过 {MAX_FILE_BYTES // MB} MB 的上限，请只检查要用的报告，生成小一些的结果。")
    try:
        content = json.loads(data, parse_float=_finite, parse_constant=_finite)
        if not _is_ours(content):
            raise FazhiError(_FOREIGN)
        if content["format"] == 1 and not conforms(content, _schema()):
            raise FazhiError("结果文件的内容不合格式，可能被改动过或不完整；请重新检查报告，得到新的结果。")
        return from_dict(content)
    except (ValueError, OverflowError, RecursionError) as error:
        raise FazhiError(_FOREIGN) from error


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _is_ours(content: Any) -> bool:
    return isinstance(content, dict) and {"format", "checklist", "reports"} <= content.keys()


def _schema() -> str:
    return (resources.files("checker.output") / "schemas" / "result.schema.json").read_text("utf-8")
