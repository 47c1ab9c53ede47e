"""How good the rules are: their own examples, and labelled reports and sentences."""
