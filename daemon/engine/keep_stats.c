/* Numbers for plots, counted in the finder. */
#include "finder.h"
#include "keep.h"
#include "zone.h"

struct counting {
	const struct lic_finder *f;
	bool *list_ok;
	lic_date *today;
	struct lic_arena arena;
};

static int begin(struct counting *c, struct lic_engine *engine, struct lic_str list,
		 struct lic_finder **finder, struct lic_diag *diag)
{
	const int64_t now = lic_clock_now();
	int err = lic_finder_take(finder, engine, diag);

	if (err < 0)
		return err;
	c->f = *finder;
	c->list_ok = lic_arena_alloc(&c->arena, c->f->lists + 1);
	c->today = lic_arena_alloc(&c->arena, (c->f->lists + 1) * sizeof(*c->today));
	if (!c->list_ok || !c->today)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	for (size_t i = 0; i < c->f->lists; i++) {
		c->list_ok[i] = !list.len || lic_str_eq(list, c->f->list[i].id);
		c->today[i] = lic_zone_today(c->f->list[i].timezone, now);
	}
	return LIC_OK;
}

/* The first day without; 0: none. */
static lic_date end_of(const struct lic_finder_entry *e)
{
	lic_date end = e->until ? e->until + 1 : 0;

	return e->withdrawn && (!end || e->withdrawn < end) ? e->withdrawn : end;
}

/* ---- by month -------------------------------------------------------- */

