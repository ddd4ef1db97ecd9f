"""A server on loopback that answers as a chat service would, and keeps what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

Answer = tuple[int, dict[str, str], object]
Answering = Callable[[str, dict[str, object]], Answer]


class ChatServer:
    """What was asked, as (path, fields), and the address of the server."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, object]]] = []
        self.address = ""

    def of(self, path: str) -> list[dict[str, object]]:
        """The fields of each call of a path's end."""
        return [fields for asked, fields in self.asked if asked.endswith(path)]


@contextmanager
def chat_server(answering: Answering) -> Iterator[ChatServer]:
    """A server that answers each call by its path and fields."""
    kept = ChatServer()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            sent = self.headers.get("content-type", "")
            fields: dict[str, object] = json.loads(body or "{}") if "json" in sent else dict(parse_qsl(body))
            kept.asked.append((self.path.partition("?")[0], fields))
            status, headers, answer = answering(self.path.partition("?")[0], fields)
            data = json.dumps(answer).encode()
            self.send_response(status)
            for name, value in {"content-type": "application/json", "content-length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = _answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
