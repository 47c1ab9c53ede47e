"""Jobs on a Dask cluster instead of this machine's processes (extra `cluster`), for those whom one machine is too small.

The workers run the same function on the same paths: reports and checklist lie on a folder that every machine sees under one
name. A worker whose program or rules are others than ours is refused, at the start and when it joins later.
"""

from __future__ import annotations

import logging
import os
import platform
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from functools import lru_cache, partial
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import FazhiError
from checker.review.jobs import forget_rules, rules_of
from checker.review.run import folder_for_workers, program

if TYPE_CHECKING:
    from checker.review.pool import Start

_MISSING = '连接集群需要 Dask，请先安装：pip install "fazhi-checker[cluster]"'
_LOST = "与集群 {} 的连接断了。已检查的都已存入结果库，集群恢复后再次运行同一命令即接着检查。"
_CONNECT_SECONDS = 5
_LOGGERS = ("distributed", "distributed.client", "distributed.gc")  # those that Dask gives levels of their own

_one_at_a_time = Lock()  # a worker with several threads: they would gain nothing, and reading is for one


class Make(NamedTuple):
    """What must be the same at both ends, told with these names."""

    fazhi: str
    Python: str
    Dask: str
    清单: str


class Cluster(NamedTuple):
    """A connection: how to start an executor (see `pool.Start`), and how many worker processes there are."""

    start: Start
    workers: int


def here(folder: str | None) -> Make:
    """What this process is made of; the rules at `folder` (None = the shipped ones), as it sees them."""
    return Make(_program(), platform.python_version().rpartition(".")[0], version("distributed"), rules_of(folder)[:12])


@lru_cache(maxsize=1)
def _program() -> str:
    return program()


@contextmanager
def connected(address: str, folder: str | None, sample: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at `address` (tcp://…), while it is needed.

    `folder`: of the checklist, None = the shipped one. `sample`: one of the reports, that all workers must see. Raises
    FazhiError: Dask missing, no cluster there, no worker, a worker that is made otherwise or does not see the files.
    """
    try:
        import distributed
    except ImportError as error:
        raise FazhiError(_MISSING) from error
    for logger in _LOGGERS:
        logging.getLogger(logger).setLevel(logging.CRITICAL)  # what matters is told below
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", distributed.versions.VersionMismatchWarning)  # `_look` is stricter
        try:
            client: Any = distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, ImportError, RuntimeError, TypeError) as error:
            raise FazhiError(f"连不上集群 {address}（{' '.join(str(error).split())[:120]}），请核对地址，并确认调度程序（dask scheduler）在运行。") from error
    with client:
        seen = folder_for_workers(folder)
        make = here(seen)
        workers = _look(client, make, seen, sample)
        yield Cluster(lambda _: _ClusterExecutor(client, make, seen), workers)


def _look(client: Any, make: Make, folder: str | None, sample: str) -> int:
    """The number of workers; FazhiError when there is none, or one that cannot do our work."""
    try:
        told: dict[str, object] = client.run(_tell, folder, sample, on_error="return")
    except (OSError, CancelledError) as error:
        raise FazhiError(_LOST.format(client.scheduler.address)) from error
    if not told:
        raise FazhiError("集群里没有工作进程，请先在各台机器上启动 dask worker。")
    needed = sample if os.path.exists(sample) else None  # noqa: PTH110 (Path.exists raises on a name that is too long)
    for address, answer in sorted(told.items()):
        if fault := _fault(answer, make, needed):
            raise FazhiError(f"工作进程 {address} {fault}")
    return len(told)


def _tell(folder: str | None, sample: str) -> tuple[Make, bool]:
    """On a worker, which may have worked by rules that have been edited since."""
    forget_rules()
    return here(folder), os.path.exists(sample)  # noqa: PTH110


def _fault(answer: object, make: Make, sample: str | None) -> str | None:
    if isinstance(answer, ImportError):
        return '上没有装 fazhi，请先安装同一版本：pip install "fazhi-checker[review,cluster]"'
    if not isinstance(answer, tuple):
        return f"用不了：{' '.join(str(answer).split())[:160]}"
    theirs, sees = answer
    if unlike := _unlike(theirs, make):
        return unlike
    return None if sees or sample is None else f"看不到 {sample}，请把报告放在每台机器都能以同一路径看到的共享文件夹里。"


def _unlike(theirs: Make, ours: Make) -> str | None:
    """In what two makes differ, as a sentence."""
    unequal = [f"{name} {b}（本机 {a}）" for name, a, b in zip(Make._fields, ours, theirs, strict=True) if a != b]
    return f"与本机不一致：{'，'.join(unequal)}。请装成一样的版本和清单，否则结果不能放在一起。" if unequal else None


def run_alike(task: Callable[[Any], Any], jobs: Any, make: Make, folder: str | None) -> Any:
    """On a worker: `task(jobs)`, unless the worker is made otherwise than `make`; one at a time in each process."""
    if unlike := _unlike(here(folder), make):
        raise FazhiError(f"有工作进程{unlike}")
    with _one_at_a_time:
        return task(jobs)


class _ClusterExecutor(Executor):
    """A cluster's client as an executor whose errors are those of `concurrent.futures`.

    The client's own (`Client.get_executor`) cannot be shut down as others are, and waits for ever on a result that is lost
    on its way here.
    """

    def __init__(self, client: Any, make: Make, folder: str | None) -> None:
        self.client, self.make, self.folder = client, make, folder
        self.running: set[Any] = set()

    def submit(self, task: Callable[..., Any], /, *jobs: Any, **_: Any) -> Future[Any]:
        """As every executor; a task takes one argument. BrokenExecutor in its future: the workers that had it died."""
        outcome: Future[Any] = Future()
        outcome.set_running_or_notify_cancel()
        remote = self.client.submit(run_alike, task, *jobs, self.make, self.folder, pure=False)
        self.running.add(remote)
        remote.add_done_callback(partial(self._pass_on, outcome))
        return outcome

    def _pass_on(self, outcome: Future[Any], remote: Any) -> None:
        from distributed import KilledWorker

        self.running.discard(remote)
        try:
            outcome.set_result(remote.result())
        except CancelledError:
            outcome.set_exception(FazhiError(_LOST.format(self.client.scheduler.address)))
        except (KilledWorker, OSError) as error:
            outcome.set_exception(BrokenExecutor(str(error)))
        except Exception as error:
            outcome.set_exception(error)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of what is under way; the cluster itself is not ours to stop. There is nothing to wait for."""
        del wait, cancel_futures
        self.client.cancel(list(self.running))
