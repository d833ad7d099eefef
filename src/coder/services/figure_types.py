"""The values that results give, under one roof for the app and the command line."""

from coder.reports.association import Association, GroupTest, Method
from coder.reports.name_variants import Variant, Why

__all__ = ["Association", "GroupTest", "Method", "Variant", "Why"]
