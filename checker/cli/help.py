"""click's help in Chinese, laid out for wide characters."""

from __future__ import annotations

from collections.abc import Iterable

import click
import typer.core

from checker.cli.messages import guess
from checker.errors import UsageError
from checker.output.lines import Span, pad, width, wrap

_HEADINGS = {"Arguments": "参数", "Options": "选项", "Commands": "命令"}
_USAGE = (("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]…"))
_TEXTS = (("Show this message and exit.", "显示这份说明并退出。"), ("  [required]", ""), ("[required]", ""))
_WIDEST_TERM = 30


class Formatter(click.HelpFormatter):
    """Chinese headings; widths in cells, not in characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002
        for english, chinese in _USAGE:
            args = args.replace(english, chinese)
        self.write(f"用法：{prog} {args}\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        for paragraph in text.split("\n"):
            self._write_wrapped(" " * self.current_indent + paragraph, self.current_indent)

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = 30,  # noqa: ARG002
        col_spacing: int = 2,  # noqa: ARG002
    ) -> None:
        rows = list(rows)
        room = min(max((width(term) for term, _ in rows), default=0), _WIDEST_TERM)
        indent = self.current_indent
        for term, told in rows:
            for english, chinese in _TEXTS:
                told = told.replace(english, chinese)
            head = " " * indent + pad(term, room) + "  "
            if width(term) > room:
                self.write(" " * indent + term + "\n")
                head = " " * (indent + room + 2)
            self._write_wrapped(head + told, indent + room + 2, head)

    def _write_wrapped(self, text: str, hang: int, head: str = "") -> None:
        spans = [Span(head), Span(text[len(head) :])]
        for line in wrap(spans, self.width, hang):
            self.write("".join(span.text for span in line) + "\n")


class Context(click.Context):
    formatter_class = Formatter


class Command(typer.core.TyperCommand):
    """A command whose help is Chinese."""

    context_class = Context


class Group(typer.core.TyperGroup):
    """The commands, in the order in which they are added."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            known: Iterable[str] = self.commands
            raise UsageError(f"不认识的命令 {args[0]}{guess(args[0], known)}全部命令见 fazhi --help")
        return super().resolve_command(ctx, args)
