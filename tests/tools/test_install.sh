#!/bin/sh
# test_install.sh [BUILD_DIR] - what is installed works from where it lies, and goes away again.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
do_make() {
	make --no-print-directory -s -C "$root" B="${build%/*}" MODE="${build##*/}" prefix=/usr \
		DESTDIR="$tmp/dest" "$1" >"$tmp/log" 2>&1 || {
		echo "make $1 failed:"
		cat "$tmp/log"
		exit 1
	}
}
do_make install
for f in bin/carrel lib/carrel/carrel-phone.so share/carrel/texts share/carrel/themes/default.yaml \
	share/locale/es/LC_MESSAGES/carrel.mo share/locale/ca/LC_MESSAGES/carrel.mo \
	share/man/man1/carrel.1 share/man/man5/carrel-config.5 share/man/man7/carrel-hacking.7; do
	[ -e "$tmp/dest/usr/$f" ] || { echo "not installed: $f"; exit 1; }
done
(cd / && env -i PATH=/usr/bin:/bin HOME="$tmp" LC_ALL=C.UTF-8 "$tmp/dest/usr/bin/carrel" --version) \
	>"$tmp/version" || exit 1
grep -q '^carrel [0-9]' "$tmp/version" || { echo "--version says: $(cat "$tmp/version")"; exit 1; }
n=$(find "$tmp/dest" -type f | wc -l)
do_make uninstall
left=$(find "$tmp/dest" -type f)
[ -z "$left" ] || { echo "left behind: $left"; exit 1; }
echo "$n files came and went"
