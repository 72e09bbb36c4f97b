#!/usr/bin/python3
"""What `tanshi serve --web` serves to browsers: the desk's files, and gRPC-Web over TLS.

    TANSHI_PROGRAM=build/bin/tanshi tests/e2e/cli/web_test.py
"""

import gzip
import http.client
import re
import signal
import socket
import ssl
import subprocess
import time
import unittest

from cli_case import PROGRAM, CliCase

EMPTY_MESSAGE = bytes(5)
GRPC_WEB = {"Content-Type": "application/grpc-web+proto"}


class WebCase(CliCase):
    def setUp(self):
        super().setUp()
        self.desk = self.folder / "built"
        (self.desk / "assets").mkdir(parents=True)
        (self.desk / "index.html").write_text("<!doctype html>the desk")
        (self.desk / "console.html").write_text("<!doctype html>the console")
        (self.desk / "assets/main-1a2b.js").write_text("// " + "x" * 5000)
        (self.folder / "secret").write_text("secret")

    def serve(self, *arguments):
        """A server, with its desk on a free port, `self.port`."""
        log = self.folder / "log"
        with log.open("w") as out:
            server = subprocess.Popen(
                [PROGRAM, "serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data", "d",
                 "--web", "127.0.0.1:0", "--start", "operator", *arguments],
                cwd=self.folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        self.addCleanup(self.end, server)
        deadline = time.monotonic() + 30
        while "listens on port" not in log.read_text():
            self.assertIsNone(server.poll(), log.read_text())
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        self.log = log.read_text()
        self.port = int(re.search(r"browsers: https?://127\.0\.0\.1:(\d+)/", self.log).group(1))
        return server

    def end(self, server):
        if server.poll() is None:
            server.kill()
        server.wait(timeout=30)

    def ask(self, method, path, body=None, headers={}, tls=None):
        """(status, headers, body) of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10) if not tls \
            else http.client.HTTPSConnection("127.0.0.1", self.port, timeout=10, context=tls)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()


class Desk(WebCase):
    def test_is_served_with_its_console_and_assets(self):
        self.serve("--assets", self.desk)

        for path, text in (("/", b"the desk"), ("/index.html", b"the desk"),
                           ("/console", b"the console"), ("/?day=1", b"the desk")):
            status, headers, body = self.ask("GET", path)
            self.assertEqual((status, headers["Cache-Control"]), (200, "no-cache"), path)
            self.assertIn(text, body)
            self.assertIn("script-src 'self';", headers["Content-Security-Policy"])
        status, headers, body = self.ask("GET", "/assets/main-1a2b.js",
                                         headers={"Accept-Encoding": "gzip"})
        self.assertIn("immutable", headers["Cache-Control"])
        self.assertLess(len(body), 200)
        self.assertEqual(len(gzip.decompress(body)), 5003)
        status, headers, body = self.ask("GET", "/", headers={"If-None-Match": headers["ETag"]})
        self.assertEqual(status, 200)
        status, _, body = self.ask("GET", "/", headers={"If-None-Match": headers["ETag"]})
        self.assertEqual((status, body), (304, b""))
        status, headers, body = self.ask("HEAD", "/")
        self.assertEqual((status, body, headers["Content-Length"]), (200, b"", "23"))

    def test_is_all_that_is_served(self):
        self.serve("--assets", self.desk)

        for path in ("/../secret", "/assets/../../secret", "/%2e%2e/secret", "//secret",
                     "/..%2fsecret", "/assets/..\\..\\secret", "/d/tokens.json", "/console/"):
            self.assertEqual(self.ask("GET", path)[0], 404, path)
        self.assertEqual(self.ask("DELETE", "/")[0], 405)
        self.assertEqual(self.ask("POST", "/tanshi.v1.SessionService/GetSession", b"")[0], 415)

    def test_that_is_none_is_told_at_the_start(self):
        (self.folder / "empty").mkdir()
        self.assertIn("has no index.html; give the folder of a built desk",
                      self.refused("serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data",
                                   "d", "--web", "127.0.0.1:0", "--assets", "empty"))


class Calls(WebCase):
    def test_are_open_to_pages_of_its_own_and_allowed_ones(self):
        self.serve("--allow-origin", "http://dev:5173")
        path = "/tanshi.v1.SessionService/GetSession"

        def call(origin):
            _, headers, body = self.ask("POST", path, EMPTY_MESSAGE, {**GRPC_WEB, "Origin": origin})
            return (re.search(rb"grpc-status: (\d+)", body).group(1),
                    headers.get("Access-Control-Allow-Origin"))

        self.assertEqual(call(f"http://127.0.0.1:{self.port}"), (b"0", None))
        self.assertEqual(call("http://dev:5173"), (b"0", "http://dev:5173"))
        self.assertEqual(call("http://evil"), (b"7", None))
        asks = {"Access-Control-Request-Method": "POST"}
        self.assertEqual(self.ask("OPTIONS", path, headers={**asks, "Origin": "http://evil"})[0],
                         403)
        status, headers, _ = self.ask("OPTIONS", path,
                                      headers={**asks, "Origin": "http://dev:5173"})
        self.assertEqual((status, headers["Access-Control-Allow-Methods"]), (204, "POST"))

    def test_end_when_the_server_does(self):
        server = self.serve()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.addCleanup(connection.close)
        connection.request("POST", "/tanshi.v1.MarketDataService/StreamEvents", EMPTY_MESSAGE,
                           GRPC_WEB)
        stream = connection.getresponse()
        self.assertEqual(stream.status, 200)

        server.send_signal(signal.SIGTERM)

        self.assertIn(b"grpc-status: 14\r\n", stream.read())
        self.assertEqual(server.wait(timeout=20), 0)


class Tls(WebCase):
    def setUp(self):
        super().setUp()
        for name in "one", "other":
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
                 "/CN=tanshi", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{name}.key",
                 "-out", f"{name}.pem"], cwd=self.folder, check=True, capture_output=True)

    def trusting(self, name="one"):
        return ssl.create_default_context(cafile=self.folder / f"{name}.pem")

    def serve_tls(self):
        return self.serve("--tls-cert", "one.pem", "--tls-key", "one.key", "--assets", self.desk)

    def test_carries_the_desk_and_calls(self):
        self.serve_tls()

        self.assertIn("browsers: https://", self.log)
        self.assertIn(b"the desk", self.ask("GET", "/", tls=self.trusting())[2])
        status, _, body = self.ask("POST", "/tanshi.v1.SessionService/GetSession", EMPTY_MESSAGE,
                                   GRPC_WEB, tls=self.trusting())
        self.assertEqual(status, 200)
        self.assertTrue(body.endswith(b"grpc-status: 0\r\n"), body)

    def test_keeps_out_who_does_not_speak_or_trust_it(self):
        self.serve_tls()

        with self.assertRaises((OSError, http.client.HTTPException)):
            self.ask("GET", "/")  # in the clear
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.ask("GET", "/", tls=self.trusting("other"))
        old = self.trusting()
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        old.set_ciphers("ALL:@SECLEVEL=0")
        with self.assertRaises(ssl.SSLError):
            self.ask("GET", "/", tls=old)
        weak = self.trusting()
        weak.maximum_version = ssl.TLSVersion.TLSv1_2
        weak.set_ciphers("AES128-SHA:AES128-GCM-SHA256")
        with self.assertRaises(ssl.SSLError):
            self.ask("GET", "/", tls=weak)
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as garbage:
            garbage.sendall(b"\x16\x03\x01\xff\xff" + b"x" * 1000)
            self.assertLess(len(garbage.recv(1000)), 1000)
        self.assertEqual(self.ask("GET", "/", tls=self.trusting())[0], 200)

    def test_does_not_wait_for_a_handshake_that_never_comes(self):
        self.serve_tls()
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as silent:
            begin = time.monotonic()
            self.assertEqual(silent.recv(1), b"")
            self.assertLess(time.monotonic() - begin, 15)

    def test_of_a_wrong_key_is_told_at_the_start(self):
        def refusal(certificate, key):
            return self.refused("serve", "tightening-cap", "--listen", "127.0.0.1:0", "--data", "d",
                                "--web", "127.0.0.1:0", "--tls-cert", certificate, "--tls-key", key)

        (self.folder / "none.pem").write_text("nothing")
        self.assertIn("no PEM certificate", refusal("none.pem", "one.key"))
        self.assertIn("no PEM private key of that certificate", refusal("one.pem", "other.key"))
        self.assertIn("no PEM private key", refusal("one.pem", "none.pem"))


if __name__ == "__main__":
    unittest.main()
