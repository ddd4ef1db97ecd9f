"""What a source may ask of the vendor: the interface that `fetch` sees."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from clearspan.errors import BadAnswer

Params = Mapping[str, str | int]


@dataclass(frozen=True)
class Answer:
    """A vendor's answer with content. `where` names the call without its query, for error messages."""

    where: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises BadAnswer where it is none."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            raise BadAnswer("answered with something that is not JSON.", where=self.where) from None


class Caller(Protocol):
    """Calls signed for one connection: retried after 429 (as Retry-After says), 5xx and broken lines; a refused token is got
    anew once. An answer without content (204, 404 where `missing` allows it, an empty body, `""`) is None.

    Paths are below the Api's base; a whole URL must have the same host. Raises VendorRefused (credentials, permission),
    VendorUnavailable (no usable answer after the retries), BadAnswer (an answer that makes no sense), StaleCursor.
    """

    @property
    def asked(self) -> Mapping[str, str]:
        """What the administrator entered, by the names of the asks; no secrets."""
        ...

    def get(self, path: str, params: Params | None = None, *, missing: bool = False) -> Answer | None:
        """The answer to a GET; with `missing`, 404 means that there is nothing."""
        ...

    def post(self, path: str, body: Any, params: Params | None = None, *, missing: bool = False) -> Answer | None:
        """The answer to a POST with a JSON body, which only asks."""
        ...

    def linked(self, ask: Callable[[], Iterable[str]]) -> Iterator[bytes]:
        """The content behind signed links, called without credentials. `ask` gets the links; where one has expired, it is
        asked again and what was not yet downloaded follows. gzip is unpacked by `read`, not here."""
        ...

    def redirected(self, path: str, params: Params | None = None, *, missing: bool = False) -> bytes | None:
        """The content to which the answer of a GET redirects (302) or that it is; called without credentials there."""
        ...
