"""What a notebook takes from coder: `from coder import Project, Codebook, Suggester`."""

from coder.api.codebook import Codebook
from coder.api.project import Project
from coder.api.suggester import Suggester

__all__ = ["Codebook", "Project", "Suggester"]
