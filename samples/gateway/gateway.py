#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A small reference gateway: takes packages over mutual TLS, stores each once, gives signed receipts.

The protocol is schemas/gateway.openapi.yaml. It listens on 127.0.0.1 only: it shows the protocol and serves the demo
and the tests; it is not a portal. The --fail-first, --drop-first, --delay and --wrong-digest switches are for tests.
"""
import argparse
import base64
import datetime
import hashlib
import http.server
import json
import os
import pathlib
import re
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

MESSAGE = re.compile(r"^/v1/packages/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
DIGEST = re.compile(r"^sha-256=:([A-Za-z0-9+/]{43}=):$")
MANIFEST = "manifest-sha256.txt"
MOST_BYTES = 1 << 30
MOST_UNPACKED = 4 << 30
MOST_MEMBERS = 10_000


class Refused(Exception):
    def __init__(self, status, code, sentence):
        super().__init__(sentence)
        self.status, self.code = status, code


def write_durably(path, data):
    """A reader sees the whole file or none."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as temporary:
        temporary.write(data)
        temporary.flush()
        os.fsync(temporary.fileno())
    os.rename(temporary.name, path)
    sync_folder(path.parent)


def sync_folder(path):
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def digest_of(stream):
    digest = hashlib.sha256()
    while piece := stream.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()


