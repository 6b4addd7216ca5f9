#!/bin/sh
# test_verbs.sh BUILD - verbs of the shell that no day at a desk needs: the telephone's words, two customers
# made one, colleagues, own texts, help, a demo of one's own. Each once as meant, and once with a slip, which
# has to be refused before it does anything.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
export CARREL_NOW=2026-11-19T14:05:00Z
cd "$tmp" || exit 1
carrel() { timeout 30 "$build/carrel" -s c.db "$@"; }
# unchanged REGEX COMMAND...: refused, whatever the status, and no change set more than before.
sets() { carrel --json doctor | sed -n 's/.*"change_sets": *\([0-9]*\).*/\1/p'; }
unchanged() {
	regex=$1 before=$(sets)
	shift
	run "$@"
	[ "$rc" -ne 0 ] || wrong "$*" 'was not refused'
	grep -qE "$regex" "$tmp/err" || wrong "$*" "no sentence with $regex"
	check "nothing is done by: $*" test "$(sets)" = "$before"
}

"$build/carrel" demo --into c.db --size small --seed 1 >/dev/null || exit 1
check 'change sets are counted' test "$(sets)" -gt 10

# ---- the telephone ----
says 'Ringing in Billing' carrel call ring --queue billing --from +34600111222 --id pbx-9
unchanged 'There is no call to hold' carrel call hold --id pbx-9
says 'has ended' carrel call end --id pbx-9
unchanged 'no call on the line' carrel call end --id pbx-9
unchanged 'is not in the store' carrel call end --id pbx-none
unchanged 'usage: carrel call' carrel call frobnicate
says 'Call: ' carrel --as ana next
says 'On hold' carrel --as ana call hold
says 'Back on the line' carrel --as ana call hold
says 'ended' carrel --as ana call end

# ---- what came of it, with a claim that is not one ----
unchanged 'fence.*not .soon.' carrel --as ana outcome solved --fence soon
unchanged 'taken over|no longer|meanwhile|somebody' carrel --as ana outcome solved --fence 999
says 'Done: Solved' carrel --as ana outcome solved --note 'Said so.'

# ---- two that are one ----
says 'is now .*unmerge 1 parts them' carrel --as marta merge 1 2
says 'somebody of their own again' carrel --as marta unmerge 1
unchanged 'usage: carrel merge' carrel --as marta merge 1
unchanged '.2x. is not a customer' carrel --as marta merge 1 2x
unchanged 'is not a customer' carrel --as marta unmerge ''
unchanged 'no customer with the number 99999' carrel --as marta unmerge 99999
says 'E-mail|Telephone' carrel --as ana show --customer 2
unchanged '.2x. is not a customer' carrel --as ana show --customer 2x
says 'Call|Callback|Case' carrel --as ana next
unchanged '.2x. is not a customer' carrel --as ana attach --customer 2x
unchanged '.-1. is not a customer' carrel --as ana identified -1
says 'On the line' carrel --as ana identified 2
says 'Done' carrel --as ana outcome wrong_number

# ---- undo takes the last thing, or the one that is named; a slip takes nothing ----
says 'Said to Bo Larsen' carrel --as ana tell bo 'Where is the van?'
unchanged 'usage: carrel undo' carrel --as ana undo van
unchanged 'usage: carrel undo' carrel --as ana undo 0
unchanged 'usage: carrel undo' carrel --as ana undo 12x
says 'Where is the van' carrel --as bo tell
says 'Undone' carrel --as ana undo
says '^' carrel --as bo tell
check 'what was said is taken back' not grep -q 'Where is the van' "$tmp/out"

# ---- colleagues ----
says 'Said to [0-9]+ colleagues' carrel --as ana tell team 'Lunch at two'
says 'Lunch at two' carrel --as bo tell
unchanged 'no agent .nobody.' carrel --as ana tell nobody hi
says 'Eva Roca can sign on' carrel --as marta user add eva 'Eva Roca' --queues billing,tech
says 'eva +Eva Roca' carrel user list
says 'Call: |Case: |Nobody is waiting' carrel --as eva next
unchanged 'no queue .nowhere.' carrel --as marta user add eve Eve --queues nowhere

# ---- own texts ----
says 'Saved among your own texts' carrel --as ana text save own.bye --title Bye --text 'Bye {customer.first}'
says 'Bye' carrel --as ana text list bye
says 'Removed' carrel --as ana text remove own.bye
unchanged 'no text .own.bye.' carrel --as ana text remove own.bye

# ---- every placeholder says what it promises ----
fresh() { timeout 30 "$build/carrel" -s d.db --as "$who" "$@"; }
who=admin
printf 'name,phone,language\nMarta Soler Vidal,+34600123456,en\n' >one.csv
says 'ready' "$carrel" init d.db
says 'Ana Prat' fresh user add ana 'Ana Prat Mas'
says '1 new' fresh import customers one.csv
who=ana
says 'Ringing' fresh call ring --queue general --from +34600123456
says 'Marta' fresh next
says '^' fresh --json case 'Fibre is down'
number=$(sed -n 's/.*"number": *"\([0-9]*\)".*/\1/p' "$tmp/out" | head -1)
shown=$(echo "$number" | sed 's/\(...\)\(....\)\(.\)/\1 \2-\3/')
says 'Saved' fresh text save own.all --title All --text '<{agent.first}|{agent.name}|{case.number}|{case.subject}|{customer.first}|{customer.language}|{customer.last}|{customer.name}|{now}|{queue.title}|{today}>'
fresh text placeholders | sed -n 's/^{\([a-z.]*\)}.*/\1/p' | grep -vxF -e case.due -e centre.name >named
check 'none was left out' test "$(grep -c . named)" -eq 11
says "<Ana[|]Ana Prat Mas[|]$shown[|]Fibre is down[|]Marta[|]English[|]Soler Vidal[|]Marta Soler Vidal[|]15:05[|]General[|]19/11/2026>" \
	fresh text show own.all --language en

# ---- help ----
says 'carrel tag .*Put tags' carrel help tag
says 'ready .*next .*take ' carrel help
unchanged 'no command .nosuch.' carrel help nosuch
says 'F1 +keys' carrel --as ana keys
says 'No problem' carrel --as ana keys check

# ---- import: what is wrong is listed, with its line ----
printf 'name,phone\nMarta Soler,+34600123456\nJoan Pi,none\n' >bad.csv
unchanged 'line 3' carrel --as marta import customers bad.csv
says '1 new.*1 left out.*bad.csv:3: |bad.csv:3: .*1 left out' carrel --as marta import customers bad.csv --skip-bad

# ---- a demo of one's own, where it is kept when nobody says ----
refuses 'A centre with .*needs a terminal' "$build/carrel" demo --size small --seed 2
check 'it is there all the same' test -s "$HOME/.local/state/carrel/demo.db"
finish
