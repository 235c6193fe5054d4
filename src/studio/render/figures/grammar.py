"""What the files about people say: poses, gaits, faces, hair, clothes, trades."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written

Degrees = Annotated[float, Range(-360, 360)]
Share = Annotated[float, Range(0, 1)]
Factor = Annotated[float, Range(-20, 20)]
Paint = Annotated[str, Field(pattern=r"^(@[a-z0-9]+(\*@[a-z0-9]+:[0-9.]+)?|main|second|third|skin|hair)$")]
Tone = Literal["", "lit", "shade", "deep"]
Mark = tuple[Degrees, Annotated[float, Range(-3, 3)]]
Path = Annotated[str, Field(pattern=r"^[MLCQAZmlcqaz0-9eE.,\s-]*$")]
Line = Annotated[list[Mark], Field(min_length=2, max_length=40)]
Shape = Literal["A", "B", "C", "D", "E", "F", "G", "H", "X"]
"""A mouth while it makes a sound; X is at rest."""


class Arm(Written):
    """How an arm is held."""

    swing: Degrees = Field(default=0, description="How far the upper arm is raised forward.")
    out: Degrees = Field(default=6, description="How far it is raised to the side.")
    turn: Degrees = Field(default=0, description="How far the elbow's bend is turned inward.")
    bend: Degrees = Field(default=12, description="How far the elbow is bent.")
    wrist: Degrees = Field(default=0, description="How far the hand is bent toward the thumb.")


class Leg(Written):
    """How a leg is held."""

    swing: Degrees = Field(default=0, description="How far the thigh is raised forward.")
    out: Degrees = Field(default=2, description="How far it is spread to the side.")
    bend: Degrees = Field(default=2, description="How far the knee is bent.")
    foot: Degrees = Field(default=0, description="How far the toes are raised from the level.")
    splay: Degrees = Field(default=14, description="How far the foot points outward.")


class WrittenPose(Written):
    """A way of holding oneself."""

    like: str = Field(default="", description="Another pose that this one begins from.")
    lean: Degrees | None = Field(default=None, description="How far the trunk leans forward.")
    side: Degrees | None = Field(default=None, description="How far it leans to its own left.")
    twist: Degrees | None = Field(default=None, description="How far the chest is turned to its own left.")
    nod: Degrees | None = Field(default=None, description="How far the head is bowed.")
    tilt: Degrees | None = Field(default=None, description="How far it is tilted to its own left.")
    look: Degrees | None = Field(default=None, description="How far the face is turned to its own left.")
    shrug: Factor | None = Field(default=None, description="How far the shoulders are raised, in units.")
    shift: Factor | None = Field(default=None, description="How far the hips are moved to their left.")
    lift: float | None = Field(default=None, description="How far the feet are off the ground.")
    seated: bool | None = Field(default=None, description="Whether it sits: the hips bear it.")
    right_arm: Arm | None = Field(default=None, description="The right arm.")
    left_arm: Arm | None = Field(default=None, description="The left arm.")
    right_leg: Leg | None = Field(default=None, description="The right leg.")
    left_leg: Leg | None = Field(default=None, description="The left leg.")
    right_hand: str | None = Field(default=None, description="The shape of the right hand.")
    left_hand: str | None = Field(default=None, description="The shape of the left hand.")
    holds: str | None = Field(default=None, description="What is held.")


class Poses(Written):
    """All poses."""

    poses: dict[str, WrittenPose] = Field(description="Every pose by its name.")

    @model_validator(mode="after")
    def _known(self) -> Poses:
        for name, pose in self.poses.items():
            if pose.like and pose.like not in self.poses:
                raise ValueError(f"{name}: there is no pose {pose.like}")
        return self


class Gait(Written):
    """A way of walking; lengths in parts of the leg."""

    seconds: Annotated[float, Range(0.3, 4)] = Field(description="How long two steps take.")
    stride: Annotated[float, Range(0.1, 3)] = Field(description="How far two steps go.")
    stance: Annotated[float, Range(0.2, 0.8)] = Field(description="How much of the time a foot stands.")
    ahead: Share = Field(description="How much of the way of a standing foot lies before the hips.")
    sink: Share = Field(description="How much lower than standing the hips are carried.")
    bob: Share = Field(description="How far they rise and sink.")
    lift: Share = Field(description="How high a foot is raised.")
    strike: Degrees = Field(description="How far the toes are up when the heel comes down.")
    push: Degrees = Field(description="How far the heel is up when the toes leave.")
    lean: Degrees = Field(default=3, description="How far the trunk leans forward.")
    arms: Degrees = Field(default=24, description="How far the arms swing.")
    elbows: Degrees = Field(default=18, description="How far the elbows are bent.")
    twist: Degrees = Field(default=6, description="How far the chest turns against the hips.")
    sway: Factor = Field(default=0, description="How far the hips go from side to side, in units.")


class Gaits(Written):
    """All ways of walking."""

    gaits: dict[str, Gait] = Field(description="Every gait by its name.")


class Mouth(Written):
    """The mouth while a sound is made; lengths in parts of its resting breadth."""

    wide: Factor = Field(description="How wide it is.")
    open: Factor = Field(description="How far it is open.")
    round: Share = Field(default=0, description="How round its corners are.")
    upper: Share = Field(default=0, description="How much of the upper teeth is seen.")
    lower: Share = Field(default=0, description="How much of the lower teeth is seen.")
    tongue: Factor = Field(default=0, description="How much of the tongue is seen.")
    tucked: bool = Field(default=False, description="Whether the lower lip lies under the teeth.")


class Emotion(Written):
    """What a face shows when it is at rest."""

    brows: Factor = Field(default=0, description="How far the brows are raised.")
    inner: Factor = Field(default=0, description="How far their inner ends are raised.")
    uneven: Factor = Field(default=0, description="How much higher one brow is than the other.")
    lids: Share = Field(default=0.1, description="How far the lids are closed.")
    lower: Share = Field(default=0, description="How far the lower lids are raised.")
    smile: Factor = Field(default=0, description="How far the corners of the mouth are raised.")
    rest: str = Field(default="X", description="The shape of the mouth at rest.")
    cheeks: Share = Field(default=0, description="How much colour is in the cheeks.")


class Faces(Written):
    """All mouths and emotions."""

    mouths: dict[Shape, Mouth] = Field(description="The shapes of speech.")
    emotions: dict[str, Emotion] = Field(description="Every emotion by its name.")

    @model_validator(mode="after")
    def _whole(self) -> Faces:
        if lacking := sorted(set("ABCDEFGHX") - set(self.mouths)):
            raise ValueError(f"mouths: {', '.join(lacking)} is missing")
        if wrong := [name for name, one in self.emotions.items() if one.rest not in self.mouths]:
            raise ValueError(f"emotions: {', '.join(wrong)} rests in a mouth that is none of them")
        return self


class Ball(Written):
    """A round mass of hair on the head."""

    angle: Degrees = Field(description="Where around the head: 0 the front, 180 the back.")
    level: Factor = Field(description="Where from the chin, 0, to the crown, 1.")
    out: Factor = Field(default=0, description="How far off the head its middle lies, in parts of the head.")
    size: Factor = Field(description="Its radius, in parts of the head.")


class Tail(Written):
    """A tail or plait of hair that swings."""

    angle: Degrees = Field(description="Where around the head it is tied.")
    level: Factor = Field(description="Where from chin to crown it is tied.")
    long: Factor = Field(description="Its length, in parts of the head.")
    wide: Factor = Field(description="Half its breadth.")
    plaited: bool = Field(default=False, description="Whether it is a plait.")


class Hair(Written):
    """A way to wear one's hair."""

    line: Annotated[list[Mark], Field(min_length=3)] = Field(
        description="The hairline from the front (0) over the temples to the back (180): angle and level."
    )
    other: list[Mark] = Field(
        default_factory=list, description="The hairline of the right side, if it differs."
    )
    volume: Share = Field(default=0.03, description="How far it stands off the head.")
    crown: Factor = Field(default=0.04, description="How far it stands off the crown.")
    lean: Factor = Field(default=0, description="How far its top leans to the left of the wearer.")
    scallops: Share = Field(default=0, description="How curly its outline is: the size of the curls.")
    falls: Factor = Field(default=0, description="How far below the chin it falls at the back.")
    flare: Factor = Field(default=0, description="How much wider it is there.")
    locks: Factor = Field(default=0, description="How far below the chin locks fall beside the face.")
    strands: list[Line] = Field(default_factory=list, description="Lines of its flow.")
    balls: list[Ball] = Field(default_factory=list, description="Knots and tufts.")
    tails: list[Tail] = Field(default_factory=list, description="Tails and plaits.")
    thin: bool = Field(default=False, description="Whether it is so short that the skin shows.")
    brim: Factor = Field(default=0, description="How far a brim stands out at the front.")
    cuff: Factor = Field(default=0, description="How high its turned-up edge is.")
    drape: bool = Field(default=False, description="Whether it falls around the neck onto the chest.")
    ages: list[Literal["child", "adult", "old"]] = Field(
        default=["child", "adult"], description="Who wears it."
    )
    worn: list[Literal["curvy", "straight"]] = Field(
        default=["curvy", "straight"], description="By which builds it is mostly worn."
    )


