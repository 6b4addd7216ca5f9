#!/bin/sh
# test_roles.sh BUILD_DIR - on PostgreSQL, a database role for operators as carrel-hacking(7) describes
# it: a whole call with it, and what has been done can neither be edited nor taken away.
set -u
O=$(cd "${1:-build/release}" 2>/dev/null && pwd) || exit 1
root=$(cd "$(dirname "$0")/../.." && pwd)
[ -x "$O/carrel" ] || { echo "skip: carrel is not built"; exit 77; }
command -v psql >/dev/null 2>&1 || { echo "skip: no psql"; exit 77; }
tmp=$(mktemp -d) || exit 1
chmod 755 "$tmp"
trap 'sh "$root/tests/tools/pg.sh" stop "$tmp/pg" >/dev/null 2>&1; rm -rf "$tmp"' EXIT
owner=$(sh "$root/tests/tools/pg.sh" start "$tmp/pg" $$) || { echo "$owner"; exit 77; }
desk=$(echo "$owner" | sed 's,//carrel@,//desk@,')
export HOME="$tmp" LC_ALL=C.UTF-8
bad=0
complain() {
	echo "$1"
	sed -n 1,3p "$tmp/said"
	bad=1
}
works() {
	"$O/carrel" -s "$desk" --as ana "$@" >"$tmp/said" 2>&1 || complain "as an operator: $*"
}
sql() {
	psql "$1" -qAt -v ON_ERROR_STOP=1 -c "$2" >"$tmp/said" 2>&1
}
refused() {
	if sql "$desk" "$1" || ! grep -qE 'permission denied|must be owner' "$tmp/said"; then
		complain "allowed: $1"
	fi
	# The control: whoever owns the tables may, so the statement itself is good.
	sql "$owner" "BEGIN; $1; ROLLBACK" || complain "not even the owner: $1"
}

"$O/carrel" demo --into "$owner" --size small --seed 1 >"$tmp/said" 2>&1 || complain "no demo centre"
sed -n 's/^    \(CREATE ROLE\|GRANT\|REVOKE\)/\1/p' "$root/man/carrel-hacking.7" >"$tmp/roles.sql"
[ "$(grep -c . "$tmp/roles.sql")" -ge 5 ] || complain "the manual does not say how"
psql "$owner" -q -v ON_ERROR_STOP=1 -f "$tmp/roles.sql" >"$tmp/said" 2>&1 || complain "the manual's SQL"
works ready
works next
works note "The line is tested."
works outcome solved
works undo
works audit verify
refused "UPDATE carrel.change_set SET command = 'nothing'"
refused "DELETE FROM carrel.change"
refused "DELETE FROM carrel.change_set"
refused "ALTER TABLE carrel.customer ADD COLUMN hidden text"
[ "$bad" -eq 0 ] && echo "an operator's role works a call and cannot touch what is written"
exit $bad
