"""A storyboard is read back as it was written."""

from tests import films

from studio.store.films import FilmFolder
from studio.story.grammar import Storyboard


def test_numbers_of_shots_stay_texts() -> None:
    one = films.board().pictures[1]
    pictures = [one.model_copy(update={"id": f"{number:02}", "frames": 4}) for number in range(1, 13)]
    board = films.board().model_copy(update={"pictures": pictures, "beats": films.board().beats[:1]})
    film = FilmFolder(films.folder(made=board))
    assert [picture.id for picture in film.storyboard(Storyboard).pictures] == [
        f"{number:02}" for number in range(1, 13)
    ]
    assert "id: '08'" in film.board.read_text()
