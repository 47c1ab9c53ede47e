"""LibreOffice as a converter: found where it is usually installed, run by itself, without macros or network."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from checker.reading.limits import CONVERT_SECONDS, MAX_FILE_BYTES

# A profile of its own for every run: two runs that share one disturb each other without an error. It forbids whatever
# a file might make the program do: macros, links to other files, reaching the network (a proxy that is not there).
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    *(("Inet/Settings", f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    + "</oor:items>"
)
_FETCHING = re.compile(rb"INCLUDEPICTURE|INCLUDETEXT|DDEAUTO", re.I)  # fields that open another file, whatever the profile forbids
_FOLDERS = {
    "win32": ("C:/Program Files/LibreOffice/program", "C:/Program Files (x86)/LibreOffice/program"),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS",),
}


def find_office() -> str | None:
    """The path of LibreOffice's program, or None."""
    for folder in _FOLDERS.get(sys.platform, ()):
        for name in ("soffice.com", "soffice"):  # on Windows, .com is the one that waits for its end
            if (Path(folder) / name).is_file():
                return str(Path(folder) / name)
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found and Path(found).is_absolute():  # never one that lies beside the reports
            return found
    return None


def to_docx(data: bytes, kind: str, program: str) -> bytes | None:
    """`data`, a file of the given kind, as .docx; None when the program gives none, or not within CONVERT_SECONDS."""
    with tempfile.TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        source = folder / f"source.{'xml' if kind == 'wordxml' else kind}"
        source.write_bytes(_FETCHING.sub(lambda found: b"_" * len(found[0]), data))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        switches = ("--headless", "--invisible", "--norestore", "--nologo", "--nolockcheck", "--nodefault")
        target = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder))
        _run([program, profile, *switches, *target, str(source)], folder)
        with contextlib.suppress(OSError):  # its exit code says nothing, only the output does
            made = folder / "source.docx"
            if 0 < made.stat().st_size <= MAX_FILE_BYTES:
                return made.read_bytes()
    return None


def _run(command: list[str], folder: Path) -> None:
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)},
            start_new_session=True,  # Ctrl+C is for the parent to hear
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return
    try:
        process.wait(CONVERT_SECONDS)
    except subprocess.TimeoutExpired:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the program and those that it started."""
    with contextlib.suppress(psutil.Error):
        for one in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                one.kill()
    process.kill()
    process.wait()
