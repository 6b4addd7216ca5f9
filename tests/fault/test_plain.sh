#!/bin/sh
# test_plain.sh BUILD - carrel --plain: a call from ring to next as a transcript, every command of the
# table reached, not one byte that a braille line could not show, the note kept through kill -9, and
# what happens meanwhile said between lines, never inside one.
# CARREL_GOLDEN_UPDATE=1 blesses the transcript anew; read the diff before you commit it.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
here=$root/tests/fault
pid=
at_end='[ -z "$pid" ] || kill "$pid" 2>/dev/null'
cd "$tmp" || exit 1
now=2026-11-19T14:05:00Z

mkdir -p "$HOME/.config/carrel/texts"
# A text of its own, so that the transcript holds wherever the program was built.
cat >"$HOME/.config/carrel/texts/own.yaml" <<'Y'
format: carrel-texts/1
texts:
  - id: fibre.street
    short: street
    title: {en: Fibre repaired from the street}
    for: [call, note]
    blanks: {amount: {ask: Amount, type: money}}
    text:
      en: We repair it from the street. You get {amount} back on case {case.number}.
  - id: fibre.promise
    short: promise
    title: {en: A day is promised}
    for: [call, note]
    blanks:
      amount: {ask: {en: How much is refunded}, type: money}
      way: {ask: {en: By what}, type: choice, choices: [post, courier]}
    then: [tag billing, outcome waiting_us]
    text:
      en:
        formal: "You are owed {amount}. It comes by {way}; {amount} is on the next bill."
        casual: "We owe you {amount}. It comes by {way}; {amount} is on your next bill."
Y

plain() { # lines on standard input; the answer in said
	timeout 30 env CARREL_NOW=$now "$carrel" -s centre.db --plain "$@" >said 2>err
	status=$?
	[ -s err ] && wrong "something on standard error: $(head -2 err)"
	return $status
}
shown() {
	grep -qF -- "$1" said
}
clean() { # no control byte but the newline, no DEL, no C1
	! LC_ALL=C tr -d '\n' <"$1" | LC_ALL=C grep -q "$(printf '[\001-\037\177]')" &&
		! LC_ALL=C grep -q "$(printf '\302[\200-\237]')" "$1"
}

CARREL_NOW=$now "$carrel" demo --into centre.db --size small --seed 1 >/dev/null || exit 1
cp centre.db whole.db

# ---- a call from ring to next ----
plain <"$here/plain/call.lines"
check 'the call ends with status 0' test "$status" -eq 0
if [ "${CARREL_GOLDEN_UPDATE:-}" = 1 ]; then
	cp said "$here/plain/call.said"
fi
if ! diff "$here/plain/call.said" said >differs; then
	wrong 'the transcript of a call has changed:'
	head -30 differs
fi
check 'the call says no control byte' clean said
printf 'a\033[1mb\n' >esc
check 'control: an escape would have been seen' sh -c "! LC_ALL=C grep -qv \"\$(printf '\\033')\" esc"

# ---- texts: why they fit, another wording, blanks checked, what they propose, one's own ----
cp whole.db centre.db
plain <"$here/plain/texts.lines"
check 'the texts end with status 0' test "$status" -eq 0
check 'why a text fits is said' grep -qE '^1\. .*: used [0-9]+×' said
check 'other wordings are read' shown '2. en, casual: “We owe you'
check 'a blank has its question and an example' shown 'How much is refunded (12,50 €): soon'
check 'what is refused is told' shown '“soon” is no amount'
check 'and kept when it is said again' shown 'You are owed soon. It comes by courier; soon is'
check 'a choice is taken by its number' shown 'By what (1 post  2 courier): 2'
check 'an empty line leaves a blank open' shown 'We owe you {amount}. It comes by post'
check 'what a text proposes is told' shown 'Proposed to do next'
check 'and asked for at outcome' shown '2. Leave out: tag billing'
check 'what cannot be saved is kept' shown 'What you wrote is kept'
check 'one of the own is saved' shown 'Saved among your own texts: Router away'
check 'and can be put in' shown 'The router goes back by {which_day}'
check 'its own blank is asked for' shown 'which day: '
check 'the texts say no control byte' clean said

cp whole.db centre.db
printf 'sign-on ana\ntext show fibre.promise --language en --tone casual --level simple\n%s\n' \
	'text placeholders' | plain
check 'a text says which wording it is and why' \
	shown '-- en, casual; there is no wording that is simple'
check 'placeholders are listed with what they say' \
	grep -qE "^\{customer\.first\} +The customer's first name" said

# ---- a name that is asked for, with nobody on the line ----
cp whole.db centre.db
printf 'sign-on marta\ncustomer\nJoana Pla\n' | plain
check 'the name is kept as it was said' grep -qx 'Joana Pla is new here\.' said

