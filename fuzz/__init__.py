"""Damaged files for the readers, by the thousand. `python fuzz/readers.py --help`."""
