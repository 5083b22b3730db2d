#include "merge.h"

#include "merge_log.h"

/* Rows of one name in one file: a name relisted more often than this is a fault
 * of the file. */
#define GROUP_MAX 64

struct member {
	struct lic_row row;
	bool matched;
};

/* All rows of one (name, scope), copied: a cursor's views die at its next step. */
struct group {
	struct member rows[GROUP_MAX];
	size_t count;
};

struct side {
	struct lic_cursor *cursor;
	struct lic_row ahead; /* the next row, if have */
	bool have;
	struct group group;
	struct lic_arena arena; /* of the group */
};

static int side_advance(struct side *s, struct lic_diag *diag)
{
	int got = lic_cursor_next(s->cursor, &s->ahead, diag);

	s->have = got > 0;
	return got < 0 ? got : LIC_OK;
}

static int row_order(const struct lic_row *a, const struct lic_row *b)
{
	int d = lic_str_cmp(a->name.text, b->name.text);

	return d ? d : (int)a->name.scope - (int)b->name.scope;
}

int lic_merge_copy_row(struct lic_arena *arena, struct lic_row *to, const struct lic_row *from)
{
	*to = *from;
	struct lic_str *const texts[] = {
		&to->name.text,    &to->record.holder,    &to->record.number, &to->record.entry_url,
		&to->record.class, &to->record.countries, &to->record.reason, &to->record.source,
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		if (!texts[i]->len)
			continue;
		*texts[i] = lic_arena_copy(arena, *texts[i]);
		if (!texts[i]->ptr)
			return LIC_ENOMEM;
	}
	return LIC_OK;
}

