"""How the camera moves over a shot."""
