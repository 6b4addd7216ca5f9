#!/bin/sh
# test_case_work.sh BUILD - a case between several people as shell commands, on SQLite and on PostgreSQL:
# steps, follow-ups, transfer and its question, taking over, giving back, parking, merging and parting.
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

# refused 'REGEX' WORD...: status 1, one sentence with the regex, and what the store holds stays.
refused() {
	regex=$1
	shift
	seen=$((seen + 1))
	timeout 30 "$carrel" -s "$store" --as "$as" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null &&
		wrong "$*: was not refused"
	grep -qE "$regex" "$tmp/err" || wrong "$*: no refusal with $regex"
}
# script WHO: the lines of standard input in a console of that person.
script() {
	cat >lines.script
	seen=$((seen + 1))
	timeout 30 "$carrel" -s "$store" --as "$1" --script lines.script \
		>"$tmp/out" 2>"$tmp/err" </dev/null || wrong "script of $1: status $?"
}

make_centre() {
	printf '%s\n' '{"name":"Marta Soler","phone":"+34600123456","language":"en"}' >customers.jsonl
	as=admin
	does 'ready' init
	does 'Ana Prat' user add ana Ana Prat --languages en,es,ca
	does 'Bo Larsen' user add bo Bo Larsen
	tells 'd["added"] == 1' import customers customers.jsonl
	as=ana
	does 'Ringing' call ring --queue general --from +34600123456
	tells 'd["hand"]["customer"] == "Marta Soler"' next
	tells 'd["case"]["state"] == "open"' case Fibre is down
	one=$(value_of number)
	does 'Waiting for us' outcome waiting_us --note 'Somebody looks at it' --at +1d
}

steps() {
	tells 'len(d["checklist"]) == 1' checklist add "$one" Look at the line
	does '2 of 2 steps are left' checklist add "$one" Ask the street team
	does '1 of 2' checklist done "$one" 1
	refused 'for a reason' checklist skip "$one" 2
	does '.' take "$one"
	refused 'Step 2' outcome solved
	does '0 of 2' checklist skip "$one" 2 They are on strike
	tells '[s["state"] for s in d["checklist"]] == ["done", "skipped"]' checklist "$one"
	tells 'd["case"]["root_cause"] == "cable"' cause "$one" cable
}

later() {
	tells 'd["follow_up"]["kind"] == "callback" and d["follow_up"]["agent_id"] == 0 and d["follow_up"]["item"] > 0' \
		follow-up add "$one" --at +2h --anyone Call about the line
	tells 'd["follow_up"]["kind"] == "reminder"' follow-up add "$one" --at tomorrow Look again
	tells 'len(d["follow_ups"]) == 2 and not any(f["due"] for f in d["follow_ups"])' follow-up list --mine
	refused 'not a time' follow-up add "$one" --at noonish x
	does 'Undone' undo
	tells 'len(d["follow_ups"]) == 1' follow-up list --mine
	refused 'is past' snooze "$one" 2020-01-01
	does 'parked' park
	tells 'd["parked"][0]["case"] == "'"$one"'"' parked
	as=bo
	refused 'Ana Prat has this case' take "$one"
	as=ana
	refused 'parked work' off
	does 'Back in hand' unpark 1
}

given() {
	does 'Done: Transfer' transfer "$one" --queue general --reason 'Needs the street team' \
		--summary 'Line dead' --told 'We call today'
	tells '[f["kind"] for f in d["follow_ups"]].count("confirm") == 1' follow-up list --mine
	asked=$(sed -n 's/^ *"id": \([0-9]*\),$/\1/p' "$tmp/out" | tail -1)
	tells 'any("We call today" in (c["body"] or "") for c in d["contacts"])' show "$one"
	as=bo
	tells 'd["hand"]["case"] == "'"$one"'"' take "$one"
	refused 'Only Ana Prat' follow-up close "$asked" --confirmed yes
	as=ana
	refused 'Say why' steal "$one"
	does 'is yours now' steal "$one" The caller is back on my line
	does 'Undone' undo
	as=bo
	does 'Done: Solved' outcome solved --note 'New cable'
	as=ana
	does '1 of 3' follow-up close "$asked" --confirmed unreachable
	does 'open again' follow-up close "$asked" --confirmed no
	tells 'd["case"]["state"] == "open"' show "$one"
}

# A console of ana that types, and then one of bo beside it.
together() {
	as=ana
	does 'yours now' steal "$one" My turn
	script ana <<S
type I am looking into it
expect I am looking
S
	as=bo
	refused 'Join them' take "$one"
	script bo <<S
take $one --join
expect Ana is writing
S
	does 'a colleague goes on' untake "$one" --note 'Seen it too'
	as=ana
	does 'back in its queue' untake "$one"
}

joined() {
	as=admin
	does 'Ringing' call ring --queue general --from +34600123456
	as=ana
	tells 'd["hand"]["customer"] == "Marta Soler"' next
	tells 'd["case"]["state"] == "open"' case Fibre is slow
	two=$(value_of number)
	does 'verified by you now' identified 1 --verified
	does 'Undone: identified' undo
	refused 'already' identified 1 --keep-number # all of it or nothing
	does 'is now part of' case-merge "$two" "$one" --go-on
	tells 'd["case"]["number"] == "'"$one"'"' show "$two"
	does 'Undone: merge' undo
	does 'Waiting for us' outcome waiting_us --note 'The same cable' --at +1d
	does 'part of' link "$two" "$one" --as parent
	tells 'd["links"][0]["kind"] == "parent" and d["links"][0]["outgoing"]' link "$two"
	does 'no longer' unlink "$two" "$one"
	does 'is now part of' case-merge "$two" "$one"
	tells 'd["case"]["number"] == "'"$one"'" and any(c["body"] == "The same cable" for c in d["contacts"])' \
		show "$two"
	does 'stands for itself' case-unmerge "$two"
	tells 'd["case"]["number"] == "'"$two"'" and d["case"]["state"] == "waiting_us"' show "$two"
	contact=$(sed -n '/"contacts"/,$s/^ *"id": \([0-9]*\),$/\1/p' "$tmp/out" | head -1)
	tells 'd["case"]["subject"] == "Something else"' case-split "$contact" Something else
	does 'every one as it was written' audit verify
}

on_engine() {
	engine=$1 store=$2
	make_centre
	steps
	later
	given
	together
	joined
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
