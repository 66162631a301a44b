# SPDX-License-Identifier: Apache-2.0
# Sourced by tests whose pictures are no papers: all commands take the profile without the limits of the quality gate,
# which tests/cli/scan_quality.sh is about. Needs ROOT and $tmp.
cp -r "$ROOT/pipelines/vn" "$tmp/no-gate"
sed -i '/<limit /d' "$tmp/no-gate/profile.xml"
export SAOY_PROFILE=$tmp/no-gate
