# SPDX-License-Identifier: Apache-2.0
# Writes a PDF of one page and signs it with openssl(1), so that the verifier is tested against another maker.
# Usage: verify_sign.py OUT CERTIFICATE KEY [unlisted]
# unlisted: the page shows the field and the form does not name it, as poppler signs files that have a form already.
import pathlib
import subprocess
import sys
import tempfile

out, certificate, key = sys.argv[1:4]
fields = b"" if sys.argv[4:] == ["unlisted"] else b"5 0 R"
objects = [
    b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]/SigFlags 3>>>>" % fields,
    b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 144]>>",
    b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[5 0 R]>>",
    b"<</Length 5>>\nstream\n(a)Tj\nendstream",
    b"<</FT/Sig/T(Sig1)/Subtype/Widget/F 132/P 3 0 R/Rect[0 0 0 0]/V 6 0 R>>",
    b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20260305143025+07'00')"
    b"/ByteRange[0 0000000000 0000000000 0000000000]/Contents<" + b"0" * 16384 + b">>>",
]
data, offsets = b"%PDF-1.7\n", []
for number, body in enumerate(objects, 1):
    offsets.append(len(data))
    data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
start = len(data)
data += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
data += b"trailer\n<</Root 1 0 R/Size 7>>\nstartxref\n%d\n%%%%EOF\n" % start
begin = data.index(b"<000000")
end = begin + 16386
data = data.replace(b"[0 0000000000 0000000000 0000000000]", b"[0 %010d %010d %010d]" % (begin, end, len(data) - end))
with tempfile.NamedTemporaryFile() as covered:
    covered.write(data[:begin] + data[end:])
    covered.flush()
    cms = subprocess.run(["openssl", "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-outform", "DER",
                          "-signer", certificate, "-inkey", key, "-keyopt", "rsa_padding_mode:pss", "-in", covered.name],
                         check=True, capture_output=True).stdout
pathlib.Path(out).write_bytes(data[:begin + 1] + cms.hex().encode().ljust(16384, b"0") + data[end - 1:])
