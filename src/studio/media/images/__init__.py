"""Pictures: what they are, how they are read, changed, measured and written."""
