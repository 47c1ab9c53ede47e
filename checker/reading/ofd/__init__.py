"""OFD (GB/T 33190): letters at places in a zip package of XML."""

from checker.reading.ofd.read import read_ofd

__all__ = ["read_ofd"]
