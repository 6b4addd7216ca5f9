#!/bin/sh
# test_queues.sh BUILD - queues of one's own, the limit of open work, several cases at once and the
# outbox, as the shell has them: one sentence for each refusal, one undo for each act.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
export CARREL_NOW=2026-11-19T14:05:00Z
cd "$tmp" || exit 1
carrel() { timeout 30 "$build/carrel" -s c.db "$@"; }

"$build/carrel" demo --into c.db --size small --seed 1 >/dev/null || exit 1

# ---- saved ----
says 'Saved as .Mine.: owner:me' carrel --as ana view save Mine owner:me
says '"condition": *"status:open,waiting_us owner:me"' \
	carrel --json --as ana view save Mine status:waiting_us,open owner=me
for wrong in owner:- owner:zzz queue:Nope language:xx; do
	carrel --as ana view save Slip "$wrong" >/dev/null 2>"$tmp/slip" && wrong "$wrong was saved"
	grep -q "There is no" "$tmp/slip" || wrong "$wrong: $(cat "$tmp/slip")"
done
grep -q 'There are: es, ca, en' "$tmp/slip" || wrong "the languages there are"
carrel --as ana cases owner:none 2>&1 | grep -q 'me, nobody, ana' || wrong "nobody is not named"
says 'Mine +mine' carrel --as ana view list
says 'Ana Romero' carrel --as ana view show Mine --limit 3
says '"stuck": *(true|false)' carrel --json --as ana view show Mine
refuses 'Only a supervisor' carrel --as ana view save All --shared
refuses 'no condition. There is: status, queue' carrel --as ana view save Odd colour:red
refuses 'There is no column' carrel --as ana view save Odd --columns price
refuses 'There is no saved queue' carrel --as hugo view show Mine
says 'Undone: queue saved' carrel --as ana undo
says 'is dropped' carrel --as ana view drop Mine
says 'No saved queues' carrel --as ana view list

# ---- several cases at once: all of them or none ----
cases=$(carrel --json --as ana cases owner:me | tr ',' '\n' | sed -n 's/.*"case": *"\([0-9]*\)".*/\1/p' | head -2)
list=$(echo "$cases" | paste -sd, -)
says '2 cases: tag' carrel --as ana tag --cases "$list" vip,urgent
says '"count": *2' carrel --json --as ana close --cases "$list"
says 'No case is like that' carrel --as ana cases tag:urgent
says 'Undone: closed, on' carrel --as ana undo
says 'urgent' carrel --as ana cases tag:urgent --columns case,tags
refuses '11111111' carrel --as ana tag --cases "$list,11111111" late
says 'No case is like that' carrel --as ana cases tag:late

# ---- the limit ----
printf 'format: carrel-config/1\ndesk:\n  open_limit: 1\n' >limit.yaml
free=$(carrel --json --as ana cases owner:nobody | sed -n 's/.*"case": *"\([0-9]*\)".*/\1/p' | head -1)
refuses 'You own [0-9]+ open cases?, as many as one may' carrel -c limit.yaml --as ana take "$free"
refuses 'Only a supervisor may go over' carrel -c limit.yaml --as ana take "$free" --over-limit
says 'Call: ' carrel -c limit.yaml --as ana next # a caller is answered all the same
says 'Undone' carrel --as ana undo
says "$(echo "$free" | cut -c1-3) " carrel --as ana take "$free" # without a limit
says 'Undone' carrel --as ana undo

other=$(carrel --json --as hugo cases owner:me status:waiting_us,waiting_customer | tr "," "\n" | sed -n "s/.*\"case\": *\"\([0-9]*\)\".*/\1/p" | tail -1)
refuses 'You own [0-9]+ open cases?, as many as one may' carrel -c limit.yaml --as ana steal "$other" 'Bo is away'
refuses 'Only a supervisor may go over' carrel -c limit.yaml --as ana steal "$other" 'Bo is away' --over-limit
refuses 'You may read it, write a note, or join' carrel --as pau steal "$other" 'Bo is away'
says 'is yours now' carrel --as ana steal "$other" 'Bo is away' # without a limit
says 'Undone' carrel --as ana undo
says 'is yours now' carrel -c limit.yaml --as marta steal "$other" 'Bo is away' --over-limit
says 'Undone' carrel --as marta undo

# ---- whose case it is: one table for all of them ----
refuses 'Take it over first, with a reason: steal' carrel --as ana close "$other"
refuses 'Take it over first' carrel --as ana snooze "$other" 2h
refuses 'Take it over first' carrel --as ana transfer "$other" --queue tech --reason a --summary b --told c
says 'Noted on' carrel --as ana note "$other" 'Seen by Ana'
says 'Undone' carrel --as ana undo
says 'root cause Service outage' carrel --as ana cause "$other" outage
says 'Undone' carrel --as ana undo
refuses 'You may read it, write a note, or join' carrel --as pau close "$other"
refuses 'You may read it, write a note, or join' carrel --as pau cause "$other" outage
says 'Noted on' carrel --as pau note "$other" 'Seen by Pau'
says 'Undone' carrel --as pau undo
says 'is closed' carrel --as marta close "$other"
says 'Undone' carrel --as marta undo
says 'back at' carrel --as marta snooze "$other" 2h
says 'Undone' carrel --as marta undo
refuses 'This is not for trainees: act on several cases' carrel --as pau tag --cases "$list" vip
refuses 'This is not for trainees: make one customer of two' carrel --as pau merge 1 2
refuses 'This is not for trainees: make a case part' carrel --as pau case-merge "$other" "$free"
says 'make one customer of two +any +never +any' carrel rights
says '"act": *"close"' carrel --json rights

# ---- what leaves the building ----
one=$(echo "$cases" | head -1)
refuses 'nothing written' carrel --as ana reply "$one"
says 'goes out in 15 s. outbox cancel' carrel --as ana reply "$one" 'It is on its way.' --to m@example.org
says 'm@example.org' carrel --as ana outbox list
says '0 messages went out' carrel --as ana outbox send
id=$(carrel --json --as ana outbox | sed -n 's/.*"id": *\([0-9]*\).*/\1/p' | head -1)
says 'nothing went to m@example.org' carrel --as ana outbox cancel "$id"
refuses 'Nothing with number' carrel --as ana outbox cancel "$id"
says 'goes out' carrel --as ana reply "$one" 'It is on its way.' --to m@example.org
CARREL_NOW=2026-11-19T14:05:20Z
says '1 message went out' carrel --as ana outbox send
says 'It is on its way' carrel --as ana show "$one"
says 'Nothing waits' carrel --as ana outbox list

# ---- looked at ----
says '.' carrel --as ana recent
says '.' carrel --as ana drafts

# ---- a console that was cut off: what becomes of its note is asked ----
cat >write.script <<'END'
sign-on ana
press F2
expect 3 Case
press 3
type Written before the lights went out.
tick 2000
END
cat >after.script <<'END'
sign-on ana
expect The console was cut off while you were writing
expect Written before
press 3
expect-not Written before
drafts
expect Written before
press 1
expect Written before
END
cat >calm.script <<'END'
sign-on ana
expect-not was cut off
END
says '^' carrel --script write.script
says '^' carrel --script calm.script
draft=$(find "$HOME" -path '*drafts*' -name '*-item-*.txt' | head -1)
echo 4194300 >"${draft%-item-*}.open" # nobody has that number
says '^' carrel --script after.script
says '^' carrel --script calm.script

finish
