"""Suggested codes: codebook rules, likeness to the codebook's texts, and a trained classifier."""
