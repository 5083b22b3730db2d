/* Looking at lists: the table, export, the record of imports, alternatives. */
#include "check.h"
#include "format.h"
#include "name_set.h"
#include "zone.h"

static const char *state_of(const struct lic_index_list *l, int64_t expires, int64_t now,
			    lic_date today)
{
	if (l->superseded)
		return "superseded";
	if (expires && expires <= now)
		return "expired";
	if (!l->total)
		return "empty";
	/* Rows that were copied one by one, none of them dated: each is judged by
	 * itself, and the list as a whole has no age. */
	if (l->list.max_age_days && !l->list.as_of)
		return "undated";
	if (l->list.max_age_days && today - l->list.as_of > l->list.max_age_days)
		return "out-of-date";
	return "current";
}

int lic_lists_each(struct lic_engine *engine,
		   int (*fn)(void *ctx, const struct lic_list_info *info), void *ctx)
{
	struct lic_snapshot *s = lic_engine_snapshot(engine);
	const int64_t now = lic_clock_now();
	const lic_date today = lic_date_of(now);
	int err = LIC_OK;

	for (size_t i = 0; !err && i < lic_index_lists(s->index); i++) {
		const struct lic_index_list *l = lic_index_list(s->index, i);
		const struct lic_list_info info = {
			.id = l->list.id,
			.kind = lic_str_from(lic_kind_name(l->list.kind)),
			.name = l->list.name,
			.jurisdiction = l->list.jurisdiction,
			.authority = l->list.authority,
			.url = l->list.url,
			.licence = l->list.licence,
			.as_of = l->list.as_of,
			.max_age_days = l->list.max_age_days,
			.expires = lic_index_expires(s->index, i),
			.state = state_of(l, lic_index_expires(s->index, i), now, today),
			.total = l->total,
			.in_force = l->in_force,
			.withdrawn = l->withdrawn,
		};
		err = fn(ctx, &info);
	}
	lic_snapshot_unref(s);
	return err;
}

void lic_formats_each(void (*fn)(void *ctx, const char *id, const char *summary, bool can_write),
		      void *ctx)
{
	for (size_t i = 0; i < lic_formats_count; i++)
		fn(ctx, lic_formats[i]->id, lic_formats[i]->summary, lic_formats[i]->write != NULL);
}

struct exporting {
	struct lic_str id;
	const struct lic_format *format;
	const struct lic_list *list; /* its definition, while rows are walked */
	struct lic_store *store;
	struct lic_buf *out;
	struct lic_export_result *result;
	struct lic_diag *diag;
	struct lic_name_set cover; /* that stand for all below them, where the format needs it */
	lic_date today;
	bool found;
};

static bool not_in_force(const struct exporting *e, const struct lic_row *row)
{
	return row->record.since > e->today || lic_record_ended(&row->record, e->today);
}

static int add_cover(struct exporting *e, const struct lic_row *row)
{
	bool covers = row->name.scope == LIC_SCOPE_SITE || row->name.scope == LIC_SCOPE_WILDCARD;

	return covers && !not_in_force(e, row) ? lic_name_set_add(&e->cover, row->name.text)
					       : LIC_OK;
}

/* Does a broader one stand for the host? */
static bool is_covered(const struct exporting *e, struct lic_str host)
{
	while ((host = lic_name_set_parent(host)).len)
		if (lic_name_set_hold(&e->cover, host))
			return true;
	return false;
}

static int export_row(struct exporting *e, const struct lic_row *row)
{
	const struct lic_format *format = e->format;

	if (!format->writes_ended && not_in_force(e, row)) {
		e->result->not_in_force++;
	} else if (!lic_format_carries(format->scopes, row->name.scope)) {
		e->result->not_carried[row->name.scope]++;
	} else if (row->name.scope == LIC_SCOPE_HOST && is_covered(e, row->name.text)) {
		e->result->covered++;
	} else {
		e->result->written++;
		format->write(e->out, e->list, &row->name, &row->record);
	}
	return LIC_OK;
}

static int each_row(struct exporting *e, int64_t no,
		    int (*fn)(struct exporting *e, const struct lic_row *row))
{
	struct lic_cursor *cursor;
	struct lic_row row;
	int got = lic_cursor_entries(&cursor, e->store, no, e->diag);

	if (got < 0)
		return got;
	while ((got = lic_cursor_next(cursor, &row, e->diag)) > 0) {
		got = fn(e, &row);
		if (got < 0)
			break;
	}
	lic_cursor_free(cursor);
	return got;
}

static int export_list(void *ctx, int64_t no, const struct lic_list *list,
		       const struct lic_list_counts *counts)
{
	struct exporting *e = ctx;

	(void)counts;
	if (!lic_str_eq(list->id, e->id))
		return LIC_OK;
	e->found = true;
	e->list = list;
	/* In force where the list is. */
	e->today = lic_zone_today(list->timezone, lic_clock_now());
	int err = e->format->leaves_out_covered ? each_row(e, no, add_cover) : LIC_OK;
	if (err < 0)
		return err;
	if (e->format->begin)
		e->format->begin(e->out, list);
	e->result->leaves_out = e->format->leaves_out;
	e->result->blocks_lawful = !e->format->writes_ended && (list->kind == LIC_KIND_REGISTER ||
								list->kind == LIC_KIND_BENIGN);
	err = each_row(e, no, export_row);
	if (e->format->end)
		e->format->end(e->out);
	return err ? err : lic_buf_error(e->out);
}

