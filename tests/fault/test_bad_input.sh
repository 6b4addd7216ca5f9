#!/bin/sh
# test_bad_input.sh BUILD - what is broken, foreign, newer, unwritable, missing or no terminal is refused
# in one clear sentence with a status that scripts can see, and no byte of any file is touched.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
mkdir "$tmp/d"
# Where a user without rights can run it.
cp "$carrel" "$tmp/carrel" || exit 1
carrel=$tmp/carrel
watched="$tmp/d $HOME/.config"
cd "$tmp/d" || exit 1

works 'a store to work on' 'ready' "$carrel" init good.db
works 'somebody in it' 'Ana Prat' "$carrel" -s good.db user add ana Ana Prat

# ---- files that are no store ----
printf 'Dear diary, this is text.\n' >text.db
: >empty.db
mkdir folder.db
head -c 4096 good.db >cut.db
if command -v python3 >/dev/null; then
	python3 - <<'P'
import shutil, sqlite3
c = sqlite3.connect("foreign.db")
c.execute("create table bookmarks(url)")
c.execute("insert into bookmarks values ('x')")
c.commit()
c.close()
shutil.copy("good.db", "newer.db")
c = sqlite3.connect("newer.db")
c.execute("pragma user_version = 9999")
c.commit()
c.close()
P
	for what in queue init; do
		refused "foreign, $what" 1 "foreign.db.*another program's" "$carrel" -s foreign.db $what
		refused "newer, $what" 1 'newer.db.*9999.*newer carrel' "$carrel" -s newer.db $what
	done
	refused 'newer, console' 1 'newer.db.*newer carrel' "$carrel" -s newer.db --script /dev/null
else
	echo 'no python3: a foreign and a newer store were left out'
fi
for what in queue init; do
	refused "text, $what" 1 'text.db.*no database' "$carrel" -s text.db $what
	refused "folder, $what" 1 'folder.db.*is a folder' "$carrel" -s folder.db $what
done
refused 'cut off' 1 'cut.db' "$carrel" -s cut.db queue
refused 'empty' 1 'empty.db.*init' "$carrel" -s empty.db queue
refused 'missing' 1 'no store at.*missing.db.*init' "$carrel" -s missing.db queue
[ -e missing.db ] && wrong missing 'a store was made by looking for it'
refused 'missing folder' 1 'no folder' "$carrel" init nowhere/x.db
refused 'no default store' 1 'no store yet.*carrel init.*carrel demo' "$carrel" queue
refused 'no server' 1 'does not answer' "$carrel" -s "postgres://x@/y?host=$tmp/d" queue
refused 'no address' 1 'mysql.*no address of a store' "$carrel" -s 'mysql://x/y' queue
ln -s good.db link.db
refused 'a link' 1 'link.db.*is a link' "$carrel" -s link.db queue
works 'a second look' 'ana' "$carrel" -s good.db user list

# ---- unwritable ----
if [ "$(id -u)" -eq 0 ]; then
	as_nobody="setpriv --reuid 65534 --regid 65534 --clear-groups"
	$as_nobody true 2>/dev/null || as_nobody=
else
	as_nobody=env
fi
if [ -n "$as_nobody" ]; then
	mkdir closed
	chmod 555 closed
	cp good.db readonly.db
	chmod 444 readonly.db
	chmod 755 "$tmp/d"
	refused 'unwritable folder' 1 'closed' $as_nobody "$carrel" init closed/x.db
	refused 'unwritable folder of a store' 1 'cannot be written' $as_nobody "$carrel" -s good.db queue
	mkdir open
	chmod 777 open "$HOME"
	works 'a store of theirs' 'ready' $as_nobody "$carrel" init open/own.db
	refused 'backup, unwritable folder' 1 'closed' \
		$as_nobody "$carrel" -s open/own.db backup closed/b.db
	cp good.db open/readonly.db
	chmod 444 open/readonly.db
	refused 'unwritable store' 1 'not write to the store.*readonly.db' \
		$as_nobody "$carrel" -s open/readonly.db queue
else
	echo 'no setpriv: unwritable folders were left out'
fi
refused 'backup over a file' 1 'text.db' "$carrel" -s good.db backup text.db

