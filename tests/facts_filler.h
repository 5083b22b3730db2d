/*
 * Facts made up at random from a seed, by the tables that saved facts are written by:
 * every member of every slot gets some value, so that a new one needs no line here.
 */
#ifndef LIC_FACTS_FILLER_H
#define LIC_FACTS_FILLER_H

#include "facts_json.h"

struct facts_filler {
	struct lic_facts facts;
	struct lic_subject subject;
	struct lic_facts_about about;
	struct lic_arena arena;
	uint64_t state;
};

static inline uint64_t facts_filler_next(struct facts_filler *f)
{
	f->state ^= f->state << 13;
	f->state ^= f->state >> 7;
	f->state ^= f->state << 17;
	return f->state;
}

static inline size_t facts_filler_below(struct facts_filler *f, size_t n)
{
	return (size_t)(facts_filler_next(f) % n);
}

static inline size_t facts_filler_size(const struct lic_field *f)
{
	static const size_t sizes[] = {
		[LIC_FIELD_STR] = sizeof(struct lic_str), [LIC_FIELD_TEXT] = sizeof(char *),
		[LIC_FIELD_BOOL] = sizeof(bool),          [LIC_FIELD_INT] = sizeof(int),
		[LIC_FIELD_SIZE] = sizeof(size_t),        [LIC_FIELD_DATE] = sizeof(lic_date),
		[LIC_FIELD_DOUBLE] = sizeof(double),      [LIC_FIELD_ENUM] = sizeof(unsigned),
		[LIC_FIELD_BITS] = sizeof(unsigned),      [LIC_FIELD_STRS] = sizeof(void *),
		[LIC_FIELD_LIST] = sizeof(void *),        [LIC_FIELD_ARRAY] = 0,
	};

	return f->kind == LIC_FIELD_ARRAY ? (size_t)f->most * f->of->size : sizes[f->kind];
}

/* Some words, now and then with what JSON must escape, or no text at all. */
static inline struct lic_str facts_filler_str(struct facts_filler *f)
{
	static const char *const parts[] = {
		"pharmacy", "lékárna", "\"quoted\"", "\\", "\n", "\t\x01", "<b>", "лекарство",
		"\xFF\xFE", "x",       "",           " ",  "€",  "/path",  "{}",  "0",
	};
	struct lic_str all[6];
	const size_t n = facts_filler_below(f, 6);

	for (size_t i = 0; i < n; i++)
		all[i] = lic_str_from(parts[facts_filler_below(f, LIC_ARRAY_SIZE(parts))]);
	if (n && facts_filler_below(f, 20) == 0)
		all[0] = lic_str("a\0b", 3);
	return lic_arena_join(&f->arena, all, n);
}

static inline void facts_filler_record(struct facts_filler *f, const struct lic_layout *layout,
				       char *record);

static inline void facts_filler_members(struct facts_filler *f, const struct lic_field *field,
					char *record)
{
	const bool strs = field->kind == LIC_FIELD_STRS;
	const size_t size = strs ? sizeof(struct lic_str) : field->of->size;
	size_t n = facts_filler_below(f, 5);
	char *items;

	if (n > (size_t)field->most)
		n = (size_t)field->most;
	items = lic_arena_alloc(&f->arena, n * size);
	for (size_t i = 0; i < n; i++) {
		if (strs)
			((struct lic_str *)(void *)items)[i] = facts_filler_str(f);
		else
			facts_filler_record(f, field->of, items + i * size);
	}
	memcpy(record + field->offset, &items, sizeof(items));
	memcpy(record + field->count_offset, &n, sizeof(n));
}

