# SPDX-License-Identifier: Apache-2.0
# Makes and updates signed PDF files with openssl(1) alone, so that the verifier is tested against another maker.
# Only for files with classic cross-reference tables. Not a program: imported by the tests.
import pathlib
import re
import subprocess
import tempfile
import zlib

ROOM = 24576  # hex digits kept for a signature value


def openssl(*words, data=None, folder=None):
    return subprocess.run(["openssl", *words], input=data, cwd=folder, check=True, capture_output=True).stdout


class Office:
    """A root, an issuing CA, signers, a timestamp authority and an OCSP responder in one folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "index.txt").touch()
        (self.folder / "ca.cnf").write_text(CONFIGURATION)
        (self.folder / "tsa-serial").write_text("01\n")
        (self.folder / "crlnumber").write_text("01\n")
        self.run("req", "-x509", "-utf8", *EC, "-keyout", "root.key", "-out", "root.pem", "-days", "4000", "-subj",
                 "/CN=Root", "-config", "ca.cnf", "-extensions", "authority")
        self.issue("issuing", "authority", "root")
        self.issue("tsa", "stamp")
        self.issue("ocsp", "ocsp")
        self.run("ca", "-batch", "-config", "ca.cnf", "-cert", "root.pem", "-keyfile", "root.key", "-gencrl", "-out", "root.crl")
        self.trust = self.folder / "root.pem"

    def run(self, *words, data=None):
        return openssl(*words, data=data, folder=self.folder)

    def issue(self, name, kind="sign", by="issuing", days=3000, key=None):
        self.run("req", "-new", "-utf8", *(key or EC), "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/O=Office/CN={name}")
        self.run("ca", "-batch", "-notext", "-config", "ca.cnf", "-cert", f"{by}.pem", "-keyfile", f"{by}.key",
                 "-in", f"{name}.csr", "-out", f"{name}.pem", "-days", str(days), "-extensions", kind)

    def revoke(self, name):
        self.run("ca", "-batch", "-config", "ca.cnf", "-cert", "issuing.pem", "-keyfile", "issuing.key", "-revoke", f"{name}.pem")

    def lists(self):
        """DER of a new list of the issuing CA, and of the root's."""
        self.run("ca", "-batch", "-config", "ca.cnf", "-cert", "issuing.pem", "-keyfile", "issuing.key", "-gencrl", "-out", "issuing.crl")
        return [self.run("crl", "-in", f"{name}.crl", "-outform", "DER") for name in ("issuing", "root")]

    def answer(self, name):
        """DER of an OCSP response about a certificate of the issuing CA."""
        self.run("ocsp", "-issuer", "issuing.pem", "-cert", f"{name}.pem", "-no_nonce", "-reqout", "query.der")
        self.run("ocsp", "-index", "index.txt", "-CA", "issuing.pem", "-rsigner", "ocsp.pem", "-rkey", "ocsp.key", "-ndays", "30",
                 "-reqin", "query.der", "-respout", "answer.der")
        return (self.folder / "answer.der").read_bytes()

    def certificate(self, name):
        return self.run("x509", "-in", f"{name}.pem", "-outform", "DER")

    def token(self, data):
        (self.folder / "covered").write_bytes(data)
        self.run("ts", "-query", "-data", "covered", "-sha256", "-cert", "-no_nonce", "-out", "query.tsq")
        self.run("ts", "-reply", "-config", "ca.cnf", "-queryfile", "query.tsq", "-token_out", "-out", "token.der")
        return (self.folder / "token.der").read_bytes()

    def cms(self, data, name, extra=()):
        (self.folder / "covered").write_bytes(data)
        return self.run("cms", "-sign", "-binary", "-cades", "-md", "sha256", "-outform", "DER", "-signer", f"{name}.pem",
                        "-inkey", f"{name}.key", "-certfile", "issuing.pem", *extra, "-in", "covered")


EC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
CONFIGURATION = """
[ca]
default_ca = d
[d]
database = index.txt
new_certs_dir = .
default_md = sha256
default_crl_days = 3650
crlnumber = crlnumber
unique_subject = no
rand_serial = yes
policy = any
[any]
organizationName = optional
commonName = supplied
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[sign]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature,nonRepudiation
[stamp]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ocsp]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
[tsa1]
signer_cert = tsa.pem
signer_key = tsa.key
certs = issuing.pem
serial = tsa-serial
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
[tsa]
default_tsa = tsa1
"""


def stream(entries, data):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


