"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Checklist = Annotated[
    str | None,
    typer.Option("-c", "--checklist", metavar="清单", help="清单的文件夹；不写则用自带的 fazhi。", show_default=False),
]
Unit = Annotated[
    str | None,
    typer.Option("--unit", metavar="单位", help="指定单位，如 青山区；不写则从报告中识别。", show_default=False),
]
LevelName = Annotated[
    str | None,
    typer.Option(
        "--level", metavar="层级", help="指定层级：省级、设区的市级、县级、乡镇街道、政府部门。", show_default=False
    ),
]
Year = Annotated[int | None, typer.Option("--year", metavar="年度", help="指定报告年度，如 2024。", show_default=False)]
