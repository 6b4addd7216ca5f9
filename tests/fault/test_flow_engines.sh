#!/bin/sh
# test_flow_engines.sh BUILD - one call from ring to next as shell commands and as a script, on SQLite and
# on PostgreSQL: every step by its command, every answer as the JSON that other programs read.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-${CARREL_BUILD:-build/release}}
build=$(cd "$build" && pwd) || exit 1
carrel=$build/carrel
tmp=$(mktemp -d) || exit 1
pg=
cleanup() {
	[ -z "$pg" ] || sh "$here/../tools/pg.sh" stop "$pg"
	rm -rf "$tmp"
}
trap cleanup EXIT
export HOME="$tmp/home" LC_ALL=C.UTF-8 TZ=UTC USER=admin
unset CARREL_STORE CARREL_AGENT CARREL_NOW CARREL_CONFIG NO_COLOR
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR
mkdir -p "$HOME/.config/carrel/texts"
cd "$tmp" || exit 1
failed=0 seen=0 engine= store= python= as=ana
command -v python3 >/dev/null && python=python3

# A text of its own, so that the flow holds wherever the program was built.
cat >"$HOME/.config/carrel/texts/own.yaml" <<'Y'
format: carrel-texts/1
texts:
  - id: fibre.street
    title: {en: Fibre repaired from the street}
    for: [call]
    text:
      en: The fibre of {customer.name} is repaired from the street.
Y

wrong() {
	echo "FAIL $engine, $1"
	sed 's/^/  said: /' "$tmp/err" "$tmp/out" | head -40
	failed=$((failed + 1))
}
# does 'REGEX' WORD...: as the person in $as; status 0, nothing on standard error, the regex in the answer.
does() {
	regex=$1
	shift
	seen=$((seen + 1))
	timeout 30 "$carrel" -s "$store" --as "$as" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null ||
		wrong "$*: status $?"
	[ -s "$tmp/err" ] && wrong "$*: something on standard error"
	grep -qE "$regex" "$tmp/out" || wrong "$*: no answer with $regex"
}
# tells 'EXPRESSION' WORD...: the answer as JSON is d, and the Python expression holds of it.
tells() {
	expression=$1
	shift
	does '^[{]' --json "$@"
	[ -n "$python" ] || return 0
	python3 - "$tmp/out" "$expression" 2>"$tmp/err" <<'P' || wrong "$*: not $expression"
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
def has(o, keys):
    missing = [k for k in keys.split() if k not in o]
    if missing:
        print("missing:", missing, file=sys.stderr)
    return not missing
sys.exit(0 if eval("(" + sys.argv[2] + ")") else 1)
P
}
# The value of a key anywhere in the last answer, without a JSON reader.
value_of() {
	sed -n "s/.*\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$tmp/out" | head -1
}

make_centre() {
	printf '%s\n' '{"name":"Marta Soler","phone":"+34600123456","language":"en","email":"m@example.org"}' \
		'{"name":"Joan Pi","phone":"+34600123457","language":"en"}' >customers.jsonl
	as=admin
	does 'ready' init
	does 'Ana Prat' user add ana Ana Prat --languages en,es,ca
	tells 'd["rows"] == 2 and d["added"] == 2 and not d["written"]' \
		import customers customers.jsonl --dry-run
	tells 'd["waiting"] == []' queue
	tells 'd["added"] == 2 and d["written"] and d["problems"] == []' \
		import customers customers.jsonl
	tells 'd["added"] == 0 and d["unchanged"] == 2' import customers customers.jsonl
	as=ana
}

call_by_commands() {
	tells 'has(d, "item call_id due_at") and d["due_at"].endswith("Z")' \
		call ring --queue general --from '600 123 456' --id pbx-1
	does 'Ringing' call ring --queue general --from +34600123457
	tells 'len(d["waiting"]) == 2 and has(d["waiting"][0], "item kind queue arrived_at due_at due_why late from customer case subject open_cases")
		and d["waiting"][0]["customer"] == "Marta Soler" and d["waiting"][0]["kind"] == "call"' queue
	tells 'd["state"] == "ready"' ready
	tells 'has(d["hand"], "item kind fence call_id from customer_id customer case agent_state")
		and d["hand"]["customer"] == "Marta Soler" and d["hand"]["from"] == "+34600123456"
		and d["hand"]["agent_state"] == "on_call"' next
	tells 'has(d["case"], "number state subject customer_id") and d["case"]["state"] == "open"' \
		case Fibre is down
	number=$(value_of number)
	[ -n "$number" ] || wrong 'the case has no number'
	does 'Fibre repaired' text list street
	does 'The fibre of Marta Soler is repaired' text show fibre.street --language en
	tells 'd["contact_id"] > 0' note "$number" 'Restarted the router twice.'
	does 'on hold' hold
	does 'back on the line' hold
	does 'ended' hangup
	tells 'd["outcome"] == "solved" and d["contact_id"] > 0 and d["case_id"] > 0' \
		outcome 1 --note 'Repaired from the street.' --texts fibre.street
	tells 'd["case"]["number"] == "'"$number"'" and d["case"]["state"] == "solved"
		and d["customer"]["name"] == "Marta Soler"
		and [c["body"] for c in d["contacts"]].count("Repaired from the street.") == 1
		and has(d["contacts"][0], "id kind direction at agent_id body outcome")' show "$number"
}

