# SPDX-License-Identifier: Apache-2.0
# Reads the OpenAPI description, then makes the gateway give each of its answers and compares.
# Usage: gateway_schema.py SCHEMA PORT PKI
import base64
import hashlib
import http.client
import io
import json
import pathlib
import ssl
import sys
import uuid
import zipfile

import jsonschema
import yaml

schema_file, port, pki = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
description = yaml.safe_load(pathlib.Path(schema_file).read_text())
faults = []


def resolve(node):
    while "$ref" in node:
        target = description
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


# What OpenAPI 3.0.3 requires of the objects that are used here.
assert description["openapi"].startswith("3.0."), "another version of OpenAPI"
assert {"title", "version"} <= set(description["info"]), "info lacks its title or version"
(path, item), = description["paths"].items()
assert path == "/v1/packages/{message_id}", path
named = {parameter["name"]: parameter for parameter in item["parameters"]}
assert named["message_id"]["in"] == "path" and named["message_id"]["required"] is True
methods = {word.upper(): item[word] for word in item if word != "parameters"}
for word, operation in methods.items():
    for status, response in operation["responses"].items():
        assert status.isdigit() and resolve(response)["description"], f"{word} {status}: no description"
        for content in resolve(response).get("content", {}).values():
            jsonschema.Draft4Validator.check_schema(content["schema"])
answer_schema = resolve(methods["PUT"]["responses"]["201"])["content"]["application/json"]["schema"]

tls = ssl.create_default_context(cafile=pki / "root.pem")
tls.load_cert_chain(pki / "client.pem", pki / "client.key")
seen = {word: set() for word in methods}


def ask(word, wanted, body=None, message=None, length=True, digest=None, target=None):
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=tls, timeout=60)
    connection.putrequest(word, target or path.replace("{message_id}", str(message or uuid.uuid4())))
    if length is not False:
        connection.putheader("Content-Length", str(len(body or b"") if length is True else length))
    if digest is None and body is not None:
        digest = "sha-256=:" + base64.b64encode(hashlib.sha256(body).digest()).decode() + ":"
    if digest:
        connection.putheader("Content-Digest", digest)
    connection.endheaders()
    if body and length is True:
        connection.send(body)
    response = connection.getresponse()
    told = response.read()
    if response.status != wanted:
        faults.append(f"{word}: {response.status} instead of {wanted}: {told[:200]!r}")
    if word in seen:
        seen[word].add(str(response.status))
    if response.status in (200, 201):
        jsonschema.validate(json.loads(told), answer_schema)
    return told


def package(altered=False, complete=True):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if complete:
            archive.writestr("mets.xml", "<mets/>")
        digest = hashlib.sha256(b"<mets>" if altered else b"<mets/>").hexdigest()
        archive.writestr("manifest-sha256.txt", f"{digest}  mets.xml\n")
    return buffer.getvalue()


good, message = package(), uuid.uuid4()
ask("PUT", 503, good)
ask("GET", 503)
ask("GET", 404, message=message)
first = ask("PUT", 201, good, message)
if not ask("PUT", 200, good, message) == ask("GET", 200, message=message) == first:
    faults.append("the same message got another receipt")
ask("PUT", 409, package() + b"x", message)
ask("PUT", 400, good, digest=False)
ask("PUT", 400, good, digest="sha-256=:" + "A" * 43 + "=:")
ask("PUT", 411, good, length=False)
ask("PUT", 413, good, length=(1 << 30) + 1)
for bad in (b"no zip", b"", package(altered=True), package(complete=False)):
    ask("PUT", 422, bad)
ask("PUT", 404, good, target="/v1/packages/../x")
ask("GET", 404, target="/v1/packages/1")
ask("POST", 501)  # a method that is not described is not there

for word, operation in methods.items():
    if seen[word] != set(operation["responses"]):
        faults.append(f"{word}: described {sorted(operation['responses'])}, given {sorted(seen[word])}")
for sentence in faults:
    print("gateway_schema:", sentence, file=sys.stderr)
sys.exit(1 if faults else 0)
