"""What a film tells, as values: the brief as understood, beats and lines, the storyboard of its shots."""
