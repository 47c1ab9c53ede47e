"""The views of a store as files and on the terminal: one module a format."""

from __future__ import annotations
