from studio.tools.files.organize import organize as organize
from studio.tools.files.rename import rename as rename
