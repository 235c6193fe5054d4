"""Files as files: what kinds there are, how they are named, what belongs together."""
