#include "names.h"

/* What is asked, about what. */
enum ask {
	ASK_A,
	ASK_AAAA,
	ASK_NS,
	ASK_MX,
	ASK_TXT,
	ASKS,
};

static const struct {
	enum lic_dns_type type;
	bool of_site; /* else of the host */
} asks[ASKS] = {
	[ASK_A] = {LIC_DNS_A, false},    [ASK_AAAA] = {LIC_DNS_AAAA, false},
	[ASK_NS] = {LIC_DNS_NS, true},   [ASK_MX] = {LIC_DNS_MX, true},
	[ASK_TXT] = {LIC_DNS_TXT, true},
};

struct asking {
	struct lic_dns_query query; /* first: dns.c hands it back */
	struct state *state;
	bool known;
	const char *why;
	struct lic_str *texts;
	size_t count;
};

struct state {
	struct lic_probe_run *run;
	struct asking asking[ASKS];
	struct lic_dns_facts facts;
	struct lic_str *aliases;
	size_t open;
};

static struct lic_str record_text(enum lic_dns_type type, const struct lic_dns_record *record,
				  struct lic_arena *arena)
{
	char text[LIC_ADDRESS_SIZE];

	if (type != LIC_DNS_A && type != LIC_DNS_AAAA)
		return lic_arena_copy(arena, record->text);
	lic_address_write(&record->address, text);
	return lic_arena_copy(arena, lic_str_from(text));
}

static int compare(const void *a, const void *b)
{
	return lic_str_cmp(*(const struct lic_str *)a, *(const struct lic_str *)b);
}

/* Servers turn the order round from one answer to the next; facts do not. */
static void sort(struct lic_str *texts, size_t count)
{
	if (count)
		qsort(texts, count, sizeof(*texts), compare);
}

static bool keep_aliases(struct state *state, const struct lic_dns_message *answer)
{
	struct lic_arena *arena = state->run->arena;

	if (state->facts.aliases_count || !answer->aliases_count)
		return true;
	state->aliases = lic_arena_alloc(arena, answer->aliases_count * sizeof(struct lic_str));
	if (!state->aliases)
		return false;
	for (size_t i = 0; i < answer->aliases_count; i++)
		state->aliases[i] = lic_arena_copy(arena, answer->aliases[i]);
	state->facts.aliases = state->aliases;
	state->facts.aliases_count = answer->aliases_count;
	return true;
}

static bool keep_records(struct asking *asking, const struct lic_dns_message *answer,
			 enum lic_dns_type type)
{
	struct lic_arena *arena = asking->state->run->arena;

	asking->texts = lic_arena_alloc(arena, answer->records_count * sizeof(struct lic_str));
	if (!asking->texts)
		return false;
	for (size_t i = 0; i < answer->records_count; i++) {
		struct lic_str text = record_text(type, &answer->records[i], arena);
		/* The root stands for no server at all (RFC 7505). */
		if (text.len)
			asking->texts[asking->count++] = text;
	}
	sort(asking->texts, asking->count);
	return true;
}

static void conclude(struct state *state);

static void on_answer(struct lic_dns_query *query, const struct lic_dns_message *answer,
		      const char *why)
{
	struct asking *asking = (struct asking *)query;
	struct state *state = asking->state;
	size_t which = (size_t)(asking - state->asking);

	asking->why = why;
	if (answer) {
		asking->known = keep_records(asking, answer, asks[which].type);
		if (!asks[which].of_site) {
			asking->known = asking->known && keep_aliases(state, answer);
			state->facts.exists = state->facts.exists || answer->exists;
		}
	}
	if (--state->open == 0) {
		conclude(state);
		state->run->done(state->run, LIC_SLOT_DNS);
	}
}

static bool add_addresses(struct state *state)
{
	const struct asking *a = &state->asking[ASK_A], *aaaa = &state->asking[ASK_AAAA];
	struct lic_str *all =
		lic_arena_alloc(state->run->arena, (a->count + aaaa->count) * sizeof(*all));

	if (!all)
		return false;
	if (a->count)
		memcpy(all, a->texts, a->count * sizeof(*all));
	if (aaaa->count)
		memcpy(all + a->count, aaaa->texts, aaaa->count * sizeof(*all));
	state->facts.addresses = all;
	state->facts.addresses_count = a->count + aaaa->count;
	return true;
}

static bool has_spf(const struct asking *txt)
{
	for (size_t i = 0; i < txt->count; i++) {
		struct lic_str text = txt->texts[i];
		/* "v=spf1" alone or with a space behind it: RFC 7208, section 4.5. */
		if (text.len >= 6 && lic_str_caseeq(lic_str(text.ptr, 6), LIC_STR("v=spf1")) &&
		    (text.len == 6 || text.ptr[6] == ' '))
			return true;
	}
	return false;
}

/* From what was answered so far. Whether the name exists must be among it. */
static void conclude(struct state *state)
{
	struct lic_facts *facts = state->run->facts;
	struct lic_dns_facts *dns = &state->facts;
	const struct asking *asking = state->asking;

	if ((!asking[ASK_A].known && !asking[ASK_AAAA].known) || !add_addresses(state)) {
		const char *why = asking[ASK_A].why ? asking[ASK_A].why : asking[ASK_AAAA].why;
		facts->why[LIC_SLOT_DNS] = why ? why : "the name servers did not answer in time";
		return;
	}
	dns->name_servers = asking[ASK_NS].texts;
	dns->name_servers_count = asking[ASK_NS].count;
	dns->mail_servers = asking[ASK_MX].texts;
	dns->mail_servers_count = asking[ASK_MX].count;
	dns->texts = asking[ASK_TXT].texts;
	dns->texts_count = asking[ASK_TXT].count;
	dns->has_spf = has_spf(&asking[ASK_TXT]);
	facts->dns = dns;
	facts->known[LIC_SLOT_DNS] = true;
}

static void cancel(struct state *state)
{
	for (size_t i = 0; i < ASKS; i++)
		lic_dns_cancel(&state->asking[i].query);
}

static int begin(struct lic_probe_run *run)
{
	const struct lic_subject *subject = run->facts->subject;
	struct state *state;

	if (subject->is_ip) {
		run->facts->why[LIC_SLOT_DNS] = "the site has an address and no name";
		return LIC_EHOST;
	}
	state = lic_arena_alloc(run->arena, sizeof(*state));
	if (!state)
		return LIC_ENOMEM;
	memset(state, 0, sizeof(*state));
	state->run = run;
	for (size_t i = 0; i < ASKS; i++) {
		struct asking *asking = &state->asking[i];
		struct lic_str name = asks[i].of_site ? subject->site : subject->host;
		asking->state = state;
		asking->query.answered = on_answer;
		int err = lic_dns_ask(run->net->dns, &asking->query, name, asks[i].type);
		if (err < 0) {
			cancel(state);
			if (err == LIC_EHOST)
				run->facts->why[LIC_SLOT_DNS] =
					"its name is none of the public internet";
			return err;
		}
		state->open++;
	}
	run->state[LIC_SLOT_DNS] = state;
	return LIC_OK;
}

static void end(struct lic_probe_run *run)
{
	struct state *state = run->state[LIC_SLOT_DNS];

	cancel(state);
	if (state->open)
		conclude(state);
	state->open = 0;
}

const struct lic_probe lic_probe_dns = {
	.slot = LIC_SLOT_DNS,
	.facet = LIC_FACET_HOST,
	.begin = begin,
	.end = end,
};
