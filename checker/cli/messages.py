"""What click complains about, in Chinese."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from difflib import get_close_matches

import click

from checker.output.lines import printable

_VALUE = (
    (re.compile(r"(?P<value>.*) is not a valid (?:integer|int)\.?", re.DOTALL), "{value}不是整数"),
    (re.compile(r"(?P<value>.*) is not one of (?P<choices>.*?)\.?", re.DOTALL), "{value}不在可选的值 {choices} 之中"),
    (re.compile(r"(?P<value>.*) is not in the range (?P<range>.*?)\.?", re.DOTALL), "{value}超出范围 {range}"),
)
_USAGE = (
    (re.compile(r"Got unexpected extra arguments? \((?P<extra>.*)\)", re.DOTALL), "多出的参数：{extra}。"),
    (re.compile(r"Option '(?P<name>[^']*)' requires an argument\.?"), "选项 {name} 后面要写值。"),
    (re.compile(r"Missing command\.?"), "缺少命令。"),
    (re.compile(r"Option '(?P<name>[^']*)' does not take a value\.?"), "选项 {name} 后面不写值。"),
)


def tell(message: str) -> None:
    """One message to the user, without characters that a terminal would obey: names of files may hold them."""
    print(printable(message, sys.stderr.encoding or "utf-8"), file=sys.stderr)


def guess(word: str, known: Iterable[str], limit: int = 1) -> str:
    """“，是不是 x？” when something known resembles `word`, else a full stop."""
    found = get_close_matches(word, list(known), limit, 0.5)
    return f"，是不是 {' 或 '.join(found)}？" if found else "。"


def usage_message(error: click.ClickException) -> str:
    """The complaint with a pointer to the help of the command that was used."""
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "fazhi"
    return f"{_complaint(error)}用法见 {where} --help"


def _complaint(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_hint(error)}。"
    if isinstance(error, click.NoSuchOption):
        return f"不认识的选项 {error.option_name}{guess(error.option_name, _options(error.ctx))}"
    if isinstance(error, click.BadParameter):
        return f"{_hint(error)} 的值不对：{_translated(error.message, _VALUE)}。"
    return _translated(error.format_message(), _USAGE)


def _hint(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "参数")
    if isinstance(error.param, click.Option):
        return "/".join(error.param.opts)
    return str(error.param.metavar or error.param.name)


def _options(context: click.Context | None) -> list[str]:
    return [name for parameter in context.command.get_params(context) for name in parameter.opts] if context else []


def _translated(message: str, rules: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, words in rules:
        match = pattern.fullmatch(message.strip())
        if match:
            parts = {name: text.strip("'\"") for name, text in match.groupdict().items()}
            if "value" in parts:
                parts["value"] = f"“{parts['value']}”"
            return words.format(**parts)
    return message
