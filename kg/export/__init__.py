"""Writing a collection out: Turtle, tables, GraphML, and the same graph in rdflib and networkx."""
