"""Formats and pixels, no AI: values in, values out."""
