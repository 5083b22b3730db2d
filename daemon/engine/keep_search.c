/* Finding entries, and one entry with all its rows. */
#include "finder.h"
#include "keep.h"
#include "zone.h"

const char *lic_entry_state_name(enum lic_entry_state state)
{
	static const char *const names[LIC_ENTRY_STATES] = {"in-force", "to-come", "withdrawn",
							    "expired"};

	return names[state];
}

static enum lic_entry_state state_of(lic_date since, lic_date until, lic_date withdrawn,
				     lic_date today)
{
	if (lic_was_withdrawn(since, withdrawn, today))
		return LIC_ENTRY_WITHDRAWN;
	if (until && until < today)
		return LIC_ENTRY_EXPIRED;
	return since > today ? LIC_ENTRY_TO_COME : LIC_ENTRY_IN_FORCE;
}

/* ---- telling a row --------------------------------------------------- */

struct teller {
	int (*fn)(void *ctx, const struct lic_keep_entry *entry);
	void *ctx;
	struct lic_buf name, shown;
};

static int tell_row(struct teller *t, const struct lic_row *row, struct lic_str list,
		    enum lic_list_kind kind, lic_date today)
{
	const struct lic_record *r = &row->record;

	lic_buf_reset(&t->name);
	lic_buf_reset(&t->shown);
	lic_leaf_write_name(&t->name, &row->name);
	int err = lic_host_show(lic_str(row->name.text.ptr, row->name.host_len), &t->shown);
	if (err == LIC_ENOMEM)
		return err;
	const struct lic_keep_entry entry = {
		.list = list,
		.kind = lic_str_from(lic_kind_name(kind)),
		.name = lic_buf_str(&t->name),
		.shown = lic_buf_str(&t->shown),
		.scope = lic_scope_name(row->name.scope),
		.state = state_of(r->since, r->until, r->withdrawn, today),
		.since = r->since,
		.until = r->until,
		.withdrawn = r->withdrawn,
		.seen = r->seen,
		.registered = r->registered,
		.holder = r->holder,
		.number = r->number,
		.entry_url = r->entry_url,
		.class = r->class,
		.countries = r->countries,
		.reason = r->reason,
		.source = r->source,
		.evidence = lic_evidence_name(r->evidence),
		.confidence = lic_confidence_name(r->confidence),
	};
	return t->fn(t->ctx, &entry);
}

static void teller_init(struct teller *t, int (*fn)(void *ctx, const struct lic_keep_entry *entry),
			void *ctx)
{
	*t = (struct teller){.fn = fn, .ctx = ctx};
	lic_buf_init(&t->name, LIC_LIST_LINE_MAX);
	lic_buf_init(&t->shown, LIC_LIST_LINE_MAX);
}

static void teller_release(struct teller *t)
{
	lic_buf_release(&t->name);
	lic_buf_release(&t->shown);
}

/* ---- searching ------------------------------------------------------- */

struct search {
	const struct lic_finder *f;
	const struct lic_entry_filter *filter;
	struct lic_str text;   /* in lower case, without what addresses begin with */
	lic_date *today;       /* of each list */
	bool *list_ok;         /* each list: may its entries be among those found? */
	bool *list_country;    /* the same by the list's own country */
	uint8_t *countries_ok; /* of each word: 0 not asked yet, 1 no, 2 yes, 3 empty */
	uint32_t class, tld;   /* the word's number; UINT32_MAX: any; none of that: - 1 */
	uint64_t count;
	uint32_t *page; /* numbers of entries to be told */
	size_t page_count;
};

#define ANY UINT32_MAX
#define NONE (UINT32_MAX - 1)

static uint32_t find_word(const struct lic_finder *f, struct lic_str word)
{
	if (!word.len)
		return ANY;
	for (uint32_t i = 0; i < f->words; i++)
		if (lic_str_eq(f->word[i], word))
			return i;
	return NONE;
}

static bool country_ok(struct search *s, const struct lic_finder_entry *e)
{
	uint8_t *known = &s->countries_ok[e->countries];

	if (!*known) {
		struct lic_str countries = s->f->word[e->countries];
		*known = !countries.len                                      ? 3
			 : lic_countries_hold(countries, s->filter->country) ? 2
									     : 1;
	}
	return *known == 3 ? s->list_country[e->list] : *known == 2;
}

static bool fits(struct search *s, uint32_t i)
{
	const struct lic_finder_entry *e = &s->f->entry[i];

	if (!s->list_ok[e->list] || (s->tld != ANY && e->tld != s->tld) ||
	    (s->class != ANY && e->class != s->class))
		return false;
	if (s->filter->states) {
		enum lic_entry_state state =
			state_of(e->since, e->until, e->withdrawn, s->today[e->list]);
		if (!(s->filter->states & (1u << state)))
			return false;
	}
	return !s->filter->country.len || country_ok(s, e);
}

