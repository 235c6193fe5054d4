"""Nine pictures of one coast, from the hour before sunrise to the northern lights."""

from __future__ import annotations

from random import Random

from examples.coast import plants, props
from examples.coast.brush import (
    HEIGHT,
    WIDTH,
    aurora,
    beam,
    blurred,
    craggy,
    cumulus,
    disc,
    flakes,
    glitter,
    glow,
    land,
    mist,
    mix,
    rain,
    rolling,
    sea,
    sky,
    spray,
    stars,
    streaks,
    swell,
)
from examples.coast.cliffs import Cape, rocks


def first_light(random: Random) -> str:
    """Before sunrise: still water, a boat going out, the lamp not yet put out."""
    horizon = 560
    near = rolling(842, 22, 1.4)
    cape = Cape(
        -400, 560, 598, 700, 34, ("#5b5f86", "#454a76"), ("#6a6488", "#2b3260"), "#d9bcc0", side=1, depth=44
    )
    blades = plants.grass(random, near, 320, 96, ["#161d3d", "#1b2346", "#222b50"])
    lamp = (286, cape.ground(286) - 249)
    return "".join(
        (
            sky([(0, "#16244a"), (0.45, "#4a5b8c"), (0.75, "#c48d94"), (1, "#f6c49a")], horizon),
            stars(random, 90, 300),
            streaks(random, 12, 330, 500, "#f3b9a0", 0.55),
            glow(980, horizon, 620, "#ffd6a0", 0.8, flat=0.42),
            land(craggy(random, 512, 62), [(0, "#8d83a4"), (1, "#c79f9f")], horizon),
            land(rolling(540, 20, 3.1, 1.4), [(0, "#71698f"), (1, "#a68593")], horizon),
            sea(horizon, [(0, "#eab795"), (0.3, "#8d82a0"), (1, "#27335c")], random, "#ffd9b8", 1.6),
            glitter(random, 980, horizon, 800, "#ffe3bd", 54),
            mist(random, horizon + 6, 34, "#f4cdb4", 0.6),
            props.trawler(1030, 668, 150, "#2b2c4c", "#5b5877", "#ffd68a"),
            cape.painted(random),
            beam(*lamp, -8, 1150, "#ffeec2", 0.5),
            props.house(346, cape.ground(400), 128, "#b8abb6", "#4a3f63", "#2e3560", lit="#ffd38a"),
            props.lighthouse(286, cape.ground(286), 320, "#d9cbd0", "#a4505d", "#2e3560", lamp="#ffedb3"),
            glow(*lamp, 190, "#ffe0a0", 0.9),
            plants.meadow(near, [(0, "#1f274b"), (1, "#131a38")], blades),
        )
    )


def morning(random: Random) -> str:
    """Sun through haze, sails on the water, somebody out with a dog."""
    horizon = 500
    near = rolling(868, 26, 4.2)
    cape = Cape(
        850, 1900, 600, 742, 40, ("#b9bd74", "#7f9f5f"), ("#e3c39a", "#7c8a80"), "#ffffff", side=-1, depth=66
    )
    blades = plants.grass(random, near, 300, 100, ["#3f7547", "#2f6541", "#6d9a52"], -0.2)
    return "".join(
        (
            sky([(0, "#8fc1dc"), (0.5, "#cfe2dc"), (0.85, "#fbe3bb"), (1, "#ffdca6")], horizon),
            disc(360, 300, 44, "#fffbe9", "#ffe7ad"),
            streaks(random, 10, 120, 380, "#ffffff", 0.5),
            land(craggy(random, 440, 96), [(0, "#b5c9c7"), (1, "#e6dcbf")], horizon),
            land(craggy(random, 486, 44), [(0, "#94b3b6"), (1, "#cfd2bd")], horizon),
            sea(horizon, [(0, "#f3e3bd"), (0.25, "#a8cdc8"), (1, "#2f7f92")], random, "#fff6da", 1.2),
            glitter(random, 360, horizon, 860, "#fffbe6", 78),
            mist(random, horizon, 30, "#fff1d2", 0.75),
            props.sailboat(690, 520, 36, "#fffaf0", "#6f9aa0", 4),
            props.sailboat(520, 540, 64, "#fffdf4", "#4f7f8d"),
            props.sailboat(240, 592, 116, "#fffaf0", "#376b7c", -3),
            cape.painted(random),
            props.lighthouse(1190, cape.ground(1190), 440, "#fffaf0", "#d2503c", "#7f93a4", side=-1),
            props.house(1000, cape.ground(1075) + 8, 150, "#fff3dc", "#bf5f43", "#7b8c92"),
            props.walker(1330, cape.ground(1330) + 12, 46, "#c8453a", "#3d4a4c"),
            props.gulls(random, 800, 250, 9, 110, "#ffffff"),
            plants.meadow(near, [(0, "#5e8a4c"), (1, "#265b43")], blades),
            plants.flowers(random, near, 200, 90, ["#ffffff", "#ffe27a", "#ffd0c0"]),
        )
    )


