# SPDX-License-Identifier: Apache-2.0
# Sourced by the tests of scanners: a SANE of their own below $tmp, scan profiles of few dots, and hands at the desk.
# Needs BIN and ROOT; the scripted driver's sheets are files (tests/support/scripted_scanner.cpp).
tmp=$(mktemp -d)
leave_desk() { local p; for p in $(jobs -p); do kill -9 "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$tmp"; }
trap leave_desk EXIT
fail() { echo "$(basename "$0"): $1" >&2; exit 1; }

export SANE_CONFIG_DIR=$tmp/sane SAOY_LANG=en
export LD_LIBRARY_PATH=$BIN/../tests/sane${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
desk=$SANE_CONFIG_DIR/scripted
mkdir -p "$SANE_CONFIG_DIR/dll.d" "$desk"/{in,path,out}
printf 'number_of_devices 1\ngeometry_max 300.0\n' >"$SANE_CONFIG_DIR/test.conf"
drivers() { printf '%s\n' "$@" >"$SANE_CONFIG_DIR/dll.conf"; }

cp -r "$ROOT/pipelines/vn" "$tmp/profile"
# A driver's test pictures are no papers: the gate and the stamps have tests of their own (scan_quality.sh, scan_marks.sh).
sed -i '/<limit /d; /<stamp /s/width="[0-9]*" height="[0-9]*"/width="290" height="290"/' "$tmp/profile/profile.xml"
# profiles SILENCE [OPTION VALUE]…: the same scan profiles, with the driver's own options.
profiles() {
  local silence=$1 options=""
  shift
  while [ $# -gt 0 ]; do options+="<option name=\"$1\" value=\"$2\"/>"; shift 2; done
  {
    echo '<scan-profiles usual="feeder" card="card">'
    local name source size
    while read -r name source size; do
      echo "<scan-profile name=\"$name\" source=\"$source\" mode=\"colour\" dpi=\"200\" $size silence=\"$silence\">$options</scan-profile>"
    done <<<'feeder feeder width-mm="40" height-mm="50"
duplex duplex width-mm="40" height-mm="50"
glass flatbed width-mm="40" height-mm="50"
card flatbed width-mm="40" height-mm="50"'
    echo '</scan-profiles>'
  } >"$tmp/profile/scan-profiles.xml"
}
profiles 120

# feed NUMBER GREY [BACK FATE]: a sheet into the feeder.
feed() { echo "${@:2}" >"$desk/in/$(printf %02d "$1")"; }
empty_desk() { rm -rf "$desk"/{in,path,out}/* "$desk"/{glass,cover-open,held,go}; }
# until WHAT COMMAND…: looks again and again, for two minutes.
until_true() {
  local what=$1 i
  shift
  for ((i = 0; i < 2400; i++)); do "$@" && return 0; sleep 0.05; done
  fail "waited in vain for $what"
}

# scan STATUS ARGUMENT…: saoy-scan into $tmp/work; what it printed is in $tmp/out, $tmp/err, $tmp/events.
scan() {
  local wanted=$1 status=0
  shift
  case " $* " in *" --continue "*) ;; *) set -- -o "$tmp/work" "$@" ;; esac
  "$BIN/saoy-scan" --profile "$tmp/profile" --events "$tmp/events" "$@" >"$tmp/out" 2>"$tmp/err" || status=$?
  [ "$status" = "$wanted" ] || fail "saoy-scan $*: status $status, not $wanted: $(cat "$tmp/err")"
  dossier=$(cat "$tmp/out")
}
told() { grep -q "\"code\":\"$1\"" "$tmp/events" || fail "no code $1 in $(cat "$tmp/events")"; }
# The folder of the unfinished scan, as the hint names it.
unfinished() { grep -oE -e '--continue [^ ]+' "$tmp/err" | tail -1 | cut -d' ' -f2; }

# The grey of each page's middle, in order: "10 20 30".
greys() {
  /usr/bin/python3 - "$1" <<'P'
import glob, sys
from PIL import Image
print(*[(lambda i: i.getpixel((i.width // 2, i.height // 2))[0])(Image.open(f)) for f in sorted(glob.glob(sys.argv[1] + "/pages/p*.png"))])
P
}
# whole DOSSIER "10 20 30": it is valid, its pages are these, each file is what dossier.xml says, nothing else lies there.
whole() {
  xmllint --noout --schema "$ROOT/schemas/dossier.xsd" "$1/dossier.xml" 2>/dev/null || fail "$1: dossier.xml is not valid"
  [ "$(greys "$1")" = "$2" ] || fail "$1: pages $(greys "$1"), not $2"
  [ "$(ls "$1/images" | wc -l)" = "$(wc -w <<<"$2")" ] || fail "$1: $(ls "$1/images" | wc -l) images"
  [ "$(ls "$1/pages" | wc -l)" = $(($(wc -w <<<"$2") + 1)) ] || fail "$1: pages/ holds $(ls "$1/pages")"
  /usr/bin/python3 - "$1" <<'P' || fail "$1: a file is not what dossier.xml says"
import hashlib, sys, xml.etree.ElementTree as E
root = E.parse(sys.argv[1] + "/dossier.xml").getroot()
for e in root.iter():
    if "sha256" in e.attrib:
        assert hashlib.sha256(open(sys.argv[1] + "/" + e.get("path"), "rb").read()).hexdigest() == e.get("sha256"), e.get("path")
pages = [e for e in root if e.tag.endswith("}page")]
assert [int(p.get("number")) for p in pages] == list(range(1, len(pages) + 1))
P
}
