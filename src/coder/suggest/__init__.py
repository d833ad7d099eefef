"""Suggested codes: codebook rules, likeness to the codebook, and what coded answers teach."""
