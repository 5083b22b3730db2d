#include "publish.h"

#include "file.h"
#include "index_build.h"
#include "json.h"
#include "num.h"
#include "store_feeds.h"
#include "targets.h"

#include <dirent.h>

#define TABLES_MAX (64u << 20)

struct publisher {
	struct lic_store *store;
	struct lic_index_builder *builder;
	struct lic_buf lists;    /* definitions with counts: goes into the file */
	struct lic_buf identity; /* the same without counts: goes into the id */
	struct lic_buf targets;  /* what look-alikes are told by: lines of targets.h */
	size_t targets_count;
	struct surveyed *surveyed; /* all lists, copied to the arena */
	size_t lists_count;
	uint64_t entries;
	struct lic_arena arena;
	struct lic_diag *diag;
};

struct surveyed {
	int64_t no;
	struct lic_list list;
	struct lic_list_counts counts;
};

static void json_member(struct lic_buf *out, const char *key, struct lic_str value)
{
	lic_json_field(out, key, value);
	lic_buf_addc(out, ',');
}

static void write_definition(struct lic_buf *out, const struct lic_list *l)
{
	lic_buf_addc(out, '{');
	json_member(out, "id", l->id);
	json_member(out, "kind", lic_str_from(lic_kind_name(l->kind)));
	json_member(out, "name", l->name);
	json_member(out, "jurisdiction", l->jurisdiction);
	json_member(out, "authority", l->authority);
	json_member(out, "url", l->url);
	json_member(out, "licence", l->licence);
	json_member(out, "superseded_by", l->superseded_by);
	if (l->timezone.len)
		json_member(out, "timezone", l->timezone);
	LIC_BUF_LIT(out, "\"as_of\":");
	lic_json_int(out, l->as_of);
	LIC_BUF_LIT(out, ",\"max_age_days\":");
	lic_json_int(out, l->max_age_days);
}

/* Has the list of that id entries? Then it supersedes others. */
static bool is_filled(const struct publisher *p, struct lic_str id)
{
	for (size_t i = 0; id.len && i < p->lists_count; i++)
		if (lic_str_eq(p->surveyed[i].list.id, id))
			return p->surveyed[i].counts.total > 0;
	return false;
}

static int survey(void *ctx, int64_t no, const struct lic_list *list,
		  const struct lic_list_counts *counts)
{
	struct publisher *p = ctx;

	if (p->lists_count == LIC_LISTS_MAX)
		return lic_diag_set(p->diag, LIC_ELIMIT, "there are more than %d lists",
				    LIC_LISTS_MAX);
	struct surveyed *s = &p->surveyed[p->lists_count++];
	*s = (struct surveyed){no, *list, *counts};
	struct lic_str *const texts[] = {
		&s->list.id,  &s->list.name,    &s->list.jurisdiction,  &s->list.authority,
		&s->list.url, &s->list.licence, &s->list.superseded_by, &s->list.timezone};
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		*texts[i] = lic_arena_copy(&p->arena, *texts[i]);
		if (!texts[i]->ptr)
			return LIC_ENOMEM;
	}
	p->entries += counts->total;
	return LIC_OK;
}

/* When the lists of feeds cease to count. It is no part of the listset's identity: a feed says
 * anew every day that it is still there. */
static int note_expiry(void *ctx, const struct lic_store_feed_list *feed_list)
{
	struct publisher *p = ctx;

	for (size_t i = 0; i < p->lists_count; i++)
		if (lic_str_eq(p->surveyed[i].list.id, feed_list->id))
			p->surveyed[i].list.expires = feed_list->expires;
	return LIC_OK;
}

static struct lic_entry entry_of(const struct lic_row *row)
{
	const struct lic_record *r = &row->record;
	/* The last day in force is `until`; the first day without is `withdrawn`. */
	lic_date end = r->until ? r->until + 1 : 0;
	bool withdrawn = r->withdrawn && (!end || r->withdrawn <= end);

	return (struct lic_entry){
		.name = row->name.text,
		.host_len = row->name.host_len,
		.scope = row->name.scope,
		.evidence = r->evidence,
		.confidence = r->confidence,
		.withdrawn = withdrawn,
		.since = r->since,
		.end = withdrawn ? r->withdrawn : end,
		.seen = r->seen,
		.registered = r->registered,
		.holder = r->holder,
		.number = r->number,
		.entry_url = r->entry_url,
		.class = r->class,
		.countries = r->countries,
		.reason = r->reason,
		.source = r->source,
	};
}

/* The names that others may imitate: sites and hosts of lawful sellers, of whatever
 * evidence, and sites of the manufacturers and authorities that are never flagged. */
