#include "facts_json.h"

#define SCHEMA LIC_STR("licit/facts/1")

/* ---- the slots -------------------------------------------------------- */

static const struct {
	const struct lic_layout *layout;
	size_t offset; /* of the pointer in lic_facts; unused for the lists */
} slots[LIC_SLOTS] = {
	[LIC_SLOT_LISTS] = {&lic_layout_lists, 0},
	[LIC_SLOT_NAME] = {&lic_layout_name, offsetof(struct lic_facts, name)},
	[LIC_SLOT_DNS] = {&lic_layout_dns, offsetof(struct lic_facts, dns)},
	[LIC_SLOT_RDAP] = {&lic_layout_registration, offsetof(struct lic_facts, registration)},
	[LIC_SLOT_TLS] = {&lic_layout_tls, offsetof(struct lic_facts, tls)},
	[LIC_SLOT_HTTP] = {&lic_layout_http, offsetof(struct lic_facts, http)},
	[LIC_SLOT_PAGE] = {&lic_layout_page, offsetof(struct lic_facts, page)},
	[LIC_SLOT_REGISTER] = {&lic_layout_register, offsetof(struct lic_facts, register_page)},
	[LIC_SLOT_RELATED] = {&lic_layout_related, offsetof(struct lic_facts, related)},
};

/* ---- writing ---------------------------------------------------------- */

/* Each list once, in the order in which the matches name them. */
static size_t number_of(struct lic_list lists[LIC_MATCHES_MAX], size_t *count,
			const struct lic_list *list)
{
	size_t i = 0;

	while (i < *count && !lic_str_eq(lists[i].id, list->id))
		i++;
	if (i == *count)
		lists[(*count)++] = *list;
	return i;
}

static void write_lists(struct lic_buf *out, const struct lic_facts *facts)
{
	struct lic_list lists[LIC_MATCHES_MAX];
	struct lic_facts_match matches[LIC_MATCHES_MAX];
	size_t count = 0;

	for (size_t i = 0; i < facts->matches; i++) {
		matches[i].list = number_of(lists, &count, facts->match[i].list);
		matches[i].entry = facts->match[i];
	}
	struct lic_facts_lists record = {lists, count, matches, facts->matches, {{.online = 0}}};
	memcpy(record.rx_rule, facts->rx_rule, sizeof(record.rx_rule));
	lic_layout_write(out, &lic_layout_lists, &record);
}

static const void *record_of(const struct lic_facts *facts, int slot)
{
	return *(const void *const *)(const void *)((const char *)facts + slots[slot].offset);
}

static void write_slot(struct lic_buf *out, const struct lic_facts *facts, int slot)
{
	lic_json_plain(out, lic_str_from(lic_slot_name((enum lic_slot)slot)));
	lic_buf_addc(out, ':');
	if (facts->known[slot] && slot == LIC_SLOT_LISTS) {
		write_lists(out, facts);
	} else if (facts->known[slot]) {
		lic_layout_write(out, slots[slot].layout, record_of(facts, slot));
	} else {
		LIC_BUF_LIT(out, "{\"unknown\":");
		if (facts->why[slot])
			lic_json_str(out, lic_str_from(facts->why[slot]));
		else
			LIC_BUF_LIT(out, "null");
		lic_buf_addc(out, '}');
	}
}

void lic_facts_write(struct lic_buf *out, const struct lic_facts *facts,
		     const struct lic_facts_about *about)
{
	char time[LIC_TIME_SIZE] = "";
	const struct {
		const char *key;
		struct lic_str value;
	} texts[] = {
		{"schema", SCHEMA},
		{"time", lic_str(time, LIC_TIME_SIZE - 1)},
		{"country", facts->country},
		{"listset", about->listset},
		{"model", about->model},
		{"register_url", about->register_url},
		{"report_url", about->report_url},
		{"help", about->help},
		{"help_url", about->help_url},
	};

	lic_time_format(about->time, time);
	lic_buf_addc(out, '{');
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		lic_json_field(out, texts[i].key, texts[i].value);
		lic_buf_addc(out, ',');
	}
	LIC_BUF_LIT(out, "\"subject\":");
	lic_layout_write(out, &lic_layout_subject, facts->subject);
	LIC_BUF_LIT(out, ",\"slots\":{");
	for (int slot = 0; slot < LIC_SLOTS; slot++) {
		if (slot)
			lic_buf_addc(out, ',');
		write_slot(out, facts, slot);
	}
	LIC_BUF_LIT(out, "}}");
}

/* ---- reading ---------------------------------------------------------- */

/* As the index has it, for the writer of verdicts. */
static int add_source(struct lic_list *list, struct lic_arena *arena)
{
	struct lic_buf out;

	lic_buf_init(&out, LIC_FACTS_MAX);
	lic_json_field(&out, "list", list->id);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "name", list->name);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "url", list->url);
	list->source_json = lic_arena_copy(arena, lic_buf_str(&out));
	int err = lic_buf_error(&out);
	lic_buf_release(&out);
	return err < 0 || !list->source_json.ptr ? LIC_ENOMEM : LIC_OK;
}

static int read_lists(struct lic_facts *facts, const struct lic_json *json, struct lic_arena *arena,
		      struct lic_diag *diag)
{
	struct lic_facts_lists record;
	int err = lic_layout_read(&lic_layout_lists, json, arena, &record, "slots.lists", diag);

