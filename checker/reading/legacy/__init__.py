"""Old Word and WPS files, and what LibreOffice alone reads."""

from checker.reading.legacy.read import read_ole, read_other

__all__ = ["read_ole", "read_other"]
