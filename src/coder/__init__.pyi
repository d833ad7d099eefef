from coder.api import Codebook as Codebook
from coder.api import Project as Project
from coder.api import Suggester as Suggester

__version__: str
