"""How much of an input the program is willing to take; every refusal names the limit that it rests on.

Published reports of all levels stay far below: of 620 real Office and OFD files the largest unpacked to 15 MB, and the
best-packed member above 1 MB shrank 38-fold.
"""

from __future__ import annotations

MB = 1024 * 1024

MAX_FILE_BYTES = 60 * MB  # of any file
MAX_TEXT_BYTES = 10 * MB  # of a plain text file; the longest real reports are under 0.2 MB
MAX_HTML_BYTES = 20 * MB  # of a web page, the images inside it included
MAX_CHARACTERS = 3_000_000  # code points of a document's text
MAX_LINES = 100_000
MAX_ATTRIBUTES = 5_000  # of one HTML tag: the parser compares each with each

MAX_DAMAGED = 3  # this many undecodable bytes are forgiven in any text …
DAMAGED_SHARE = 1 / 150  # … and in a longer one this share of its characters

MAX_ENTRIES = 4_000  # members of a zip package
MAX_UNPACKED_BYTES = 200 * MB  # of all its members
MAX_XML_BYTES = 32 * MB  # of one XML part: lxml's tree takes a dozen times as much memory
MAX_RATIO = 100  # unpacked to packed, of a member of more than …
RATIO_FROM_BYTES = 2 * MB

MAX_PAGES = 500
MAX_BODIES = 50  # documents in one OFD file
MAX_SCANNED_PAGES = 100
MAX_PIXELS = 25_000_000  # of a page made into an image
MAX_IMAGE_PIXELS = 50_000_000  # of an image that comes as a file
MAX_OBJECTS = 200_000  # characters and graphics of a page of an OFD file, whose units may repeat one another
MAX_OBJECT_DEPTH = 16  # such units inside one another

SILENT_SECONDS = 10.0  # a reader that says nothing for so long has been caught
PAGE_SECONDS = 30.0  # recognising one page
CONVERT_SECONDS = 60.0  # LibreOffice, its first start included
TOTAL_SECONDS = 60.0  # reading a file's text layer, whatever its pages
MEMORY_MB = 1_000  # of the process that reads
RECOGNISE_MEMORY_MB = 2_500  # the same while it recognises scans, which takes about 1 GB
