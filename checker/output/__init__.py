"""Outputs: one renderer per format over a `Batch`. `FORMATS` is the one place that knows their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, NamedTuple

from checker.model import Batch

__all__ = ["FORMATS", "Options", "Renderer"]


class Options(NamedTuple):
    """What the user asked of the outputs that people read. `fix_list`: only what to mend; `width`: cells, None = as wide as the terminal."""

    show_all: bool = False
    fix_list: bool = False
    width: int | None = None


Renderer = Callable[[Batch, IO[str], Options], None]


# A renderer imports its module when it is used, so that the other formats' libraries are not loaded.
def _terminal(batch: Batch, stream: IO[str], options: Options) -> None:
    from checker.output.terminal import render

    render(batch, console_width=options.width, show_all=options.show_all, fix_list=options.fix_list, stream=stream)


def _json(batch: Batch, stream: IO[str], _: Options) -> None:
    from checker.output.json import to_json

    stream.write(to_json(batch))


FORMATS: dict[str, Renderer] = {"terminal": _terminal, "json": _json}
