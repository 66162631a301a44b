#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Review as an office does it: the doubtful first, a page to look at, decisions in the chain, a second person by a seed, and
# a kiosk that ends in the queue.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail() { echo "review: $1" >&2; cat "$tmp/err" >&2 || true; exit 1; }
status_of() { local status=0; "$@" >"$tmp/out" 2>"$tmp/err" || status=$?; echo "$status"; }
export SOURCE_DATE_EPOCH=1772695825 SAOY_LANG=en  # 2026-03-05T14:30:25+07:00
review() { "$BIN/saoy-review" --register "$tmp/register.db" "$@"; }
official="Nguyễn Thị Minh Ánh" second="Trần Văn Bình"
"$BIN/saoy-register" create -q --register "$tmp/register.db"

# A kiosk without a delegation: papers are captured, read and named, and wait.
mkdir "$tmp/in"
cp "$ROOT"/samples/papers/{khai_sinh.jpg,menu.jpg} "$tmp/in"
kiosk() { "$BIN/saoy-run" kiosk -o "$tmp/work" --register "$tmp/register.db" "$@" "$tmp/in"; }
: >"$tmp/key"
keys=(--official-key "$tmp/pki/official.p12" --official-pin-file "$tmp/pki/passphrase" --agency-key "$tmp/pki/agency.p12"
      --agency-pin-file "$tmp/pki/passphrase" --gateway https://127.0.0.1:9 --client-cert "$tmp/pki/client.pem"
      --client-key "$tmp/pki/client.key" --ca "$tmp/pki/root.pem" --receipt-ca "$tmp/pki/root.pem")
