"""A WebSocket server on loopback that speaks as Slack does in Socket Mode (RFC 6455, text frames only)."""

import base64
import hashlib
import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE = 0x1, 0x8


class SocketServer:
    """One connection after the other: what is told goes to whoever is connected, what they answer is kept."""

    def __init__(self) -> None:
        self.answered: list[dict[str, Any]] = []
        self.connected = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"ws://127.0.0.1:{self._listener.getsockname()[1]}/link/?ticket=1"
        self._peer: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def tell(self, envelope: dict[str, Any]) -> None:
        """Nothing; sends an envelope to whoever is connected."""
        data = json.dumps(envelope).encode()
        length = bytes([len(data)]) if len(data) < 126 else b"\x7e" + struct.pack("!H", len(data))
        assert self._peer is not None
        self._peer.sendall(bytes([0x80 | TEXT]) + length + data)

    def close(self) -> None:
        """Nothing; ends the server."""
        self._listener.close()
        if self._peer is not None:
            self._peer.close()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            reader = peer.makefile("rb")
            lines = dict(line.decode().strip().split(": ", 1) for line in iter(reader.readline, b"\r\n") if b": " in line)
            key = next(value for name, value in lines.items() if name.lower() == "sec-websocket-key")
            accept = base64.b64encode(hashlib.sha1(f"{key}{GUID}".encode()).digest()).decode()
            head = (
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                f"Sec-WebSocket-Accept: {accept}",
            )
            peer.sendall("\r\n".join([*head, "", ""]).encode())
            self._peer = peer
            self.tell({"type": "hello", "num_connections": 1})
            self.connected.set()
            self._read(reader)

    def _read(self, reader: Any) -> None:
        while True:
            try:
                first, second = reader.read(2)
            except (OSError, ValueError):
                return
            length = second & 0x7F
            if length == 126:
                (length,) = struct.unpack("!H", reader.read(2))
            mask = reader.read(4)
            data = bytes(byte ^ mask[place % 4] for place, byte in enumerate(reader.read(length)))
            if first & 0xF == TEXT:
                self.answered.append(json.loads(data))
            elif first & 0xF == CLOSE:
                return


@contextmanager
def socket_server() -> Iterator[SocketServer]:
    """The server, until the end of the block."""
    server = SocketServer()
    try:
        yield server
    finally:
        server.close()
