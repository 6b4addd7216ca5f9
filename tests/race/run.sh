#!/bin/sh
# run.sh BUILD CONSOLES ITEMS - the race on SQLite and on PostgreSQL, stores and server of its own.
# PG_FSYNC=on keeps PostgreSQL as durable as SQLite is here.
set -u
. "$(dirname "$0")/../support/lib.sh"
export CARREL_BUILD="$build"

echo 'sqlite'
"$build/race/race" "$tmp/race.db" "$2" "$3" || failed=1
if address=$(sh "$root/tests/tools/pg.sh" start "$tmp/pg" $$); then
	at_end='sh "$root/tests/tools/pg.sh" stop "$tmp/pg"'
	echo 'postgres'
	"$build/race/race" "$address" "$2" "$3" || failed=1
else
	echo "$address"
fi
[ "$failed" -eq 0 ]
