"""The drawing dialect: SVG with tokens for paint, parameters, repeats, lights, movers and named places."""
