"""What a film tells, as values: the brief as it was understood, its beats and lines, and the storyboard of its shots."""