/* The month of a day, by the text of its date. */
static int32_t month_of(lic_date day)
{
	char text[LIC_DATE_SIZE];

	lic_date_format(day, text);
	return ((text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 +
		(text[3] - '0')) *
		       12 +
	       (text[5] - '0') * 10 + (text[6] - '0') - 1;
}

struct months {
	struct lic_keep_month *row;
	int32_t first, count;
};

/* Days of a million entries are few different ones: asked one after the other. */
static int32_t month_cached(lic_date day, lic_date *last_day, int32_t *last_month)
{
	if (day != *last_day) {
		*last_day = day;
		*last_month = month_of(day);
	}
	return *last_month;
}

static int make_months(struct counting *c, struct months *m)
{
	lic_date first = 0, today = lic_date_of(lic_clock_now());

	for (uint32_t i = 0; i < c->f->count; i++) {
		const struct lic_finder_entry *e = &c->f->entry[i];
		if (c->list_ok[e->list] && e->since && e->since <= today &&
		    (!first || e->since < first))
			first = e->since;
	}
	if (!first)
		first = today;
	/* Not before people had web sites: a wrong date must not make a plot of ages. */
	const lic_date eldest = LIC_FIRST_DAY;
	first = first < eldest ? eldest : first;
	m->first = month_of(first);
	m->count = month_of(today) - m->first + 1;
	m->row = lic_arena_alloc(&c->arena, (size_t)m->count * sizeof(*m->row));
	if (!m->row)
		return LIC_ENOMEM;
	for (int32_t i = 0; i < m->count; i++)
		m->row[i] = (struct lic_keep_month){.month = m->first + i};
	return LIC_OK;
}

static void count_months(struct counting *c, struct months *m)
{
	lic_date days[2] = {INT32_MIN, INT32_MIN};
	int32_t cached[2] = {0, 0};
	uint64_t in_force = 0;

	for (uint32_t i = 0; i < c->f->count; i++) {
		const struct lic_finder_entry *e = &c->f->entry[i];
		lic_date end = end_of(e), today = c->today[e->list];
		if (!c->list_ok[e->list] || e->since > today)
			continue;
		int32_t at = e->since ? month_cached(e->since, &days[0], &cached[0]) - m->first : 0;
		m->row[at < 0 ? 0 : at < m->count ? at : m->count - 1].added++;
		if (!end || end > today)
			continue;
		at = month_cached(end, &days[1], &cached[1]) - m->first;
		m->row[at < 0 ? 0 : at < m->count ? at : m->count - 1].withdrawn++;
	}
	for (int32_t i = 0; i < m->count; i++) {
		in_force += m->row[i].added;
		in_force -= m->row[i].withdrawn;
		m->row[i].in_force = in_force;
	}
}

int lic_keep_months_each(struct lic_engine *engine, struct lic_str list,
			 int (*fn)(void *ctx, const struct lic_keep_month *month), void *ctx,
			 struct lic_diag *diag)
{
	struct counting c = {.arena = LIC_ARENA_INIT};
	struct lic_finder *finder = NULL;
	struct months m = {.count = 0};
	int err = begin(&c, engine, list, &finder, diag);

	if (!err)
		err = make_months(&c, &m);
	if (!err)
		count_months(&c, &m);
	for (int32_t i = 0; !err && i < m.count; i++)
		err = fn(ctx, &m.row[i]);
	lic_arena_release(&c.arena);
	lic_finder_unref(finder);
	return err;
}

/* ---- shares ---------------------------------------------------------- */

struct share {
	struct lic_str word;
	uint64_t count;
};

static int by_count(const void *a, const void *b)
{
	const struct share *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return lic_str_cmp(x->word, y->word);
}

/* Each country of several counts; without any, the list's own. */
static void count_countries(const struct counting *c, const uint64_t *by_word,
			    const uint64_t *by_list, struct share *shares, size_t *count,
			    size_t room)
{
	struct lic_str rest, one;

	for (size_t i = 0; i < c->f->words + c->f->lists; i++) {
		uint64_t n = i < c->f->words ? by_word[i] : by_list[i - c->f->words];
		rest = i < c->f->words
			       ? c->f->word[i]
			       : lic_jurisdiction_country(c->f->list[i - c->f->words].jurisdiction);
		while (n && lic_str_split(&rest, ';', &one)) {
			size_t at = 0;
			while (at < *count && !lic_str_eq(shares[at].word, one))
				at++;
			if (at == *count && at < room)
				shares[(*count)++] = (struct share){one, 0};
			if (at < *count)
				shares[at].count += n;
		}
	}
}

static size_t gather(const struct counting *c, enum lic_keep_share_kind kind, uint64_t *by_word,
		     uint64_t *by_list, struct share *shares, size_t room)
{
	size_t count = 0;

	for (uint32_t i = 0; i < c->f->count; i++) {
		const struct lic_finder_entry *e = &c->f->entry[i];
		lic_date end = end_of(e), today = c->today[e->list];
		if (!c->list_ok[e->list] || e->since > today || (end && end <= today))
			continue;
		uint32_t word = kind == LIC_SHARE_TLD     ? e->tld
				: kind == LIC_SHARE_CLASS ? e->class
							  : e->countries;
		if (kind == LIC_SHARE_LIST || (kind == LIC_SHARE_COUNTRY && !c->f->word[word].len))
			by_list[e->list]++;
		else
			by_word[word]++;
	}
	if (kind == LIC_SHARE_COUNTRY) {
		count_countries(c, by_word, by_list, shares, &count, room);
		return count;
	}
	for (uint32_t i = 0; i < c->f->words; i++)
		if (by_word[i])
			shares[count++] = (struct share){c->f->word[i], by_word[i]};
	for (size_t i = 0; i < c->f->lists; i++)
		if (by_list[i])
			shares[count++] = (struct share){c->f->list[i].id, by_list[i]};
	return count;
}

int lic_keep_shares_each(struct lic_engine *engine, struct lic_str list,
			 enum lic_keep_share_kind kind,
			 int (*fn)(void *ctx, struct lic_str word, uint64_t in_force), void *ctx,
			 struct lic_diag *diag)
{
	struct counting c = {.arena = LIC_ARENA_INIT};
	struct lic_finder *finder = NULL;
	int err = begin(&c, engine, list, &finder, diag);

	if (!err) {
		const size_t room = c.f->words + c.f->lists + 1024;
		uint64_t *by_word = lic_arena_alloc(&c.arena, (c.f->words + 1) * sizeof(*by_word));
		uint64_t *by_list = lic_arena_alloc(&c.arena, (c.f->lists + 1) * sizeof(*by_list));
		struct share *shares = lic_arena_alloc(&c.arena, room * sizeof(*shares));
		if (!by_word || !by_list || !shares) {
			err = lic_diag_set(diag, LIC_ENOMEM, "out of memory");
		} else {
			memset(by_word, 0, (c.f->words + 1) * sizeof(*by_word));
			memset(by_list, 0, (c.f->lists + 1) * sizeof(*by_list));
			size_t count = gather(&c, kind, by_word, by_list, shares, room);
			qsort(shares, count, sizeof(*shares), by_count);
			for (size_t i = 0; !err && i < count; i++)
				err = fn(ctx, shares[i].word, shares[i].count);
		}
	}
	lic_arena_release(&c.arena);
	lic_finder_unref(finder);
	return err;
}
