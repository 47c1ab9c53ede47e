"""The command line: parse, build, execute. No logic of checking lives here."""

from checker.cli.app import app, main

__all__ = ["app", "main"]
