"""Models behind one protocol for each sense; what they can do and what they are asked are plain values."""
