"""How clauses are read into commitments: a file for each module of `chengnuo.assemble` that asks for it."""
