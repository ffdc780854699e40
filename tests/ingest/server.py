"""A real server on this machine's own loopback address, whose answers a test writes."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """The server: its port, the answers by path, and the requests that it was asked."""

    def __init__(self, port: int, scheme: str) -> None:
        self.port, self.scheme = port, scheme
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    def says(self, path: str, body: bytes, kind: str = "text/plain", status: int = 200, **headers: str) -> str:
        """Let a path answer with a body and headers ("_" for "-"); its address."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            if kind:
                request.send_header("Content-Type", kind)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        self.answers[path] = answer
        return self.at(path)

    def redirects(self, path: str, target: str, status: int = 302) -> str:
        """Let a path redirect; its address."""
        return self.says(path, b"", status=status, Location=target)


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run a server until the block ends; with TLS where a context is given."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            answer = server.answers.get(self.path)
            if answer is None:
                self.send_error(404)
                return
            try:
                answer(self)
            except OSError:  # the one who asked has gone
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    if context:
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
    server = Server(listening.server_address[1], "https" if context else "http")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
