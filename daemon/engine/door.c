#include "door.h"

#include "check.h"
#include "name_set.h"
#include "rdap.h"
#include "store_answers.h"
#include "whois.h"

struct lic_door {
	struct lic_engine *engine;
	struct lic_snapshot *snapshot;
	enum lic_list_kind kind;
	struct lic_name_set below; /* names that have a never-flag entry below them */
	struct lic_check *check;   /* for look-alikes; made when first asked */
};

static struct lic_str host_of(const struct lic_name *name)
{
	return lic_str(name->text.ptr, name->host_len);
}

/* Whoever flags a parent of the name with all below it flags the name. */
static int add_parents(struct lic_door *door, const struct lic_row *row)
{
	struct lic_str host = row->name.scope == LIC_SCOPE_PREFIX
				      ? host_of(&row->name)
				      : lic_name_set_parent(host_of(&row->name));

	for (; host.len; host = lic_name_set_parent(host))
		if (lic_name_set_add(&door->below, host) < 0)
			return LIC_ENOMEM;
	return LIC_OK;
}

struct gathering {
	struct lic_door *door;
	struct lic_store *store;
	lic_date today;
	struct lic_diag *diag;
};

static int gather(void *ctx, int64_t no, const struct lic_list *list,
		  const struct lic_list_counts *counts)
{
	struct gathering *g = ctx;
	struct lic_cursor *cursor;
	struct lic_row row;

	(void)counts;
	if (list->kind != LIC_KIND_BENIGN)
		return LIC_OK;
	int got = lic_cursor_entries(&cursor, g->store, no, g->diag);
	if (got < 0)
		return got;
	while ((got = lic_cursor_next(cursor, &row, g->diag)) > 0) {
		if (lic_record_ended(&row.record, g->today))
			continue;
		got = add_parents(g->door, &row);
		if (got < 0)
			break;
	}
	lic_cursor_free(cursor);
	return got;
}

int lic_door_open(struct lic_door **out, struct lic_engine *engine, struct lic_store *store,
		  enum lic_list_kind kind, struct lic_diag *diag)
{
	struct lic_door *door = calloc(1, sizeof(*door));
	struct gathering g = {door, store, lic_date_of(lic_clock_now()), diag};
	int err = LIC_OK;

	if (!door)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	door->engine = engine;
	door->kind = kind;
	door->snapshot = lic_engine_snapshot(engine);
	if (kind == LIC_KIND_ILLEGAL || kind == LIC_KIND_COMMUNITY)
		err = lic_store_list_each(store, 0, gather, &g, diag);
	if (err < 0) {
		lic_door_free(door);
		return err;
	}
	*out = door;
	return LIC_OK;
}

void lic_door_free(struct lic_door *door)
{
	if (!door)
		return;
	lic_check_free(door->check);
	lic_snapshot_unref(door->snapshot);
	lic_name_set_release(&door->below);
	free(door);
}

/* Does the entry of another list, found by `listed`, stand for all of the name? */
static bool covers(const struct lic_entry *e, const struct lic_name *name, bool exact)
{
	switch (e->scope) {
	case LIC_SCOPE_SITE:
	case LIC_SCOPE_WILDCARD:
		return true;
	case LIC_SCOPE_HOST:
		return exact;
	case LIC_SCOPE_PREFIX:
		return exact && lic_str_eq(e->name, name->text);
	case LIC_SCOPE_TLD:
		return !exact;
	}
	return false;
}

/* The first entry of a kind that stands for the name, in force on a day. */
static bool find_entry(const struct lic_door *door, const struct lic_name *name,
		       enum lic_list_kind kind, lic_date today, struct lic_entry *e)
{
	const struct lic_index *index = door->snapshot->index;
	struct lic_str host = host_of(name);

	for (bool exact = true; host.len; host = lic_name_set_parent(host), exact = false) {
		uint32_t r = lic_index_find(index, lic_index_hash(index, host), host);
		for (; r; r = lic_index_next(index, r))
			if (lic_index_entry(index, r, e) == LIC_OK && e->list->kind == kind &&
			    lic_entry_in_force(e, today) && covers(e, name, exact))
				return true;
	}
	return false;
}

static bool flags(const struct lic_door *door)
{
	return door->kind == LIC_KIND_ILLEGAL || door->kind == LIC_KIND_COMMUNITY;
}

