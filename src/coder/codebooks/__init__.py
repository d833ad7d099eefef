"""Codebooks as YAML files that people edit: read, check, change without touching other lines."""
