"""The look book: everything the vocabulary can show, drawn, measured and bound for people to look at."""
