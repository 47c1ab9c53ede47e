"""PDF: the text layer by PDFium, letters put together to lines by their places."""

from checker.reading.pdf.read import read_pdf

__all__ = ["read_pdf"]
