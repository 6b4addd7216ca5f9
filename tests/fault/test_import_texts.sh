#!/bin/sh
# test_import_texts.sh BUILD - other help desks' replies: each fixture comes in as texts without a
# problem, a dry run and a second run write no byte, and what is wrong is refused in one sentence.
set -u
build=${1:-${CARREL_BUILD:-build/release}}
fixtures=$(cd "$(dirname "$0")/../fixtures/import-texts" && pwd) || exit 1
tmp=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
cp "$build/carrel" "$tmp/carrel" || exit 1
mkdir "$tmp/home" "$tmp/d"
carrel=$tmp/carrel
export HOME="$tmp/home" LC_ALL=C.UTF-8 TZ=UTC USER=admin
unset CARREL_STORE CARREL_AGENT CARREL_NOW CARREL_CONFIG NO_COLOR LANGUAGE
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR
cd "$tmp/d" || exit 1
failed=0 seen=0

sums() {
	find "$tmp/d" "$tmp/home" -type f -exec sha256sum {} + 2>/dev/null | sort -k 2
}
wrong() {
	echo "FAIL $1: $2"
	sed 's/^/  said: /' "$tmp/err"
	failed=$((failed + 1))
}
# refused NAME STATUS 'REGEX' ARGUMENTS...: one line on standard error, nothing else, no byte written.
refused() {
	name=$1 status=$2 regex=$3
	shift 3
	seen=$((seen + 1))
	before=$(sums)
	timeout 20 "$carrel" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	rc=$?
	[ "$rc" -eq "$status" ] || wrong "$name" "status $rc, not $status"
	grep -qE "^carrel: .*($regex)" "$tmp/err" || wrong "$name" "no sentence with: $regex"
	[ "$(wc -l <"$tmp/err")" -eq 1 ] || wrong "$name" "not one line"
	[ -s "$tmp/out" ] && wrong "$name" "standard output is not empty"
	[ "$(sums)" = "$before" ] || wrong "$name" "a file was changed"
}
# says NAME 'REGEX' ARGUMENTS...
says() {
	name=$1 regex=$2
	shift 2
	seen=$((seen + 1))
	timeout 20 "$carrel" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || wrong "$name" "status $?"
	grep -qE "$regex" "$tmp/out" || wrong "$name" "no answer with: $regex"
}

# ---- every system's fixture: told whose it is, dry, in, and again ----
while read -r file label new; do
	folder=in-${file%.*}
	says "$file, dry" "Read as .*$label" import texts "$fixtures/$file" --into "$folder" --dry-run
	[ -e "$folder" ] && wrong "$file" 'a dry run made the folder'
	says "$file" "^$new new, 0 changed, 0 known" import texts "$fixtures/$file" --into "$folder"
	before=$(sums)
	says "$file, again" "^0 new, 0 changed, $new known" import texts "$fixtures/$file" --into "$folder"
	[ "$(sums)" = "$before" ] || wrong "$file" 'the second run wrote something'
	printf 'format: carrel-config/1\ntexts: [%s]\n' "$tmp/d/$folder" >check.yaml
	timeout 20 "$carrel" -c check.yaml text check >"$tmp/out" 2>"$tmp/err"
	grep -q "$folder" "$tmp/out" || wrong "$file" 'text check does not see the folder'
	grep -E "$folder.*: error:" "$tmp/out" | grep -v 'missing-language' && wrong "$file" 'text check has errors'
done <<E
zammad.csv Zammad 4
chatwoot.json Chatwoot 2
freescout.json FreeScout 2
osticket.yaml osTicket 2
plain.csv table 2
frappe.json Frappe 2
uvdesk.csv UVdesk 1
znuny.csv Znuny 2
salesforce.csv Salesforce 1
responses.yaml responses 1
E

# ---- by standard input, with a map, in JSON ----
seen=$((seen + 1))
"$carrel" --json import texts - --into in-stdin <"$fixtures/zammad.csv" >"$tmp/out" 2>"$tmp/err" ||
	wrong 'standard input' "status $?"
for key in '"from": *"zammad"' '"created": *4' '"errors": *0' '"written": *true' \
	'"kind": *"placeholder"' '"about": *"#{ticket.organization.name}"' '"line": *5'; do
	grep -qE "$key" "$tmp/out" || wrong 'JSON' "no $key"
