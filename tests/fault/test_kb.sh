#!/bin/sh
# test_kb.sh BUILD - the knowledge base as the shell has it: editions and what differs, receipts,
# searches without result, a draft from a case without what is personal, and a site with nothing on
# it that is not public.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
export CARREL_NOW=2026-11-19T14:05:00Z CARREL_TOUR=never
mkdir "$tmp/kb"
cd "$tmp" || exit 1
carrel() { timeout 30 "$build/carrel" -s c.db -c config.yaml "$@"; }
# holds WORD FOLDER, lacks WORD FOLDER: in any of its files
holds() { check "$2 has no '$1'" grep -rqF -- "$1" "$2"; }
lacks() { check "$2 has '$1'" not grep -rqiF -- "$1" "$2"; }

article() { # VERSION LIMIT
	cat >kb/a.yaml <<EOF
format: carrel-kb/1
articles:
  - id: policy.test
    title: {en: The limit of refunds, es: El límite, ca: El límit}
    must_read: true
    version: $1
    changed: {en: "now $2"}
    answer: {en: "Up to $2 at once."}
    body: {en: "Up to $2 euros."}
  - id: public.test
    title: {en: Opening hours of the moon shop}
    audience: public
    topics: [hours]
    answer: {en: Nine to five.}
    body: {en: "We are **open** nine to five. See [the limit](article:policy.test)."}
    links: [{article: policy.test}]
EOF
}

"$build/carrel" demo --into c.db --size small --seed 1 >/dev/null || exit 1
printf 'format: carrel-config/1\nkb: [%s/kb]\ncentre: {language: en, languages: [en]}\n' "$tmp" >config.yaml
article 1 30

# ---- editions ----
says 'version 1' carrel --as ana kb show policy.test
refuses 'Only a supervisor|supervisor' carrel --as ana kb publish policy.test
says 'Published: version 1' carrel --as marta kb publish policy.test
article 2 50
says 'Published: version 2' carrel --as marta kb publish policy.test
says 'Published: version 2' carrel --as marta kb publish policy.test
says '"version": *2.*"version": *1' carrel --json --as ana kb history policy.test
says 'version 2 .*- answer: Up to 30.*\+ answer: Up to 50' carrel --as ana kb diff policy.test 1 2
refuses 'No edition 7' carrel --as ana kb diff policy.test 1 7
refuses 'Did you mean policy.test' carrel --as ana kb show policy.tests

# ---- receipts ----
says 'policy.test' carrel --as ana kb read
says 'you have read version 2' carrel --as ana kb confirm policy.test
says '^' carrel --as ana kb read
check 'it is not to read any more' not grep -q policy.test "$tmp/out"
says 'read by 1 of' carrel --as marta kb receipts policy.test
says '"agent": *"ana"[^}]*"read": *true' carrel --json --as marta kb receipts policy.test
refuses 'supervisor' carrel --as ana kb receipts policy.test
refuses 'does not ask' carrel --as ana kb confirm public.test
article 3 60
says 'policy.test' carrel --as ana kb read

# ---- searched with the texts; what is missing ----
says 'public.test' carrel --as ana kb search openning houres moon
says '"kind": *"text"' carrel --json --as ana kb search hold
says 'kept as missing' carrel --as ana kb search 'zorgblat 612345678 x@y.example'
says 'kept as missing' carrel --as bo kb search ZORGBLAT
says '"query": *"zorgblat"[^}]*"count": *2' carrel --json --as marta kb missing
says 'zorgblat' carrel --as ana kb draft zorgblat
says 'zorgblat' carrel --as ana kb list
says '^' carrel --as bo kb list
check 'nobody lists a draft of another' not grep -q zorgblat "$tmp/out"

# ---- from a case ----
case=$(carrel --json --as ana cases owner:me | tr ',' '\n' | sed -n 's/.*"case": *"\([0-9]*\)".*/\1/p' | head -1)
name=$(carrel --json --as ana show "$case" | sed -n 's/.*"name": *"\([^"]*\)".*/\1/p' | head -1)
check 'the case has a customer with a name' test -n "$name"
says '.' carrel --as ana note "$case" "$name rang from 612 345 678: unplugging the flurbo cured it; mail quux@corge.example"
says 'Draft' carrel --as ana kb save "$case" --into "$tmp/drafts"
holds flurbo "$tmp/drafts"
holds 'status: draft' "$tmp/drafts"
holds '[phone]' "$tmp/drafts"
lacks 612 "$tmp/drafts"
lacks corge "$tmp/drafts"
[ -n "$name" ] && lacks "${name%% *}" "$tmp/drafts"

# ---- what a customer was told is kept with it ----
says 'No edition' carrel --as ana kb history public.test
printf 'sign-on ana\npress Down Enter\nkb insert public.test\noutcome solved\n' >told.script
says '^' carrel --script told.script
says '"version": *1.*Nine to five' carrel --json --as ana kb history public.test

# ---- check and due ----
says 'Nothing to review|Review by' carrel --as ana kb due
refuses 'problem' carrel kb check
printf '  - id: bad\n    titel: {en: x}\n' >>kb/a.yaml
refuses 'a.yaml:18:5: .*did you mean title' carrel kb check
article 3 60

# ---- the site: only what is public, whatever leads elsewhere ----
says 'public articles' carrel kb export site
holds 'moon shop' site
holds 'the limit' site
lacks 'policy.test' site
lacks 'flurbo' site
lacks 'zorgblat' site
lacks 'The limit of refunds' site
cp -r site site-before
says 'public articles' carrel kb export site
check 'written again it is the same bytes' diff -r site site-before

# ---- import ----
printf '{"id":"x1","title":"Brought one","content":"Wibble"}\n{"id":"x1","title":"Again","content":"y"}\n' >in.jsonl
refuses 'nothing was written' carrel import kb in.jsonl --into brought
check 'nothing was written' not test -e brought
says '1 articles' carrel import kb in.jsonl --into brought --skip-bad
holds Wibble brought

finish
