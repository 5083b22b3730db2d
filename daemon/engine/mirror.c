#include "mirror.h"

#include "leaf.h"
#include "limits.h"
#include "store_feeds.h"

/* ---- a whole list ---------------------------------------------------- */

struct staging {
	struct lic_mirror *mirror;
	struct lic_buf name;
	struct lic_diag *diag;
};

static int stage(void *ctx, const struct lic_record *record)
{
	struct staging *s = ctx;
	struct lic_row row = {.record = *record};

	if (lic_name_parse(&row.name, record->name, s->mirror->psl, &s->name, NULL) < 0) {
		s->mirror->refused++;
		return LIC_OK;
	}
	return lic_store_stage(s->mirror->store, &row, s->diag);
}

static int stage_all(struct lic_mirror *m, const struct lic_bundle *bundle, struct lic_diag *diag)
{
	struct staging s = {.mirror = m, .diag = diag};
	int err = lic_store_stage_begin(m->store, diag);

	lic_buf_init(&s.name, 4u * LIC_URL_MAX);
	if (!err)
		err = lic_bundle_each(bundle, stage, &s, diag);
	lic_buf_release(&s.name);
	return err;
}

static int identity_order(const struct lic_row *a, const struct lic_row *b)
{
	int d = lic_str_cmp(a->name.text, b->name.text);

	if (!d)
		d = (int)a->name.scope - (int)b->name.scope;
	return d ? d : (a->record.since > b->record.since) - (a->record.since < b->record.since);
}

static bool same_record(const struct lic_record *a, const struct lic_record *b)
{
	return a->until == b->until && a->withdrawn == b->withdrawn && a->seen == b->seen &&
	       a->registered == b->registered && a->evidence == b->evidence &&
	       a->confidence == b->confidence && lic_str_eq(a->holder, b->holder) &&
	       lic_str_eq(a->number, b->number) && lic_str_eq(a->entry_url, b->entry_url) &&
	       lic_str_eq(a->class, b->class) && lic_str_eq(a->countries, b->countries) &&
	       lic_str_eq(a->reason, b->reason) && lic_str_eq(a->source, b->source);
}

struct side {
	struct lic_cursor *cursor;
	struct lic_row row;
	int have; /* 1, 0 at the end, or an error */
};

static void advance(struct side *s, struct lic_diag *diag)
{
	s->have = lic_cursor_next(s->cursor, &s->row, diag);
}

/* The change is told by the publisher's log: nothing is noted here. */
static const struct lic_str no_note = {NULL, 0};

static int step(struct lic_mirror *m, int order, const struct side *wanted, const struct side *had,
		struct lic_diag *diag)
{
	int err = LIC_OK;

	if (order < 0) {
		m->added++;
		err = lic_store_entry_add(m->store, m->list, m->import, &wanted->row, diag);
	} else if (order > 0) {
		m->removed++;
		err = lic_store_entry_remove(m->store, m->list, &had->row.name,
					     had->row.record.since, diag);
		err = err < 0 ? err : LIC_OK;
	} else if (!same_record(&wanted->row.record, &had->row.record)) {
		m->changed++;
		err = lic_store_entry_change(m->store, m->list, m->import, had->row.record.since,
					     &wanted->row, no_note, diag);
	}
	return err;
}

/* Rows of the bundle may repeat an identity: the first one counts. */
static void advance_wanted(struct side *s, struct lic_buf *last, struct lic_diag *diag)
{
	struct lic_row before = s->row;

	lic_buf_reset(last);
	lic_buf_adds(last, s->row.name.text);
	before.name.text = lic_buf_str(last);
	do
		advance(s, diag);
	while (s->have > 0 && identity_order(&s->row, &before) == 0);
}

static int merge(struct lic_mirror *m, struct side *wanted, struct side *had, struct lic_diag *diag)
{
	struct lic_buf last;
	int err = LIC_OK;

	lic_buf_init(&last, 4u * LIC_URL_MAX);
	advance(wanted, diag);
	advance(had, diag);
	while (!err && wanted->have >= 0 && had->have >= 0 && (wanted->have || had->have)) {
		int order = !wanted->have ? 1
			    : !had->have  ? -1
					  : identity_order(&wanted->row, &had->row);
		err = step(m, order, wanted, had, diag);
		if (order <= 0)
			advance_wanted(wanted, &last, diag);
		if (order >= 0)
			advance(had, diag);
	}
	lic_buf_release(&last);
	if (err < 0)
		return err;
	return wanted->have < 0 ? wanted->have : had->have < 0 ? had->have : LIC_OK;
}

int lic_mirror_bundle(struct lic_mirror *mirror, const struct lic_bundle *bundle,
		      struct lic_diag *diag)
{
	struct side wanted = {.cursor = NULL}, had = {.cursor = NULL};
	int err = stage_all(mirror, bundle, diag);

	if (!err)
		err = lic_cursor_staged(&wanted.cursor, mirror->store, diag);
	if (!err)
		err = lic_cursor_entries(&had.cursor, mirror->before, mirror->list, diag);
	if (!err)
		err = merge(mirror, &wanted, &had, diag);
	lic_cursor_free(wanted.cursor);
	lic_cursor_free(had.cursor);
	return err;
}

/* ---- changes --------------------------------------------------------- */

struct applying {
	struct lic_mirror *mirror;
	struct lic_arena arena; /* of one leaf */
	struct lic_buf name;
	uint64_t no;
	struct lic_diag *diag;
};

/* What the leaf says the entry is from now on, in the place of what it was. */
static int apply_entry(struct applying *a, const struct lic_leaf *leaf)
{
	struct lic_mirror *m = a->mirror;
	struct lic_row row = {.record = leaf->record};

	if (lic_name_parse(&row.name, leaf->name, m->psl, &a->name, NULL) < 0) {
		m->refused++;
		return LIC_OK;
	}
	lic_date before = leaf->moved ? leaf->since_before : row.record.since;
	int had = lic_store_entry_remove(m->store, m->list, &row.name, before, a->diag);
	if (had < 0)
		return had;
	if (had != (leaf->action != LIC_LEAF_ADD))
		return lic_diag_set(a->diag, LIC_ECORRUPT,
				    "change %llu of %.*s does not fit the list as it is here",
				    (unsigned long long)a->no, LIC_STR_ARG(leaf->name));
	m->added += !had;
	m->changed += had > 0;
	return lic_store_entry_add(m->store, m->list, m->import, &row, a->diag);
}

static int apply(void *ctx, struct lic_str body)
{
	struct applying *a = ctx;
	struct lic_leaf leaf;

	lic_arena_reset(&a->arena);
	int err = lic_leaf_read(&leaf, body, &a->arena, a->diag);
	if (!err && lic_leaf_applies(leaf.action))
		err = apply_entry(a, &leaf);
	a->no++;
	return err;
}

int lic_mirror_delta(struct lic_mirror *mirror, const struct lic_delta *delta,
		     struct lic_diag *diag)
{
	struct applying a = {.mirror = mirror, .no = delta->from, .diag = diag};

	lic_buf_init(&a.name, 4u * LIC_URL_MAX);
	int err = lic_delta_each(delta, apply, &a);
	lic_buf_release(&a.name);
	lic_arena_release(&a.arena);
	return err;
}