def noon(random: Random) -> str:
    """Heaps of cloud over a green sea, the meadow in flower."""
    horizon = 470
    far, near = rolling(650, 40, 0.6), rolling(742, 40, 2.1)
    front = rolling(950, 16, 5)
    return "".join(
        (
            sky([(0, "#2f7fc4"), (0.6, "#7cbbe2"), (1, "#cbe7ee")], horizon),
            cumulus(random, 690, 446, 300, "#ffffff", "#b4cfe2"),
            cumulus(random, 1130, 372, 620, "#ffffff", "#a3c0da"),
            cumulus(random, 300, 400, 430, "#ffffff", "#abc8df"),
            land(craggy(random, 448, 54), [(0, "#86b2c6"), (1, "#b4d6d9")], horizon),
            sea(horizon, [(0, "#7cc7cf"), (0.3, "#2ea3b4"), (1, "#0f6f8d")], random, "#d8fbf5"),
            props.sailboat(1210, 508, 48, "#ffffff", "#3a6f9a", -4),
            props.sailboat(980, 540, 90, "#ffffff", "#cf4f3a"),
            land(far, [(0, "#8fbf62"), (0.5, "#5f9f52"), (1, "#34794a")]),
            props.lighthouse(420, 672, 470, "#ffffff", "#d8402f", "#7d9cbc", side=1),
            props.house(510, 684, 200, "#fff8ea", "#c25a3c", "#8095a8"),
            props.gulls(random, 700, 190, 6, 130, "#ffffff"),
            land(near, [(0, "#79b356"), (1, "#2f7743")]),
            props.walker(900, near(900) + 14, 50, "#e2b23a", "#3a4648"),
            plants.flowers(random, near, 560, 190, ["#ffffff", "#ffd84a", "#f2705c", "#e9a0d0"]),
            plants.grass(random, front, 240, 120, ["#4d9147", "#3a7f41", "#8cc05c"]),
            blurred(
                plants.flowers(random, front, 26, 30, ["#ffffff", "#ffd84a", "#f2705c"]).replace(
                    "<ellipse", '<ellipse transform="translate(0 -30)"'
                ),
                2,
            ),
        )
    )


