#!/bin/sh
# run.sh BUILD_DIR - runs every bench, one after the other, and says on what machine.
set -u
O=$1
here=$(cd "$(dirname "$0")" && pwd)
export CARREL_BUILD="$O" LC_ALL=C.UTF-8 TZ=UTC
printf 'carrel %s, %s, %s cores, load %s\n' "$("$O/carrel" --version | cut -d' ' -f2)" \
	"$(uname -sr)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
# A PostgreSQL of its own, as durable as SQLite is here.
pg=$(mktemp -d) || exit 1
chmod 755 "$pg"
trap 'sh "$here/../tools/pg.sh" stop "$pg/pg" >/dev/null 2>&1; rm -rf "$pg"' EXIT
BENCH_POSTGRES=$(PG_FSYNC=on sh "$here/../tools/pg.sh" start "$pg/pg" $$) || BENCH_POSTGRES=
export BENCH_POSTGRES
for b in "$O"/bench/bench_*; do
	[ -x "$b" ] && [ -f "$b" ] || continue
	"$b" || exit 1
done