def check_package(path):
    """Every member stands in the manifest with its digest, every line of the manifest has its member."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            names = [member.filename for member in members]
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
                raise Refused(413, "too-large", "the package unpacks to too much")
            if len(set(names)) != len(names) or MANIFEST not in names or "mets.xml" not in names:
                raise Refused(422, "package-incomplete", "a member is there twice, or the manifest or mets.xml is not")
            listed = {}
            for line in package.read(MANIFEST).decode("utf-8").splitlines():
                digest, _, name = line.partition("  ")
                listed[name] = digest
            if set(listed) != set(names) - {MANIFEST}:
                raise Refused(422, "package-incomplete", "the manifest and the members differ")
            for name, digest in listed.items():
                with package.open(name) as member:
                    if digest_of(member) != digest:
                        raise Refused(422, "package-altered", name + ": is not what the manifest says")
    except (zipfile.BadZipFile, UnicodeDecodeError, EOFError) as error:
        raise Refused(422, "not-a-package", "the package cannot be read") from error


class Gateway:
    """What is stored: DIR/<message id>/package.zip, receipt.json, receipt.json.p7s. A folder appears whole."""

    def __init__(self, options):
        self.folder = pathlib.Path(options.dir)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.certificate, self.key = options.receipt_cert, options.receipt_key
        self.wrong_digest = options.wrong_digest
        # openssl refuses the signer's own certificate among the extra ones: they are what follows it in its file.
        end = "-----END CERTIFICATE-----\n"
        _, _, issuers = pathlib.Path(options.receipt_cert).read_text().partition(end)
        self.chain = self.folder / ".chain.pem" if end in issuers else None
        if self.chain:
            self.chain.write_text(issuers)
        self.lock = threading.Lock()

    def sign(self, receipt):
        command = ["openssl", "cms", "-sign", "-binary", "-outform", "DER", "-md", "sha256",
                   "-signer", self.certificate, "-inkey", self.key]
        if self.chain:
            command += ["-certfile", str(self.chain)]
        return subprocess.run(command, input=receipt, check=True, capture_output=True).stdout

    def answer(self, message):
        """The stored answer of a message, or None."""
        folder = self.folder / message
        if not folder.is_dir():
            return None
        receipt, signature = (folder / "receipt.json").read_bytes(), (folder / "receipt.json.p7s").read_bytes()
        return {"receipt": base64.b64encode(receipt).decode(), "signature": base64.b64encode(signature).decode()}

    def store(self, message, received, digest):
        with self.lock:
            if (known := self.answer(message)) is not None:
                if digest_of((self.folder / message / "package.zip").open("rb")) != digest:
                    raise Refused(409, "other-package", "this message id came with another package")
                return 200, known
            check_package(received)
            now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7)))
            receipt = json.dumps({
                "version": 1,
                "message_id": message,
                "package_sha256": "0" * 64 if self.wrong_digest else digest,
                "receipt_id": "R-" + hashlib.sha256((message + digest).encode()).hexdigest()[:20],
                "received_at": now.isoformat(timespec="seconds"),
            }, indent=1).encode()
            with tempfile.TemporaryDirectory(dir=self.folder, prefix=".new-") as temporary:
                new = pathlib.Path(temporary) / message
                new.mkdir()
                os.rename(received, new / "package.zip")
                write_durably(new / "receipt.json", receipt)
                write_durably(new / "receipt.json.p7s", self.sign(receipt))
                os.rename(new, self.folder / message)
                sync_folder(self.folder)
            return 201, self.answer(message)


class Faults:
    """Counts down the faults a test asked for."""

    def __init__(self, options):
        self.fail, self.drop, self.delay = options.fail_first, options.drop_first, options.delay
        self.lock = threading.Lock()

    def take(self, kind):
        with self.lock:
            left = getattr(self, kind)
            setattr(self, kind, max(0, left - 1))
            return left > 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def log_message(self, *arguments):
        pass

    def reply(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = True

    def message(self):
        found = MESSAGE.match(self.path)
        if not found:
            raise Refused(404, "no-such-place", "give /v1/packages/{message id}")
        return found.group(1)

    def guarded(self, work):
        try:
            self.reply(*work())
        except Refused as refused:
            self.reply(refused.status, {"code": refused.code, "text": str(refused)})

    def do_GET(self):
        def work():
            if self.server.faults.take("fail"):
                raise Refused(503, "busy", "try again")
            answer = self.server.gateway.answer(self.message())
            if answer is None:
                raise Refused(404, "no-such-message", "this message has not arrived")
            return 200, answer
        self.guarded(work)

    def do_PUT(self):
        received = None
        try:
            message = self.message()
            if self.server.faults.take("fail"):
                raise Refused(503, "busy", "try again")
            received = self.receive()
            time.sleep(self.server.faults.delay)
            answer = self.server.gateway.store(message, received, self.digest)
            if self.server.faults.take("drop"):
                self.close_connection = True  # stored, and the sender never hears of it
                return
            self.guarded(lambda: answer)
        except Refused as refused:
            self.guarded(lambda: (refused.status, {"code": refused.code, "text": str(refused)}))
            self.linger()
        finally:
            if received is not None:
                pathlib.Path(received).unlink(missing_ok=True)

    def linger(self):
        """Takes what the sender had on its way: closing before would reset the connection, and the answer is lost."""
        self.wfile.flush()
        self.connection.settimeout(2)
        until = time.monotonic() + 10
        try:
            while time.monotonic() < until and self.rfile.read1(1 << 16):
                pass
        except OSError:
            pass  # the sender has gone, or waits for us

    def receive(self):
        """The body in a durable file; its digest must be that of the Content-Digest header (RFC 9530)."""
        said = DIGEST.match(self.headers.get("Content-Digest", ""))
        length = self.headers.get("Content-Length", "")
        if not said:
            raise Refused(400, "no-digest", "give Content-Digest: sha-256=:...:")
        if not length.isdigit():
            raise Refused(411, "no-length", "give Content-Length")
        left = int(length)
        if left > MOST_BYTES:
            raise Refused(413, "too-large", "the package is too large")
        digest = hashlib.sha256()
        with tempfile.NamedTemporaryFile(dir=self.server.gateway.folder, prefix=".in-", delete=False) as file:
            while left > 0:
                piece = self.rfile.read(min(left, 1 << 20))
                if not piece:
                    break
                digest.update(piece)
                file.write(piece)
                left -= len(piece)
            file.flush()
            os.fsync(file.fileno())
        if left != 0 or digest.digest() != base64.b64decode(said.group(1)):
            os.unlink(file.name)
            raise Refused(400, "digest-differs", "what arrived is not what Content-Digest says")
        self.digest = digest.hexdigest()
        return file.name


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, options):
        super().__init__(("127.0.0.1", options.port), Handler)
        self.gateway, self.faults = Gateway(options), Faults(options)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.minimum_version = ssl.TLSVersion.TLSv1_2
        self.tls.load_cert_chain(options.cert, options.key)
        self.tls.load_verify_locations(options.client_ca)
        self.tls.verify_mode = ssl.CERT_REQUIRED

    def finish_request(self, request, client_address):
        """The handshake runs in the connection's own thread, so that a slow client holds up nobody."""
        request.settimeout(30)
        with self.tls.wrap_socket(request, server_side=True) as secure:
            super().finish_request(secure, client_address)

    def shutdown_request(self, request):
        self.close_request(request)

    def handle_error(self, request, client_address):
        print("gateway:", sys.exc_info()[1], file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dir", required=True, help="where packages are stored")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--port-file", help="write the port here once it listens")
    parser.add_argument("--cert", required=True, help="server certificate, PEM")
    parser.add_argument("--key", required=True, help="its private key, PEM")
    parser.add_argument("--client-ca", required=True, help="who may have issued client certificates, PEM")
    parser.add_argument("--receipt-cert", required=True, help="certificate that signs receipts, PEM")
    parser.add_argument("--receipt-key", required=True, help="its private key, PEM")
    parser.add_argument("--fail-first", type=int, default=0, help="answer 503 to the first N requests")
    parser.add_argument("--drop-first", type=int, default=0, help="store the first N packages but do not answer")
    parser.add_argument("--delay", type=float, default=0, help="seconds to wait before storing")
    parser.add_argument("--wrong-digest", action="store_true", help="give receipts for other bytes")
    options = parser.parse_args()
    os.umask(0o077)
    server = Server(options)
    if options.port_file:
        write_durably(pathlib.Path(options.port_file).absolute(), str(server.server_port).encode() + b"\n")
    server.serve_forever()


if __name__ == "__main__":
    main()
