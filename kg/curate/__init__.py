"""Curating: what a person decided about the things of a collection, kept in a file and applied at every build."""
