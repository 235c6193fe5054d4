"""What a tool is: one typed function, from whose signature and docstring every face derives."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, get_origin, get_type_hints, overload

from studio.core import outside
from studio.core.errors import BadCall
from studio.core.materials import Media, media_of
from studio.core.needs import Asked, Needs, Resources
from studio.core.run import current

if TYPE_CHECKING:
    from docstring_parser import Docstring
    from pydantic import BaseModel, TypeAdapter, ValidationError

P = ParamSpec("P")
R = TypeVar("R")

Depends = Callable[[Mapping[str, Any]], str]
"""What results depend on besides code and input, such as a program that is chosen by what is there."""

Makes = Callable[[Mapping[str, Any]], Sequence[Path]]
"""Which files a call puts in places of its own, as far as that is known before it is done."""

Refuse = Callable[[Mapping[str, Any]], None]
"""What raises where options contradict one another or name what nobody knows, whatever they are said of."""

NOTHING = inspect.Parameter.empty

RESERVED = frozenset(
    {
        "cpus", "detach", "dry_run", "gpus", "help", "jobs", "json", "log_json",
        "memory", "out", "overwrite", "priority", "set", "version",
    }
)  # fmt: skip
"""Names no tool's parameter may have: they belong to the faces, now or soon."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a tool, as faces show it."""

    name: str
    hint: Any
    default: Any
    help: str
    positional: bool

    @property
    def shown(self) -> str:
        """The name people use: Python's keywords carry an underscore that nobody should have to type."""
        return self.name.rstrip("_")

    @property
    def required(self) -> bool:
        return self.default is NOTHING

    @property
    def media(self) -> Media | None:
        return media_of(self.hint)


