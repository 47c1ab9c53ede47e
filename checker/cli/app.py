"""The `fazhi` command: its subcommands, and what becomes of errors."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import click
import typer

from checker.cli import (
    check_cmd,
    compare_cmd,
    eval_cmd,
    explain_cmd,
    facts_cmd,
    list_cmd,
    read_cmd,
    review_cmd,
    schema_cmd,
    test_cmd,
)
from checker.cli.help import Command, Group
from checker.cli.messages import tell, usage_message
from checker.cli.streams import forget_stdout, prepare_streams
from checker.errors import FazhiError

_BROKEN = 2
_INTERRUPTED = 130

app = typer.Typer(
    name="fazhi",
    cls=Group,
    help="检查法治政府建设年度报告：应写的写了哪些，缺什么，依据是哪句话。",
    epilog="退出码：0 无缺口，1 有缺口，2 未能完成。看某个命令的说明：fazhi check --help",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("check", cls=Command)(check_cmd.check)
app.command("read", cls=Command)(read_cmd.read)
app.command("facts", cls=Command)(facts_cmd.facts)
app.command("compare", cls=Command)(compare_cmd.compare)
app.command("review", cls=Command)(review_cmd.review)
app.command("list", cls=Command)(list_cmd.list_items)
app.command("explain", cls=Command)(explain_cmd.explain)
app.command("test", cls=Command)(test_cmd.test)
app.command("eval", cls=Command)(eval_cmd.evaluate)
app.command("schema", cls=Command)(schema_cmd.schema)


def _show_version(wanted: bool) -> None:
    if wanted:
        from checker.output.json import tool_version

        print(f"fazhi {tool_version()}")
        raise typer.Exit()


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="显示版本号并退出。", callback=_show_version, is_eager=True, show_default=False),
    ] = False,
) -> None: ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing is raised."""
    prepare_streams()
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader of our output has left, as `| head` does
        forget_stdout()
        return _BROKEN
    except OSError as error:  # of inputs and files it is told where it happens; what is left is standard output
        forget_stdout()
        return _complain(f"错误：输出时系统报错（{error.strerror or error}），请检查磁盘空间后再试。", _BROKEN)
    except KeyboardInterrupt:
        return _complain("已中断。", _INTERRUPTED)
    except FazhiError as error:
        return _complain(f"错误：{error}", error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message())
        return _BROKEN
    except click.ClickException as error:
        return _complain(f"错误：{usage_message(error)}", _BROKEN)
    except Exception as error:
        return _report_bug(error)


def _run(arguments: list[str]) -> int:
    """Like click's own main, which would turn a broken pipe into exit code 1, "gaps"."""
    command = typer.main.get_command(app)
    try:
        with command.make_context("fazhi", arguments) as context:
            return int(command.invoke(context) or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code


def _complain(message: str, code: int) -> int:
    tell(message)
    return code


def _report_bug(error: Exception) -> int:
    if os.environ.get("FAZHI_DEBUG"):
        traceback.print_exc()
    told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    hint = "设环境变量 FAZHI_DEBUG=1 再运行一次，把输出的内容连同文件一起反馈给我们"
    return _complain(f"错误：程序内部出错（{told}），不是您的操作问题；请{hint}。", _BROKEN)
