"""Our own pictures: frame = f(plan, n). What is shown is data in vocabulary/, what moves is Python."""
