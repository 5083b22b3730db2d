#include "importer.h"

#include "format.h"
#include "keep.h"
#include "mapping.h"
#include "merge.h"
#include "name.h"

#define PROGRESS_EVERY 8192

/* What the sink of a reader needs. */
struct reading {
	struct lic_importer *importer;
	struct lic_buf name;
	lic_date newest; /* of all dates in the file */
	lic_date file_as_of;
	lic_date today;
	bool as_of_guessed; /* from the rows, or from today's date */
	uint64_t refused, accepted;
	struct lic_log *log;   /* of a kept list; else NULL */
	struct lic_door *door; /* the same */
	struct lic_diag *diag;
};

static void refuse_name(struct reading *r, uint32_t line, struct lic_str text, const char *why)
{
	const struct lic_import_options *o = r->importer->options;
	const struct lic_change change = {
		.kind = LIC_CHANGE_REFUSED,
		.name = text,
		.line = line,
		.text = lic_str_from(why),
	};

	r->refused++;
	if (o->change)
		o->change(o->ctx, &change);
}

static void note_date(struct reading *r, lic_date date)
{
	if (date > r->newest && date <= r->today)
		r->newest = date;
}

/* May the name onto the list? Else it is refused by its line. What has ended flags nobody. */
static bool ask_door(struct reading *r, const struct lic_name *name,
		     const struct lic_record *record)
{
	struct lic_diag found, why;

	if (!r->door || r->importer->options->override.len || lic_record_ended(record, r->today) ||
	    !lic_door_refuses(r->door, name, &found))
		return true;
	lic_diag_set(&why, LIC_EREFUSED, "%s; it comes in only with an override and its reason",
		     found.text);
	refuse_name(r, record->line, record->name, why.text);
	return false;
}

static int on_record(void *ctx, const struct lic_record *record)
{
	struct reading *r = ctx;
	const struct lic_import_options *o = r->importer->options;
	struct lic_row row = {.record = *record};
	struct lic_diag why;

	if (++r->importer->result->rows % PROGRESS_EVERY == 0 && o->progress)
		o->progress(o->ctx, r->importer->result->rows);
	if (lic_name_parse(&row.name, record->name, r->importer->engine->psl, &r->name, &why) < 0) {
		refuse_name(r, record->line, record->name, why.text);
		return LIC_OK;
	}
	if (record->below && row.name.scope == LIC_SCOPE_HOST)
		row.name.scope = LIC_SCOPE_WILDCARD;
	if (!ask_door(r, &row.name, record))
		return LIC_OK;
	r->accepted++;
	note_date(r, record->since);
	note_date(r, record->withdrawn);
	return lic_store_stage(r->importer->store, &row, r->diag);
}

static int on_refuse(void *ctx, uint32_t line, struct lic_str text, const char *reason)
{
	struct reading *r = ctx;

	r->importer->result->rows++;
	refuse_name(r, line, text, reason);
	return LIC_OK;
}

static int on_as_of(void *ctx, lic_date date)
{
	struct reading *r = ctx;

	r->file_as_of = date;
	return LIC_OK;
}

static int pick_format(const struct lic_import_options *o, struct lic_str text,
		       const struct lic_format **out, struct lic_diag *diag)
{
	*out = o->format.len ? lic_format_find(o->format) : lic_format_detect(text);
	if (*out)
		return LIC_OK;
	if (o->format.len)
		return lic_diag_set(diag, LIC_EINVAL, "there is no list format %.*s",
				    LIC_STR_ARG(o->format));
	return lic_diag_set(diag, LIC_ESYNTAX,
			    "%s: it is in no format of lists that is known; say in which, or what "
			    "its columns hold",
			    o->file);
}

/* The mapping to read by, in store: as given, else as saved for the list, if no format is
 * named. Empty: none. */
static int pick_mapping(const struct lic_importer *im, struct lic_buf *store, struct lic_diag *diag)
{
	const struct lic_import_options *o = im->options;

	if (o->mapping.len || o->format.len || im->bundled) {
		lic_buf_adds(store, o->mapping);
		return lic_buf_error(store);
	}
	int err = lic_store_mapping_get(im->store, o->list, store, diag);
	if (err == LIC_ENOENT && diag)
		diag->text[0] = '\0';
	return err == LIC_ENOENT ? LIC_OK : err;
}

static int read_mapped(struct lic_importer *im, struct lic_str mapping_text, struct lic_str bytes,
		       const struct lic_sink *sink, struct lic_diag *diag)
{
	struct lic_mapping mapping;
	struct lic_buf store;
	struct lic_str text;

	lic_buf_init(&store, 3ull * LIC_IMPORT_FILE_MAX);
	int err = lic_mapping_parse(&mapping, mapping_text, diag);
	if (err == LIC_OK)
		err = lic_mapping_decode(&mapping, bytes, &store, &text, diag);
	if (err == LIC_OK)
		err = lic_mapping_read(&mapping, text, sink, diag);
	lic_buf_release(&store);
	if (err == LIC_OK && im->options->save_mapping)
		err = lic_store_mapping_put(im->store, im->options->list, mapping_text, diag);
	return err;
}

