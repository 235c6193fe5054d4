from studio.tools.film.caption import caption as caption
from studio.tools.film.edit import edit as edit
from studio.tools.film.lookbook import lookbook as lookbook
from studio.tools.film.shot import shot as shot
from studio.tools.film.sketch import sketch as sketch
from studio.tools.film.still import still as still
from studio.tools.film.storyboard import storyboard as storyboard
from studio.tools.film.take import take as take