# ---- data ----
printf 'name,phone\n"Ana Prat,+34600123456\n' >cut.csv
printf 'name,phone\nMarta Soler,+34600123456\nJoan Pi,not a number\n' >bad.csv
printf 'name,phone\nMarta Soler,+34600123456\n{"name":' >mixed.csv
printf '{"name":"Marta Soler","phone":"+34600123456"}\n{"name":"Joan P' >cut.jsonl
printf '\000\001\002\003binary\377\376' >binary.csv
: >empty.csv
printf 'colour,shape\nred,round\n' >strange.csv
refused 'CSV cut off' 1 'cut.csv.*cut off' "$carrel" -s good.db import customers cut.csv
refused 'CSV bad row' 1 'bad.csv.*nothing was written.*line 3' "$carrel" -s good.db import customers bad.csv
refused 'JSON cut off' 1 'cut.jsonl' "$carrel" -s good.db import customers cut.jsonl
refused 'binary' 1 'binary.csv' "$carrel" -s good.db import customers binary.csv
refused 'empty' 1 'empty.csv' "$carrel" -s good.db import customers empty.csv
refused 'strange columns' 1 'strange.csv' "$carrel" -s good.db import customers strange.csv
refused 'no such file' 1 'none.csv' "$carrel" -s good.db import customers none.csv
refused 'a folder' 1 'folder.db' "$carrel" -s good.db import customers folder.db
works 'nothing came of it' 'Nobody|Nothing|Kind' "$carrel" -s good.db find Marta
grep -q 'Soler' "$tmp/out" && wrong 'nothing came of it' 'half an import was written'
printf 'name,phone\nMarta Soler,+34600123456\n' >fine.csv
works 'the control: a good file' '1 new' "$carrel" -s good.db import customers fine.csv
works 'the control: it is there' 'Marta Soler' "$carrel" -s good.db find Marta

# ---- files that people write ----
mkdir -p "$HOME/.config/carrel/texts"
printf 'format: carrel-texts/1\ntexts:\n  - id: own.good\n    title: {en: Good}\n    text: {en: Fine.}\n' \
	>"$HOME/.config/carrel/texts/good.yaml"
printf 'format: carrel-texts/1\ntexts:\n  - id: own.bad\n    titel: [unclosed\n' \
	>"$HOME/.config/carrel/texts/broken.yaml"
before=$(sums)
"$carrel" -s good.db text check >"$tmp/out" 2>"$tmp/err" && wrong 'text check' 'was content'
grep -qE 'broken.yaml:[0-9]+:[0-9]+: ' "$tmp/out" || wrong 'text check' 'no file:line:column'
[ "$(sums)" = "$before" ] || wrong 'text check' 'a file was changed'
works 'the other texts stay' 'Good' "$carrel" -s good.db text list
printf 'expect Queue\n' >look.script
works 'the console opens all the same' '' "$carrel" -s good.db --as ana --script look.script
printf 'format: carrel-config/1\nstor: x\n' >bad.yaml
refused 'configuration' 1 'bad.yaml:2:1.*did you mean store' "$carrel" -c bad.yaml -s good.db queue
printf 'format: carrel-config/1\nui: {draft_ms: soon\n' >worse.yaml
refused 'configuration, no YAML' 1 'worse.yaml:[0-9]' "$carrel" -c worse.yaml -s good.db queue
refused 'configuration, check' 1 'bad.yaml:2:1' "$carrel" -c bad.yaml config check
printf 'format: carrel-config/1\n' >fine.yaml
works 'the control: a good one' 'No problem in fine.yaml' "$carrel" -c fine.yaml config check
works 'the control: none' 'built-in' "$carrel" config check
refused 'configuration, none' 1 'none.yaml' "$carrel" -c none.yaml -s good.db queue
printf 'frobnicate\n' >bad.script
refused 'script, a line not known' 1 'bad.script:1.*frobnicate' "$carrel" -s good.db --script bad.script
printf 'press F99\n' >key.script
refused 'script, a key not known' 1 'key.script:1.*F99' "$carrel" -s good.db --script key.script
refused 'script, none' 1 'none.script' "$carrel" -s good.db --script none.script

