#!/bin/sh
# run.sh BUILD CONSOLES ITEMS - the race on SQLite and on PostgreSQL, stores and server of its own.
# PG_FSYNC=on keeps PostgreSQL as durable as SQLite is here.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd) || exit 1
tmp=$(mktemp -d) || exit 1
pg=
cleanup() {
	[ -z "$pg" ] || sh "$here/../tools/pg.sh" stop "$pg"
	rm -rf "$tmp"
}
trap cleanup EXIT
export CARREL_BUILD="$build" HOME="$tmp/home" LC_ALL=C.UTF-8 TZ=UTC
unset CARREL_STORE CARREL_AGENT CARREL_NOW CARREL_CONFIG NO_COLOR
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR
mkdir "$HOME"
chmod 755 "$tmp"
failed=0

echo 'sqlite'
"$build/race/race" "$tmp/race.db" "$2" "$3" || failed=1
pg=$tmp/pg
if address=$(sh "$here/../tools/pg.sh" start "$pg" $$); then
	echo 'postgres'
	"$build/race/race" "$address" "$2" "$3" || failed=1
else
	echo "$address"
	pg=
fi
[ "$failed" -eq 0 ]