class Beard(Written):
    """Hair of the face."""

    line: Line = Field(description="Its upper edge from the front (0) to the ears: angle and level.")
    chin: Factor = Field(default=0.03, description="How far it stands off the chin, in parts of the head.")
    lip: Factor = Field(default=0, description="How thick the moustache is; 0 for none.")
    whole: bool = Field(default=True, description="Whether it covers the jaw; a moustache does not.")


class Patch(Written):
    """Something on a garment: an area, a line or a row of buttons, in angles around the body and levels."""

    area: Line | None = Field(default=None, description="The corners of an area.")
    smooth: bool = Field(default=False, description="Whether its outline is round.")
    wrap: tuple[Degrees, Degrees, Factor, Factor] | None = Field(
        default=None, description="A piece around the body: from angle to angle, from level to level."
    )
    line: Line | None = Field(default=None, description="The points of a line.")
    dots: Annotated[list[Mark], Field(max_length=20)] | None = Field(default=None, description="Buttons.")
    paint: Paint = Field(default="main", description="Its colour.")
    tone: Tone = Field(default="lit", description="The tone of the side toward the light.")
    wide: Factor = Field(default=0.7, description="Breadth of a line, radius of a button, in units.")
    both: bool = Field(default=False, description="Whether it is on both sides.")
    shaded: bool = Field(default=False, description="Whether an area has a shaded side of its own.")

    @model_validator(mode="after")
    def _one(self) -> Patch:
        if sum(one is not None for one in (self.area, self.wrap, self.line, self.dots)) != 1:
            raise ValueError("it is one of area, wrap, line, dots")
        return self


