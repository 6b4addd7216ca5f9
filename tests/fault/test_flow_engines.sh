#!/bin/sh
# test_flow_engines.sh BUILD - one call from ring to next as shell commands and as a script, on SQLite and
# on PostgreSQL: every step by its command, every answer as the JSON that other programs read.
set -u
. "$(dirname "$0")/../support/lib.sh"
. "$root/tests/support/lib_desk.sh"
need carrel
cd "$tmp" || exit 1

mkdir -p "$HOME/.config/carrel/texts"
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
	[ -n "$number" ] || amiss 'the case has no number'
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
	script ana <<'S'
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
	script ana <<'S'
expect Joan Pi
next
expect On call
outcome wrong_number
expect Nobody is waiting
S
	# Positive control: a line that does not hold is refused with its number.
	printf '# one\nexpect Nothing of the kind\n' >bad.script
	as=ana
	denied 'bad.script:2' --script bad.script
	does 'every one as it was written' audit verify
}

demo_centre() {
	[ "$engine" = sqlite ] || return 0
	own=$store store=$tmp/demo.db
	run "$carrel" demo --into "$store" --size small --seed 1
	[ "$rc" -eq 0 ] || amiss "demo: status $rc"
	tells 'len(d["waiting"]) > 3' queue
	tells 'd["hand"]["customer"] is None or len(d["hand"]["customer"]) > 0' next
	does 'every one as it was written' audit verify
	store=$own
}

whole_call() {
	make_centre
	call_by_commands
	undo_and_redo
	whole_store
	call_by_script
	demo_centre
}

on_engines whole_call
finish
