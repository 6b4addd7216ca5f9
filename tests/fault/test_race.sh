#!/bin/sh
# test_race.sh BUILD - eight consoles race for one queue by their keys, on SQLite and on PostgreSQL.
# `make race` is the same with fifty.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-${CARREL_BUILD:-build/release}}
[ -x "$build/race/race" ] || {
	echo 'skip: the race is not built (make build-tests)'
	exit 77
}
sh "$here/../race/run.sh" "$build" 8 160
