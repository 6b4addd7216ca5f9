#!/bin/sh
# test_roles.sh BUILD_DIR - on PostgreSQL, a database role of an operator as carrel-hacking(7) describes
# it: a whole call with it; what has been done can neither be edited nor taken away, nor be said to be
# somebody else's; and nobody gives themselves a role, an account or a queue.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel psql
owner=$(sh "$root/tests/tools/pg.sh" start "$tmp/pg" $$) || { echo "$owner"; exit 77; }
at_end='sh "$root/tests/tools/pg.sh" stop "$tmp/pg" >/dev/null 2>&1'
desk=$(echo "$owner" | sed 's,//carrel@,//ana@,')
as_operator() {
	says '^' "$carrel" -s "$desk" --as ana "$@"
}
sql() {
	psql "$1" -qAt -v ON_ERROR_STOP=1 -c "$2"
}
# forbids STATEMENT: not as an operator; the control is whoever owns the tables, who may, so it is good.
forbids() {
	run sql "$desk" "$1"
	[ "$rc" -ne 0 ] || wrong "allowed: $1"
	grep -qE 'permission denied|must be owner|row-level security' "$tmp/err" || wrong "not said: $1"
	run sql "$owner" "BEGIN; $1; ROLLBACK"
	[ "$rc" -eq 0 ] || wrong "not even the owner: $1"
}

says '^' "$carrel" demo --into "$owner" --size small --seed 1
sed -n '/^\.B Roles on PostgreSQL/,/^\.EE/p' "$root/man/carrel-hacking.7" | sed -n 's/^    //p' \
	>"$tmp/roles.sql"
check 'the manual says how' test "$(grep -c . "$tmp/roles.sql")" -ge 5
says '^' psql "$owner" -q -v ON_ERROR_STOP=1 -f "$tmp/roles.sql"
as_operator ready
as_operator next
as_operator note "The line is tested."
as_operator outcome solved
as_operator undo
as_operator audit verify
forbids "UPDATE carrel.change_set SET command = 'nothing'"
forbids "DELETE FROM carrel.change"
forbids "DELETE FROM carrel.change_set"
forbids "ALTER TABLE carrel.customer ADD COLUMN hidden text"
forbids "UPDATE carrel.change_payload SET new = NULL"
forbids "DELETE FROM carrel.anchor"
forbids "UPDATE carrel.agent SET role = 'admin' WHERE login = 'ana'"
forbids "UPDATE carrel.agent SET password_hash = 'x' WHERE login = 'marta'"
forbids "INSERT INTO carrel.agent (login, name, role, active, state, version) VALUES ('x', 'X', 'admin', 1, 'off', 1)"
forbids "INSERT INTO carrel.agent_queue (agent_id, queue_id) SELECT id, 1 FROM carrel.agent WHERE role = 'trainee' ON CONFLICT DO NOTHING"
forbids "UPDATE carrel.queue SET call_promise_ms = 1"
# An act in the name of somebody else: by hand, and by carrel itself.
forged="INSERT INTO carrel.change_set SELECT nextval('carrel.change_seq'), at, (SELECT id FROM carrel.agent WHERE login = 'LOGIN'), 'LOGIN', host_uid, host_pid, command, object, reason, undoes, final, 99, 1, hash FROM carrel.change_set LIMIT 1"
forbids "$(echo "$forged" | sed 's/LOGIN/marta/g')"
says '^' sql "$desk" "BEGIN; $(echo "$forged" | sed 's/LOGIN/ana/g'); ROLLBACK"
refuses 'database role may not' "$carrel" -s "$desk" --as marta ready
finish "an operator's role works a call in her own name and cannot touch what is written"