int lic_lists_export(struct lic_engine *engine, struct lic_str list, struct lic_str format,
		     struct lic_buf *out, struct lic_export_result *result, struct lic_diag *diag)
{
	struct exporting e = {.id = list, .out = out, .result = result, .diag = diag};
	int err;

	_Static_assert((int)LIC_SCOPE_TLD + 1 == LIC_EXPORT_SCOPES, "one count for each scope");
	*result = (struct lic_export_result){.written = 0};
	e.format = lic_format_find(format.len ? format : LIC_STR("licit-csv"));
	if (!e.format || !e.format->write)
		return lic_diag_set(diag, LIC_EINVAL, "lists cannot be exported as \"%.*s\"",
				    LIC_STR_ARG(format));
	err = lic_engine_store(engine, false, &e.store, diag);
	if (err < 0)
		return err;
	err = lic_store_list_each(e.store, 0, export_list, &e, diag);
	if (!err && !e.found)
		err = lic_diag_set(diag, LIC_ENOENT,
				   "there is no list %.*s; `licit lists` shows all",
				   LIC_STR_ARG(list));
	else if (err == LIC_ELIMIT || err == LIC_ENOMEM)
		lic_diag_set(diag, err, "the list is too large for memory");
	lic_name_set_release(&e.cover);
	lic_store_close(e.store);
	return err;
}

struct logging {
	int (*fn)(void *ctx, const struct lic_log_entry *entry);
	void *ctx;
};

static int log_import(void *ctx, const struct lic_import_record *rec)
{
	const struct logging *l = ctx;
	struct lic_log_entry entry = {
		.time = rec->time,
		.list = rec->list,
		.who = rec->who,
		.file = rec->file,
		.format = rec->format,
	};

	memcpy(entry.counts, rec->counts, sizeof(entry.counts));
	return l->fn(l->ctx, &entry);
}

int lic_lists_log(struct lic_engine *engine, struct lic_str list,
		  int (*fn)(void *ctx, const struct lic_log_entry *entry), void *ctx,
		  struct lic_diag *diag)
{
	struct logging l = {fn, ctx};
	struct lic_store *store;
	int err = lic_engine_store(engine, false, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_import_each(store, list, log_import, &l, diag);
	lic_store_close(store);
	return err;
}

/* ---- lawful alternatives --------------------------------------------- */

/* Only what is known to be sent to that country, by a current register's own
 * row: a register without `countries` says nothing about mail order. */
static bool is_alternative(const struct lic_entry *e, struct lic_str country, lic_date today)
{
	return e->list->kind == LIC_KIND_REGISTER && e->evidence == LIC_EVIDENCE_REGISTER &&
	       e->confidence != LIC_CONFIDENCE_LOW && e->scope != LIC_SCOPE_TLD &&
	       e->scope != LIC_SCOPE_PREFIX && e->countries.len &&
	       (!country.len || lic_countries_hold(e->countries, country)) &&
	       lic_entry_in_force(e, today) && !lic_entry_stale(e, today);
}

int lic_alternatives_each(struct lic_engine *engine, struct lic_str country,
			  int (*fn)(void *ctx, const struct lic_alternative *alt), void *ctx)
{
	struct lic_check *check;
	const int64_t now = lic_clock_now();
	struct lic_entry e;
	int err = lic_check_new(&check, engine);

	if (err < 0)
		return err;
	const struct lic_index *index = check->snapshot->index;
	err = lic_check_set_country(check, country, NULL);
	for (uint32_t r = lic_index_walk(index, 0); r && !err; r = lic_index_walk(index, r)) {
		if (lic_index_entry(index, r, &e) < 0 ||
		    !is_alternative(&e, country, lic_date_of(now)))
			continue;
		/* What else is known of the name may speak against it: an authority's listing. */
		if (lic_check_class(check, e.name, now) != LIC_VERIFIED)
			continue;
		const struct lic_alternative alt = {
			.name = e.name,
			.holder = e.holder,
			.number = e.number,
			.class = e.class,
			.register_id = e.list->id,
			.url = e.entry_url.len ? e.entry_url : e.list->url,
			.seen = e.seen ? e.seen : e.list->as_of,
		};
		err = fn(ctx, &alt);
	}
	lic_check_free(check);
	return err;
}

int lic_registers_each(struct lic_engine *engine, struct lic_str country,
		       int (*fn)(void *ctx, const struct lic_register_info *info), void *ctx)
{
	struct lic_snapshot *s = lic_engine_snapshot(engine);
	int err = LIC_OK;

	for (size_t i = 0; !err && i < s->registers.count; i++) {
		const struct lic_register *r = &s->registers.rows[i];
		if (country.len &&
		    !lic_str_caseeq(lic_jurisdiction_country(r->jurisdiction), country))
			continue;
		const struct lic_register_info info = {
			.id = r->id,
			.jurisdiction = r->jurisdiction,
			.authority = r->authority,
			.url = r->list_url,
			.report_url = r->report_url,
			.confirmed = r->confirmed,
		};
		err = fn(ctx, &info);
	}
	lic_snapshot_unref(s);
	return err;
}