static void take(struct search *s, uint32_t i)
{
	if (!fits(s, i))
		return;
	if (s->count >= s->filter->offset && s->page_count < s->filter->limit)
		s->page[s->page_count++] = i;
	s->count++;
}

/* The first entry whose name does not come before the text; with past, that does not begin
 * with it either. */
static uint32_t bound(const struct lic_finder *f, struct lic_str text, bool past)
{
	uint32_t low = 0, high = f->count;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		struct lic_str name = lic_finder_name(f, mid);
		bool before = lic_str_cmp(name, text) < 0 || (past && lic_str_starts(name, text));
		if (before)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The entry whose part of the text holds the place; none before `from` does. */
static uint32_t entry_at(const struct lic_finder *f, uint32_t from, size_t place)
{
	uint32_t step = 1, low = from, high;

	/* Hits are near each other, or far: doubling steps, then halving. */
	while (low + step < f->count && f->entry[low + step].text <= place) {
		low += step;
		step *= 2;
	}
	high = low + step < f->count ? low + step : f->count;
	while (low + 1 < high) {
		uint32_t mid = low + (high - low) / 2;
		if (f->entry[mid].text <= place)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* Sixteen bytes at a time, in the compiler's own vectors. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));
typedef uint64_t words2 __attribute__((vector_size(16)));

/* memmem() for many near hits of a short text, where its preparation costs more than its
 * search: a hit has the first and the last byte in their places. */
static const char *seek(const char *at, const char *end, struct lic_str text)
{
	const unsigned char first = (unsigned char)text.ptr[0];
	const unsigned char last = (unsigned char)text.ptr[text.len - 1];
	const size_t span = sizeof(bytes16) + text.len - 1;

	while ((size_t)(end - at) >= span) {
		bytes16 a, b;
		memcpy(&a, at, sizeof(a));
		memcpy(&b, at + text.len - 1, sizeof(b));
		words2 hit = (words2)((a == first) & (b == last));
		for (size_t half = 0; half < 2; half++)
			for (uint64_t bits = hit[half] & 0x0101010101010101u; bits;
			     bits &= bits - 1) {
				const char *p = at + half * 8 + (size_t)__builtin_ctzll(bits) / 8;
				if (memcmp(p, text.ptr, text.len) == 0)
					return p;
			}
		at += sizeof(bytes16);
	}
	return memmem(at, (size_t)(end - at), text.ptr, text.len);
}

static void scan(struct search *s, uint32_t first, uint32_t last)
{
	const struct lic_finder *f = s->f;
	const char *at = f->text, *end = f->text + f->text_len;
	uint32_t i = 0;

	while (at < end && (at = seek(at, end, s->text))) {
		i = entry_at(f, i, (size_t)(at - f->text));
		if (i < first || i >= last)
			take(s, i);
		if (++i == f->count)
			break;
		at = f->text + f->entry[i].text;
	}
}

static void find(struct search *s)
{
	if (!s->text.len) {
		for (uint32_t i = 0; i < s->f->count; i++)
			take(s, i);
		return;
	}
	uint32_t first = bound(s->f, s->text, false), last = bound(s->f, s->text, true);
	for (uint32_t i = first; i < last; i++)
		take(s, i);
	scan(s, first, last);
}

/* As an address is typed or pasted: without scheme and "www.". */
static struct lic_str without_scheme(struct lic_str s)
{
	static const char *const heads[] = {"https://", "http://", "www.", "*."};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(heads); i++) {
		struct lic_str head = lic_str_from(heads[i]);
		if (lic_str_starts(s, head))
			s = lic_str(s.ptr + head.len, s.len - head.len);
	}
	while (s.len && s.ptr[s.len - 1] == '/')
		s.len--;
	return s;
}

static int prepare(struct search *s, struct lic_arena *arena)
{
	const struct lic_finder *f = s->f;
	struct lic_str typed = lic_str_trim(s->filter->text);
	const int64_t now = lic_clock_now();

	typed.len = typed.len > LIC_URL_MAX ? LIC_URL_MAX : typed.len;
	char *lower = lic_arena_alloc(arena, typed.len + 1);
	s->today = lic_arena_alloc(arena, (f->lists + 1) * sizeof(*s->today));
	s->list_ok = lic_arena_alloc(arena, f->lists + 1);
	s->list_country = lic_arena_alloc(arena, f->lists + 1);
	s->countries_ok = lic_arena_alloc(arena, f->words + 1);
	s->page = lic_arena_alloc(arena, (s->filter->limit + 1) * sizeof(*s->page));
	if (!lower || !s->today || !s->list_ok || !s->list_country || !s->countries_ok || !s->page)
		return LIC_ENOMEM;
	if (typed.len)
		lic_str_lower(lower, typed);
	s->text = without_scheme(lic_str(lower, typed.len));
	memset(s->countries_ok, 0, f->words + 1);
	for (size_t i = 0; i < f->lists; i++) {
		const struct lic_finder_list *l = &f->list[i];
		s->today[i] = lic_zone_today(l->timezone, now);
		s->list_ok[i] = !s->filter->list.len || lic_str_eq(s->filter->list, l->id);
		s->list_country[i] = lic_str_caseeq(lic_jurisdiction_country(l->jurisdiction),
						    s->filter->country);
	}
	s->class = find_word(f, s->filter->class);
	s->tld = find_word(f, s->filter->tld);
	return LIC_OK;
}

/* One entry of the page, with what only the store has. */
static int tell_found(const struct search *s, struct lic_store *store, struct teller *t, uint32_t i,
		      struct lic_diag *diag)
{
	const struct lic_finder_entry *e = &s->f->entry[i];
	const struct lic_finder_list *l = &s->f->list[e->list];
	const struct lic_name name = {
		.text = lic_finder_name(s->f, i),
		.scope = (enum lic_scope)e->scope,
	};
	struct lic_cursor *cursor;
	struct lic_row row;
	int got = lic_cursor_named(&cursor, store, l->no, &name, diag);

	if (got < 0)
		return got;
	while ((got = lic_cursor_next(cursor, &row, diag)) > 0) {
		if (row.record.since != e->since)
			continue;
		got = tell_row(t, &row, l->id, l->kind, s->today[e->list]);
		break;
	}
	lic_cursor_free(cursor);
	return got;
}

static int tell_page(const struct search *s, struct lic_engine *engine,
		     int (*fn)(void *ctx, const struct lic_keep_entry *entry), void *ctx,
		     struct lic_diag *diag)
{
	struct lic_store *store;
	struct teller t;
	int err = s->page_count ? lic_engine_store(engine, false, &store, diag) : LIC_OK;

	if (err < 0 || !s->page_count)
		return err;
	teller_init(&t, fn, ctx);
	for (size_t i = 0; !err && i < s->page_count; i++)
		err = tell_found(s, store, &t, s->page[i], diag);
	teller_release(&t);
	lic_store_close(store);
	return err;
}

int lic_keep_search(struct lic_engine *engine, const struct lic_entry_filter *filter,
		    int (*fn)(void *ctx, const struct lic_keep_entry *entry), void *ctx,
		    uint64_t *count, struct lic_diag *diag)
{
	struct lic_entry_filter f = *filter;
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_finder *finder;
	struct search s = {.filter = &f};
	int err = lic_finder_take(&finder, engine, diag);

	if (err < 0)
		return err;
	s.f = finder;
	f.limit = f.limit > LIC_SEARCH_PAGE_MAX ? LIC_SEARCH_PAGE_MAX : f.limit;
	err = prepare(&s, &arena);
	if (!err) {
		find(&s);
		*count = s.count;
		err = tell_page(&s, engine, fn, ctx, diag);
	}
	lic_arena_release(&arena);
	lic_finder_unref(finder);
	return err;
}

/* ---- one entry ------------------------------------------------------- */

static int each_row(struct lic_keep *keep, const struct lic_name *name, struct teller *t)
{
	struct lic_cursor *cursor;
	struct lic_row row;
	bool found = false;
	int got = lic_cursor_named(&cursor, keep->store, keep->no, name, keep->diag);

	if (got < 0)
		return got;
	while ((got = lic_cursor_next(cursor, &row, keep->diag)) > 0) {
		found = true;
		got = tell_row(t, &row, keep->list.id, keep->list.kind, keep->today);
		if (got < 0)
			break;
	}
	lic_cursor_free(cursor);
	if (!got && !found)
		return lic_diag_set(keep->diag, LIC_ENOENT, "%.*s is not on %.*s",
				    LIC_STR_ARG(name->text), LIC_STR_ARG(keep->list.id));
	return got;
}

int lic_keep_entry_each(struct lic_engine *engine, struct lic_str list, struct lic_str name,
			int (*fn)(void *ctx, const struct lic_keep_entry *entry), void *ctx,
			struct lic_diag *diag)
{
	struct lic_keep keep;
	struct lic_name parsed;
	struct lic_buf store;
	struct teller t;
	int err = lic_keep_begin(&keep, engine, list, false, diag);

	teller_init(&t, fn, ctx);
	lic_buf_init(&store, 4u * LIC_URL_MAX);
	if (!err)
		err = lic_name_parse(&parsed, name, engine->psl, &store, diag);
	if (!err)
		err = each_row(&keep, &parsed, &t);
	lic_buf_release(&store);
	teller_release(&t);
	return lic_keep_end(&keep, err, false);
}