undo_and_redo() {
	does 'Undone' undo
	tells 'd["case"]["state"] == "open" and not any(c["body"] == "Repaired from the street." for c in d["contacts"])' \
		show "$number"
	does '.' redo
	tells 'd["case"]["state"] == "solved"' show "$number"
	tells 'len(d["waiting"]) == 1 and d["waiting"][0]["customer"] == "Joan Pi"' queue
	does 'Joan Pi' next
	does 'Done: Wrong number. Nobody is waiting' outcome wrong_number
}

whole_store() {
	does 'Marta' find Soler
	does 'Marta' find 600123456
	tells 'True' find Fibre
	does 'Solved' changes
	tells 'd["change_sets"] > 5' doctor
	does '[0-9]+ change sets, every one as it was written' audit verify
	[ "$engine" = sqlite ] || return 0
	does 'Backed up' backup "$tmp/copy.db"
	own=$store store=$tmp/copy.db
	does 'every one as it was written' audit verify
	tells 'd["case"]["state"] == "solved"' show "$number"
	store=$own
}

# The same, by the keys of a person, with what the screen has to show.
call_by_script() {
	does 'Ringing' call ring --queue general --from +34600123456
	does 'Ringing' call ring --queue general --from +34600123457
	cat >call.script <<'S'
# size 80x24
expect 1 Queue
expect Marta Soler
press F2
expect 2 Customer
expect On call
type Hello Marta.\n
expect Hello Marta.
press F6
type street
expect 1 of
press Enter
expect The fibre of Marta Soler is repaired
press F5
press Esc
note Written by its command
press F8
expect 1 Solved
press 1
expect Next: Joan Pi
expect-not Hello Marta.
press u
expect Undone
expect Hello Marta.
press Ctrl-R
press F8
press Esc
S
	cat >rest.script <<'S'
expect Joan Pi
next
expect On call
outcome wrong_number
expect Nobody is waiting
S
	seen=$((seen + 2))
	for script in call rest; do
		timeout 30 "$carrel" -s "$store" --as ana --script $script.script \
			>"$tmp/out" 2>"$tmp/err" </dev/null || wrong "$script.script: status $?"
	done
	# Positive control: a line that does not hold is refused with its number.
	printf '# one\nexpect Nothing of the kind\n' >bad.script
	timeout 30 "$carrel" -s "$store" --as ana --script bad.script >"$tmp/out" 2>"$tmp/err" </dev/null &&
		wrong 'bad.script: was content'
	grep -q 'bad.script:2' "$tmp/err" || wrong 'bad.script: no line'
	does 'every one as it was written' audit verify
}

demo_centre() {
	[ "$engine" = sqlite ] || return 0
	own=$store store=$tmp/demo.db
	timeout 60 "$carrel" demo --into "$store" --size small --seed 1 >"$tmp/out" 2>"$tmp/err" ||
		wrong 'demo: status'
	tells 'len(d["waiting"]) > 3' queue
	tells 'd["hand"]["customer"] is None or len(d["hand"]["customer"]) > 0' next
	does 'every one as it was written' audit verify
	store=$own
}

on_engine() {
	engine=$1 store=$2
	make_centre
	call_by_commands
	undo_and_redo
	whole_store
	call_by_script
	demo_centre
}

[ -n "$python" ] || echo 'no python3: JSON was not read, only asked for'
on_engine sqlite "$tmp/store.db"
pg=$tmp/pg
chmod 755 "$tmp"
if address=$(sh "$here/../tools/pg.sh" start "$pg" $$); then
	on_engine postgres "$address"
else
	echo "PostgreSQL was left out: $address"
	pg=
fi
echo "$seen commands, $failed wrong"
[ "$failed" -eq 0 ]