def rain_coming(random: Random) -> str:
    """A squall: slate light, the sea up, the lamp lit at midday."""
    horizon = 600
    cape = Cape(
        905, 1900, 716, 884, 34, ("#6d7b62", "#4a5c52"), ("#7b8588", "#2a343b"), "#f2f7f4", side=-1, depth=52
    )
    lamp = (1130, cape.ground(1130) - 452)
    water = [(0, "#86a1a2"), (0.14, "#4c6f77"), (1, "#1b3640")]
    return "".join(
        (
            sky([(0, "#33404d"), (0.5, "#5b6d7a"), (0.85, "#98a6a6"), (1, "#c3c8be")], horizon),
            cumulus(random, 1000, 430, 1100, "#98a4a8", "#64737d", side=1, soft=7),
            cumulus(random, 330, 360, 1200, "#84929b", "#4c5b67", side=1, soft=8),
            cumulus(random, 1300, 280, 1100, "#6d7c86", "#384651", side=1, soft=9),
            cumulus(random, 560, 170, 1500, "#5b6a75", "#2a3742", side=1, soft=9),
            mist(random, horizon - 30, 70, "#c3cac4", 0.5),
            sea(horizon, [(0, "#a3b2ae"), (0.35, "#5b7a81"), (1, "#1d3741")], random, "#e9f2ee", 0.8),
            swell(random, 690, 22, 170, [(0, "#7f9a9c"), (1, "#3d626b")], "#eef5f2"),
            props.gulls(random, 560, 420, 5, 120, "#e6edec"),
            swell(random, 772, 38, 290, water, "#f4f9f7"),
            rocks(
                random, [(360, 822, 118), (560, 842, 70), (690, 850, 40)], "#6b7579", "#2a3238", "#f2f7f4", 1
            ),
            spray(random, 300, 800, 230),
            spray(random, 540, 836, 130),
            cape.painted(random),
            beam(*lamp, 187, 1250, "#fff2cc", 0.6, 11),
            props.lighthouse(
                1130, cape.ground(1130), 580, "#dfe3df", "#a33c38", "#35424e", side=-1, lamp="#fff0bd"
            ),
            glow(*lamp, 260, "#ffe9b4", 0.75),
            swell(random, 912, 46, 430, [(0, "#5d7f86"), (0.2, "#2f525c"), (1, "#142b35")], "#f4f9f7"),
            rain(random, 420, "#eef4f4"),
        )
    )


def golden_hour(random: Random) -> str:
    """The sun low behind the tower, every blade of grass with a rim of light."""
    horizon = 585
    hill, near = rolling(700, 48, 2.6), rolling(866, 28, 0.2)
    blades = plants.grass(
        random, near, 460, 150, ["#33331f", "#4c4626", "#c79a4b", "#e8bd62", "#2a2b1e"], 0.32
    )
    return "".join(
        (
            sky([(0, "#5f7fa8"), (0.35, "#d9a98a"), (0.75, "#ffc46b"), (1, "#ffe09a")], horizon),
            streaks(random, 16, 120, 420, "#ffdca2", 0.7),
            disc(900, 474, 58, "#fffbe0", "#ffcb66", 8),
            land(craggy(random, 540, 80), [(0, "#c08a6c"), (1, "#eab679")], horizon),
            sea(horizon, [(0, "#ffd88c"), (0.3, "#d99c66"), (1, "#7a5160")], random, "#fff0c2", 1.3),
            glitter(random, 900, horizon, 790, "#fff6cf", 84),
            props.sailboat(1150, 622, 70, "#f5cf97", "#6a4350", 4),
            land(hill, [(0, "#a08b4c"), (0.12, "#7b6d42"), (0.5, "#4f4c38"), (1, "#33342f")]),
            props.house(330, 712, 170, "#f3cf9c", "#8a4a40", "#5c4355", lit="#ffdf8f"),
            props.lighthouse(570, 694, 520, "#ffe7bd", "#c2543c", "#6a4a5c", side=1),
            props.walker(760, hill(760) + 12, 58, "#5a3a40", "#33262c"),
            glow(900, 474, 760, "#ffd27a", 0.35),
            plants.meadow(near, [(0, "#4d4a30"), (1, "#26281f")], blades),
            blurred(plants.grass(random, rolling(1040, 20, 3), 60, 330, ["#2a2418", "#3b311c"], 0.3), 7),
        )
    )


