"""The process that reads files which could crash, hang or swell their reader. Talks to `child` over its pipes.

Each message is a length of four bytes, then that many bytes. In: a file. Out, as JSON: any number of
["working", …], then ["document", …] or ["refused", reason]. Nothing that comes back can be more than data.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from dataclasses import astuple
from typing import IO

from checker.model import Block, Document
from checker.reading.formats import parse
from checker.reading.refused import RefusedError
from checker.reading.working import Working

LENGTH = struct.Struct(">I")


def main() -> None:
    """Read files until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole console; the parent decides
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a library prints goes nowhere
    while (data := receive(source)) is not None:
        answer(data, target)


def answer(data: bytes, target: IO[bytes]) -> None:
    """Write what is read in `data`, or why nothing is."""

    def announce(working: Working) -> None:
        send(target, pack(["working", *working]))

    try:
        document = parse(data, announce)
        message = ["document", document.text, [astuple(block) for block in document.blocks], document.notes, document.recognised]
    except RefusedError as refused:
        message = ["refused", str(refused)]
    except (MemoryError, RecursionError):
        message = ["refused", "文件内容过大或嵌套过深，读取时超出限制，请另存或拆分后再检查。"]
    except Exception as error:  # what a library makes of a damaged file cannot be foreseen
        message = ["refused", f"文件内容已损坏，未能读取（{type(error).__name__}），请用原来的软件打开后另存，再检查。"]
    send(target, pack(message))


def pack(message: object) -> bytes:
    """`message` as bytes, all of them ASCII."""
    return json.dumps(message).encode()


def unpack_document(message: list[object]) -> Document:
    """The document in a message ["document", …]."""
    _, text, blocks, notes, recognised = message
    return Document(text, tuple(Block(*block) for block in blocks), tuple(notes), recognised)  # type: ignore[attr-defined, arg-type]


def send(pipe: IO[bytes], data: bytes) -> None:
    """Write one message."""
    pipe.write(LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; None when the other side has gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None


if __name__ == "__main__":
    main()
