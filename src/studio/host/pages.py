"""Telling pages of the web something."""

from __future__ import annotations

from studio.core.errors import BadInput, ToolFailed

_PATIENCE = 10.0


def tell(address: str, story: str) -> None:
    """Send a text of JSON to a page; it must answer that all is well."""
    import urllib.error
    import urllib.request
    from http.client import HTTPException, InvalidURL

    class Straight(urllib.request.HTTPRedirectHandler):
        """Goes nowhere else: a page that is asked instead would be asked without the text."""

        def redirect_request(self, *_: object) -> None:
            return None

    if not address.startswith(("http://", "https://")):
        raise BadInput(f"{address} is no address of a page", hint="begin it with https://")
    headers = {"Content-Type": "application/json", "User-Agent": "animation-ai-studio"}
    request = urllib.request.Request(address, story.encode(), headers, method="POST")
    try:
        with urllib.request.build_opener(Straight).open(request, timeout=_PATIENCE):
            return
    except urllib.error.HTTPError as refused:
        raise ToolFailed(f"{address} answered {refused.code}") from None
    except (OSError, ValueError, InvalidURL) as error:
        raise ToolFailed(f"{address} cannot be reached: {error}") from None
    except HTTPException as strange:
        raise ToolFailed(f"{address} answered as no page does: {strange}") from None
