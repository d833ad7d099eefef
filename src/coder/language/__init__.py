"""Dutch: words of an answer with their lemmas, from spaCy where a model is installed."""
