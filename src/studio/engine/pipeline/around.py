"""What the stages of a pipeline can refer to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.catalogue import Catalogue
from studio.core.written.findings import Findings
from studio.engine.pipeline.parameters import Parameters


@dataclass(frozen=True)
class Around:
    """All that a stage can refer to, and where its faults go.

    Attributes:
        catalogue: The tools.
        folder: Where relative paths begin.
        parameters: What is known of the parameters.
        stages: What can be asked of each stage, by type.
        secrets: The names of the secrets that are set.
        findings: Where faults are added.
    """

    catalogue: Catalogue
    folder: Path
    parameters: Parameters
    stages: Mapping[str, Any]
    secrets: Collection[str]
    findings: Findings