static inline void facts_filler_value(struct facts_filler *f, const struct lic_field *field,
				      char *record)
{
	static const double doubles[] = {0, 1, 9.99, 0.1, 1e-7, 1234567.891, 1.0 / 3, -2};
	void *p = record + field->offset;

	switch (field->kind) {
	case LIC_FIELD_STR:
		*(struct lic_str *)p = facts_filler_str(f);
		break;
	case LIC_FIELD_TEXT:
		*(const char **)p = facts_filler_below(f, 2) ? "no \"answer\"" : NULL;
		break;
	case LIC_FIELD_BOOL:
		*(bool *)p = facts_filler_below(f, 2);
		break;
	case LIC_FIELD_INT:
		*(int *)p = field->least +
			    (int)facts_filler_below(f, (size_t)(field->most - field->least) + 1);
		break;
	case LIC_FIELD_SIZE:
		*(size_t *)p = facts_filler_below(f, 4) ? facts_filler_below(f, 100) : SIZE_MAX;
		break;
	case LIC_FIELD_DATE:
	case LIC_FIELD_RARE:
		*(lic_date *)p =
			facts_filler_below(f, 3) ? (lic_date)facts_filler_below(f, 30000) : 0;
		break;
	case LIC_FIELD_DOUBLE:
		*(double *)p = doubles[facts_filler_below(f, LIC_ARRAY_SIZE(doubles))];
		break;
	case LIC_FIELD_ENUM:
		*(unsigned *)p = (unsigned)facts_filler_below(f, (size_t)field->most);
		break;
	case LIC_FIELD_BITS:
		*(unsigned *)p = (unsigned)facts_filler_below(f, (size_t)1 << field->most);
		break;
	case LIC_FIELD_STRS:
	case LIC_FIELD_LIST:
		facts_filler_members(f, field, record);
		break;
	case LIC_FIELD_ARRAY:
		for (int i = 0; i < field->most; i++)
			facts_filler_record(f, field->of, (char *)p + (size_t)i * field->of->size);
		break;
	}
}

static inline void facts_filler_record(struct facts_filler *f, const struct lic_layout *layout,
				       char *record)
{
	memset(record, 0, layout->size);
	for (size_t i = 0; i < layout->count; i++)
		facts_filler_value(f, &layout->fields[i], record);
}

static inline void *facts_filler_new(struct facts_filler *f, const struct lic_layout *layout)
{
	char *record = lic_arena_alloc(&f->arena, layout->size);

	facts_filler_record(f, layout, record);
	return record;
}

/* Positions into the texts, and into the links. */
static inline void facts_filler_fit_page(struct lic_page *page)
{
	struct lic_page_term *terms = (struct lic_page_term *)(uintptr_t)page->terms;
	struct lic_page_price *prices = (struct lic_page_price *)(uintptr_t)page->prices;
	struct lic_page_image *images = (struct lic_page_image *)(uintptr_t)page->images;

	for (size_t i = 0; i < page->terms_count; i++) {
		const size_t len = terms[i].hidden ? page->hidden.len : page->text.len;
		terms[i].at %= len + 1;
		terms[i].len %= len - terms[i].at + 1;
	}
	for (size_t i = 0; i < page->prices_count; i++)
		if (prices[i].at != SIZE_MAX)
			prices[i].at %= page->text.len + 1;
	for (size_t i = 0; i < page->images_count; i++)
		if (images[i].link >= page->links_count)
			images[i].link = LIC_PAGE_NO_LINK;
}

static inline void facts_filler_fit_http(struct facts_filler *f, struct lic_http_facts *http)
{
	static const struct lic_hop hop = {.status = 200};

	(void)f;
	for (int i = 0; i < LIC_VISITORS; i++)
		if (http->visit[i].known && !http->visit[i].hops_count) {
			http->visit[i].hops = &hop;
			http->visit[i].hops_count = 1;
		}
}

static inline void facts_filler_fit_register(struct lic_register_page *page)
{
	page->status = page->url.len ? 200 : 0;
	if (!page->url.len) {
		page->names_site = false;
		page->sites_count = 0;
	}
}

static inline void facts_filler_lists(struct facts_filler *f)
{
	static const struct lic_list lists[] = {
		{.id = {"cz-illegal", 10},
		 .kind = LIC_KIND_ILLEGAL,
		 .jurisdiction = {"CZ", 2},
		 .source_json = {"\"list\":\"cz-illegal\",\"name\":\"\",\"url\":\"\"", 38}},
		{.id = {"cz", 2},
		 .name = {"R\"r", 3},
		 .kind = LIC_KIND_REGISTER,
		 .as_of = 20000,
		 .max_age_days = 30,
		 .source_json = {"\"list\":\"cz\",\"name\":\"R\\\"r\",\"url\":\"\"", 34}},
		{.id = {"com", 3},
		 .kind = LIC_KIND_COMMUNITY,
		 .source_json = {"\"list\":\"com\",\"name\":\"\",\"url\":\"\"", 31}},
	};
	struct lic_facts_lists *record = facts_filler_new(f, &lic_layout_lists);

	memcpy(f->facts.rx_rule, record->rx_rule, sizeof(record->rx_rule));
	f->facts.matches = record->matches_count;
	for (size_t i = 0; i < record->matches_count; i++) {
		struct lic_entry *e = &f->facts.match[i];
		*e = record->matches[i].entry;
		e->list = &lists[facts_filler_below(f, LIC_ARRAY_SIZE(lists))];
		e->host_len = facts_filler_below(f, e->name.len + 1);
	}
}

