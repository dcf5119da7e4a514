"""A small API made by hand: a rate limit, a user name and password, uploads, downloads, as a package has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from klarify_client._runtime.client import AsyncBaseClient, SyncBaseClient
from klarify_client._runtime.errors import ErrorFacts
from klarify_client._runtime.operation import Operation
from klarify_client._runtime.options import BasicPlace, CredentialPlace, Profile, RateRule
from klarify_client._runtime.rate_limit import RateLimit as BaseRateLimit
from klarify_client._runtime.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    import httpx2
    from klarify_client._runtime.content import AsyncDownload, Download
    from klarify_client._runtime.options import CallOptions

    from tests.unit.scripted import Face

BASE_URL = "https://small.example/api"

READ: Operation[None] = Operation(id="things_get", method="GET", path="/things")
WRITE: Operation[None] = Operation(id="things_create", method="POST", path="/things", permissions=("thing.make",))
UPLOAD: Operation[None] = Operation(id="things_upload", method="PUT", path="/data", upload="content")
ADD: Operation[None] = Operation(id="things_add", method="POST", path="/data", upload="content")
DOWNLOAD: Operation[Any] = Operation(id="things_download", method="GET", path="/data", download=True)

OCTETS = "application/octet-stream"


class RateLimit(BaseRateLimit):
    """A limit with the numbers of a service, as its package has it; in full seconds, for the tests to count in."""

    margin = 0.0

    def __init__(
        self,
        per_second: float | None = 5,
        per_day: int | None = None,
        *,
        daily_reset: str = "America/New_York",
        **shared: Any,
    ) -> None:
        super().__init__(per_second, per_day, daily_reset=daily_reset, **shared)


def describe_error(status: int, body: Mapping[str, object]) -> ErrorFacts:
    message = body.get("message")
    return ErrorFacts(message=message if isinstance(message, str) else None, permission=status == 403)


PROFILE = Profile(
    api="Small API",
    client="Small",
    package="small_client",
    distribution="small-client",
    version="1.0",
    base_url=BASE_URL,
    credential=CredentialPlace(argument="api_key", environment="SMALL_API_KEY", location="header", name="kf-api-key"),
    describe_error=describe_error,
    basic=BasicPlace(username="email", password="password"),
    rate_limit=RateRule(requests=5, seconds=1, daily_reset="America/New_York", refused=429),
)


class Small(SyncBaseClient):
    def __init__(
        self,
        *,
        api_key: Any = None,
        email: Any = None,
        password: Any = None,
        base_url: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 3,
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
        rate_limit: RateLimit | str | None = None,
        profile: Profile = PROFILE,
        **settings: Any,
    ) -> None:
        super().__init__(
            profile,
            api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            transport=transport,
            http_client=http_client,
            basic=(email, password),
            rate_limit=rate_limit,
            **settings,
        )
        self.things = Things(self)


class AsyncSmall(AsyncBaseClient):
    def __init__(
        self,
        *,
        api_key: Any = None,
        email: Any = None,
        password: Any = None,
        base_url: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 3,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
        rate_limit: RateLimit | str | None = None,
        profile: Profile = PROFILE,
        **settings: Any,
    ) -> None:
        super().__init__(
            profile,
            api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            transport=transport,
            http_client=http_client,
            basic=(email, password),
            rate_limit=rate_limit,
            **settings,
        )
        self.things = AsyncThings(self)


class Things(Resource):
    def get(self, **options: Unpack[CallOptions]) -> None:
        self._call(READ, {}, options)

    def create(self, **options: Unpack[CallOptions]) -> None:
        self._call(WRITE, {}, options)

    def upload(self, content: Any, content_type: Any = OCTETS, **options: Unpack[CallOptions]) -> None:
        self._call(UPLOAD, {"content": content, "content_type": content_type}, options)

    def add(self, content: Any, content_type: Any = OCTETS, **options: Unpack[CallOptions]) -> None:
        self._call(ADD, {"content": content, "content_type": content_type}, options)

    def download(self, **options: Unpack[CallOptions]) -> Download:
        return self._download(DOWNLOAD, {}, options)


class AsyncThings(AsyncResource):
    async def get(self, **options: Unpack[CallOptions]) -> None:
        await self._call(READ, {}, options)

    async def create(self, **options: Unpack[CallOptions]) -> None:
        await self._call(WRITE, {}, options)

    async def upload(self, content: Any, content_type: Any = OCTETS, **options: Unpack[CallOptions]) -> None:
        await self._call(UPLOAD, {"content": content, "content_type": content_type}, options)

    async def add(self, content: Any, content_type: Any = OCTETS, **options: Unpack[CallOptions]) -> None:
        await self._call(ADD, {"content": content, "content_type": content_type}, options)

    async def download(self, **options: Unpack[CallOptions]) -> AsyncDownload:
        return await self._download(DOWNLOAD, {}, options)


def small(face: Face, transport: httpx2.MockTransport | None = None, **settings: Any) -> Any:
    """A client of the face; with an API key, unless the settings say how else."""
    if not {"api_key", "email", "password"} & settings.keys():
        settings["api_key"] = "small-test-key"
    return (AsyncSmall if face.asynchronous else Small)(transport=transport, **settings)