# ---- usage ----
refused 'unknown command' 2 'usage: .*frobnicate.*help' "$carrel" -s good.db frobnicate
refused 'unknown option' 2 'usage: .*--frob.*help' "$carrel" --frob
refused 'option of a command' 2 'usage: carrel queue' "$carrel" -s good.db queue --frob
refused 'too many words' 2 'usage: carrel next' "$carrel" -s good.db --as ana next one two
refused 'too few words' 2 'usage: carrel note' "$carrel" -s good.db --as ana note
refused 'no value' 2 'usage: .*store' "$carrel" -s
refused 'size' 2 'usage: --size' "$carrel" --size 10 queue
refused 'kind of import' 2 'usage: carrel import' "$carrel" -s good.db import frogs fine.csv
refused 'user, no name' 2 'usage: carrel user' "$carrel" -s good.db user add bo
refused 'user, taken' 1 'ana.* is Ana Prat already' "$carrel" -s good.db user add ana Ana Other
refused 'call, no queue' 2 'usage: carrel call' "$carrel" -s good.db call ring
refused 'nobody' 1 'zoe.*--as' "$carrel" -s good.db --as zoe next
refused 'nobody, console' 1 'Nobody here.*zoe' "$carrel" -s good.db --as zoe --script look.script
refused 'nobody, import' 1 'zoe.*--as' "$carrel" -s good.db --as zoe import customers fine.csv
refused 'backup, no file' 1 'name of a file' "$carrel" -s good.db backup -
refused 'nobody, user' 1 'zoe.*--as' "$carrel" -s good.db --as zoe user add bea Bea
refused 'an agent, user' 1 'Only a supervisor' "$carrel" -s good.db --as ana user add eve Eve --role admin
refused 'an agent, import' 1 'Only a supervisor' "$carrel" -s good.db --as ana import customers fine.csv
refused 'no queue' 1 'no queue .*frogs' "$carrel" -s good.db call ring --queue frogs
refused 'no number' 1 '12.*country' "$carrel" -s good.db call ring --queue general --from 12
refused 'case number' 1 'not a case number' "$carrel" -s good.db show 12345678
refused 'nothing in hand' 1 'in hand' "$carrel" -s good.db --as ana outcome solved
refused 'no outcome' 1 'outcome.*frog' "$carrel" -s good.db --as ana outcome frog
refused 'nobody waits' 1 'Nobody is waiting' "$carrel" -s good.db --as ana next
refused 'a clock that is none' 1 'CARREL_NOW' env CARREL_NOW=yesterday "$carrel" -s good.db queue

# ---- terminals ----
refused 'no terminal' 1 'needs a terminal' "$carrel" -s good.db
refused 'no terminal, dumb' 1 'needs a terminal' env TERM=dumb "$carrel" -s good.db
# on_tty NAME 'REGEX' SETUP: the same, on a pseudo-terminal, where both streams are one.
on_tty() {
	seen=$((seen + 1))
	before=$(sums)
	timeout 20 script -qec "$3; exec '$carrel' -s good.db --as ana" /dev/null \
		>"$tmp/err" 2>&1 </dev/null
	rc=$?
	: >"$tmp/out"
	[ "$rc" -eq 1 ] || wrong "$1" "status $rc, not 1"
	grep -qE "^carrel: .*($2)" "$tmp/err" || wrong "$1" "no sentence with: $2"
	[ "$(wc -l <"$tmp/err")" -eq 1 ] || wrong "$1" 'not one line'
	grep -q "$(printf '\033')" "$tmp/err" && wrong "$1" 'an escape sequence was sent'
	[ "$(sums)" = "$before" ] || wrong "$1" 'a file was changed'
}
if command -v script >/dev/null; then
	on_tty '10x3' '[Tt]oo small: 10x3' 'stty cols 10 rows 3; export TERM=xterm'
	on_tty '1x1' '[Tt]oo small: 1x1' 'stty cols 1 rows 1; export TERM=xterm'
	on_tty 'dumb' 'TERM' 'stty cols 80 rows 24; export TERM=dumb'
	on_tty 'unknown' 'TERM' 'stty cols 80 rows 24; export TERM=no-such-thing'
	on_tty 'none' 'TERM' 'stty cols 80 rows 24; unset TERM'
else
	echo 'no script(1): terminals were left out'
fi

works 'after all that' 'every one as it was written' "$carrel" -s good.db audit verify
finish