class Garment(Written):
    """A piece of clothing."""

    part: Literal["top", "bottom", "over"] = Field(description="Where it is worn.")
    cut: Literal["trousers", "skirt", "none"] = Field(default="none", description="What covers the legs.")
    top: Factor = Field(default=1.0, description="The level it begins at.")
    hem: Factor = Field(default=0.0, description="The level it ends at: 0 the crotch, -1 the knees.")
    ease: Factor = Field(default=1.0, description="How loosely it sits, in units.")
    flare: Factor = Field(default=0, description="How much wider its hem is.")
    straight: Share = Field(default=0, description="How stiff it is: how little it follows the waist.")
    sleeves: Factor = Field(default=0, description="How far its sleeves reach: 1 the elbow, 2 the wrist.")
    loose: Factor = Field(default=1.0, description="How loose sleeves or legs are, in units.")
    legs: Factor = Field(default=0, description="How far its legs reach: 1 the knee, 2 the ankle.")
    cuff: Paint | None = Field(default=None, description="The colour of cuffs or turn-ups.")
    paint: Paint = Field(default="main", description="Its colour.")
    patches: list[Patch] = Field(default_factory=list, description="What is on it.")
    below: str = Field(default="", description="What is worn below it whatever else was chosen.")
    bands: list[tuple[Share, Share, Paint]] = Field(
        default_factory=list, description="Bands around its sleeves or legs: from, to, colour."
    )


class Wardrobe(Written):
    """All garments."""

    garments: dict[str, Garment] = Field(description="Every garment by its name.")


class Barbershop(Written):
    """All ways to wear one's hair."""

    hair: dict[str, Hair] = Field(description="Every style by its name.")
    covers: dict[str, Hair] = Field(description="Caps, scarves and hats: drawn like hair.")
    beards: dict[str, Beard] = Field(description="Beards: the hair of the face.")


