"""How much of an input the program is willing to take; every refusal names the limit that it rests on."""

from __future__ import annotations

MAX_BYTES = 10 * 1024 * 1024  # of a plain text file; the longest real reports are under 0.2 MB
MAX_CHARACTERS = 3_000_000  # code points of a document's text
MAX_LINES = 100_000

MAX_DAMAGED = 3  # this many undecodable bytes are forgiven in any text …
DAMAGED_SHARE = 1 / 150  # … and in a longer one this share of its characters