class Pdf:
    """A file that grows by incremental updates."""

    def __init__(self, data):
        self.data = data
        self.previous = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
        trailers = re.findall(rb"/Size\s+(\d+)", data)
        self.size = int(trailers[-1])
        self.root = int(re.findall(rb"/Root\s+(\d+) 0 R", data)[-1])
        self.kept = re.findall(rb"/Info\s+\d+ 0 R", data)[-1:]

    def new(self):
        self.size += 1
        return self.size - 1

    def body(self, number):
        """The newest text of an object that stands in the file as it is, or else in an object stream."""
        at = [m.end() for m in re.finditer(rb"(?<![0-9])%d 0 obj" % number, self.data)]
        if at:
            return self.data[at[-1]:self.data.index(b"endobj", at[-1])].strip()
        return self.packed()[number]

    def packed(self):
        """What object streams hold: number to text."""
        held = {}
        for m in re.finditer(rb"/Type/ObjStm/N (\d+)/First (\d+)[^>]*>>\s*stream\r?\n", self.data):
            plain = zlib.decompressobj().decompress(self.data[m.end():])
            count, first = map(int, m.groups())
            places = list(map(int, plain[:first].split()))
            starts = places[1::2] + [len(plain) - first]
            for i in range(count):
                held[places[2 * i]] = plain[first + starts[i]:first + starts[i + 1]].strip()
        return held

    def table(self, places, prev=None, root=None):
        rows = b"".join(b"%d 1\n%010d 00000 n \n" % (n, place) for n, place in sorted(places.items()))
        return b"xref\n" + rows + b"trailer\n<</Root %d 0 R/Size %d/Prev %d%s>>\n" % (
            root or self.root, self.size, self.previous if prev is None else prev, b"".join(self.kept))

    def update(self, objects, root=None):
        """Appends the objects, a table and a trailer; gives the file as another Pdf."""
        data, places = self.data, {}
        if not data.endswith(b"\n"):
            data += b"\n"
        for number, body in objects.items():
            places[number] = len(data)
            data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(data)
        data += self.table(places, root=root) + b"startxref\n%d\n%%%%EOF\n" % start
        return Pdf(data)

    def with_keys(self, number, entries, without=()):
        """The body of a dictionary with more entries, and without some that have a plain value."""
        body = self.body(number)
        for key in without:
            body = re.sub(rb"/%s\s*(\[[^\]]*\]|<<.*?>>|\d+ 0 R|[^/>]*)" % key, b"", body, count=1)
        return body[:body.rindex(b">>")] + entries + b">>"

    def first_page(self):
        node = int(re.search(rb"/Pages\s+(\d+) 0 R", self.body(self.root)).group(1))
        while b"/Kids" in self.body(node):
            node = int(re.search(rb"/Kids\s*\[\s*(\d+) 0 R", self.body(node)).group(1))
        return node

    def signed(self, office, name, field=b"S1", certify=0, box=b"[0 0 0 0]", look=None, stamped=False, lock=b"", extra=(),
               reason=b"", cms=None):
        """One signature more, in a field of its own on the first page; certify: the P of DocMDP."""
        reference = b""
        if certify:
            reference = (b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P %d/V/1.2>>>>]"
                         % certify)
        value = (b"/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20260305143025+07'00')" + reason + reference)
        make = cms or (lambda covered: office.cms(covered, name, extra))
        return self._value(office, value, field, box, look, lock, make, stamped, certify)

    def timestamped(self, office, field=b"T1"):
        value = b"/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161"
        return self._value(office, value, field, b"[0 0 0 0]", None, b"", office.token, False, 0)

    def _value(self, office, value, field, box, look, lock, make, stamped, certify):
        widget, signature, objects = self.new(), self.new(), {}
        page = self.first_page()
        appearance = b""
        if look is not None:
            form = self.new()
            objects[form] = stream(b"/Type/XObject/Subtype/Form/BBox" + look[0], look[1])
            appearance = b"/AP<</N %d 0 R>>" % form
        blank = b"[0 0000000000 0000000000 0000000000]"
        objects[widget] = (b"<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/F 132/P %d 0 R/Rect%s/V %d 0 R%s%s>>"
                           % (field, page, box, signature, appearance, lock))
        objects[signature] = b"<<" + value + b"/ByteRange" + blank + b"/Contents<" + b"0" * ROOM + b">>>"
        objects[page] = self._grown(page, b"Annots", widget)
        catalog = self.body(self.root)
        form = re.search(rb"/AcroForm\s+(\d+) 0 R", catalog)
        if form:
            number = int(form.group(1))
            objects[number] = self._grown(number, b"Fields", widget)
        elif b"/AcroForm" in catalog:
            objects[self.root] = self._grown(self.root, b"Fields", widget)
        else:
            objects[self.root] = self.with_keys(self.root, b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>" % widget)
        if certify:
            body = objects.get(self.root, catalog)
            objects[self.root] = body[:body.rindex(b">>")] + b"/Perms<</DocMDP %d 0 R>>>>" % signature
        grown = self.update(objects)
        data = grown.data
        at = data.rindex(blank)
        begin = data.index(b"<" + b"0" * ROOM, at)
        end = begin + ROOM + 2
        data = data[:at] + b"[0 %010d %010d %010d]" % (begin, end, len(data) - end) + data[at + len(blank):]
        content = make(data[:begin] + data[end:])
        if stamped:
            content = with_token(content, office)
        digits = content.hex().encode()
        assert len(digits) <= ROOM
        return Pdf(data[:begin + 1] + digits.ljust(ROOM, b"0") + data[end - 1:])

    def _grown(self, number, key, item):
        body = self.body(number)
        array = re.search(rb"/%s\s*\[([^\]]*)\]" % key, body)
        if array:
            return body[:array.end() - 1] + b" %d 0 R" % item + body[array.end() - 1:]
        return body[:body.rindex(b">>")] + b"/%s[%d 0 R]>>" % (key, item)

    def stored(self, certificates, lists=(), answers=()):
        """A document security store with these, in place of the one there was."""
        objects, names = {}, {}
        for key, items in ((b"Certs", certificates), (b"CRLs", lists), (b"OCSPs", answers)):
            for item in items:
                number = self.new()
                objects[number] = stream(b"", item)
                names.setdefault(key, []).append(b"%d 0 R" % number)
        store = self.new()
        objects[store] = b"<<" + b"".join(b"/%s[%s]" % (key, b" ".join(refs)) for key, refs in names.items()) + b">>"
        objects[self.root] = self.with_keys(self.root, b"/DSS %d 0 R" % store, without=(b"DSS",))
        return self.update(objects)


def paper(more=b"", text=b"1 000 000 dong"):
    """A page with a line of text, unsigned."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % more,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 144]>>",
        3: b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>%s>>"
           % (b"/Annots[8 0 R]" if b"AcroForm" in more else b""),
        4: stream(b"", b"BT /F 18 Tf 40 70 Td (%s) Tj ET" % text),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        6: stream(b"/Type/XObject/Subtype/Form/BBox[0 0 300 144]", b"1 g 0 0 300 144 re f"),
        7: stream(b"", b"BT /F 18 Tf 40 70 Td (9 000 000 dong) Tj ET"),
        8: b"<</FT/Tx/T(Name)/Subtype/Widget/F 4/P 3 0 R/Rect[40 20 200 40]/V(An)>>",
    }
    data, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n" + b"".join(b"%d 1\n%010d 00000 n \n" % row for row in sorted(places.items()))
    data += b"trailer\n<</Root 1 0 R/Size 9>>\nstartxref\n%d\n%%%%EOF\n" % start
    return Pdf(data)


# ---- DER, as far as a signature timestamp needs it (RFC 5652, RFC 5816) ----

def length_of(size):
    if size < 128:
        return bytes([size])
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(digits)]) + digits


def wrap(tag, content):
    return bytes([tag]) + length_of(len(content)) + content


def parts(content):
    """The elements of a constructed value: (tag, content, whole)."""
    at, found = 0, []
    while at < len(content):
        tag, size, head = content[at], content[at + 1], 2
        if size & 0x80:
            head = 2 + (size & 0x7F)
            size = int.from_bytes(content[at + 2:at + head], "big")
        found.append((tag, content[at + head:at + head + size], content[at:at + head + size]))
        at += head + size
    return found


def with_token(cms, office):
    """The CMS with a timestamp over its signature value as an unsigned attribute."""
    (_, info, _), = parts(cms)
    kind, (_, explicit, _) = parts(info)[0][2], parts(info)[1]
    (_, data, _), = parts(explicit)
    fields = parts(data)
    (_, signer, _), = parts(fields[-1][1])
    value = parts(signer)[-1][1]
    name = bytes.fromhex("060b2a864886f70d010910020e")
    attribute = wrap(0x30, name + wrap(0x31, office.token(value)))
    signer = wrap(0x30, signer + wrap(0xA1, attribute))
    data = b"".join(whole for _, _, whole in fields[:-1]) + wrap(0x31, signer)
    return wrap(0x30, kind + wrap(0xA0, wrap(0x30, data)))


def with_two_signers(cms):
    """The same SignerInfo twice."""
    (_, info, _), = parts(cms)
    kind, (_, explicit, _) = parts(info)[0][2], parts(info)[1]
    (_, data, _), = parts(explicit)
    fields = parts(data)
    twice = wrap(0x31, fields[-1][1] * 2)
    return wrap(0x30, kind + wrap(0xA0, wrap(0x30, b"".join(whole for _, _, whole in fields[:-1]) + twice)))


def verdicts(command, files, *words):
    """What saoy-verify --json says, by file name."""
    import json
    with tempfile.TemporaryFile() as told:
        run = subprocess.run([command, "--lang", "en", "--json", *map(str, words), *map(str, files)], stdout=subprocess.PIPE,
                             stderr=told, stdin=subprocess.DEVNULL)
        told.seek(0)
        assert run.returncode in (0, 1, 3, 65), (run.returncode, told.read())
    return {verdict["file"]: verdict for verdict in map(json.loads, run.stdout.splitlines())}
