"""Maps with a route: a town drawn by seed that claims to be no real one, or the user's own points."""
