"""What a screen says on paper, and what interfaces say where nobody gave them words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from studio.core.written.shapes import Written

Kind = Literal["shop", "booking", "chat", "dashboard", "player"]
Language = Literal["en", "de", "es"]


class Item(Written):
    """One line or one card."""

    name: str = Field(description="What it is.")
    price: str = Field(default="", description="What stands beside it: a price, a time, a number.")


class Screen(Written):
    """An interface."""

    kind: Kind = Field(default="shop", description="shop, booking, chat, dashboard or player.")
    name: str = Field(default="", description="The client's name.")
    headline: str = Field(default="", description="What it says in large.")
    button: str = Field(default="", description="What stands on its button.")
    items: Annotated[list[Item], Field(max_length=12)] = Field(
        default_factory=list, description="Goods, times, numbers or messages: names, or names with prices."
    )
    device: Literal["", "phone", "laptop"] = Field(
        default="", description="What it is seen on where nothing of the shot has a screen: phone or laptop."
    )
    language: Language = Field(default="en", description="The language of what nobody gave words for.")

    @field_validator("items", mode="before")
    @classmethod
    def _spelled_out(cls, items: Any) -> Any:
        if isinstance(items, dict):
            return [{"name": str(name), "price": price} for name, price in items.items()]
        if isinstance(items, list | tuple):
            return [{"name": one} if isinstance(one, str) else one for one in items]
        return items


class Phrases(Written):
    """What interfaces say in one language."""

    search: str = Field(description="In a search field.")
    add: str = Field(description="On the button that puts something in the basket.")
    book: str = Field(description="On the button that books.")
    booked: str = Field(description="When that is done.")
    pay: str = Field(description="On the button of the basket.")
    month: str = Field(description="A month.")
    days: Annotated[list[str], Field(min_length=7, max_length=7)] = Field(description="The days, in letters.")
    times: Annotated[list[str], Field(min_length=4, max_length=4)] = Field(description="Times of the day.")
    online: str = Field(description="That somebody is there.")
    write: str = Field(description="In the field for a message.")
    messages: Annotated[list[str], Field(min_length=3, max_length=3)] = Field(description="A short talk.")
    overview: str = Field(description="Above numbers.")
    week: str = Field(description="Above the numbers of a week.")
    orders: str = Field(description="Beside a number of orders.")
    visitors: str = Field(description="Beside a number of visitors.")
    returning: str = Field(description="Beside a number of those who come again.")
    now: str = Field(description="Above what is played.")
    fresh: str = Field(description="Above what is new.")


class Languages(Written):
    """All languages."""

    languages: dict[Language, Phrases] = Field(description="Languages and what is said in them.")