/* Take all rows of the same name from the side. */
static int side_group(struct side *s, struct lic_diag *diag)
{
	s->group.count = 0;
	lic_arena_reset(&s->arena);
	while (s->have &&
	       (s->group.count == 0 || row_order(&s->ahead, &s->group.rows[0].row) == 0)) {
		if (s->group.count == GROUP_MAX)
			return lic_diag_set(
				diag, LIC_ELIMIT, "line %u: %.*s stands in more than %d rows",
				s->ahead.record.line, LIC_STR_ARG(s->ahead.name.text), GROUP_MAX);
		struct member *m = &s->group.rows[s->group.count++];
		m->matched = false;
		int err = lic_merge_copy_row(&s->arena, &m->row, &s->ahead);
		if (!err)
			err = side_advance(s, diag);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

static void report(struct lic_merge *m, enum lic_change_kind kind, const struct lic_row *row,
		   uint32_t other_line, struct lic_str text)
{
	m->counts[kind]++;
	if (!m->change)
		return;
	const struct lic_change change = {
		.kind = kind,
		.name = row->name.text,
		.scope = lic_scope_name(row->name.scope),
		.line = row->record.line,
		.other_line = other_line,
		.text = text,
	};
	m->change(m->ctx, &change);
}

/* ---- what is different, in words ------------------------------------- */

#define MEMBERS 14

struct member_text {
	const char *what;
	struct lic_str value;
};

struct members {
	struct member_text all[MEMBERS];
	char dates[5][LIC_DATE_SIZE]; /* that values point into */
};

/* Empty for no date. */
static struct lic_str date_text(lic_date date, char text[LIC_DATE_SIZE])
{
	text[0] = '\0';
	if (date)
		lic_date_format(date, text);
	return lic_str_from(text);
}

/* The line is where a row stands, not what it says. */
static void read_members(struct members *out, const struct lic_record *r)
{
	const struct member_text all[MEMBERS] = {
		{"since", date_text(r->since, out->dates[0])},
		{"withdrawn", date_text(r->withdrawn, out->dates[1])},
		{"until", date_text(r->until, out->dates[2])},
		{"copy of", date_text(r->seen, out->dates[3])},
		{"registered", date_text(r->registered, out->dates[4])},
		{"holder", r->holder},
		{"number", r->number},
		{"entry", r->entry_url},
		{"class", r->class},
		{"countries", r->countries},
		{"reason", r->reason},
		{"source", r->source},
		{"evidence", lic_str_from(lic_evidence_name(r->evidence))},
		{"confidence", lic_str_from(lic_confidence_name(r->confidence))},
	};

	memcpy(out->all, all, sizeof(all));
}

void lic_merge_describe(struct lic_buf *out, const struct lic_record *a, const struct lic_record *b)
{
	struct members before, after;

	read_members(&before, a);
	read_members(&after, b);
	lic_buf_reset(out);
	for (size_t i = 0; i < MEMBERS; i++) {
		struct lic_str from = before.all[i].value, to = after.all[i].value;

		if (!lic_str_eq(from, to))
			lic_buf_printf(out, "%s%s %.*s -> %.*s", out->len ? "; " : "",
				       before.all[i].what,
				       LIC_STR_ARG(from.len ? from : LIC_STR("(none)")),
				       LIC_STR_ARG(to.len ? to : LIC_STR("(none)")));
	}
}

/* What every entry has that says nothing else is not told. */
void lic_merge_tell(struct lic_buf *out, const struct lic_record *record)
{
	const struct lic_record blank = {.line = 0};
	struct members usual, members;

	read_members(&usual, &blank);
	read_members(&members, record);
	lic_buf_reset(out);
	for (size_t i = 0; i < MEMBERS; i++) {
		struct lic_str value = members.all[i].value;

		if (value.len && !lic_str_eq(value, usual.all[i].value))
			lic_buf_printf(out, "%s%s %.*s", out->len ? "; " : "", members.all[i].what,
				       LIC_STR_ARG(value));
	}
}

/* ---- applying -------------------------------------------------------- */

static int change_entry(struct lic_merge *m, const struct lic_row *old, struct lic_row *new,
			struct lic_buf *text, struct lic_diag *diag)
{
	/* A file without dates does not take a date back. */
	if (!new->record.since)
		new->record.since = old->record.since;
	if (!new->record.registered)
		new->record.registered = old->record.registered;
	lic_merge_describe(text, &old->record, &new->record);
	if (!text->len) {
		m->unchanged++;
		return LIC_OK;
	}
	enum lic_change_kind kind = LIC_CHANGE_CHANGED;
	if (new->record.withdrawn && !old->record.withdrawn)
		kind = LIC_CHANGE_WITHDRAWN;
	else if (!new->record.withdrawn && old->record.withdrawn)
		kind = LIC_CHANGE_RESTORED;
	report(m, kind, new, 0, lic_buf_str(text));
	int err = lic_merge_log_change(m, kind, old, new, diag);
	if (err < 0)
		return err;
	return lic_store_entry_change(m->store, m->list, m->import, old->record.since, new,
				      m->log ? LIC_STR("") : lic_buf_str(text), diag);
}

/* The file no longer names an entry in force: it ends with the file's date. */
static int end_entry(struct lic_merge *m, const struct lic_row *old, struct lic_buf *text,
		     struct lic_diag *diag)
{
	struct lic_row gone = *old;

	if (old->record.withdrawn || lic_record_ended(&old->record, m->today)) {
		m->unchanged++;
		return LIC_OK;
	}
	gone.record.line = 0;
	gone.record.withdrawn = m->as_of > old->record.since ? m->as_of : m->today;
	/* An entry of the future ends before it begins. */
	if (gone.record.withdrawn < old->record.since)
		gone.record.withdrawn = old->record.since;
	gone.record.reason = LIC_STR("no longer in the list");
	lic_buf_reset(text);
	LIC_BUF_LIT(text, "no longer in the file");
	report(m, LIC_CHANGE_WITHDRAWN, &gone, 0, lic_buf_str(text));
	m->absent++;
	int err = lic_merge_log_absent(m, &gone, diag);
	if (err < 0)
		return err;
	return lic_store_entry_change(m->store, m->list, m->import, old->record.since, &gone,
				      m->log ? LIC_STR("") : lic_buf_str(text), diag);
}

static int add_entry(struct lic_merge *m, const struct lic_row *new, struct lic_buf *text,
		     struct lic_diag *diag)
{
	lic_buf_reset(text);
	if (m->change)
		lic_merge_tell(text, &new->record);
	report(m, LIC_CHANGE_ADDED, new, 0, lic_buf_str(text));
	int err = lic_merge_log_add(m, new, diag);
	if (!err && m->newcomers && !lic_record_ended(&new->record, m->today))
		err = lic_newcomers_add(m->newcomers, new);
	if (err < 0)
		return err;
	return lic_store_entry_add(m->store, m->list, m->import, new, diag);
}

/* Rows of the file with the same name: said, and the exact repetitions dropped. */
static void find_duplicates(struct lic_merge *m, struct group *new, struct lic_buf *text)
{
	for (size_t i = 1; i < new->count; i++) {
		const struct lic_record *first = &new->rows[0].row.record;
		const struct lic_record *r = &new->rows[i].row.record;
		bool same = r->since == new->rows[i - 1].row.record.since;
		char since[LIC_DATE_SIZE] = "no date";
		if (r->since)
			lic_date_format(r->since, since);
		lic_buf_reset(text);
		lic_buf_printf(text, "the same name as on line %u%s%s%s", first->line,
			       same ? ": kept once" : ", listed again ", same ? "" : since,
			       same ? "" : ": both rows are kept");
		report(m, LIC_CHANGE_DUPLICATE, &new->rows[i].row, first->line, lic_buf_str(text));
		/* A dropped row plays no part in what follows. */
		new->rows[i].matched = same;
	}
}

static struct member *unmatched(struct group *g, const lic_date *since)
{
	for (size_t i = 0; i < g->count; i++)
		if (!g->rows[i].matched && (!since || g->rows[i].row.record.since == *since))
			return &g->rows[i];
	return NULL;
}

static int pair_up(struct lic_merge *m, struct member *new, struct member *old,
		   struct lic_buf *text, struct lic_diag *diag)
{
	new->matched = old->matched = true;
	return change_entry(m, &old->row, &new->row, text, diag);
}

static int merge_group(struct lic_merge *m, struct group *new, struct group *old,
		       struct lic_buf *text, struct lic_diag *diag)
{
	struct member *a, *b;
	int err = LIC_OK;

	find_duplicates(m, new, text);
	/* By date first: an undated row must not take the place of a dated one that has
	 * its own. Then what is left over in order, as a corrected date. */
	for (size_t i = 0; !err && i < new->count; i++) {
		a = &new->rows[i];
		if (!a->matched && (b = unmatched(old, &a->row.record.since)))
			err = pair_up(m, a, b, text, diag);
	}
	while (!err && (a = unmatched(new, NULL)) && (b = unmatched(old, NULL)))
		err = pair_up(m, a, b, text, diag);
	while (!err && (a = unmatched(new, NULL))) {
		a->matched = true;
		err = add_entry(m, &a->row, text, diag);
	}
	while (!err && (b = unmatched(old, NULL))) {
		b->matched = true;
		err = end_entry(m, &b->row, text, diag);
	}
	return err;
}

static bool any_in_force(const struct group *g, lic_date today)
{
	for (size_t i = 0; i < g->count; i++)
		if (!lic_record_ended(&g->rows[i].row.record, today))
			return true;
	return false;
}

static int merge_step(struct lic_merge *m, struct side *file, struct side *list,
		      struct lic_buf *text, struct lic_diag *diag)
{
	int order = !file->have ? 1 : !list->have ? -1 : row_order(&file->ahead, &list->ahead);
	int err = LIC_OK;

	file->group.count = list->group.count = 0;
	if (order <= 0)
		err = side_group(file, diag);
	if (!err && order >= 0)
		err = side_group(list, diag);
	if (err < 0)
		return err;
	m->was_in_force += any_in_force(&list->group, m->today);
	if (any_in_force(&file->group, m->today))
		m->in_force++;
	else
		m->withdrawn++;
	return merge_group(m, &file->group, &list->group, text, diag);
}

int lic_merge_run(struct lic_merge *merge, struct lic_diag *diag)
{
	struct side *sides = calloc(2, sizeof(*sides));
	struct lic_buf text;
	int err = LIC_ENOMEM;

	lic_buf_init(&text, LIC_LIST_LINE_MAX * 4u);
	lic_merge_log_init(merge);
	if (!sides)
		goto out;
	err = lic_cursor_staged(&sides[0].cursor, merge->store, diag);
	if (!err)
		err = lic_cursor_entries(&sides[1].cursor, merge->before, merge->list, diag);
	if (!err)
		err = side_advance(&sides[0], diag);
	if (!err)
		err = side_advance(&sides[1], diag);
	while (!err && (sides[0].have || sides[1].have))
		err = merge_step(merge, &sides[0], &sides[1], &text, diag);
out:
	for (int i = 0; sides && i < 2; i++) {
		lic_cursor_free(sides[i].cursor);
		lic_arena_release(&sides[i].arena);
	}
	free(sides);
	lic_buf_release(&text);
	lic_merge_log_release(merge);
	return err;
}