class Tool(Generic[P, R]):
    """A function that can be called from Python, a terminal, YAML, HTTP, a form or a language model."""

    def __init__(
        self,
        function: Callable[P, R],
        *,
        needs: Needs,
        resources: Asked,
        pure: bool,
        effect: bool,
        production: bool,
        depends: Depends | None,
        refuse: Refuse | None,
        makes: Makes | None,
        material: str | None,
    ) -> None:
        update_wrapper(self, function)
        self.function = function
        self.name = function.__name__.rstrip("_")
        self.material = material or _material_of(function.__module__)
        self.needs = needs
        self.resources = resources
        self.pure = pure
        self.effect = effect
        self.production = production
        self.depends = depends
        self.refuse = refuse
        self.makes = makes

    def __repr__(self) -> str:
        return f"<tool {self.id}>"

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        given = self.checked(self.signature.bind(*args, **kwargs).arguments)
        inside = current()
        return inside.step(self, given) if inside else outside.call(self, given)

    @property
    def id(self) -> str:
        return f"{self.material}.{self.name}"

    @cached_property
    def signature(self) -> inspect.Signature:
        return inspect.signature(self.function)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        hints = get_type_hints(self.function, include_extras=True)
        told = {param.arg_name: param.description or "" for param in self._doc.params}
        return tuple(
            Parameter(
                name=name,
                hint=hints[name],
                default=parameter.default,
                help=" ".join(told.get(name, "").split()),
                positional=parameter.kind is not inspect.Parameter.KEYWORD_ONLY,
            )
            for name, parameter in self.signature.parameters.items()
        )

    @property
    def subject(self) -> Parameter:
        """The first parameter: what the tool works on."""
        return self.parameters[0]

    @property
    def takes_all(self) -> bool:
        """Whether one call takes all inputs together, rather than one call for each."""
        media = self.subject.media
        return get_origin(self.subject.hint) is list or (media is not None and media.kind == "folder")

    @property
    def needs_input(self) -> bool:
        """Whether it must be told what to work on; a list of plain values with a default may be left out."""
        return self.subject.required or self.subject.media is not None or not self.takes_all

    @cached_property
    def returns(self) -> Any:
        return get_type_hints(self.function, include_extras=True)["return"]

    @property
    def summary(self) -> str:
        return self._doc.short_description or ""

    @property
    def description(self) -> str:
        return self._doc.long_description or ""

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Command lines that show the tool at work."""
        text = "\n".join(example.description or "" for example in self._doc.examples)
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    @cached_property
    def _doc(self) -> Docstring:
        from docstring_parser import DocstringStyle, parse

        return parse(inspect.getdoc(self.function) or "", DocstringStyle.GOOGLE)

    @cached_property
    def Input(self) -> type[BaseModel]:  # noqa: N802
        """The parameters as a model: what validates a call and makes its JSON Schema."""
        from pydantic import ConfigDict, Field, create_model

        fields: dict[str, Any] = {
            parameter.name: (
                parameter.hint,
                Field(
                    default=... if parameter.required else parameter.default,
                    description=parameter.help,
                    alias=parameter.shown,
                ),
            )
            for parameter in self.parameters
        }
        return create_model(
            _camel(self.id),
            __config__=ConfigDict(
                extra="forbid", validate_by_name=True, validate_by_alias=True, coerce_numbers_to_str=True
            ),
            __doc__=self.summary,
            **fields,
        )

    @cached_property
    def Output(self) -> TypeAdapter[R]:  # noqa: N802
        """The result's type: what makes its JSON and reads it back."""
        from pydantic import TypeAdapter

        return TypeAdapter(self.returns)

    def checked(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters as the function wants them, or BadCall that names what is wrong with them."""
        from pydantic import ValidationError

        try:
            model = self.Input.model_validate(dict(given))
        except ValidationError as refused:
            raise self._explained(refused) from None
        known = {parameter.name: getattr(model, parameter.name) for parameter in self.parameters}
        if self.refuse:
            self.refuse(known)
        return known

    def plain(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Checked parameters as plain JSON values, under the names people use."""
        return self.Input.model_construct(**given).model_dump(mode="json", by_alias=True)

    def _explained(self, refused: ValidationError) -> BadCall:
        complaints = []
        for error in refused.errors(include_url=False):
            name = ".".join(str(part) for part in error["loc"]).rstrip("_") or "input"
            reason = error["msg"].removeprefix("Value error, ")
            reason = {"extra_forbidden": "no such option", "missing": "is needed"}.get(error["type"], reason)
            value = "" if error["type"] in ("missing", "extra_forbidden") else f" (given: {error['input']!r})"
            complaints.append(f"{name}: {reason[:1].lower()}{reason[1:]}{value}")
        return BadCall("; ".join(complaints), hint=f"see studio {self.material} {self.name} --help")


@overload
def tool(function: Callable[P, R], /) -> Tool[P, R]: ...
@overload
def tool(
    *,
    needs: Needs = ...,
    resources: Asked = ...,
    pure: bool = ...,
    effect: bool = ...,
    production: bool = ...,
    depends: Depends | None = ...,
    refuse: Refuse | None = ...,
    makes: Makes | None = ...,
    material: str | None = ...,
) -> Callable[[Callable[P, R]], Tool[P, R]]: ...
def tool(
    function: Callable[P, R] | None = None,
    /,
    *,
    needs: Needs = Needs(),
    resources: Asked = Resources(),
    pure: bool = False,
    effect: bool = False,
    production: bool = False,
    depends: Depends | None = None,
    refuse: Refuse | None = None,
    makes: Makes | None = None,
    material: str | None = None,
) -> Tool[P, R] | Callable[[Callable[P, R]], Tool[P, R]]:
    """Make a function a tool. It registers nothing: the catalogue finds it where it lies.

    Args:
        function: The function.
        needs: Programs, extras and secrets that must be there.
        resources: CPU, memory, VRAM and disk of one call, or a function of the checked input.
        pure: Whether equal input always gives an equal result, so that results may be reused.
        effect: Whether it changes things outside its own folder.
        production: Whether it mainly calls other tools, so that a run is kept in which each call is a step.
        depends: For a pure tool: what else its results depend on, given its checked input; as whom `auto` is.
        refuse: Refuses options that contradict one another or name what nobody knows, given the checked
            input, before anything is done.
        makes: Says what it puts in places of its own, given its checked input, to those who ask before.
        material: The first half of the id, where the module's place does not say it.
    """

    def wrap(wrapped: Callable[P, R]) -> Tool[P, R]:
        return Tool(
            wrapped, needs=needs, resources=resources, pure=pure, effect=effect, production=production,
            depends=depends, refuse=refuse, makes=makes, material=material,
        )  # fmt: skip

    return wrap(function) if function else wrap


def _material_of(module: str) -> str:
    """`anything.tools.image.resize` belongs to image; a module in no such room to its own last name."""
    parts = module.split(".")
    place = next((parts.index(room) + 1 for room in ("tools", "productions") if room in parts[:-1]), -1)
    return parts[place]


def _camel(tool_id: str) -> str:
    return "".join(part.capitalize() for part in tool_id.replace("_", ".").split("."))
