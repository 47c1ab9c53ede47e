"""YAML without surprises: every scalar stays text, every value knows its place.

Duplicate keys, aliases, tags and several documents in a file are errors; so is nesting or size beyond the limits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.checklist.types import Place
from checker.errors import ChecklistError

MAX_BYTES = 2_000_000
MAX_DEPTH = 20

Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class Tree:
    """Parsed content (dicts, lists, str) and the place of every value and every key, by path from the root."""

    content: Any
    file: str
    values: dict[Path_, Place] = field(default_factory=dict)
    keys: dict[Path_, Place] = field(default_factory=dict)

    def place(self, path: Path_) -> Place:
        """The place of the value at `path`, or of the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(self.file, 1, 1))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of rule data. Raises ChecklistError."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise ChecklistError("读不了这个文件（它不是普通文件）", str(path))
        if (size := path.stat().st_size) > MAX_BYTES:
            raise ChecklistError(f"文件过大（{size} 字节），上限 {MAX_BYTES} 字节", path.name)
        return path.read_bytes()
    except OSError as error:
        raise ChecklistError(f"读不了这个文件（{error.strerror}）", str(path)) from None


def read_yaml(path: Path, shown_as: str | None = None) -> Tree:
    """Read a file of rule data. Raises ChecklistError with the place."""
    return parse_bytes(read_bytes(path), shown_as or path.name)


def parse_bytes(data: bytes, name: str) -> Tree:
    """Parse the bytes of a file of rule data; `name` is shown in messages."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ChecklistError("文件不是 UTF-8 编码，请用 UTF-8 另存", f"{name}:{line}") from None
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> Tree:
    """Parse rule data; `name` is shown in messages."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    tree = Tree(None, name)
    try:
        _Builder(tree).build(yaml.parse(text, loader))
    except yaml.YAMLError as error:
        raise _syntax_error(error, name, text) from None
    return tree


class _Builder:
    """Puts values together from YAML's events, with a stack of what is open."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.open: list[tuple[Any, Path_]] = []
        self.key: list[str | None] = []  # the pending key of each open mapping
        self.documents = 0

    def build(self, events: Any) -> None:
        import yaml

        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self.fail(event, "一个文件里只能有一份文档（去掉多余的“---”）")
            elif isinstance(event, yaml.AliasEvent):
                self.fail(event, "不支持 YAML 别名（*…）；以“*”开头的文字请加引号")
            elif isinstance(event, yaml.ScalarEvent):
                self.check(event)
                self.add(event.value, event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self.check(event)
                mapping = isinstance(event, yaml.MappingStartEvent)
                if self.open and self.awaits_key():
                    self.fail(event, "键必须是文字")
                self.open_container({} if mapping else [], event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self.open.pop()
                self.key.pop()

    def awaits_key(self) -> bool:
        return isinstance(self.open[-1][0], dict) and self.key[-1] is None

    def check(self, event: Any) -> None:
        if event.anchor:
            self.fail(event, "不支持 YAML 锚点（&…）；以“&”开头的文字请加引号")
        if event.tag and event.tag != "!":
            self.fail(event, "不支持 YAML 标签（!…）；以“!”开头的文字请加引号")
        if len(self.open) > MAX_DEPTH:
            self.fail(event, f"嵌套超过 {MAX_DEPTH} 层")

    def add(self, value: Any, event: Any) -> None:
        place = Place(self.tree.file, event.start_mark.line + 1, event.start_mark.column + 1)
        if not self.open:
            self.tree.content = value
            self.tree.values[()] = place
            return
        container, path = self.open[-1]
        if isinstance(container, list):
            path = (*path, len(container))
            container.append(value)
        elif self.key[-1] is None:
            if value in container:
                self.fail(event, f"键“{value}”重复了（前一处在第 {self.tree.keys[(*path, value)].line} 行）")
            self.key[-1] = value
            self.tree.keys[(*path, value)] = place
            return
        else:
            path = (*path, self.key[-1])
            container[self.key[-1]] = value
            self.key[-1] = None
        self.tree.values[path] = place

    def open_container(self, container: Any, event: Any) -> None:
        if self.open and isinstance(self.open[-1][0], list):
            path: Path_ = (*self.open[-1][1], len(self.open[-1][0]))
        elif self.open:
            path = (*self.open[-1][1], str(self.key[-1]))
        else:
            path = ()
        self.add(container, event)
        self.open.append((container, path))
        self.key.append(None)

    def fail(self, event: Any, message: str) -> None:
        mark = event.start_mark
        raise ChecklistError(message, f"{self.tree.file}:{mark.line + 1}:{mark.column + 1}")


_HINTS = {
    "mapping values are not allowed": "这里不能出现“: ”；文字里有冒号加空格时，请给整句加引号",
    "could not find expected ':'": "这里应是“键: 值”，少了冒号（冒号要用半角，后面要有空格）",
    "found character that cannot start any token": "这个字符不能开头（制表符请改成空格；以 @ ` % 开头的文字请加引号）",
    "found a tab character": "缩进不能用制表符，请改成空格",
    "did not find expected key": "缩进不对，或者这里应是一个键",
    "did not find expected '-' indicator": "缩进不对，或者这里应是“- ”开头的一项",
    "did not find expected ',' or ']'": "方括号没有配对，或者少了逗号；文字里有方括号请加引号",
    "did not find expected ',' or '}'": "花括号没有配对，或者少了逗号；文字里有花括号请加引号",
    "found unexpected end of stream": "文件在引号或括号没有结束的地方就断了",
    "control characters are not allowed": "含有不可见的控制字符，请删去",
}


def _syntax_error(error: Any, name: str, text: str) -> ChecklistError:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", "") or error)
    message = next((hint for key, hint in _HINTS.items() if key in problem), "不是合格的 YAML，请检查缩进、冒号和引号")
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return ChecklistError(message, f"{name}:{mark.line + 1}:{mark.column + 1}")
    position = getattr(error, "position", None)
    line = text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
    return ChecklistError(message, f"{name}:{line}")