bool lic_door_whole_tld(const struct lic_door *door, const struct lic_name *name)
{
	return flags(door) && name->scope == LIC_SCOPE_TLD;
}

bool lic_door_never_flag(const struct lic_door *door, const struct lic_name *name,
			 struct lic_diag *why)
{
	const bool below = name->scope != LIC_SCOPE_HOST && name->scope != LIC_SCOPE_PREFIX;
	struct lic_entry e;

	if (!flags(door))
		return false;
	if (!find_entry(door, name, LIC_KIND_BENIGN, lic_date_of(lic_clock_now()), &e)) {
		if (!below || !lic_name_set_hold(&door->below, name->text))
			return false;
		e.name = name->text;
	}
	if (lic_str_eq(e.name, name->text))
		lic_diag_set(why, LIC_EREFUSED, "is never to be flagged");
	else
		lic_diag_set(why, LIC_EREFUSED, "stands for %.*s, which is never to be flagged",
			     LIC_STR_ARG(e.name));
	return true;
}

bool lic_door_refuses(const struct lic_door *door, const struct lic_name *name,
		      struct lic_diag *why)
{
	if (!lic_door_whole_tld(door, name))
		return lic_door_never_flag(door, name, why);
	lic_diag_set(why, LIC_EREFUSED, "is a whole top-level domain, every site under it");
	return true;
}

struct lic_str lic_door_other_side(const struct lic_door *door, const struct lic_name *name,
				   lic_date today)
{
	struct lic_entry e;
	enum lic_list_kind other =
		door->kind == LIC_KIND_ILLEGAL ? LIC_KIND_REGISTER : LIC_KIND_ILLEGAL;

	if ((door->kind != LIC_KIND_ILLEGAL && door->kind != LIC_KIND_REGISTER) ||
	    name->scope == LIC_SCOPE_TLD || !find_entry(door, name, other, today, &e))
		return lic_str(NULL, 0);
	/* A whole top-level domain, or what is not confirmed, is no entry of this site. */
	if (e.scope == LIC_SCOPE_TLD || e.confidence == LIC_CONFIDENCE_LOW ||
	    (other == LIC_KIND_REGISTER && e.evidence != LIC_EVIDENCE_REGISTER))
		return lic_str(NULL, 0);
	return e.list->id;
}

int lic_door_lookalike(struct lic_door *door, const struct lic_name *name, struct lic_buf *out)
{
	const struct lic_verdict *verdict;

	if (name->scope == LIC_SCOPE_TLD)
		return LIC_OK;
	int err = door->check ? LIC_OK : lic_check_new(&door->check, door->engine);
	if (err < 0)
		return err;
	/* A name that cannot be checked looks like none. */
	if (lic_check_run(door->check, host_of(name), lic_str(NULL, 0), &verdict, NULL) == LIC_OK)
		for (size_t i = 0; i < verdict->findings_count; i++)
			if (strcmp(verdict->findings[i].signal, "name.lookalike") == 0)
				lic_buf_adds(out, verdict->findings[i].summary);
	return lic_buf_error(out);
}

static lic_date read_registered(const struct lic_kept_answer *kept, struct lic_arena *arena)
{
	struct lic_registration r = {.registered = 0};
	struct lic_str more;
	enum lic_answer answer =
		kept->whois
			? lic_whois_parse(&r, &more, kept->text, LIC_STR(""), arena)
			: lic_rdap_parse(&r, &more, kept->text, kept->status, LIC_STR(""), arena);

	return answer == LIC_ANSWER_FOUND ? r.registered : 0;
}

lic_date lic_door_registered(const struct lic_door *door, const struct lic_name *name)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_answers *answers;
	struct lic_kept_answer kept;
	struct lic_str site = lic_psl_site(door->engine->psl, host_of(name));
	lic_date found = 0;

	if (!site.len || name->scope == LIC_SCOPE_TLD || !door->engine->data_dir ||
	    lic_answers_open(&answers, door->engine->data_dir, NULL) < 0)
		return 0;
	if (lic_answers_get(answers, site, lic_clock_now(), &kept, &arena) == 1)
		found = read_registered(&kept, &arena);
	lic_answers_close(answers);
	lic_arena_release(&arena);
	return found;
}
