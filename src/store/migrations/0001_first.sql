-- The first schema. Times are UTC milliseconds; an optional id or time is NULL, never 0; a choice is
-- the word that people and files write (words.h). Foreign keys stand only where the child has an
-- index on them: a parent is taken away by undo alone, and that must not walk a table of millions.
-- Columns marked "hot" (version, seen_at, lease_until, fence) are not part of change sets.
-- Choices of three words and more are written in pairs: SQLite fills a temporary table for a longer
-- list, in every statement that writes the column or asks an index with such a condition.

CREATE TABLE customer (
	id {{id}},
	kind {{text}} NOT NULL CHECK (kind IN ('person', 'company')),
	standing {{text}} NOT NULL CHECK (standing IN ('prospect', 'customer') OR
		standing = 'former'),
	name {{text}} NOT NULL CHECK (name <> ''),
	name_folded {{text}} NOT NULL,
	language {{text}},
	tone {{text}} NOT NULL CHECK (tone IN ('formal', 'casual')),
	tags {{text}},
	loyalty {{text}},
	address {{text}},
	alert {{text}},
	vip {{int}} NOT NULL CHECK (vip IN (0, 1)),
	vulnerable {{int}} NOT NULL CHECK (vulnerable IN (0, 1)),
	verified_at {{int}},
	verified_by {{int}},
	created_at {{int}} NOT NULL,
	born {{text}},
	postcode {{text}},
	merged_into {{int}} REFERENCES customer (id),
	company_id {{int}} REFERENCES customer (id),
	version {{int}} NOT NULL -- hot
) {{strict}};
CREATE INDEX customer_born ON customer (born, id) WHERE born IS NOT NULL;
CREATE INDEX customer_postcode ON customer (postcode, id) WHERE postcode IS NOT NULL;
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customer_company ON customer (company_id, name_folded, id) WHERE company_id IS NOT NULL;
-- Companies are few among customers: a question about them does not walk the people of the same letter.
CREATE INDEX customer_company_name ON customer (name_folded, id) WHERE kind = 'company';
-- One row a word of the name: "avi" finds "Núria Ávila" as fast as "nur" does.
CREATE TABLE name_word (
	word {{text}} NOT NULL,
	customer_id {{int}} NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
	PRIMARY KEY (word, customer_id)
) {{keyed}};
CREATE INDEX name_word_customer ON name_word (customer_id);
CREATE INDEX customer_name ON customer (name_folded, id);
-- By which other words a word of a name is reached: what it sounds like, and what is left of it
-- when one letter goes. One row a word of the language, not a person's.
CREATE TABLE name_key (
	key {{text}} NOT NULL,
	word {{text}} NOT NULL,
	PRIMARY KEY (key, word)
) {{keyed}};
CREATE INDEX name_key_word ON name_key (word);

CREATE TABLE identity (
	id {{id}},
	customer_id {{int}} NOT NULL REFERENCES customer (id),
	kind {{text}} NOT NULL CHECK (kind IN ('phone', 'email') OR kind IN ('handle', 'external')),
	value {{text}} NOT NULL CHECK (value <> ''),
	shown {{text}},
	main {{int}} NOT NULL CHECK (main IN (0, 1))
) {{strict}};
CREATE UNIQUE INDEX identity_value ON identity (kind, value, customer_id);
CREATE INDEX identity_customer ON identity (customer_id);
-- By which parts a number, a mail or a handle is reached (identity_parts.h).
CREATE TABLE identity_part (
	part {{text}} NOT NULL,
	identity_id {{int}} NOT NULL,
	PRIMARY KEY (part, identity_id)
) {{keyed}};
-- The end of a number is right where its beginning was misheard, and of a postcode too.
-- sqlite:
CREATE INDEX identity_tail ON identity (substr(value, -5), id) WHERE kind = 'phone';
CREATE INDEX customer_postcode_tail ON customer (substr(postcode, -3), id) WHERE postcode IS NOT NULL;
-- end
-- postgres:
CREATE INDEX identity_tail ON identity ("right"(value, 5), id) WHERE kind = 'phone';
CREATE INDEX customer_postcode_tail ON customer ("right"(postcode, 3), id) WHERE postcode IS NOT NULL;
-- end

