"""What a user of ffmpeg would write instead: loudnorm in two passes, the second with what the first found."""

from __future__ import annotations

import json
import subprocess
import sys


def main(ffmpeg: str, source: str, target: str, loudness: str, limit: str, rate: str) -> None:
    wanted = f"loudnorm=I={loudness}:TP={limit}"
    quiet = [ffmpeg, "-nostdin", "-hide_banner", "-nostats", "-y", "-i", source]
    listen = [*quiet, "-af", f"{wanted}:print_format=json", "-f", "null", "-"]
    said = subprocess.run(listen, check=True, capture_output=True, text=True).stderr
    found = json.loads(said[said.rindex("{") : said.rindex("}") + 1])
    names = {"I": "input_i", "TP": "input_tp", "LRA": "input_lra", "thresh": "input_thresh"}
    measured = ":".join(f"measured_{name}={found[key]}" for name, key in names.items())
    again = f"{wanted}:{measured}:offset={found['target_offset']}:linear=true"
    subprocess.run([*quiet, "-af", again, "-ar", rate, target], check=True, capture_output=True)


main(*sys.argv[1:])