class Outfit(Written):
    """What somebody of a trade wears; the first of each list is the most usual."""

    words: list[str] = Field(default_factory=list, description="Other words for the same people.")
    ages: list[Literal["child", "adult", "old"]] = Field(default=["adult"], description="How old they are.")
    top: list[str] = Field(description="Garments above.")
    bottom: list[str] = Field(default=["trousers"], description="Garments below.")
    over: list[str] = Field(default=[""], description="Garments over all.")
    cover: list[str] = Field(default=[""], description="What is on the head.")
    shoes: list[Literal["shoe", "sneaker", "boot", "clog", "pump"]] = Field(
        default=["shoe", "sneaker"], description="What is on the feet."
    )
    top_paint: list[tuple[Paint, Paint, Paint]] = Field(description="Colours of the garment above.")
    bottom_paint: list[Paint] = Field(
        default=["@cloth2*@dark:0.5", "@dark", "@leather*@light:0.2"], description="Colours of that below."
    )
    over_paint: list[tuple[Paint, Paint, Paint]] = Field(
        default=[("@light", "@paper", "@accent")], description="Colours of that over all."
    )


class HandShape(Written):
    """A hand from the wrist (0, 0) along x to the finger tips, the thumb toward negative y; in units."""

    palm: Path = Field(description="The outline of palm and fingers.")
    thumb: Path = Field(default="", description="The outline of the thumb.")
    lines: Path = Field(default="", description="Lines between fingers.")
    shade: Path = Field(default="", description="What lies in the shade.")


class Hands(Written):
    """All shapes of hands, and what they hold."""

    hands: dict[str, HandShape] = Field(description="Every shape by its name.")
    held: dict[str, Held] = Field(default_factory=dict, description="Things to hold.")


class Held(Written):
    """Something in the hand: ordinary markup of a drawing, its origin where the hand grips it."""

    by: Literal["right", "left", "both"] = Field(default="right", description="Which hand holds it.")
    upright: bool = Field(default=True, description="Whether it stays upright when the hand turns.")
    markup: str = Field(description="Its shapes.")


class Trades(Written):
    """What people of every trade wear."""

    trades: dict[str, Outfit] = Field(description="Every trade by its name.")


class Section(Written):
    """One cross-section of a trunk or a skull."""

    level: Factor = Field(description="How high it lies.")
    wide: float = Field(description="Half its breadth.")
    front: float = Field(description="How far it reaches to the front of the axis.")
    back: float = Field(description="How far it reaches to the back, as a negative number.")


class Age(Written):
    """How a body of an age differs from a grown-up's."""

    tall: Annotated[float, Range(0.4, 1.2)] = Field(description="Its height in parts of a grown-up's.")
    head: Annotated[float, Range(0.5, 1.5)] = Field(description="The size of its head.")
    broad: Annotated[float, Range(0.4, 1.5)] = Field(description="Its breadth.")
    limbs: Annotated[float, Range(0.4, 1.5)] = Field(description="The thickness of its limbs.")
    stoop: Degrees = Field(default=0, description="How far it leans forward.")


class Build(Written):
    """How a build differs from the middle one."""

    shoulders: Factor = Field(description="The breadth of its shoulders.")
    chest: Factor = Field(description="The size of its chest.")
    waist: Factor = Field(description="The size of its waist.")
    hips: Factor = Field(description="The breadth of its hips.")
    belly: Factor = Field(default=0, description="How far its belly stands out, in units.")
    bust: Factor = Field(default=0, description="How far its chest stands out, in units.")
    limbs: Factor = Field(description="The thickness of its limbs.")
    jaw: Factor = Field(default=1, description="The breadth of its jaw.")
    neck: Factor = Field(default=1, description="The thickness of its neck.")


class Bodies(Written):
    """Ages, builds, and the shape of trunk and skull."""

    ages: dict[Literal["child", "adult", "old"], Age] = Field(description="The ages.")
    builds: dict[str, Build] = Field(description="The builds.")
    trunk: Annotated[list[Section], Field(min_length=4)] = Field(
        description="The trunk from the crotch, level 0, to the neck, level 1; lengths in units."
    )
    skull: Annotated[list[Section], Field(min_length=4)] = Field(
        description="The head from the chin, level 0, to the crown, level 1; lengths in parts of its height."
    )
