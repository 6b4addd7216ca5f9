#!/bin/sh
# run.sh OUTDIR SECONDS NAME... - runs fuzz_<name> for SECONDS each on its corpus; fails on a crash.
#
# New inputs go to OUTDIR, never to tests/fuzz/corpus: what is kept there was chosen by a person.
set -eu
out=$1 seconds=$2
shift 2
CC_FUZZ=${CC_FUZZ:-clang}
if ! command -v "$CC_FUZZ" >/dev/null 2>&1; then
	echo "skip: no $CC_FUZZ; the fuzz targets need its libFuzzer"
	exit 0
fi
cd "$(dirname "$0")/../.."
mkdir -p "$out/obj/gen"
pkgs='ncursesw yaml-0.1 jansson libxcrypt nettle'
sanitize='-fsanitize=address,undefined -fno-sanitize-recover=undefined'
flags="-std=c11 -O1 -g -D_GNU_SOURCE -Iinclude -Isrc $sanitize $(pkg-config --cflags $pkgs)
	-DCARREL_VERSION=\"fuzz\" -DCARREL_DATADIR=\"$out\" -DCARREL_LIBDIR=\"$out\" -DCARREL_LOCALEDIR=\"$out\""
libs="$(pkg-config --libs $pkgs) -lunistring -lm"

builtin=$(find themes share/keys -name '*.yaml' 2>/dev/null | LC_ALL=C sort)
# shellcheck disable=SC2086 # a list of names without spaces
sh src/tools/embed.sh builtin $builtin >"$out/obj/gen/builtin.c"

compile() { # SOURCE OBJECT; a header may have changed, so everything newer than the object counts
	if [ ! -e "$2" ] || [ -n "$(find "$1" include src -name '*.[ch]' -newer "$2" -print -quit)" ]; then
		# shellcheck disable=SC2086
		"$CC_FUZZ" $flags -fsanitize=fuzzer-no-link -c -o "$2" "$1"
	fi
}

rm -f "$out/carrel.a"
objects=
for source in src/base/*.c src/model/*.c src/conf/*.c src/tui/*.c src/bridge/csv.c src/bridge/json.c \
	src/bridge/html_*.c src/bridge/texts_*.c src/bridge/kb_import.c src/bridge/kb_out.c \
	src/bridge/yaml_out.c src/app/texts_*.c "$out/obj/gen/builtin.c"; do
	[ -e "$source" ] || continue
	object=$out/obj/$(echo "$source" | tr '/' '_').o
	compile "$source" "$object"
	objects="$objects $object"
done
# shellcheck disable=SC2086
ar rcs "$out/carrel.a" $objects

failed=
for name in "$@"; do
	mkdir -p "$out/found/$name" "$out/crash"
	# shellcheck disable=SC2086
	"$CC_FUZZ" $flags -fsanitize=fuzzer -o "$out/fuzz_$name" "tests/fuzz/fuzz_$name.c" \
		"$out/carrel.a" $libs
	corpus=tests/fuzz/corpus/$name
	[ -d "$corpus" ] || corpus=
	log=$out/fuzz_$name.log
	# shellcheck disable=SC2086
	if "$out/fuzz_$name" -max_total_time="$seconds" -max_len=4096 -timeout=5 -rss_limit_mb=1024 \
		-artifact_prefix="$out/crash/$name-" "$out/found/$name" $corpus >"$log" 2>&1; then
		echo "ok   $name: $(grep -E '^Done ' "$log" | tail -1)"
	else
		echo "FAIL $name: see $log; the input is in $out/crash/"
		tail -25 "$log"
		failed="$failed $name"
	fi
done
[ -z "$failed" ]
