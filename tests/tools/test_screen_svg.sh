#!/bin/sh
# test_screen_svg.sh - a saved screen becomes a picture that is well formed, whose text stays text.
set -u
. "$(dirname "$0")/../support/lib.sh"
need python3
here=$root/tests/tools
printf 'a&b ┌─┐\n<日本> é\n' >"$tmp/text"
printf 'LL. ===\n.....\nL late\n= border-focus\ncursor 1,3\n' >"$tmp/style"
printf 'format: carrel-theme/1\npalette:\n  bad: red\nstyles:\n  late: {fg: bad, attr: [bold]}\n' \
	>"$tmp/theme"
python3 "$here/../../src/tools/screen_svg.py" "$tmp/text" "$tmp/style" "$tmp/theme" >"$tmp/svg" ||
	exit 1
python3 - "$tmp/svg" <<'P' || exit 1
import sys
import xml.etree.ElementTree as tree
texts = ["".join(t.itertext()) for t in tree.parse(sys.argv[1]).iter("{http://www.w3.org/2000/svg}text")]
assert "".join(texts).replace(" ", "") == "a&b<日本>é", texts
P
grep -q 'fill="#c4424b".*font-weight="bold"' "$tmp/svg" || { echo "no bold red"; exit 1; }
[ "$(grep -c '<path' "$tmp/svg")" -eq 1 ] || { echo "frames are not lines"; exit 1; }
grep -q 'textLength="67.2">&lt;日本&gt; é' "$tmp/svg" || { echo "wide letters take one cell"; exit 1; }
echo "the picture holds what the screen held"
