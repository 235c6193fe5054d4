"""Weights of diffusers that lie on this machine: found in the store, loaded, run, and given back."""