	if (err < 0)
		return err;
	struct lic_list *lists = lic_arena_alloc(arena, record.lists_count * sizeof(*lists));
	if (!lists)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	for (size_t i = 0; i < record.lists_count; i++) {
		lists[i] = record.lists[i];
		err = add_source(&lists[i], arena);
		if (err < 0)
			return lic_diag_set(diag, err, "out of memory");
	}
	memcpy(facts->rx_rule, record.rx_rule, sizeof(facts->rx_rule));
	facts->matches = record.matches_count;
	for (size_t i = 0; i < record.matches_count; i++) {
		facts->match[i] = record.matches[i].entry;
		facts->match[i].list = &lists[record.matches[i].list];
	}
	return LIC_OK;
}

static int read_why(struct lic_facts *facts, int slot, const struct lic_json *why,
		    struct lic_arena *arena, struct lic_diag *diag)
{
	if (lic_json_type(why) == LIC_JSON_NULL)
		return LIC_OK;
	if (lic_json_type(why) != LIC_JSON_STRING)
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "slots.%s.unknown: a text or null is expected",
				    lic_slot_name((enum lic_slot)slot));
	facts->why[slot] = lic_arena_copy(arena, lic_json_string(why)).ptr;
	return facts->why[slot] ? LIC_OK : lic_diag_set(diag, LIC_ENOMEM, "out of memory");
}

static int read_slot(struct lic_facts *facts, int slot, const struct lic_json *json,
		     struct lic_arena *arena, struct lic_diag *diag)
{
	const struct lic_layout *layout = slots[slot].layout;
	const struct lic_json *unknown = lic_json_get(json, "unknown");
	char where[32];

	snprintf(where, sizeof(where), "slots.%s", lic_slot_name((enum lic_slot)slot));
	if (!json)
		return lic_diag_set(diag, LIC_ESYNTAX, "%s: is missing", where);
	if (unknown && lic_json_members(json) == 1)
		return read_why(facts, slot, unknown, arena, diag);
	facts->known[slot] = true;
	if (slot == LIC_SLOT_LISTS)
		return read_lists(facts, json, arena, diag);
	void *record = lic_arena_alloc(arena, layout->size);
	if (!record)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	int err = lic_layout_read(layout, json, arena, record, where, diag);
	if (!err)
		memcpy((char *)facts + slots[slot].offset, &record, sizeof(record));
	return err;
}

/* A text at the top of the document, copied; empty texts are fine. */
static int read_top(const struct lic_json *root, const char *key, struct lic_str *out,
		    struct lic_arena *arena, struct lic_diag *diag)
{
	struct lic_str text = lic_json_string(lic_json_get(root, key));

	if (!text.ptr)
		return lic_diag_set(diag, LIC_ESYNTAX, "%s: a text is expected", key);
	*out = lic_arena_copy(arena, text);
	return out->ptr ? LIC_OK : lic_diag_set(diag, LIC_ENOMEM, "out of memory");
}

static bool is_country(struct lic_str s)
{
	if (s.len == 0)
		return true;
	return s.len == 2 && s.ptr[0] >= 'A' && s.ptr[0] <= 'Z' && s.ptr[1] >= 'A' &&
	       s.ptr[1] <= 'Z';
}

#define TOP_MEMBERS 11

static int read_about(struct lic_facts_file *out, const struct lic_json *root,
		      struct lic_arena *arena, struct lic_diag *diag)
{
	struct lic_str country, time;
	const struct {
		const char *key;
		struct lic_str *text;
	} texts[] = {
		{"time", &time},
		{"country", &country},
		{"listset", &out->about.listset},
		{"model", &out->about.model},
		{"register_url", &out->about.register_url},
		{"report_url", &out->about.report_url},
		{"help", &out->about.help},
		{"help_url", &out->about.help_url},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		int err = read_top(root, texts[i].key, texts[i].text, arena, diag);
		if (err)
			return err;
	}
	if (lic_time_parse(time, &out->about.time) < 0)
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "time: a time as \"2026-11-23T12:00:00Z\" is expected");
	if (!is_country(country))
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "country: two capital letters or an empty text are expected");
	if (lic_json_members(root) != TOP_MEMBERS)
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "the document has a member that is not known here");
	lic_facts_init(&out->facts, &out->subject, country, lic_date_of(out->about.time));
	return LIC_OK;
}

static int read_document(struct lic_facts_file *out, const struct lic_json *root,
			 struct lic_arena *arena, struct lic_diag *diag)
{
	const struct lic_json *all = lic_json_get(root, "slots");

	if (!lic_str_eq(lic_json_string(lic_json_get(root, "schema")), SCHEMA))
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "these are no facts of schema "
				    "licit/facts/1");
	int err = read_about(out, root, arena, diag);
	if (!err)
		err = lic_layout_read(&lic_layout_subject, lic_json_get(root, "subject"), arena,
				      &out->subject, "subject", diag);
	for (int slot = 0; !err && slot < LIC_SLOTS; slot++)
		err = read_slot(&out->facts, slot,
				lic_json_get(all, lic_slot_name((enum lic_slot)slot)), arena, diag);
	if (!err && lic_json_members(all) != LIC_SLOTS)
		err = lic_diag_set(diag, LIC_ESYNTAX, "slots: has a member that is not known here");
	return err;
}

int lic_facts_read(struct lic_facts_file *out, struct lic_str text, struct lic_arena *arena,
		   struct lic_diag *diag)
{
	struct lic_json *root;

	if (text.len > LIC_FACTS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT,
				    "saved facts of more than %u MiB are not read",
				    LIC_FACTS_MAX >> 20);
	int err = lic_json_parse(&root, text, diag);
	if (err < 0)
		return err;
	err = read_document(out, root, arena, diag);
	lic_json_free(root);
	return err;
}
