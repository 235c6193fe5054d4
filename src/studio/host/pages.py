"""Telling pages of the web something."""

from __future__ import annotations

from studio.core.errors import BadInput, ToolFailed

_PATIENCE = 10.0


def tell(address: str, story: str) -> None:
    """Send a text of JSON to a page; it must answer that all is well."""
    import urllib.error
    import urllib.request

    if not address.startswith(("http://", "https://")):
        raise BadInput(f"{address} is no address of a page", hint="begin it with https://")
    headers = {"Content-Type": "application/json", "User-Agent": "animation-ai-studio"}
    request = urllib.request.Request(address, story.encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE):
            return
    except urllib.error.HTTPError as refused:
        raise ToolFailed(f"{address} answered {refused.code}") from None
    except (OSError, ValueError) as error:
        raise ToolFailed(f"{address} cannot be reached: {error}") from None
