"""How is a server mocked that the SDK asks through httpx2? respx itself patches only httpx."""

from typing import ClassVar

import httpcore2
import httpx
from respx.mocks import HTTPCoreMocker


class HTTPCore2Mocker(HTTPCoreMocker):
    """Importing this module makes `respx.mock(using="httpcore2")` work."""

    name = "httpcore2"
    targets: ClassVar[list[str]] = [
        target.replace("httpcore.", "httpcore2.") for target in HTTPCoreMocker.targets
    ]

    @classmethod
    def from_sync_httpx_response(
        cls, httpx_response: httpx.Response, target: object, **kwargs: object
    ) -> httpcore2.Response:
        """What the mocked connection hands on."""
        return httpcore2.Response(
            status=httpx_response.status_code,
            headers=httpx_response.headers.raw,
            content=httpx_response.stream,
            extensions=httpx_response.extensions,
        )
