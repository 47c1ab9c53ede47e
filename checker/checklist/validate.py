"""Shape of rule data against its JSON Schema, with messages a clerk can act on."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

from checker.checklist.strict_yaml import Tree
from checker.errors import ChecklistError

_TYPES = {"string": "文字", "object": "一组“键: 值”", "array": "列表（每行以“- ”开头）"}


def schema_text(name: str) -> str:
    """The JSON Schema called `name`, as text."""
    return (resources.files("checker.checklist") / "schemas" / f"{name}.schema.json").read_text("utf-8")


@cache
def _validator(name: str, additions: bool) -> Any:
    from jsonschema import Draft202012Validator

    schema = json.loads(schema_text(name))
    if additions:
        for part in (schema, *schema["properties"].values()):
            part.pop("required", None)
    return Draft202012Validator(schema)


def conforms(data: Any, schema: str) -> bool:
    """Whether `data` has the shape of a JSON Schema, given as text."""
    from jsonschema import Draft202012Validator

    return bool(Draft202012Validator(json.loads(schema)).is_valid(data))


def validate(tree: Tree, schema: str, *, additions: bool = False) -> None:
    """Raise ChecklistError, with every place and reason, when `tree` has not the shape of `schema`.

    `additions`: it holds what is added to a file of that shape, so that no list need be there.
    """
    problems = sorted(
        {
            (place.line, place.column, f"{place}：{message}")
            for place, message in map(_explain(tree), _validator(schema, additions).iter_errors(tree.content))
        }
    )
    if problems:
        shown = [text for _, _, text in problems[:20]]
        if len(problems) > 20:
            shown.append(f"……共 {len(problems)} 处")
        raise ChecklistError("\n".join(shown))


def _explain(tree: Tree) -> Any:
    def explain(error: Any) -> tuple[Any, str]:
        path = tuple(error.absolute_path)
        if error.validator in ("additionalProperties", "propertyNames") and isinstance(error.instance, dict):
            return _unknown_key(tree, path, error)
        return tree.place(path), _message(error)

    return explain


def _unknown_key(tree: Tree, path: tuple[Any, ...], error: Any) -> tuple[Any, str]:
    known = list(error.schema.get("properties", {}))
    unknown = next((key for key in error.instance if key not in known), "")
    close = get_close_matches(unknown, known, 1, 0.5)
    hint = f"，是不是 {close[0]}？" if close else f"；可用的键：{'、'.join(known)}"
    return tree.keys.get((*path, unknown)) or tree.place(path), f"不认识的键 {unknown}{hint}"


def _message(error: Any) -> str:
    value, given = error.validator_value, error.instance
    if error.validator == "type":
        wanted = " 或 ".join(_TYPES.get(t, t) for t in ([value] if isinstance(value, str) else value))
        got = _TYPES["object"] if isinstance(given, dict) else _TYPES["array"] if isinstance(given, list) else "文字"
        hint = "；文字里有“: ”时请给整句加引号" if isinstance(given, dict) and "string" in value else ""
        return f"这里应是{wanted}，写的却是{got}{hint}"
    if error.validator == "required":
        absent = [key for key in value if key not in given]
        return f"缺少键 {'、'.join(absent)}"
    if error.validator == "enum":
        close = get_close_matches(str(given), value, 1, 0.5)
        return f"“{given}”不行，只能是 {'、'.join(value)}" + (f"；是不是 {close[0]}？" if close else "")
    simple = {
        "minLength": f"太短，至少 {value} 个字" if given else "这里是空的，应有文字",
        "minItems": "列表是空的或项数不够",
        "minProperties": "这里是空的",
        "maxLength": f"太长，上限 {value} 字",
        "uniqueItems": "列表里有重复的项",
        "pattern": f"“{given}”的写法不对，应合乎 {value}",
    }
    return simple.get(error.validator, f"不合格式（{error.validator}）")
