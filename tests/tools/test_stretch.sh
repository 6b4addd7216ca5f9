#!/bin/sh
# test_stretch.sh BUILD_DIR - every golden script once more in a made-up language whose texts are all
# 40 % longer than the English ones: nothing is wider than the terminal, frames stay closed, and the
# hint bar keeps F1, F9 and ?. The language is a catalogue beside a copy of the program.
set -u
. "$(dirname "$0")/../support/lib.sh"
need msgen msgfmt python3 carrel
# The program finds share/ and themes/ two folders above itself, its catalogues beside itself.
here=$tmp/build/release
mkdir -p "$here/locale/xx/LC_MESSAGES"
ln -s "$root/share" "$root/themes" "$tmp/"
cp "$build/carrel" "$here/"
[ ! -f "$build/carrel-phone.so" ] || cp "$build/carrel-phone.so" "$here/"
sed 's/^"Plural-Forms:.*/"Plural-Forms: nplurals=2; plural=n != 1;\\n"/' "$root/po/carrel.pot" >"$tmp/pot"
msgen --no-wrap --lang=xx "$tmp/pot" >"$tmp/en.po" 2>"$tmp/said" || { cat "$tmp/said"; exit 1; }
python3 "$root/tests/tools/stretch.py" lengthen 40 <"$tmp/en.po" >"$tmp/xx.po" &&
	msgfmt --check-format -o "$here/locale/xx/LC_MESSAGES/carrel.mo" "$tmp/xx.po" || exit 1

carrel() {
	env -i PATH=/usr/bin:/bin HOME="$tmp" LC_ALL=C.UTF-8 TZ=UTC CARREL_NOW=2026-11-19T14:05:00Z \
		"$here/carrel" "$@"
}
said() {
	sed -n "s/^# $2 //p" "$1" | head -1
}
carrel demo --into "$tmp/centre.db" --size small --seed 1 >/dev/null || exit 1
bad=0
for script in "$root"/tests/golden/*.script; do
	name=$(basename "$script" .script)
	mkdir "$tmp/$name"
	# What is expected there is said in one language.
	grep -v '^expect' "$script" >"$tmp/$name/script"
	arguments=$(said "$script" args)
	[ -n "$arguments" ] || { cp "$tmp/centre.db" "$tmp/$name/" && arguments="-s centre.db"; }
	for size in $(said "$script" size) $(said "$script" variants | tr , '\n' | grep '^[0-9]'); do
		mkdir "$tmp/$name/$size"
		# shellcheck disable=SC2086 # several words
		(cd "$tmp/$name/$size" && { [ ! -f ../centre.db ] || cp ../centre.db .; } &&
			carrel --script ../script --size "$size" --language xx $arguments) \
			>"$tmp/said" 2>&1 || { echo "$name $size:"; tail -3 "$tmp/said"; bad=1; }
		python3 "$root/tests/tools/stretch.py" check "$size" "$tmp/$name/script" \
			"$tmp/$name/$size" "$root/tests/golden/$name" || bad=1
	done
done
if cmp -s "$tmp/agent-call/80x24/1-waiting.screen" "$root/tests/golden/agent-call/1-waiting.screen"; then
	echo "the longer texts were not used"
	bad=1
fi
[ "$bad" -eq 0 ] && echo "every screen holds texts that are 40 % longer"
exit $bad
