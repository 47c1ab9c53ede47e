"""The one way in which a reader says no."""

from __future__ import annotations


class RefusedError(Exception):
    """Why an input is not read: one Chinese sentence that says what to do. Ends a reader; never leaves `reading`."""
