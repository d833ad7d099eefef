"""Widgets: each takes values and sends messages, none reaches for data."""
