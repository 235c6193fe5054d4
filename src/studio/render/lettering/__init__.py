"""Type in films: set into its room, cut into words, and moved by rule."""
