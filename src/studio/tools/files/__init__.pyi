from studio.tools.files.duplicates import duplicates as duplicates
from studio.tools.files.organize import organize as organize
from studio.tools.files.rename import rename as rename
from studio.tools.files.search import search as search
from studio.tools.files.usage import usage as usage
from studio.tools.files.verify import verify as verify
