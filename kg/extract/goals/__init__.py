"""Numbers and aims: the goals that a report states."""

from kg.extract.goals.grammar import GoalGrammar

__all__ = ["GoalGrammar"]
