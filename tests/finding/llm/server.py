"""A chat-completions server on the loopback that answers as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """One answer of the server; `content` is what the model says, `body` replaces the whole chat completion."""

    content: Any = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0
    drip_s: float = 0  # between single bytes
    body: str | None = None
    finish: str = "stop"
    usage: dict[str, int] | None = field(default_factory=lambda: {"prompt_tokens": 1000, "completion_tokens": 200})


@dataclass
class FakeLlm:
    """Replies in order, the last one for ever; keeps what it was asked."""

    replies: list[Reply]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    refuses: tuple[str, ...] = ()  # response formats that it can't do

    def reply(self, body: dict[str, Any]) -> Reply:
        wanted = body.get("response_format", {}).get("type")
        if wanted in self.refuses:
            return Reply(status=400, body=json.dumps({"error": {"message": f"response_format {wanted} not supported"}}))
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def serving(fake: FakeLlm) -> Iterator[FakeLlm]:
    """The server at `fake.url` while this block is on."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


def _handler(fake: FakeLlm) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name is http.server's
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            fake.headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = fake.reply(body) if self.path == "/v1/chat/completions" else Reply(status=404, body="no such path")
            fake.asked.append(body)
            time.sleep(reply.delay_s)
            content = (reply.body if reply.body is not None else _completion(reply)).encode("utf-8")
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self._send(content, reply.drip_s)
            except OSError:  # the client has hung up
                pass

        def _send(self, content: bytes, drip_s: float) -> None:
            step = 1 if drip_s else len(content)
            write: Callable[[bytes], Any] = self.wfile.write
            for first in range(0, len(content), step):
                write(content[first : first + step])
                self.wfile.flush()
                time.sleep(drip_s)

        def log_message(self, *arguments: Any) -> None:
            pass

    return Handler


def _completion(reply: Reply) -> str:
    content = reply.content if isinstance(reply.content, str) else json.dumps(reply.content, ensure_ascii=False)
    message = {"role": "assistant", "content": content}
    completion: dict[str, Any] = {"choices": [{"index": 0, "message": message, "finish_reason": reply.finish}]}
    return json.dumps(completion | ({"usage": reply.usage} if reply.usage else {}))
