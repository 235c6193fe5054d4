"""A shot: what it says on paper, what stands where, and its frames; frame = f(shot, n)."""
