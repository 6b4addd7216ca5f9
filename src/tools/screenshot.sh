#!/bin/sh
# screenshot.sh CARREL ROOT - makes share/doc/console.svg from a real screen: a demo centre of one
# seed, at one moment, driven to the place by a script.
set -eu
carrel=$1 root=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export HOME="$tmp" TZ=Europe/Madrid LC_ALL=C.UTF-8 CARREL_NOW=2026-11-19T10:05:00Z
unset NO_COLOR CARREL_STORE CARREL_AGENT CARREL_CONFIG XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
cat >"$tmp/script" <<S
press F2
press F2
tick 133000
type The repeater has come. Faster in the living room, not yet upstairs.
press F6
type re
save-screen $tmp/text
save-style $tmp/style
S
"$carrel" demo --into "$tmp/demo.db" --size desk --seed 7 >/dev/null
"$carrel" -s "$tmp/demo.db" --as ana --language en --size 120x40 --script "$tmp/script"
python3 "$root/src/tools/screen_svg.py" "$tmp/text" "$tmp/style" "$root/themes/dark.yaml" \
	>"$tmp/console.svg"
mv "$tmp/console.svg" "$root/share/doc/console.svg"
echo "wrote share/doc/console.svg"
