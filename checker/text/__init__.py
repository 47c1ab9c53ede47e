"""Text as the rules see it: normalised, cut into sentences, every place traceable to the original."""

from checker.text.normal import Normalised, normalise, original_span, to_original
from checker.text.sentences import split_sentences

__all__ = ["Normalised", "normalise", "original_span", "split_sentences", "to_original"]
