"""People: who they are, how they move, how they are drawn; a figure is text in the drawing dialect."""
