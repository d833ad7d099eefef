"""A terminal workbench for qualitative coding of Dutch open survey answers."""

__version__ = "0.1.0"
