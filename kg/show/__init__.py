"""One thing of an exported graph: its facts, each with its sentence and source."""

from kg.show.card import Card, Fact, by_relation, card

__all__ = ["Card", "Fact", "by_relation", "card"]