def dusk(random: Random) -> str:
    """The sun touches the water; the keeper has lit the lamp."""
    horizon = 600
    near = rolling(842, 26, 5.4)
    cape = Cape(
        -500, 640, 668, 780, 30, ("#8b4f78", "#61406f"), ("#b0607a", "#40295e"), "#ffc6a0", side=1, depth=54
    )
    lamp = (390, cape.ground(390) - 390)
    blades = plants.grass(random, near, 340, 120, ["#1b163e", "#241c4a", "#120f2e"], 0.3)
    return "".join(
        (
            sky(
                [(0, "#22305f"), (0.35, "#6b4a78"), (0.7, "#d9667a"), (0.9, "#f79a6b"), (1, "#ffbe72")],
                horizon,
            ),
            stars(random, 50, 230),
            streaks(random, 14, 160, 470, "#ff9d94", 0.6),
            disc(1010, 560, 74, "#fff1cf", "#ffb071", 7),
            land(rolling(578, 22, 1.1, 1.3), [(0, "#a2557a"), (1, "#cf7378")], horizon),
            sea(horizon, [(0, "#fbab72"), (0.3, "#b85f7d"), (1, "#34285c")], random, "#ffd3a2", 1.3),
            glitter(random, 1010, horizon, 830, "#ffe9bf", 90),
            props.trawler(760, 652, 96, "#4a2a55", "#7c4a6c", "#ffd890"),
            cape.painted(random),
            props.house(110, cape.ground(200) + 6, 190, "#e9c3b4", "#4b3168", "#4a2f66", lit="#ffd070"),
            beam(*lamp, 172, 760, "#fff0d0", 0.5, 11),
            props.lighthouse(390, cape.ground(390), 500, "#f2dfd2", "#b83b4e", "#4b2f6a", lamp="#fff0b8"),
            glow(*lamp, 240, "#ffdf9c", 0.85),
            plants.meadow(near, [(0, "#2c2350"), (1, "#17143a")], blades),
            blurred(plants.grass(random, rolling(1060, 12, 1), 44, 300, ["#0f0c28", "#171236"], 0.25), 6),
        )
    )


def night(random: Random) -> str:
    """The moon up, the beam going round."""
    horizon = 640
    island = Cape(
        330, 740, 712, 800, 14, ("#2a3a63", "#1b2850"), ("#33446f", "#0b1430"), "#9fb4e6", side=1, depth=34
    )
    lamp = (520, island.ground(520) - 203)
    river = "".join(
        glow(x, 470 - 0.36 * x + random.gauss(0, 46), random.uniform(60, 190), "#8fa6e8", 0.09)
        for x in range(-40, WIDTH + 60, 26)
    )
    trees = ((1000, 190), (1105, 280), (1200, 360), (1300, 450), (1395, 390), (1050, 150), (1460, 300))
    wood = rolling(900, 24, 2.2)
    return "".join(
        (
            sky([(0, "#070d24"), (0.55, "#122349"), (1, "#2f4a78")], horizon),
            river,
            stars(random, 620, horizon, "#e9efff"),
            disc(1130, 210, 46, "#f7f3df", "#8ea8e0", 8),
            land(craggy(random, 600, 70), [(0, "#1c2f57"), (1, "#304a76")], horizon),
            sea(horizon, [(0, "#3b5785"), (0.3, "#1a2f58"), (1, "#070f28")], random, "#b9cdf5", 1.4),
            glitter(random, 1130, horizon, 960, "#e6edff", 70),
            beam(*lamp, -12, 1300, "#fff3cf", 0.62, 11),
            beam(*lamp, 168, 900, "#fff3cf", 0.34, 11),
            island.painted(random),
            props.house(570, island.ground(620) + 2, 100, "#5f6c92", "#232c50", "#111a38", lit="#ffd27a"),
            props.lighthouse(
                520, island.ground(520), 260, "#8d9bbd", "#5b3a52", "#111a38", side=1, lamp="#fff3c4"
            ),
            glow(*lamp, 260, "#ffe9ae", 1),
            "".join(plants.pine(random, x, wood(x) + 26, high, "#050b1c", "#24386a", 1) for x, high in trees),
            land(wood, [(0, "#0a1329"), (1, "#050a1a")]),
        )
    )


