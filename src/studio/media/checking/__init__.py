"""Whether a finished film is what it was meant to be: values, frames and samples in, findings out."""
