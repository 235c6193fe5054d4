from studio.tools.film.shot import shot as shot
