"""What a film was made of and by whom, told by the film itself."""