"$ROOT/scripts/make_test_pki" "$tmp/pki"
[ "$(status_of kiosk "${keys[@]}")" = 77 ] || fail "a kiosk without delegation"
grep -q "no delegation" "$tmp/err" || fail "the kiosk does not say why"
dossiers=("$tmp"/work/*/)
[ ${#dossiers[@]} = 2 ] || fail "the kiosk did not keep both papers"
[ -z "$(find "$tmp/work" -name '*.pdf')" ] || fail "the kiosk certified"
[ "$("$BIN/saoy-register" list --json --register "$tmp/register.db" | wc -l)" = 0 ] || fail "the kiosk took a number"

# With one, a paper without doubt goes on, the menu (no such type) does not.
cp -r "$ROOT/pipelines/vn" "$tmp/profile"
sed -i 's|\(<review [^>]*\)/>|\1><delegation official="Nguyễn Thị Minh Ánh" title="CÔNG CHỨC">Quyết định số 1/QĐ-UBND</delegation></review>|
        s|type-confidence="[0-9.]*" word-confidence="[0-9.]*"|type-confidence="0.3" word-confidence="0.3"|' "$tmp/profile/profile.xml"
sed -i '/<limit measure="\(legibility\|outline\|direction\|focus\|skew\|contrast\)"/d' "$tmp/profile/profile.xml"
status=$(status_of kiosk --profile "$tmp/profile" "${keys[@]}")
[ "$status" = 3 ] || [ "$status" = 75 ] || fail "a kiosk with a delegation: $status"  # its gateway is not there
grep -q "menu.*doubtful" "$tmp/err" || fail "a doubtful paper was not left to a person"
[ "$(find "$tmp/work" -name '*.pdf' | wc -l)" = 1 ] || fail "the kiosk's delegation did not certify the sure paper"
rm -rf "$tmp/work" "$tmp/register.db" "$tmp/register.db.witness"
"$BIN/saoy-register" create -q --register "$tmp/register.db"

"$BIN/saoy-run" intake -q -o "$tmp/work" "$ROOT"/samples/papers/{menu.jpg,khai_sinh.jpg,xn_hon_nhan.png} >"$tmp/dossiers"
mapfile -t dossiers <"$tmp/dossiers"
menu=${dossiers[0]}
review queue "${dossiers[1]}" "${dossiers[2]}" "$menu" >"$tmp/out"
head -1 "$tmp/out" | grep -q "^$menu" || fail "the paper without a name is not the first: $(cat "$tmp/out")"
grep -q "its type is not known" "$tmp/out" || fail "the queue does not say why"
[ "$(review queue --json "${dossiers[@]}" | wc -l)" = 3 ] || fail "the queue lacks a paper"

# The page to look at: whole in itself, private, both pictures of each page.
review export --html "$tmp/look.html" "${dossiers[@]}"
[ "$(stat -c %a "$tmp/look.html")" = 600 ] || fail "the page is not private"
[ "$(grep -o 'src="data:image/[a-z]*;base64,' "$tmp/look.html" | wc -l)" = 3 ] || fail "not each master is in the page"
[ "$(grep -o 'href="data:image/png;base64,' "$tmp/look.html" | wc -l)" = 3 ] || fail "not each read image is in the page"
! grep -qE '(src|href)="[^d#]|url\(|@import|<script' "$tmp/look.html" || fail "the page loads something"
grep -q 'class="unsure"' "$tmp/look.html" || fail "no unsure word is marked"
grep -q 'class="field"' "$tmp/look.html" || fail "no field is marked"
! grep -qE '<th>[a-z_]+</th>' "$tmp/look.html" || fail "a field is named by its code"

# Decisions: in the journal and in the chain; a refusal with the decree's own words.
review see --by "$official" --page 1 "${dossiers[1]}" >/dev/null
review reject --by "$official" --reason D22.6 "$menu" >/dev/null
review show "$menu" >"$tmp/out"
grep -q "Giấy tờ, văn bản do cá nhân tự lập nhưng không có xác nhận" "$tmp/out" || fail "the refusal's text is missing"
review accept --by "$official" "${dossiers[@]:1}" >/dev/null
[ "$(review queue "${dossiers[@]}" | wc -l)" = 0 ] || fail "something waits still"

# A second person, drawn by a seed that is printed.
review sample --by "$second" --share 0.5 "${dossiers[@]}" >"$tmp/drawn"
[ "$(wc -l <"$tmp/drawn")" = 1 ] || fail "half of two is not one"
IFS=$'\t' read -r drawn _ seed <"$tmp/drawn"
[ -n "$seed" ] || fail "the seed is not printed"
[ "$(status_of "$BIN/saoy-certify-copy" --register "$tmp/register.db" "$drawn")" = 77 ] || fail "a drawn paper was certified"
[ "$(status_of review confirm --by "$official" "$drawn")" = 77 ] || fail "the same person confirmed"
review confirm --by "$second" "$drawn" >/dev/null
"$BIN/saoy-certify-copy" -q --register "$tmp/register.db" --requester "Lê Thị Cúc" "${dossiers[@]:1}" >/dev/null
"$BIN/saoy-register" log --register "$tmp/register.db" >"$tmp/log"
for action in see refuse attest draw confirm reserve wait; do grep -q " $action " "$tmp/log" || fail "the chain has no $action"; done
"$BIN/saoy-register" check --register "$tmp/register.db" >"$tmp/out" || fail "$(cat "$tmp/out")"

# What somebody wrote into dossier.xml by hand is no attestation.
forged=$("$BIN/saoy-scan" -q -o "$tmp/work" "$ROOT/samples/papers/tl_khai_tu_upside_down.jpg")
review set-type --by "$official" --type tl_khai_tu "$forged" >/dev/null
sed -i 's|\(<paper [^>]*\)/>|\1><attestation by="X" title="Y" at="2026-03-05T14:30:25+07:00"/></paper>|' "$forged/dossier.xml"
grep -q '<attestation' "$forged/dossier.xml" || fail "the forgery was not made"
[ "$(status_of "$BIN/saoy-certify-copy" --register "$tmp/register.db" "$forged")" = 77 ] || fail "a forged attestation was taken"

# Four eyes: the account that scanned does not attest.
sed -i 's/four-eyes="false"/four-eyes="true"/' "$tmp/profile/profile.xml"
[ "$(status_of review accept --profile "$tmp/profile" --by "$official" "$forged")" = 77 ] || fail "two eyes attested"
grep -q "another account" "$tmp/err" || fail "two eyes: no way out"
