#!/bin/sh
# test_race.sh BUILD - eight consoles race for one queue by their keys, on SQLite and on PostgreSQL.
# `make race` is the same with fifty.
set -u
. "$(dirname "$0")/../support/lib.sh"
[ -x "$build/race/race" ] || skip 'the race is not built (make build-tests)'
sh "$root/tests/race/run.sh" "$build" 8 160
