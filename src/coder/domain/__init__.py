"""Values and rules of the field: plain Python, no input or output."""
