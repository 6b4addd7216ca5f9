#!/bin/sh
# run.sh BUILD_DIR - runs every bench, one after the other, and says on what machine.
set -u
O=$1
export CARREL_BUILD="$O" LC_ALL=C.UTF-8 TZ=UTC
printf 'carrel %s, %s, %s cores, load %s\n' "$("$O/carrel" --version | cut -d' ' -f2)" \
	"$(uname -sr)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
for b in "$O"/bench/bench_*; do
	[ -x "$b" ] && [ -f "$b" ] || continue
	"$b" || exit 1
done
