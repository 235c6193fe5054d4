"""From text as it is written to what a voice is to say: words, figures, names, pauses."""