def northern_lights(random: Random) -> str:
    """Snow on the cliffs, the sky on fire without a sound."""
    horizon = 640
    near = rolling(812, 28, 3.3)
    cape = Cape(
        830, 1900, 690, 806, 26, ("#e6f3f4", "#a9c9d1"), ("#7fa5b2", "#24485a"), "#d8f5ea", side=-1, depth=58
    )
    lamp = (1130, cape.ground(1130) - 328)
    trees = ((60, 300), (150, 390), (250, 330), (330, 240), (-20, 250), (405, 170))
    return "".join(
        (
            sky([(0, "#0a1230"), (0.6, "#123049"), (1, "#2c6a72")], horizon),
            stars(random, 320, 520, "#f0fbff"),
            aurora(random, rolling(380, 90, 0.7), ["#7df2b4", "#58d6c0", "#b98cf0"], 330),
            land(craggy(random, 560, 190), [(0, "#8fb4c4"), (0.35, "#4a7388"), (1, "#2f6672")], horizon),
            land(craggy(random, 622, 90), [(0, "#b2d3d6"), (0.5, "#4b7f8c"), (1, "#2c626c")], horizon),
            sea(horizon, [(0, "#4fa39b"), (0.3, "#1f5a66"), (1, "#0b2436")], random, "#bff5de", 1.5),
            glitter(random, 620, horizon, 860, "#a9f5cf", 150),
            cape.painted(random),
            props.house(920, cape.ground(1000) + 8, 150, "#c7d5da", "#e6f2f4", "#3b5f74", lit="#ffcf73"),
            props.lighthouse(
                1130, cape.ground(1130), 420, "#e3eef0", "#b2404a", "#345468", side=-1, lamp="#fff0bd"
            ),
            glow(*lamp, 200, "#ffe6a8", 0.8),
            "".join(plants.pine(random, x, near(x) + 26, high, "#12303c", "#cfe6ea", 1) for x, high in trees),
            land(near, [(0, "#eaf5f5"), (0.3, "#a9c8d1"), (1, "#5a8397")]),
            flakes(random, 150),
        )
    )


def fog(random: Random) -> str:
    """Everything a shade of one grey, the lamp a warm breath in it."""
    parts = [
        sky([(0, "#b3bec2"), (0.6, "#d3d6d1"), (1, "#e6e1d5")], HEIGHT + 80),
        glow(760, 348, 700, "#fff4d8", 0.55),
        props.lighthouse(760, 706, 460, "#c9cfcd", "#c0928d", "#9fabae", lamp="#fff3d2"),
        glow(760, 344, 210, "#fff0c4", 0.95),
        mist(random, 690, 130, "#dcdad1", 0.95),
    ]
    for number, (base, tall) in enumerate(((690, 150), (778, 240), (890, 350))):
        dark = mix("#b4bdbc", "#2c4144", (number + 1) / 3)
        ground = rolling(base, 26, number * 2.4 + 0.8, 1.2)
        for _ in range(30 - 7 * number):
            x = random.uniform(-60, WIDTH + 60)
            if abs(x - 760) > 120 + 160 * number:
                high = tall * random.uniform(0.55, 1.1)
                parts.append(plants.pine(random, x, ground(x) + 20, high, dark, mix(dark, "#dfe2dc", 0.25)))
        parts.append(land(ground, [(0, dark), (1, mix(dark, "#d9d9d0", 0.45))]))
        parts.append(mist(random, base + 90, 70 - 12 * number, "#dddcd3", 0.8 - 0.2 * number))
    parts.append(props.gulls(random, 470, 260, 5, 70, "#8f9c9e"))
    return "".join(parts)


SCENES = {
    "first-light": first_light,
    "morning": morning,
    "noon": noon,
    "rain-coming": rain_coming,
    "golden-hour": golden_hour,
    "dusk": dusk,
    "night": night,
    "northern-lights": northern_lights,
    "fog": fog,
}
