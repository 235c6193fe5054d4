"""What may be chosen of a film, as words; light, because every face asks for it."""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "de", "it", "es", "fr"]
Mode = Literal["hard", "soft"]
Captions = Literal["burned", "beside", "none"]
Effort = Literal["draft", "good", "best"]
Aspect = Literal["16:9", "9:16", "1:1", "4:5"]
