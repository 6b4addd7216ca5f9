#!/bin/sh
# test_case_work.sh BUILD - a case between several people as shell commands, on SQLite and on PostgreSQL:
# steps, follow-ups, transfer and its question, taking over, giving back, parking, merging and parting.
set -u
. "$(dirname "$0")/../support/lib.sh"
. "$root/tests/support/lib_desk.sh"
need carrel
cd "$tmp" || exit 1

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
	denied 'for a reason' checklist skip "$one" 2
	does '.' take "$one"
	denied 'Step 2' outcome solved
	does '0 of 2' checklist skip "$one" 2 They are on strike
	tells '[s["state"] for s in d["checklist"]] == ["done", "skipped"]' checklist "$one"
	tells 'd["case"]["root_cause"] == "outage"' cause "$one" outage
	denied 'is no root cause here. There are: billing_error, delivery' cause "$one" cable
	tells 'len(d["causes"]) == 9 and d["causes"][0]["id"] == "billing_error"' cause
	tells 'd["case"]["subject"] == "Cable cut in the street"' subject "$one" Cable cut in the street
}

later() {
	tells 'd["follow_up"]["kind"] == "callback" and d["follow_up"]["agent_id"] == 0 and d["follow_up"]["item"] > 0' \
		follow-up add "$one" --at +2h --anyone Call about the line
	tells 'd["follow_up"]["kind"] == "reminder"' follow-up add "$one" --at tomorrow Look again
	tells 'len(d["follow_ups"]) == 2 and not any(f["due"] for f in d["follow_ups"])' follow-up list --mine
	denied 'not a time' follow-up add "$one" --at noonish x
	does 'Undone' undo
	tells 'len(d["follow_ups"]) == 1' follow-up list --mine
	denied 'is past' snooze "$one" 2020-01-01
	denied 'is past' follow-up add "$one" --at 2020-01-01 x
	denied 'is past' follow-up 2020-01-01 x
	denied 'tomorrow 9:30' follow-up add "$one" --at soonish x
	does ' 10:30: ' follow-up add "$one" --at 'tomorrow at 10.30' With its hour
	does 'Undone' undo
	does 'parked' park
	tells 'd["parked"][0]["case"] == "'"$one"'"' parked
	as=bo
	denied 'Ana Prat has this case' take "$one"
	as=ana
	denied 'parked work' off
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
	denied 'Only Ana Prat' follow-up close "$asked" --confirmed yes
	as=ana
	denied 'Say why' steal "$one"
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
	denied 'Join them' take "$one"
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
	does 'Undone: who it is' undo
	denied 'already' identified 1 --keep-number # all of it or nothing
	does 'is now part of' case-merge "$two" "$one" --go-on
	tells 'd["case"]["number"] == "'"$one"'"' show "$two"
	does 'Undone: two made one' undo
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

whole_story() {
	make_centre
	steps
	later
	given
	together
	joined
}

on_engines whole_story
finish
