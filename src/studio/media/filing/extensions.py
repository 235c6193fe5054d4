"""The nine classes of files, and which endings of names stand for them."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal[
    "images", "videos", "audio", "documents", "spreadsheets", "presentations", "archives", "code",
    "executables", "other",
]  # fmt: skip

KINDS: tuple[Kind, ...] = get_args(Kind)

_ENDINGS: dict[Kind, str] = {
    "images": "ai apng arw avif bmp cr2 cr3 crw cur dds dib dng dpx emf eps exr gif hdr heic heif "
    "ico icns j2k jfif jp2 jpe jpeg jpg jxl ktx ktx2 kra nef orf pbm pcx pef pgm pic png "
    "pnm ppm psb psd qoi raf raw rgb rw2 sgi sr2 svg svgz tga tif tiff tx wbmp webp wmf "
    "xbm xcf xpm",
    "videos": "3g2 3gp amv asf avi divx dv f4v flv h264 h265 hevc ivf m1v m2t m2ts m2v m4v mkv mov "
    "mp4 mpe mpeg mpg mts mxf ogm ogv qt r3d rm rmvb ts vob webm wmv y4m",
    "audio": "aac ac3 aif aifc aiff alac amr ape au caf dff dsf dts eac3 flac it m4a m4b m4r mid "
    "midi mka mod mp2 mp3 mpc oga ogg opus ra s3m snd spx tta wav wave wma wv xm",
    "documents": "abw azw azw3 bib chm djvu doc docm docx dot dotx epub fb2 fodt htm html lit log "
    "markdown md mobi odt ott pages pdf ps rst rtf tex text txt vtt srt ass ssa sub wpd "
    "wps xhtml xps",
    "spreadsheets": "csv dif fods gnumeric numbers ods ots slk tsv xla xlam xls xlsb xlsm xlsx xlt xltx",
    "presentations": "fodp key odp otp pot potm potx pps ppsm ppsx ppt pptm pptx sda sxi",
    "archives": "7z ace alz ar arj bz bz2 cab cbr cbz cpio dmg gz iso lha lz lz4 lzh lzma lzo par2 "
    "rar sit sitx tar tbz tbz2 tgz tlz txz tzst vhd vmdk whl xar xz z zip zst",
    "code": "asm awk bas bash c cc clj cmake cpp cs css cu cxx d dart ex exs f90 fish frag fs go "
    "gradle graphql h hlsl hpp hs hx hxx inl ini ipynb java jl js json jsx kt kts less "
    "lisp lua m4 mak mel mjs mm nim nix osl php pl pm proto ps1 py pyi pyx r rb rs sass "
    "scala scss sh sql swift tcl toml ts tsx usda vala vb vert vim vue wgsl xml yaml yml "
    "zig zsh",
    "executables": "apk app appimage bat bin class cmd com cpl deb dex dll dylib elf exe jar ko msi msix "
    "o out pkg pyc rpm run scr snap so sys wasm",
}

# What bears such an ending may be either; the first is meant where nothing else tells.
_EITHER: dict[str, tuple[Kind, ...]] = {
    "ts": ("videos", "code"),
    "key": ("presentations", "documents"),
    "bin": ("executables", "other"),
    "mod": ("audio", "code", "documents"),
    "out": ("executables", "documents", "other"),
    "o": ("executables", "other"),
    "raw": ("images", "audio", "other"),
    "pkg": ("executables", "archives"),
    "html": ("documents", "code"),
    "htm": ("documents", "code"),
}

_WHOLE_NAMES: dict[str, Kind] = {
    "dockerfile": "code",
    "makefile": "code",
    "cmakelists.txt": "code",
    "license": "documents",
    "readme": "documents",
}


def _read() -> dict[str, Kind]:
    known: dict[str, Kind] = {}
    for kind, endings in _ENDINGS.items():
        for ending in endings.split():
            known.setdefault(ending, kind)
    return known | {ending: choices[0] for ending, choices in _EITHER.items()}


_KNOWN = _read()


def kind_of_name(name: str) -> Kind:
    """The class a name stands for; "other" where it stands for none."""
    lower = name.lower()
    if found := _WHOLE_NAMES.get(lower):
        return found
    stem, dot, ending = lower.rpartition(".")
    return _KNOWN.get(ending, "other") if dot and stem else "other"


def kinds_of_name(name: str) -> tuple[Kind, ...]:
    """All classes a name may stand for."""
    return _EITHER.get(name.lower().rpartition(".")[2]) or (kind_of_name(name),)