# ---- a case in numbers: what was promised, its name, cause and steps, split and linked ----
cp whole.db centre.db
plain <"$here/plain/case-acts.lines"
check 'a follow-up asks what came of it' shown '1. Done as promised'
check 'and is closed by a number' shown 'Closed. “undo” takes it back.'
check 'a name stands there to be changed' shown 'Now: Sube la cuota al acabar la promoción.'
check 'a name is taken as it was said' shown '665 4430-0: Invoice not at the new address. “undo” takes it back.'
check 'causes have numbers' shown 'root cause Our own mistake. “undo” takes it back.'
check 'another word is refused with the list' shown 'is no root cause here. There are: billing_error'
check 'a step is skipped for a reason' shown '0 of 1 steps are left'
check 'an empty line splits nothing' test "$(grep -c 'is open: ' said)" -eq 1
check 'a contact gets a case of its own' shown 'is open: Discount. “undo” takes it back.'
check 'another case is found by words' shown 'Overcharged on invoice F2026-64326'
check 'and is what this one is part of' shown '665 4430-0 part of 596 1333-7. “undo” takes it back.'
check 'which can be gone to' shown '7. part of 596 1333-7'
check 'the acts say no control byte' clean said

# ---- hostile text stays text ----
cp whole.db centre.db
printf 'sign-on ana\ngo\nnote\nred \033[31m \007 \302\233 \177 end\n.\nread-note\n' | plain
check 'the note with an escape is shown' shown 'end'
check 'and it is clean' clean said

# ---- every command ----
cp whole.db centre.db
printf 'sign-on marta\nhelp\n' | plain
"$carrel" --dump-docs commands 2>/dev/null | grep -oE '^\.B[IR]? "?[a-z-]+|^\.SS [a-z-]+' |
	grep -oE '[a-z-]+$' | sort -u >documented
sed -n 's/^\([a-z?-]*\)\( [^:]*\)*: .*/\1/p' said | sort -u >helped
sed -n 's/^CMD(\(.*\))$/\1/p' "$here/../../src/cmd/commands.def" | sort >table
check 'the table of commands is read' test "$(wc -l <table)" -gt 40
for entry in $(cat table); do
	name=$(sed -n "/cmd_${entry}_entry = {/,/^};/p" "$here"/../../src/cmd/cmd_*.c |
		sed -n 's/^\t\.name = "\(.*\)",$/\1/p')
	flags=$(sed -n "/cmd_${entry}_entry = {/,/^};/p" "$here"/../../src/cmd/cmd_*.c |
		grep -F '.flags')
	seen=$((seen + 1))
	case $flags in *CMD_HIDDEN*) continue ;; esac
	grep -qxF -- "$name" helped || wrong "help does not name $name"
	cp whole.db centre.db
	printf 'sign-on marta\n%s\n' "$name" | plain
	shown 'there is no command' && wrong "$name is not known"
	case $name in
	demo | init) # they open a console of their own: it is lines, too
		shown 'works only in a shell' || wrong "$name does not say where it works" ;;
	*) shown 'works only in' && wrong "$name is not reached" ;;
	esac
	clean said || wrong "$name says a control byte"
done
printf 'sign-on marta\nnonsense\n' | plain
check 'control: a word that is no command is refused' shown 'there is no command'
printf '' | timeout 20 "$carrel" --plain practice first-call >said 2>err
if grep -q 'no scenarios' err; then
	echo 'skip: no scenarios beside this build; practice was left out'
else
	check 'practice is played line by line' shown 'Nobody real is on the line'
fi

# ---- who is it: asked line by line, then proved or only said ----
cp whole.db centre.db
printf 'sign-on ana\nidentify\nPeter Jackson\n\n\n\n\n1\n' | plain
check 'who is it asks for the name' shown 'Name, as it sounds: Peter Jackson'
check 'and for the birthday' shown 'Born: '
check 'those who fit have numbers' grep -qE '^1\. Peter Jackson, 100%' said
check 'with nobody in hand they are shown' shown 'Peter Jackson'
printf 'sign-on ana\ngo\nidentify\nPeter Jackson\n\n\n\n\n1\n2\n' | plain
check 'with a caller it asks whether they proved it' shown 'They proved it'
check 'and says who it is' shown 'On the line: Peter Jackson, verified by you now'
printf 'sign-on ana\nidentify\n\n\n\n\n\nidentify\nXqzw Vvvwq\n\n\n\n\n' | plain
check 'control: nothing heard looks for nobody' shown 'Nothing was heard'
check 'control: nobody fits' shown 'Nobody we know is like that'

# ---- what is known of a customer, and two who are one: said, and chosen by a number ----
cp whole.db centre.db
printf 'sign-on ana\ngo\ncustomer-box\ncustomer-set standing former\nidentity add @paco\ncustomer-box\n' | plain
check 'each field is said with the words that change it' \
	grep -qE '^Standing: Customer\. To change it: customer-set standing' said