CREATE TABLE queue (
	id {{id}},
	slug {{text}} NOT NULL UNIQUE CHECK (slug <> ''),
	title {{text}} NOT NULL CHECK (title <> ''),
	titles {{text}}, -- in other languages, a line each: "ca: Facturació"
	call_promise_ms {{int}} NOT NULL,
	message_promise_ms {{int}} NOT NULL,
	callback_promise_ms {{int}} NOT NULL,
	case_promise_ms {{int}} NOT NULL,
	active {{int}} NOT NULL CHECK (active IN (0, 1))
) {{strict}};
CREATE INDEX queue_title ON queue (title, id);

CREATE TABLE agent (
	id {{id}},
	login {{text}} NOT NULL UNIQUE CHECK (login <> ''),
	name {{text}} NOT NULL CHECK (name <> ''),
	role {{text}} NOT NULL CHECK (role IN ('agent', 'supervisor') OR
		role IN ('trainee', 'admin')),
	language {{text}},
	languages {{text}},
	password_hash {{text}},
	active {{int}} NOT NULL CHECK (active IN (0, 1)),
	state {{text}} NOT NULL CHECK (state IN ('off', 'ready') OR
		state IN ('on_call', 'on_case') OR state IN ('wrapup', 'break')),
	state_since_at {{int}},
	state_reason {{text}},
	call_id {{int}},
	case_id {{int}},
	item_id {{int}},
	seen_at {{int}},         -- hot
	version {{int}} NOT NULL -- hot
) {{strict}};
CREATE INDEX agent_name ON agent (name, id);
CREATE INDEX agent_case ON agent (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE agent_queue (
	id {{id}},
	agent_id {{int}} NOT NULL REFERENCES agent (id),
	queue_id {{int}} NOT NULL REFERENCES queue (id)
) {{strict}};
CREATE UNIQUE INDEX agent_queue_agent ON agent_queue (agent_id, queue_id);
CREATE INDEX agent_queue_queue ON agent_queue (queue_id, agent_id);

CREATE TABLE agent_state (
	id {{id}},
	agent_id {{int}} NOT NULL REFERENCES agent (id),
	state {{text}} NOT NULL CHECK (state IN ('off', 'ready') OR
		state IN ('on_call', 'on_case') OR state IN ('wrapup', 'break')),
	since_at {{int}} NOT NULL,
	until_at {{int}},
	reason {{text}}
) {{strict}};
CREATE UNIQUE INDEX agent_state_open ON agent_state (agent_id) WHERE until_at IS NULL;
CREATE INDEX agent_state_agent ON agent_state (agent_id, since_at);

CREATE TABLE casefile (
	id {{id}},
	number {{text}} NOT NULL UNIQUE CHECK (length(number) = 8),
	customer_id {{int}} REFERENCES customer (id),
	state {{text}} NOT NULL CHECK (state IN ('new', 'open') OR
		state IN ('waiting_customer', 'waiting_us') OR state IN ('solved', 'closed')),
	subject {{text}} NOT NULL CHECK (subject <> ''),
	topic {{text}},
	language {{text}},
	queue_id {{int}},
	owner_id {{int}},
	outcome {{text}},
	next_action {{text}},
	next_at {{int}},
	due_at {{int}},
	due_why {{text}},
	opened_at {{int}} NOT NULL,
	solved_at {{int}},
	closed_at {{int}},
	updated_at {{int}} NOT NULL,
	root_cause {{text}},
	tags {{text}},
	moves {{int}} NOT NULL,
	untitled {{int}} NOT NULL CHECK (untitled IN (0, 1)),
	version {{int}} NOT NULL, -- hot
	CHECK (state IN ('solved', 'closed') OR owner_id IS NOT NULL OR queue_id IS NOT NULL)
) {{strict}};
CREATE INDEX casefile_customer ON casefile (customer_id, id);
CREATE INDEX casefile_open ON casefile (customer_id, id)
	WHERE state NOT IN ('solved', 'closed');
CREATE INDEX casefile_owner ON casefile (owner_id, next_at, id)
	WHERE state NOT IN ('solved', 'closed');

CREATE TABLE reference_item (
	id {{id}},
	customer_id {{int}} NOT NULL REFERENCES customer (id),
	case_id {{int}} REFERENCES casefile (id),
	kind {{text}} NOT NULL,
	ref {{text}} NOT NULL CHECK (ref <> ''),
	title {{text}},
	status {{text}},
	amount {{text}},
	at {{int}}
) {{strict}};
CREATE INDEX reference_item_customer ON reference_item (customer_id, id);
CREATE INDEX reference_item_case ON reference_item (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX reference_item_ref ON reference_item (lower(ref), id);

-- `call` says what the telephone did; the words about it are a contact.
CREATE TABLE call (
	id {{id}},
	external_id {{text}},
	queue_id {{int}},
	agent_id {{int}},
	customer_id {{int}} REFERENCES customer (id),
	case_id {{int}} REFERENCES casefile (id),
	state {{text}} NOT NULL CHECK (state IN ('ringing', 'talking') OR
		state IN ('held', 'wrapup') OR state = 'ended'),
	from_number {{text}},
	to_number {{text}},
	offered_at {{int}} NOT NULL,
	answered_at {{int}},
	ended_at {{int}},
	held_since_at {{int}},
	hold_ms {{int}} NOT NULL,
	wrapped_at {{int}},
	outcome {{text}} NOT NULL CHECK (outcome IN ('none', 'answered') OR
		outcome IN ('abandoned', 'timeout') OR outcome IN ('key', 'other')),
	disposition {{text}},
	mood {{text}} NOT NULL DEFAULT 'unsaid' CHECK (mood IN ('unsaid', 'pleased') OR
		mood IN ('calm', 'worried') OR mood IN ('tense', 'angry'))
) {{strict}};
CREATE UNIQUE INDEX call_external ON call (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX call_from ON call (from_number, offered_at) WHERE from_number IS NOT NULL;
CREATE INDEX call_customer ON call (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX call_case ON call (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX call_offered ON call (offered_at);

CREATE TABLE contact (
	id {{id}},
	customer_id {{int}} REFERENCES customer (id),
	case_id {{int}} REFERENCES casefile (id),
	call_id {{int}},
	agent_id {{int}},
	queue_id {{int}},
	kind {{text}} NOT NULL CHECK (kind IN ('call', 'mail') OR kind IN ('chat', 'message') OR
		kind IN ('visit', 'note')),
	direction {{text}} NOT NULL CHECK (direction IN ('in', 'out') OR direction = 'internal'),
	at {{int}} NOT NULL,
	duration_s {{int}} NOT NULL,
	subject {{text}},
	body {{text}},
	outcome {{text}},
	mood {{text}} NOT NULL DEFAULT 'unsaid' CHECK (mood IN ('unsaid', 'pleased') OR
		mood IN ('calm', 'worried') OR mood IN ('tense', 'angry'))
) {{strict}};
CREATE INDEX contact_customer ON contact (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX contact_case ON contact (case_id, id) WHERE case_id IS NOT NULL;

-- The words of contacts and of the subjects of cases, folded and cut by search_words(), so that both
-- engines find the same. No positions are kept (a phrase is looked for in the body); short prefixes
-- have an index. Apart, because a word that everybody says is in few subjects.
-- sqlite:
CREATE VIRTUAL TABLE contact_words USING fts5 (words, content='', detail=none, prefix='2 3 4',
	tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE case_words USING fts5 (words, content='', detail=none, prefix='2 3 4',
	tokenize="unicode61 remove_diacritics 2");
-- end
-- postgres:
CREATE TABLE contact_words (
	id bigint PRIMARY KEY,
	words tsvector NOT NULL
);
CREATE INDEX contact_words_gin ON contact_words USING gin (words) WITH (fastupdate = off);
CREATE TABLE case_words (
	id bigint PRIMARY KEY,
	words tsvector NOT NULL
);
CREATE INDEX case_words_gin ON case_words USING gin (words) WITH (fastupdate = off);
-- end

CREATE TABLE queue_item (
	id {{id}},
	queue_id {{int}} NOT NULL REFERENCES queue (id),
	kind {{text}} NOT NULL CHECK (kind IN ('call', 'case') OR kind IN ('callback', 'message')),
	call_id {{int}} REFERENCES call (id),
	case_id {{int}} REFERENCES casefile (id),
	customer_id {{int}} REFERENCES customer (id),
	language {{text}},
	arrived_at {{int}} NOT NULL,
	due_at {{int}} NOT NULL,
	due_why {{text}},
	taken_by {{int}},
	taken_at {{int}},
	done_at {{int}},
	lease_until {{int}},   -- hot
	fence {{int}} NOT NULL -- hot
) {{strict}};
-- The order of the queue, and nothing but what waits: earliest promise first.
CREATE INDEX queue_item_waiting ON queue_item (queue_id, due_at, arrived_at, id)
	WHERE taken_by IS NULL AND done_at IS NULL;
CREATE INDEX queue_item_waiting_all ON queue_item (due_at, arrived_at, id)
	WHERE taken_by IS NULL AND done_at IS NULL;
CREATE INDEX queue_item_lease ON queue_item (lease_until)
	WHERE taken_by IS NOT NULL AND done_at IS NULL;
CREATE INDEX queue_item_taken ON queue_item (taken_by)
	WHERE taken_by IS NOT NULL AND done_at IS NULL;
CREATE INDEX queue_item_call ON queue_item (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX queue_item_case ON queue_item (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX queue_item_customer ON queue_item (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX queue_item_queue ON queue_item (queue_id);

CREATE TABLE follow_up (
	id {{id}},
	case_id {{int}} REFERENCES casefile (id),
	customer_id {{int}},
	agent_id {{int}},
	kind {{text}} NOT NULL CHECK (kind IN ('callback', 'promise') OR
		kind IN ('reminder', 'confirm')),
	what {{text}},
	at {{int}} NOT NULL,
	item_id {{int}},
	done_at {{int}},
	created_at {{int}} NOT NULL,
	made_by {{int}},
	done_by {{int}},
	confirmed {{text}} NOT NULL CHECK (confirmed IN ('not_asked', 'yes') OR
		confirmed IN ('no', 'unreachable')),
	tries {{int}} NOT NULL
) {{strict}};
CREATE INDEX follow_up_case ON follow_up (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX follow_up_customer ON follow_up (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX follow_up_owed ON follow_up (customer_id, at, id) WHERE done_at IS NULL;
CREATE INDEX follow_up_open ON follow_up (agent_id, at) WHERE done_at IS NULL;
CREATE INDEX follow_up_due ON follow_up (at, id) WHERE done_at IS NULL;
CREATE INDEX follow_up_item ON follow_up (item_id) WHERE item_id IS NOT NULL;

CREATE TABLE checklist_item (
	id {{id}},
	case_id {{int}} NOT NULL REFERENCES casefile (id),
	step {{text}} NOT NULL CHECK (step <> ''),
	state {{text}} NOT NULL CHECK (state IN ('open', 'done') OR state = 'skipped'),
	reason {{text}},
	by_id {{int}},
	at {{int}}
) {{strict}};
CREATE INDEX checklist_item_case ON checklist_item (case_id, id);

-- A merged case keeps its contacts; whoever reads the other one reads both.
CREATE TABLE case_link (
	id {{id}},
	case_id {{int}} NOT NULL REFERENCES casefile (id),
	other_id {{int}} NOT NULL REFERENCES casefile (id),
	kind {{text}} NOT NULL CHECK (kind IN ('related', 'duplicate') OR
		kind IN ('parent', 'merged') OR kind = 'split'),
	by_id {{int}},
	at {{int}} NOT NULL,
	CHECK (case_id <> other_id)
) {{strict}};
CREATE UNIQUE INDEX case_link_case ON case_link (case_id, other_id, kind);
CREATE INDEX case_link_other ON case_link (other_id, kind);

-- Put aside by an agent, and still theirs.
CREATE TABLE parked (
	id {{id}},
	agent_id {{int}} NOT NULL REFERENCES agent (id),
	case_id {{int}} NOT NULL REFERENCES casefile (id),
	item_id {{int}} REFERENCES queue_item (id),
	at {{int}} NOT NULL
) {{strict}};
CREATE INDEX parked_agent ON parked (agent_id, id);
CREATE UNIQUE INDEX parked_case ON parked (case_id, agent_id);
CREATE INDEX parked_item ON parked (item_id) WHERE item_id IS NOT NULL;

-- Who is writing about a case now: a heartbeat, not an act.
CREATE TABLE presence (
	case_id {{int}} NOT NULL,
	agent_id {{int}} NOT NULL,
	at {{int}} NOT NULL,
	PRIMARY KEY (case_id, agent_id)
) {{keyed}};

CREATE TABLE promise (
	id {{id}},
	case_id {{int}} NOT NULL REFERENCES casefile (id),
	kind {{text}} NOT NULL,
	since_at {{int}} NOT NULL,
	due_at {{int}} NOT NULL,
	why {{text}},
	met_at {{int}}
) {{strict}};
CREATE INDEX promise_case ON promise (case_id);
CREATE INDEX promise_open ON promise (due_at) WHERE met_at IS NULL;

CREATE TABLE text_use (
	id {{id}},
	text_id {{text}} NOT NULL,
	language {{text}},
	agent_id {{int}},
	case_id {{int}},
	contact_id {{int}},
	at {{int}} NOT NULL,
	edition {{text}}, -- first letters of the digest of the wording
	tone {{text}},
	channel {{text}},
	queue_id {{int}}, -- queue and reason of the case at that time
	topic {{text}},
	inserted {{int}} NOT NULL, -- characters; 0: not known
	kept {{int}} NOT NULL, -- % of them that went out unchanged
	rights {{text}},
	after_text {{text}}, -- what was used before it in the same case
	after_second {{text}},
	outbox_id {{int}}
) {{strict}};
CREATE INDEX text_use_at ON text_use (at);
CREATE INDEX text_use_case ON text_use (case_id, id) WHERE case_id IS NOT NULL;
CREATE INDEX text_use_outbox ON text_use (outbox_id) WHERE outbox_id IS NOT NULL;
-- How often a text was used, kept in the same transaction: the library sorts by it.
CREATE TABLE text_count (
	text_id {{text}} NOT NULL PRIMARY KEY,
	uses {{int}} NOT NULL,
	last_at {{int}} NOT NULL
) {{keyed}};
CREATE INDEX text_count_uses ON text_count (uses, text_id);

-- Sums of one hour of UTC and one queue (0: none), kept in the transaction that changes them and
-- always equal to what the rows say. Hours, because a day begins at another hour in each zone.
-- In shares: fifty agents who finish calls of one queue at once would otherwise wait in line for one
-- row, each for the commit of the one before. hour_queue adds them up.
CREATE TABLE hour_share (
	hour {{int}} NOT NULL, -- at / 3,600,000
	queue_id {{int}} NOT NULL,
	share {{int}} NOT NULL, -- of whoever wrote it; always 0 where one writes at a time
	offered {{int}} NOT NULL,
	answered {{int}} NOT NULL,
	abandoned {{int}} NOT NULL,
	wait_ms {{int}} NOT NULL, -- of the answered
	talk_ms {{int}} NOT NULL,
	hold_ms {{int}} NOT NULL,
	contacts {{int}} NOT NULL,
	handle_s {{int}} NOT NULL,
	opened {{int}} NOT NULL,
	solved {{int}} NOT NULL,
	PRIMARY KEY (hour, queue_id, share)
) {{keyed}};
CREATE VIEW hour_queue AS SELECT hour, queue_id,
	CAST(sum(offered) AS {{int}}) AS offered,
	CAST(sum(answered) AS {{int}}) AS answered,
	CAST(sum(abandoned) AS {{int}}) AS abandoned,
	CAST(sum(wait_ms) AS {{int}}) AS wait_ms,
	CAST(sum(talk_ms) AS {{int}}) AS talk_ms,
	CAST(sum(hold_ms) AS {{int}}) AS hold_ms,
	CAST(sum(contacts) AS {{int}}) AS contacts,
	CAST(sum(handle_s) AS {{int}}) AS handle_s,
	CAST(sum(opened) AS {{int}}) AS opened,
	CAST(sum(solved) AS {{int}}) AS solved
FROM hour_share GROUP BY hour, queue_id;

CREATE TABLE survey_answer (
	id {{id}},
	survey {{text}} NOT NULL,
	case_id {{int}} REFERENCES casefile (id),
	contact_id {{int}},
	question {{text}} NOT NULL,
	score {{int}},
	words {{text}},
	at {{int}} NOT NULL
) {{strict}};
CREATE INDEX survey_answer_case ON survey_answer (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX survey_answer_at ON survey_answer (survey, at);

CREATE TABLE practice_attempt (
	id {{id}},
	agent_id {{int}} NOT NULL REFERENCES agent (id),
	scenario {{text}} NOT NULL,
	started_at {{int}} NOT NULL,
	ended_at {{int}},
	keys {{int}} NOT NULL,
	best_keys {{int}},
	score {{int}},
	report {{text}}
) {{strict}};
CREATE INDEX practice_attempt_agent ON practice_attempt (agent_id, started_at);

CREATE TABLE review (
	id {{id}},
	contact_id {{int}} NOT NULL REFERENCES contact (id),
	reviewer_id {{int}} NOT NULL,
	rubric {{text}} NOT NULL,
	score {{int}},
	words {{text}},
	at {{int}} NOT NULL
) {{strict}};
CREATE INDEX review_contact ON review (contact_id);

CREATE TABLE draft_copy (
	id {{id}},
	agent_id {{int}} NOT NULL REFERENCES agent (id),
	place {{text}} NOT NULL,
	body {{text}} NOT NULL,
	saved_at {{int}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX draft_copy_place ON draft_copy (agent_id, place);

CREATE TABLE outbox (
	id {{id}},
	contact_id {{int}} REFERENCES contact (id),
	channel {{text}} NOT NULL,
	recipient {{text}} NOT NULL,
	subject {{text}},
	body {{text}} NOT NULL,
	after_at {{int}} NOT NULL,
	tries {{int}} NOT NULL,
	sent_at {{int}},
	error {{text}},
	case_id {{int}} REFERENCES casefile (id),
	customer_id {{int}},
	agent_id {{int}}
) {{strict}};
CREATE INDEX outbox_contact ON outbox (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX outbox_waiting ON outbox (after_at, id) WHERE sent_at IS NULL;
CREATE INDEX outbox_agent ON outbox (agent_id, after_at, id) WHERE sent_at IS NULL;
CREATE INDEX outbox_case ON outbox (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX outbox_customer ON outbox (customer_id) WHERE customer_id IS NOT NULL;

CREATE TABLE notice (
	id {{id}},
	from_agent_id {{int}},
	to_agent_id {{int}},
	to_queue_id {{int}},
	body {{text}} NOT NULL,
	at {{int}} NOT NULL,
	until_at {{int}},
	seen_at {{int}} -- hot
) {{strict}};
CREATE INDEX notice_at ON notice (at);
CREATE INDEX notice_to ON notice (to_agent_id, id) WHERE to_agent_id IS NOT NULL;
CREATE INDEX notice_from ON notice (from_agent_id, id) WHERE from_agent_id IS NOT NULL;
CREATE INDEX notice_unread ON notice (to_agent_id, id) WHERE seen_at IS NULL;

CREATE TABLE known_issue (
	id {{id}},
	title {{text}} NOT NULL,
	words {{text}},
	queue_id {{int}},
	since_at {{int}} NOT NULL,
	until_at {{int}}
) {{strict}};
CREATE INDEX known_issue_open ON known_issue (since_at) WHERE until_at IS NULL;

-- Case numbers count on; a number is never given twice, not even after its case was undone.
-- sqlite:
CREATE TABLE counter (
	name TEXT NOT NULL PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter (name, value) VALUES ('case_number', -1);
-- end
-- postgres:
CREATE SEQUENCE case_number MINVALUE 0 START WITH 0;
CREATE SEQUENCE change_seq;
-- end

-- Change sets: the timeline, the audit and the undo log at once (change.h).
CREATE TABLE change_set (
	seq {{int}} NOT NULL PRIMARY KEY,
	at {{int}} NOT NULL,
	actor_id {{int}} NOT NULL,
	actor {{text}} NOT NULL,
	host_uid {{int}} NOT NULL,
	host_pid {{int}} NOT NULL,
	command {{text}} NOT NULL,
	object {{text}},
	reason {{text}},
	undoes {{int}},
	final {{int}} NOT NULL CHECK (final IN (0, 1)),
	chain {{int}} NOT NULL,
	link {{int}} NOT NULL, -- place in its chain, from 1 without a gap
	hash {{blob}} NOT NULL
) {{strict}};
-- SQLite has one chain, and its order is that of seq.
-- postgres:
CREATE UNIQUE INDEX change_set_chain ON change_set (chain, link);
-- end
CREATE INDEX change_set_actor ON change_set (actor_id, seq);
CREATE INDEX change_set_undoes ON change_set (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE change (
	seq {{int}} NOT NULL,
	n {{int}} NOT NULL, -- from 0 without a gap
	entity {{text}} NOT NULL,
	row_id {{int}} NOT NULL,
	op {{text}} NOT NULL CHECK (op IN ('add', 'save') OR op = 'drop'),
	field {{text}} NOT NULL, -- '*': a whole row, '#': one of which only the digest is kept
	old {{text}}, -- of what tells nothing about a person
	new {{text}},
	digest {{blob}}, -- of what does: its values hang in change_payload
	first {{int}} NOT NULL CHECK (first IN (0, 1)), -- of its row in this set
	PRIMARY KEY (seq, n)
) {{keyed}};
CREATE INDEX change_row ON change (entity, row_id, seq) WHERE first = 1;

CREATE TABLE change_payload (
	seq {{int}} NOT NULL,
	n {{int}} NOT NULL,
	salt {{blob}} NOT NULL,
	old {{text}},
	new {{text}},
	PRIMARY KEY (seq, n)
) {{keyed}};

CREATE TABLE chain_head (
	chain {{int}} NOT NULL PRIMARY KEY,
	link {{int}} NOT NULL,
	seq {{int}} NOT NULL,
	hash {{blob}} NOT NULL
) {{keyed}};

-- Ties chains together: what every chain's head was at one moment, itself a chain.
CREATE TABLE anchor (
	id {{int}} NOT NULL PRIMARY KEY, -- from 1 without a gap
	at {{int}} NOT NULL,
	hash {{blob}} NOT NULL
) {{strict}};
CREATE TABLE anchor_head (
	anchor_id {{int}} NOT NULL,
	chain {{int}} NOT NULL,
	link {{int}} NOT NULL,
	hash {{blob}} NOT NULL,
	PRIMARY KEY (anchor_id, chain)
) {{keyed}};

-- The knowledge base: its articles are files; what they said when, and who has read it, is kept here.
CREATE TABLE kb_edition (
	id {{id}},
	article_id {{text}} NOT NULL CHECK (article_id <> ''),
	version {{int}} NOT NULL,
	sha256 {{text}} NOT NULL,
	title {{text}},
	text {{text}} NOT NULL,
	note {{text}},
	created_by {{int}},
	created_at {{int}} NOT NULL
) {{strict}};
CREATE INDEX kb_edition_article ON kb_edition (article_id, id);
CREATE INDEX kb_edition_version ON kb_edition (article_id, version, id);
CREATE TABLE kb_receipt (
	id {{id}},
	article_id {{text}} NOT NULL,
	version {{int}} NOT NULL,
	agent_id {{int}} NOT NULL REFERENCES agent (id),
	read_at {{int}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX kb_receipt_once ON kb_receipt (article_id, version, agent_id);
CREATE INDEX kb_receipt_agent ON kb_receipt (agent_id, id);
CREATE INDEX kb_receipt_article ON kb_receipt (article_id, id);
-- Searches that ended without a result: folded words, no numbers, addresses or names of customers.
CREATE TABLE kb_missing (
	id {{id}},
	query {{text}} NOT NULL CHECK (query <> ''),
	language {{text}},
	agent_id {{int}},
	asked_at {{int}} NOT NULL
) {{strict}};
CREATE INDEX kb_missing_at ON kb_missing (asked_at);

-- When a text stood in the library for the first time, as far as this store knows.
CREATE TABLE text_seen (
	id {{id}},
	text_id {{text}} NOT NULL,
	first_at {{int}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX text_seen_once ON text_seen (text_id);

-- Queues of one's own: a condition under a name.
CREATE TABLE saved_view (
	id {{id}},
	owner_id {{int}}, -- NULL: everybody's
	name {{text}} NOT NULL CHECK (name <> ''),
	condition {{text}} NOT NULL,
	columns {{text}},
	sort {{text}},
	created_by {{int}},
	created_at {{int}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX saved_view_name ON saved_view (COALESCE(owner_id, 0), name);
-- Open cases in the order of what is next, all of them and of a queue; of an owner there is one above.
CREATE INDEX casefile_next ON casefile (next_at, id)
	WHERE state NOT IN ('solved', 'closed');
CREATE INDEX casefile_queue_next ON casefile (queue_id, next_at, id)
	WHERE state NOT IN ('solved', 'closed');