static int read_file(struct lic_importer *im, struct reading *r, struct lic_str text)
{
	const struct lic_sink sink = {
		.ctx = r,
		.record = on_record,
		.refuse = on_refuse,
		.as_of = on_as_of,
		.only_list = im->only_list,
	};
	const struct lic_format *format = NULL;
	struct lic_diag why = {""};
	struct lic_buf mapping;
	lic_buf_init(&mapping, LIC_LIST_LINE_MAX);
	int err = pick_mapping(im, &mapping, r->diag);

	/* A mapping may say how text is encoded. */
	const char *other = lic_format_foreign(text, mapping.len > 0);
	if (!err && other)
		err = lic_diag_set(r->diag, LIC_ESYNTAX, "%s: %s", im->options->file, other);
	if (!err && !mapping.len)
		err = pick_format(im->options, text, &format, r->diag);
	if (!err && im->options->as_of > r->today)
		err = lic_diag_set(r->diag, LIC_EINVAL,
				   "the list cannot be as of a day that is still to come: check "
				   "the date, and this computer's clock");
	if (!err)
		err = lic_store_stage_begin(im->store, r->diag);
	if (err < 0)
		goto out;
	im->result->format = format ? format->id : "mapping";
	if (r->diag)
		r->diag->text[0] = '\0';
	err = format ? format->read(text, &sink, &why)
		     : read_mapped(im, lic_buf_str(&mapping), text, &sink, &why);
	if (!err && !r->accepted && !im->bundled)
		err = lic_diag_set(r->diag, LIC_ESYNTAX,
				   "%s: none of its %llu lines names a site; is it a list?",
				   im->options->file, (unsigned long long)im->result->rows);
	/* A failure of the store has its own words; one of the file gets its name. */
	if (err < 0 && !(r->diag && r->diag->text[0]))
		lic_diag_set(r->diag, err, "%s: %s", im->options->file,
			     why.text[0] ? why.text : lic_strerror(err));
out:
	lic_buf_release(&mapping);
	return err;
}

/* The state that the file shows: said by the caller, by the definition, by the
 * file, else its newest date, else today. */
static lic_date choose_as_of(const struct lic_importer *im, struct reading *r, const char **from)
{
	*from = "as given";
	if (im->options->as_of)
		return im->options->as_of;
	if (im->bundled)
		return im->fixed_as_of;
	*from = "as the file says";
	if (r->file_as_of && r->file_as_of <= r->today)
		return r->file_as_of;
	r->as_of_guessed = true;
	*from = r->newest ? "the newest date in the file" : "today; the file has no date";
	return r->newest ? r->newest : r->today;
}

/* More than the list's policy lets one import change? */
static int check_share(const struct lic_importer *im, const struct lic_merge *m, int64_t list,
		       struct lic_diag *diag)
{
	uint64_t changes = m->counts[LIC_CHANGE_ADDED] + m->counts[LIC_CHANGE_CHANGED] +
			   m->counts[LIC_CHANGE_WITHDRAWN] + m->counts[LIC_CHANGE_RESTORED];
	struct lic_policy policy;
	int err = lic_store_policy_get(im->store, list, &policy, diag);

	if (err < 0 || !policy.share || !m->was_in_force ||
	    changes * 100 <= m->was_in_force * policy.share)
		return err;
	im->result->large = true;
	if (im->options->accept_removals || im->options->accept_changes || im->options->dry_run)
		return LIC_OK;
	return lic_diag_set(
		diag, LIC_EREFUSED,
		"%s changes %llu entries of %llu in force, more than the %u %% that one "
		"import may. If it is meant, import it with --accept-changes",
		im->options->file, (unsigned long long)changes, (unsigned long long)m->was_in_force,
		policy.share);
}

static int check_removals(const struct lic_importer *im, const struct lic_merge *m,
			  struct lic_diag *diag)
{
	if (im->bundled || m->absent < LIC_IMPORT_REMOVAL_FLOOR ||
	    m->absent * 100 <= m->was_in_force * LIC_IMPORT_REMOVAL_PERCENT)
		return LIC_OK;
	im->result->large = true;
	if (im->options->accept_removals)
		return LIC_OK;
	return lic_diag_set(
		diag, LIC_EREFUSED,
		"%s no longer names %llu of the %llu names in force. Is the file whole? "
		"If so, import it with --accept-removals",
		im->options->file, (unsigned long long)m->absent,
		(unsigned long long)m->was_in_force);
}

/* The same for what it says otherwise than before: a wrong column, or another list. */
static int check_changes(const struct lic_importer *im, const struct lic_merge *m,
			 struct lic_diag *diag)
{
	uint64_t changed = m->counts[LIC_CHANGE_CHANGED] + m->counts[LIC_CHANGE_RESTORED];