check 'what was changed is said' grep -qE '^Standing: Former customer\.' said
check 'a name on a network as well' grep -qE '^Name on a network: @paco' said
printf 'sign-on ana\ncustomer Zoila Zumarraga --mail zoila@example.org\ncustomer Zoyla Sumarraga --mail zoyla@example.org\n' | plain
"$carrel" -s centre.db --as ana --json find zoila zumarraga >found 2>/dev/null
zoila=$(sed -n 's/^ *"customer_id": \([0-9]*\),$/\1/p' found | head -1)
printf 'sign-on ana\nmerge %s\n1\n1\n' "$zoila" | plain
check 'who may be the same has a number' grep -qE '^1\. Zoyla Sumarraga' said
check 'both are said' shown 'Two who are one: which goes on'
check 'and the chosen one goes on' grep -qE 'is now Zo.la .umarraga' said
printf 'sign-on ana\nmerge %s\n' 1 | plain
check 'control: nobody is like that' shown 'Nobody is like that'

# ---- practice and back, in one pipe ----
if carrel_share=$("$carrel" practice --list 2>/dev/null) && [ -n "$carrel_share" ]; then
	cp whole.db centre.db
	printf 'sign-on ana\npractice\n1\nquit\nread-note\nquit\n' | plain
	check 'the lessons are offered' shown 'Your first call'
	check 'practice begins' shown 'Practice: nobody real is on the line.'
	check 'and the desk comes back' grep -qF 'You are Ana' said
	printf 'sign-on ana\ngo\npractice\n' | plain
	check 'never away from a caller' shown 'You have something in hand'
else
	echo 'skip: no scenarios beside this build; practice from the desk was left out'
fi

# ---- a password is asked for and not repeated ----
cp whole.db centre.db
hash=$(perl -e 'print crypt("secret-7", "\$6\$salt")' 2>/dev/null)
if [ -n "$hash" ] && command -v python3 >/dev/null; then
	python3 - "$hash" <<'P' || wrong 'no password could be set'
import sqlite3, sys
with sqlite3.connect("centre.db") as db:
    db.execute("update agent set password_hash = ? where login = 'ana'", (sys.argv[1],))
P
	printf 'sign-on ana\nwrong-7\nsign-on ana\nsecret-7\n' | plain
	check 'the password is asked for' shown 'Password: '
	check 'a wrong one is refused' shown 'That password is not right'
	check 'the right one signs on' shown 'Good day, Ana'
	check 'neither is shown' sh -c '! grep -qE "(secret|wrong)-7" said'
else
	echo 'skip: no perl or python3; passwords were left out'
fi

# ---- the note outlives kill -9; news come between lines ----
cp whole.db centre.db
mkfifo in
"$carrel" -s centre.db --plain <in >live 2>err &
pid=$!
exec 3>in
until_said() { # the words, at most 5 s
	n=0
	while ! grep -qF -- "$1" live; do
		n=$((n + 1))
		[ $n -gt 50 ] && return 1
		sleep 0.1
	done
}
printf 'sign-on bo\nwait\n' >&3
until_said 'Waiting. Whatever' || wrong 'wait does not wait'
"$carrel" -s centre.db call ring --queue tech --from +34600111222 >ring 2>&1 ||
	wrong "no call rings: $(cat ring)"
until_said '+34 600 111 222' || wrong 'a call rings and it is not said while waiting'
check 'in one line' test "$(grep -cF '600 111 222' live)" -eq 1
printf '\n' >&3
before=$(wc -c <live)
sleep 0.3
before=$(wc -c <live)
"$carrel" -s centre.db call ring --queue tech --from +34600333444 >ring 2>&1
sleep 1.5
check 'at the prompt nothing is said into the line' test "$(wc -c <live)" -eq "$before"
printf '\n' >&3
until_said '+34 600 333 444' || wrong 'it is not said before the next prompt either'
printf 'go\nnote\nkept through the worst\n' >&3
until_said 'kept through the worst' || wrong 'the note is not taken'
printf 'note\n.\ninsert fibre.promise\n12.5\n\nstaged drop 1\n' >&3
until_said '1 outcome waiting_us' || wrong 'what a text proposes cannot be left out'
sleep 0.2
kill -9 "$pid"
wait "$pid" 2>/dev/null
pid=
exec 3>&-
printf 'sign-on bo\nread-note\nstaged\n' | timeout 20 "$carrel" -s centre.db --plain >said 2>err
check 'the note is back after kill -9' shown 'kept through the worst'
check 'the text in it, too' shown '12,50 €'
check 'and what it proposes' shown '1 outcome waiting_us'
check 'but not what was left out' sh -c '! grep -q "tag billing" said'

# ---- a transfer asks for what whoever takes over has to know ----
printf 'outcome transfer\n1\nThey wait\n\nA call today\ncustomer Nora Pi\n' | plain --as bo
check 'not for somebody nobody knows' shown 'Nobody is chosen yet'
printf 'outcome transfer\n1\n\noutcome transfer\n1\nThey "see" it\n\nA call today\n' | plain --as bo
check 'an empty why leaves it' shown 'Nothing was given away'
check 'the first line of the note is offered' shown 'An empty line takes: kept through the worst'
check 'it goes with its three lines' shown 'Done: Transfer'

finish
