"""The result of one report as one page: a file that needs nothing beside it, neither a network nor a server."""

from checker.output.html.render import render

__all__ = ["render"]
