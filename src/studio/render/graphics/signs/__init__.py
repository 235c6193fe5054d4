"""Signs with the client's words: painted, enamelled, in neon, in chalk."""
