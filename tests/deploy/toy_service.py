"""A stand-in for one of our processes: ready at once, or never, or gone after a while."""

import argparse
import http.server
import os
import subprocess
import sys
import threading
import time


class Answer(http.server.BaseHTTPRequestHandler):
    ready = True

    def do_GET(self) -> None:
        body = b'{"ready": true}' if self.ready else b'{"ready": false, "checks": {"toy": false}}'
        if self.path == "/nothing-there":
            self.send_response(404)
        else:
            self.send_response(200 if self.ready else 503)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--never-ready", action="store_true")
    parser.add_argument("--crash", action="store_true")
    parser.add_argument("--with-child", help="where to write the pid of a process of its own")
    options = parser.parse_args()
    if options.crash:
        sys.exit("toy: the settings file is broken")
    if options.with_child:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
        with open(options.with_child, "w", encoding="ascii") as file:  # noqa: PTH123  (a toy)
            file.write(str(child.pid))
    Answer.ready = not options.never_ready
    server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    while os.getppid() > 0:
        time.sleep(0.5)


if __name__ == "__main__":
    main()
