#!/bin/sh
# test_roles.sh BUILD_DIR - on PostgreSQL, a database role of an operator as carrel-hacking(7) describes
# it: a whole call with it; what has been done can neither be edited nor taken away, nor be said to be
# somebody else's; and nobody gives themselves a role, an account or a queue.
set -u
O=$(cd "${1:-build/release}" 2>/dev/null && pwd) || exit 1
root=$(cd "$(dirname "$0")/../.." && pwd)
[ -x "$O/carrel" ] || { echo "skip: carrel is not built"; exit 77; }
command -v psql >/dev/null 2>&1 || { echo "skip: no psql"; exit 77; }
tmp=$(mktemp -d) || exit 1
chmod 755 "$tmp"
trap 'sh "$root/tests/tools/pg.sh" stop "$tmp/pg" >/dev/null 2>&1; rm -rf "$tmp"' EXIT
owner=$(sh "$root/tests/tools/pg.sh" start "$tmp/pg" $$) || { echo "$owner"; exit 77; }
desk=$(echo "$owner" | sed 's,//carrel@,//ana@,')
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
	if sql "$desk" "$1" || ! grep -qE 'permission denied|must be owner|row-level security' "$tmp/said"; then
		complain "allowed: $1"
	fi
	# The control: whoever owns the tables may, so the statement itself is good.
	sql "$owner" "BEGIN; $1; ROLLBACK" || complain "not even the owner: $1"
}

"$O/carrel" demo --into "$owner" --size small --seed 1 >"$tmp/said" 2>&1 || complain "no demo centre"
sed -n '/^\.B Roles on PostgreSQL/,/^\.EE/p' "$root/man/carrel-hacking.7" | sed -n 's/^    //p' \
	>"$tmp/roles.sql"
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
refused "UPDATE carrel.change_payload SET new = NULL"
refused "DELETE FROM carrel.anchor"
refused "UPDATE carrel.agent SET role = 'admin' WHERE login = 'ana'"
refused "UPDATE carrel.agent SET password_hash = 'x' WHERE login = 'marta'"
refused "INSERT INTO carrel.agent (login, name, role, active, state, version) VALUES ('x', 'X', 'admin', 1, 'off', 1)"
refused "INSERT INTO carrel.agent_queue (agent_id, queue_id) SELECT id, 1 FROM carrel.agent WHERE role = 'trainee' ON CONFLICT DO NOTHING"
refused "UPDATE carrel.queue SET call_promise_ms = 1"
# An act in the name of somebody else: by hand, and by carrel itself.
forged="INSERT INTO carrel.change_set SELECT nextval('carrel.change_seq'), at, (SELECT id FROM carrel.agent WHERE login = 'LOGIN'), 'LOGIN', host_uid, host_pid, command, object, reason, undoes, final, 99, 1, hash FROM carrel.change_set LIMIT 1"
refused "$(echo "$forged" | sed 's/LOGIN/marta/g')"
sql "$desk" "BEGIN; $(echo "$forged" | sed 's/LOGIN/ana/g'); ROLLBACK" || complain "not even as oneself"
if "$O/carrel" -s "$desk" --as marta ready >"$tmp/said" 2>&1; then
	complain "ana's role acts as marta"
fi
grep -q 'database role may not' "$tmp/said" || complain "not said why"
[ "$bad" -eq 0 ] && echo "an operator's role works a call in her own name and cannot touch what is written"
exit $bad
