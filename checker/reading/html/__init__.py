"""Web pages: the report in a page of a government site, without what the site puts round it.

`page` parses, `seen` tells what is hidden, `lines` turns the tree into lines, `article` finds those of the report,
`title` its title, `tables` makes blocks of them; `read` does all of it in turn.
"""

from checker.reading.html.read import read_html, read_mhtml

__all__ = ["read_html", "read_mhtml"]