done
cat >map.yaml <<E
format: carrel-import-map/1
placeholders: {ticket.organization.name: customer.name}
categories: {Logistics: delivery}
E
says 'a map' 'delivery.yaml' import texts "$fixtures/zammad.csv" --into in-map --map map.yaml
grep -q 'organization' "$tmp/err" && wrong 'a map' 'the mapped placeholder is still listed'
printf 'Nombre,Cuerpo\nHola,Buenas\n' >own.csv
says 'columns' '1 new' import texts own.csv --from csv --map Nombre=title,Cuerpo=text --lang es \
	--into in-own
grep -q 'es: Buenas' in-own/*.yaml || wrong 'columns' 'not in the language that was given'

# ---- out ----
says 'export' '[0-9]+ texts' export texts out.csv --texts-in in-zammad
head -1 out.csv | grep -q '^id,short,title,language,' || wrong 'export' 'no header'
for format in json yaml html; do
	says "export $format" . export texts - --format $format --texts-in in-zammad
done
says 'export of one language' 'Lamento' export texts - --format csv --language es --texts-in in-zammad
grep -q 'I am sorry' "$tmp/out" && wrong 'export of one language' 'it holds another one'

# ---- what is wrong ----
printf 'name,content\n"open,quote\n' >cut.csv
printf '[{"short_code": "a", "content"' >cut.json
printf '\000\001\002\377\376' >binary.csv
: >empty.csv
printf 'a,b\n1,2\n' >strange.csv
printf 'name,content\nGood,Text\nBad,\n' >bad.csv
printf -- '- title: a\n  response: [\n' >broken.yaml
mkdir broken
printf 'format: carrel-texts/1\ntexts: 5\n' >broken/own.yaml
printf 'format: carrel-import-map/1\nplaceholder: {a: b}\n' >badmap.yaml
refused 'cut off' 1 'cut.csv.*(cut off|quote)' import texts cut.csv --into x
refused 'JSON cut off' 1 'cut.json.*cut off' import texts cut.json --into x
refused 'binary' 1 'binary.csv.*UTF-8' import texts binary.csv --into x
refused 'empty' 1 'empty.csv.*no texts' import texts empty.csv --into x
refused 'strange columns' 1 'strange.csv.*--from' import texts strange.csv --into x
refused 'not of that system' 1 'osTicket' import texts "$fixtures/zammad.csv" --from osticket --into x
refused 'a bad row' 1 'bad.csv:3.*--skip-bad' import texts bad.csv --into x
refused 'broken YAML' 1 'broken.yaml:[0-9]+' import texts broken.yaml --into x
refused 'a broken folder' 1 'own.yaml:2' import texts "$fixtures/zammad.csv" --into broken
refused 'into a file' 1 'bad.csv is a file' import texts "$fixtures/zammad.csv" --into bad.csv
refused 'no such file' 1 'none.csv' import texts none.csv --into x
refused 'unknown system' 1 '--from .*zammad' import texts bad.csv --from lotus --into x
refused 'no language' 1 'english.*es or ca' import texts bad.csv --lang english --into x
refused 'a bad map' 1 'badmap.yaml:2.*placeholders' import texts bad.csv --map badmap.yaml --into x
refused 'no such map' 1 'nomap' import texts bad.csv --map nomap --into x
refused 'unknown format' 1 '--format .*html' export texts x.pdf --format pdf
refused 'no text in it' 1 'no text in that language' export texts x.csv --language de \
	--texts-in in-zammad
refused 'no such folder' 1 'nowhere' export texts x.csv --texts-in nowhere
refused 'what to export' 2 'usage: carrel export' export frogs x.csv
says 'the control: the rest of it' '1 new.*1 wrong' import texts bad.csv --skip-bad --into x

if [ "$(id -u)" -ne 0 ]; then
	mkdir locked
	chmod 555 locked
	refused 'no leave to write' 1 'locked' import texts "$fixtures/zammad.csv" --into locked
fi

[ "$failed" -eq 0 ] && echo "ok   import of texts: $seen commands"
[ "$failed" -eq 0 ]
