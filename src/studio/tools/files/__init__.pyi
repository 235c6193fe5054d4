from studio.tools.files.duplicates import duplicates as duplicates
from studio.tools.files.organize import organize as organize
from studio.tools.files.rename import rename as rename
