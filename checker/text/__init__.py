"""Text as the rules see it: normalised, cut into sentences, every place traceable to the original."""

from checker.text.normal import Normalised, normalise, to_original
from checker.text.sentences import split_sentences

__all__ = ["Normalised", "normalise", "split_sentences", "to_original"]
