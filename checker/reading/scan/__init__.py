"""Scans: image files and the page images of other formats, their text recognised."""

from checker.reading.scan.read import RECOGNISED_NOTE, read_image, read_page_images

__all__ = ["RECOGNISED_NOTE", "read_image", "read_page_images"]
