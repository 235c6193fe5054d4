from studio.tools.film.lookbook import lookbook as lookbook
from studio.tools.film.shot import shot as shot
from studio.tools.film.still import still as still
