"""The terminal app: screens and widgets; data is reached through services and bootstrap only."""