	if (im->bundled || changed < LIC_IMPORT_CHANGE_FLOOR ||
	    changed * 100 <= m->was_in_force * LIC_IMPORT_CHANGE_PERCENT)
		return LIC_OK;
	im->result->large = true;
	if (im->options->accept_changes)
		return LIC_OK;
	return lic_diag_set(diag, LIC_EREFUSED,
			    "%s says otherwise of %llu of the %llu names in force. Are its columns "
			    "the right ones? If so, import it with --accept-changes",
			    im->options->file, (unsigned long long)changed,
			    (unsigned long long)m->was_in_force);
}

/* Look-alikes of verified names among those that are new. */
static int point_out(const struct lic_importer *im, struct reading *r, struct lic_merge *m)
{
	im->result->not_looked = lic_newcomers_too_many(m->newcomers);
	return lic_newcomers_look(m->newcomers, r->door, m->change, m->ctx,
				  &m->counts[LIC_CHANGE_LOOKALIKE]);
}

static int merge(struct lic_importer *im, struct reading *r, int64_t list, int64_t import,
		 lic_date before_as_of)
{
	struct lic_import_result *res = im->result;
	struct lic_newcomers newcomers;
	struct lic_merge m = {
		.store = im->store,
		.before = im->before,
		.list = list,
		.import = import,
		.as_of = res->as_of,
		.today = r->today,
		.change = im->options->change,
		.ctx = im->options->ctx,
		.log = r->log,
		.door = r->door,
		.who = lic_str_from(im->options->who),
		.override = im->options->override,
		.draft = im->draft,
		.now = lic_clock_now(),
		.newcomers = r->door && im->options->change ? &newcomers : NULL,
	};

	lic_newcomers_init(&newcomers);
	int err = lic_merge_run(&m, r->diag);
	if (!err && m.newcomers)
		err = point_out(im, r, &m);
	lic_newcomers_release(&newcomers);
	if (!err)
		err = check_removals(im, &m, r->diag);
	if (!err && r->log)
		err = check_share(im, &m, list, r->diag);
	if (!err)
		err = check_changes(im, &m, r->diag);
	if (err < 0)
		return err;
	memcpy(res->counts, m.counts, sizeof(res->counts));
	res->counts[LIC_CHANGE_REFUSED] = r->refused;
	res->unchanged = m.unchanged;
	res->in_force = m.in_force;
	res->withdrawn = m.withdrawn;
	bool changed = m.counts[LIC_CHANGE_ADDED] || m.counts[LIC_CHANGE_CHANGED] ||
		       m.counts[LIC_CHANGE_WITHDRAWN] || m.counts[LIC_CHANGE_RESTORED];
	if (!changed && r->as_of_guessed && res->as_of < before_as_of) {
		/* The same rows again: what was known of their date stands. */
		res->as_of = before_as_of;
		res->as_of_from = "as it was";
	}
	res->applied =
		res->new_list || im->options->save_mapping || res->as_of != before_as_of || changed;
	if (res->as_of != before_as_of)
		err = lic_store_list_set_as_of(im->store, list, res->as_of, r->diag);
	return err;
}

/* A kept list has a log, and a door. */
static int open_kept(struct reading *r, int64_t list, enum lic_list_kind kind)
{
	struct lic_store *store = r->importer->store;
	enum lic_list_origin origin;
	int err = lic_store_origin_get(store, list, &origin, r->diag);

	if (err < 0 || origin != LIC_ORIGIN_KEPT || r->importer->bundled)
		return err;
	err = lic_door_open(&r->door, r->importer->engine, store, kind, r->diag);
	return err ? err : lic_keep_log_open(&r->log, store, list, r->diag);
}

/* The log's state, if there is one. */
static int close_kept(struct reading *r, int err)
{
	if (r->log && !err)
		err = lic_log_close(r->log, r->diag);
	else
		lic_log_free(r->log);
	lic_door_free(r->door);
	return err;
}

int lic_importer_run(struct lic_importer *im, struct lic_str text, struct lic_diag *diag)
{
	const struct lic_import_options *o = im->options;
	struct reading r = {
		.importer = im,
		.today = lic_date_of(lic_clock_now()),
		.diag = diag,
	};
	struct lic_import_record rec = {
		.time = lic_clock_now(),
		.list = o->list,
		.who = lic_str_from(o->who),
		.file = lic_str_from(o->file),
	};
	int64_t list, import;
	enum lic_list_kind kind;
	lic_date before_as_of;
	int err = lic_store_list_find(im->store, o->list, &list, &kind, &before_as_of, diag);

	lic_buf_init(&r.name, 4u * LIC_URL_MAX);
	if (!err)
		err = open_kept(&r, list, kind);
	if (!err)
		err = read_file(im, &r, text);
	if (!err) {
		im->result->as_of = choose_as_of(im, &r, &im->result->as_of_from);
		rec.format = lic_str_from(im->result->format);
		err = lic_store_import_begin(im->store, &rec, &import, diag);
	}
	if (!err)
		err = merge(im, &r, list, import, before_as_of);
	err = close_kept(&r, err);
	if (!err)
		err = lic_store_import_end(im->store, import, im->result->counts, diag);
	lic_buf_release(&r.name);
	return err;
}
