"""The user's own pictures, clips and logos: cut out, lit, framed, or full frame with a camera move."""
