"""Facts: what a report tells in numbers, each with the indicator that it is a value of."""

from checker.facts.read import as_fact, read_facts
from checker.facts.rules import CompiledFacts, compile_facts
from checker.facts.told import Told

__all__ = ["CompiledFacts", "Told", "as_fact", "compile_facts", "read_facts"]