static bool target_kind(const struct lic_list *list, const struct lic_entry *e,
			enum lic_target_kind *out)
{
	*out = LIC_TARGET_PHARMACY;
	if (lic_str_eq(e->class, LIC_STR("authority")))
		*out = LIC_TARGET_AUTHORITY;
	else if (lic_str_eq(e->class, LIC_STR("manufacturer")))
		*out = LIC_TARGET_MANUFACTURER;
	else if (lic_str_eq(e->class, LIC_STR("otc-retailer")))
		*out = LIC_TARGET_RETAILER;
	return list->kind == LIC_KIND_REGISTER ||
	       (list->kind == LIC_KIND_BENIGN && *out != LIC_TARGET_PHARMACY);
}

static void add_target(struct publisher *p, const struct lic_list *list, const struct lic_entry *e)
{
	enum lic_target_kind kind;
	const bool is_host = e->scope == LIC_SCOPE_HOST && list->kind == LIC_KIND_REGISTER;

	if ((e->scope != LIC_SCOPE_SITE && !is_host) || e->withdrawn ||
	    p->targets_count == LIC_TARGETS_MAX || lic_str_find(e->name, '.') > LIC_LABEL_MAX ||
	    !target_kind(list, e, &kind))
		return;
	p->targets_count++;
	lic_buf_adds(&p->targets, e->name);
	lic_buf_printf(&p->targets, "\t%s\t", lic_target_kind_name(kind));
	for (size_t i = 0; i < e->holder.len; i++) {
		char c = e->holder.ptr[i];
		lic_buf_addc(&p->targets, c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
	}
	if (is_host)
		LIC_BUF_LIT(&p->targets, "\thost");
	lic_buf_addc(&p->targets, '\n');
}

static int add_entries(struct publisher *p, int64_t no, size_t list)
{
	struct lic_cursor *cursor;
	struct lic_row row;
	int got = lic_cursor_entries(&cursor, p->store, no, p->diag);

	if (got < 0)
		return got;
	while ((got = lic_cursor_next(cursor, &row, p->diag)) > 0) {
		struct lic_entry e = entry_of(&row);
		add_target(p, &p->surveyed[list].list, &e);
		got = lic_index_builder_add(p->builder, list, &e);
		if (got < 0) {
			lic_diag_set(p->diag, got, "cannot build the index: %s", lic_strerror(got));
			break;
		}
	}
	lic_cursor_free(cursor);
	return got;
}

static int add_list(struct publisher *p, size_t n)
{
	const struct surveyed *s = &p->surveyed[n];
	bool superseded = is_filled(p, s->list.superseded_by);

	if (n) {
		lic_buf_addc(&p->lists, ',');
		lic_buf_addc(&p->identity, ',');
	}
	write_definition(&p->identity, &s->list);
	lic_buf_printf(&p->identity, ",\"superseded\":%d}", superseded);
	write_definition(&p->lists, &s->list);
	if (s->list.expires)
		lic_buf_printf(&p->lists, ",\"expires\":%lld", (long long)s->list.expires);
	lic_buf_printf(&p->lists,
		       ",\"superseded\":%d,\"total\":%llu,\"in_force\":%llu,\"withdrawn\":%llu}",
		       superseded, (unsigned long long)s->counts.total,
		       (unsigned long long)s->counts.in_force,
		       (unsigned long long)s->counts.withdrawn);
	return superseded ? LIC_OK : add_entries(p, s->no, n);
}

static int keep_file(void *ctx, struct lic_str name, struct lic_str text)
{
	struct publisher *p = ctx;
	int err = lic_index_builder_keep(p->builder, name, text);

	return err < 0 ? lic_diag_set(p->diag, err, "cannot keep %.*s in the index: %s",
				      LIC_STR_ARG(name), lic_strerror(err))
		       : LIC_OK;
}

static int build(struct publisher *p, const char *path)
{
	struct lic_buf tables;
	int err = lic_store_list_each(p->store, lic_date_of(lic_clock_now()), survey, p, p->diag);

	if (!err)
		err = lic_store_feed_list_each(p->store, 0, note_expiry, p, p->diag);
	if (!err)
		err = lic_index_builder_new(&p->builder, path, p->entries, p->diag);
	if (!err)
		for (size_t i = 0; i < p->lists_count && !err; i++)
			err = add_list(p, i);
	if (!err)
		err = lic_store_file_each(p->store, keep_file, p, p->diag);
	if (!err)
		err = keep_file(p, LIC_STR("targets"), lic_buf_str(&p->targets));
	if (err < 0)
		return err;
	lic_buf_init(&tables, TABLES_MAX);
	LIC_BUF_LIT(&tables, "{\"lists\":[");
	lic_buf_adds(&tables, lic_buf_str(&p->lists));
	LIC_BUF_LIT(&tables, "]}");
	err = lic_buf_error(&p->lists) | lic_buf_error(&p->identity) | lic_buf_error(&p->targets) |
	      lic_buf_error(&tables);
	if (err)
		err = lic_diag_set(p->diag, LIC_ENOMEM, "out of memory");
	else
		err = lic_index_builder_finish(p->builder, lic_buf_str(&tables),
					       lic_buf_str(&p->identity), p->diag);
	lic_buf_release(&tables);
	return err;
}

/* Does the file say the same as the listset in use? */
static bool same_as_current(struct lic_engine *engine, const char *path)
{
	struct lic_index *index;
	bool same = false;

	if (!atomic_load(&engine->generation) || lic_index_open(&index, path, NULL) < 0)
		return false;
	struct lic_snapshot *current = lic_engine_snapshot(engine);
	same = lic_str_eq(lic_index_id(index), lic_index_id(current->index));
	lic_snapshot_unref(current);
	lic_index_close(index);
	return same;
}

/* The number in "listset-<number>.idx", or -1. */
static int64_t index_number(const char *name)
{
	struct lic_str s = lic_str_from(name);
	const struct lic_str head = LIC_STR("listset-"), tail = LIC_STR(".idx");
	uint64_t n;

	if (s.len <= head.len + tail.len || !lic_str_starts(s, head) || !lic_str_ends(s, tail))
		return -1;
	s = lic_str(s.ptr + head.len, s.len - head.len - tail.len);
	return lic_num_parse(s, INT64_MAX / 2, &n) < 0 ? -1 : (int64_t)n;
}

/* The number of the next index: above the store's and above that of each file. A
 * file that the store does not know may be one that a process still reads, of a
 * store that was moved away: it must not be written over. */
static int64_t next_number(const struct lic_engine *engine, int64_t generation)
{
	const struct dirent *item;
	DIR *dir = opendir(engine->data_dir);

	while (dir && (item = readdir(dir))) {
		int64_t n = index_number(item->d_name);
		if (n > generation)
			generation = n;
	}
	if (dir)
		closedir(dir);
	return generation + 1;
}

int lic_publish(struct lic_engine *engine, struct lic_store *store, bool always,
		struct lic_diag *diag)
{
	struct publisher p = {.store = store, .diag = diag};
	int64_t generation;
	char *path = NULL;
	int err = lic_store_generation(store, &generation, diag);

	lic_buf_init(&p.lists, TABLES_MAX);
	lic_buf_init(&p.identity, TABLES_MAX);
	lic_buf_init(&p.targets, TABLES_MAX);
	p.surveyed = calloc(LIC_LISTS_MAX, sizeof(*p.surveyed));
	if (!err && !p.surveyed)
		err = lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	if (!err) {
		generation = next_number(engine, generation);
		path = lic_engine_index_path(engine, generation);
		err = path ? build(&p, path) : LIC_ENOMEM;
	}
	lic_index_builder_free(p.builder);
	if (!err && !always && same_as_current(engine, path)) {
		unlink(path);
		goto out;
	}
	if (!err)
		err = lic_dir_sync(engine->data_dir, diag);
	if (!err)
		err = lic_store_set_generation(store, generation, diag);
	if (!err)
		err = 1;
out:
	lic_buf_release(&p.lists);
	lic_buf_release(&p.identity);
	lic_buf_release(&p.targets);
	lic_arena_release(&p.arena);
	free(p.surveyed);
	free(path);
	return err;
}

void lic_publish_clean(struct lic_engine *engine, struct lic_store *store)
{
	int64_t generation;
	const struct dirent *item;
	DIR *dir;

	if (lic_store_generation(store, &generation, NULL) < 0)
		return;
	dir = opendir(engine->data_dir);
	while (dir && (item = readdir(dir))) {
		int64_t n = index_number(item->d_name);
		/* A higher number is another writer's, on its way. */
		if (n >= 0 && n < generation)
			unlinkat(dirfd(dir), item->d_name, 0);
	}
	if (dir)
		closedir(dir);
}

int lic_index_rebuild(struct lic_engine *engine, struct lic_diag *diag)
{
	struct lic_store *store;
	int err = lic_engine_store(engine, true, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_begin(store, diag);
	if (!err) {
		err = lic_publish(engine, store, true, diag);
		if (err >= 0)
			err = lic_store_commit(store, diag);
		else
			lic_store_rollback(store);
	}
	if (!err)
		lic_publish_clean(engine, store);
	lic_store_close(store);
	return err;
}