static inline void facts_filler_about(struct facts_filler *f)
{
	f->subject = (struct lic_subject){
		.input = LIC_STR("HTTPS://Www.x.cz/Á"),
		.url = LIC_STR("https://www.x.cz/%C3%81"),
		.host = LIC_STR("www.x.cz"),
		.site = LIC_STR("x.cz"),
		.path = LIC_STR("/%C3%81"),
	};
	f->about = (struct lic_facts_about){
		.time = 1763899200 + (int64_t)facts_filler_below(f, 1000000),
		.listset = LIC_STR("0123456789abcdef"),
		.model = LIC_STR("2026-11-23"),
		.register_url = LIC_STR("https://register.example/"),
		.report_url = LIC_STR(""),
	};
	lic_facts_init(&f->facts, &f->subject,
		       facts_filler_below(f, 2) ? LIC_STR("CZ") : LIC_STR(""),
		       lic_date_of(f->about.time));
}

/* Facts with slots known or not, as the seed has it; 0 knows none. */
static inline void facts_filler_make(struct facts_filler *f, uint64_t seed)
{
	*f = (struct facts_filler){.arena = LIC_ARENA_INIT,
				   .state = seed * 0x9E3779B97F4A7C15ull + 1};
	for (int i = 0; i < 8; i++)
		facts_filler_next(f);
	facts_filler_about(f);
	for (int slot = 0; slot < LIC_SLOTS; slot++) {
		f->facts.known[slot] = seed && facts_filler_below(f, 5) > 0;
		f->facts.why[slot] = facts_filler_below(f, 2) ? "no answer in time" : NULL;
		if (f->facts.known[slot])
			f->facts.why[slot] = NULL;
	}
	if (f->facts.known[LIC_SLOT_LISTS])
		facts_filler_lists(f);
	f->facts.name = facts_filler_new(f, &lic_layout_name);
	f->facts.dns = facts_filler_new(f, &lic_layout_dns);
	f->facts.registration = facts_filler_new(f, &lic_layout_registration);
	f->facts.tls = facts_filler_new(f, &lic_layout_tls);
	struct lic_http_facts *http = facts_filler_new(f, &lic_layout_http);
	facts_filler_fit_http(f, http);
	f->facts.http = http;
	struct lic_page *page = facts_filler_new(f, &lic_layout_page);
	facts_filler_fit_page(page);
	f->facts.page = page;
	struct lic_register_page *register_page = facts_filler_new(f, &lic_layout_register);
	facts_filler_fit_register(register_page);
	f->facts.register_page = register_page;
	f->facts.related = facts_filler_new(f, &lic_layout_related);
}

/* Always the same: of each slot its emptiest record. */
static inline void facts_filler_plain(struct facts_filler *f)
{
	static const struct lic_name_facts name;
	static const struct lic_dns_facts dns;
	static const struct lic_registration registration;
	static const struct lic_tls_facts tls = {.trouble = LIC_TLS_EXPIRED | LIC_TLS_WEAK};
	static const struct lic_http_facts http = {.visit = {{.why = "no answer"}}};
	static const struct lic_page_term terms[] = {{.at = 1, .len = 2, .strength = 2}};
	static const struct lic_page_price prices[] = {{.at = 3, .amount = 9.99}};
	static const struct lic_register_page register_page = {.status = 0};
	static const struct lic_related_facts related = {.seals_count = 0};
	static const struct lic_page page = {
		.text = {"text", 4},
		.terms = terms,
		.terms_count = 1,
		.prices = prices,
		.prices_count = 1,
	};
	static const struct lic_list list = {.id = {"cz", 2}};

	*f = (struct facts_filler){.arena = LIC_ARENA_INIT, .state = 1};
	facts_filler_about(f);
	f->about.time = 1763899200;
	f->facts.country = LIC_STR("CZ");
	for (int slot = 0; slot < LIC_SLOTS; slot++)
		f->facts.known[slot] = true;
	f->facts.match[f->facts.matches++] = (struct lic_entry){
		.list = &list, .name = LIC_STR("x.cz"), .host_len = 4, .since = 20000};
	f->facts.name = &name;
	f->facts.dns = &dns;
	f->facts.registration = &registration;
	f->facts.tls = &tls;
	f->facts.http = &http;
	f->facts.page = &page;
	f->facts.register_page = &register_page;
	f->facts.related = &related;
}

static inline void facts_filler_release(struct facts_filler *f)
{
	lic_arena_release(&f->arena);
}

#endif
