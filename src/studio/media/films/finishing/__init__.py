"""What is done to the frames of a finished film: even light, colours, rate; values in, values out."""
