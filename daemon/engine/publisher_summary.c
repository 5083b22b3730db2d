/* What a staged release changes, read from the staged files themselves, so that each signer
 * sees what he signs and not what somebody says of it. */
#include "publisher_stage.h"

#include "bundle.h"
#include "clock.h"
#include "delta.h"
#include "file.h"
#include "json.h"
#include "publisher_effect.h"
#include "publisher_heads.h"

#define SOON_DAYS 30

struct summary {
	const char *staged;
	struct lic_publisher_view next, old;
	struct lic_publisher_effects effects; /* of all lists */
	bool json;
	struct lic_buf *out;
	const char *separator;
	struct lic_diag *diag;
	/* Of the list at hand. */
	const struct lic_tuf *tuf;
	struct lic_str role;
};

/* A target of the release before, whoever spoke of it. */
static bool find_old(const struct summary *s, const char *path, struct lic_tuf_file *out)
{
	for (size_t i = 0; i < s->old.roles_count; i++)
		if (lic_tuf_target(s->old.roles[i].tuf, path, out) == LIC_OK)
			return true;
	return false;
}

/* Map a staged body: LIC_ENOENT when it is not staged, as one that was released is not. */
static int open_body(const struct summary *s, const char *path, const struct lic_tuf_file *file,
		     struct lic_map *out)
{
	struct lic_folder_path body = {""};
	int err = lic_publisher_target_path(&body, s->staged, lic_str_from(path), file->sha256,
					    s->diag);

	if (err < 0)
		return err;
	return lic_folder_has(body.z) ? lic_map_open(out, body.z, s->diag) : LIC_ENOENT;
}

/* ---- one list -------------------------------------------------------- */

static int count_changes(const struct summary *s, const struct lic_published *list, uint64_t from,
			 struct lic_publisher_effect *effect)
{
	char path[LIC_LIST_ID_MAX + 64];
	struct lic_tuf_file file;
	struct lic_delta delta;
	struct lic_map map;

	snprintf(path, sizeof(path), "%.*s/changes-%llu-%llu", LIC_STR_ARG(list->list),
		 (unsigned long long)from, (unsigned long long)list->size);
	if (lic_tuf_target(s->tuf, path, &file) < 0)
		return LIC_ENOENT;
	int err = open_body(s, path, &file, &map);
	if (err < 0)
		return err;
	err = lic_delta_open(&delta, lic_str(map.ptr, map.len), s->diag);
	lic_map_close(&map);
	if (err < 0)
		return err;
	err = lic_publisher_effect_of_changes(effect, &delta, s->diag);
	lic_delta_release(&delta);
	return err;
}

static int count_all(const struct summary *s, const char *path, const struct lic_tuf_file *file,
		     struct lic_publisher_effect *effect)
{
	struct lic_bundle *bundle;
	struct lic_map map;
	int err = open_body(s, path, file, &map);

	if (err < 0)
		return err == LIC_ENOENT ? LIC_OK : err;
	err = lic_bundle_open(&bundle, lic_str(map.ptr, map.len), s->diag);
	lic_map_close(&map);
	if (err < 0)
		return err;
	err = lic_publisher_effect_of_list(effect, bundle, s->diag);
	lic_bundle_close(bundle);
	return err;
}

static void write_count(struct lic_buf *out, uint64_t n, const char *what, const char **separator)
{
	if (!n)
		return;
	lic_buf_printf(out, "%s%llu %s", *separator, (unsigned long long)n, what);
	*separator = ", ";
}

static void list_as_text(struct summary *s, const struct lic_published *list, uint64_t from,
			 bool first, const struct lic_publisher_effect *e)
{
	const char *separator = ": ";

	lic_buf_adds(s->out, list->list);
	if (s->tuf != s->next.roles[0].tuf)
		lic_buf_printf(s->out, " (by %.*s)", LIC_STR_ARG(s->role));
	if (first)
		lic_buf_printf(s->out, ": new, %llu entries, %llu of them in force",
			       (unsigned long long)list->entries, (unsigned long long)e->added);
	else if (from == list->size)
		lic_buf_printf(s->out, ": unchanged, %llu entries",
			       (unsigned long long)list->entries);
	else {
		write_count(s->out, e->added, "added", &separator);
		write_count(s->out, e->changed, "changed", &separator);
		write_count(s->out, e->withdrawn, "withdrawn", &separator);
		write_count(s->out, e->restored, "restored", &separator);
		if (*separator == ':')
			lic_buf_printf(s->out, ": no entry changes");
		lic_buf_printf(s->out, "; %llu entries", (unsigned long long)list->entries);
	}
	LIC_BUF_LIT(s->out, "\n");
}

static void list_as_json(struct summary *s, const struct lic_published *list, uint64_t from,
			 bool first, const struct lic_publisher_effect *e)
{
	lic_buf_printf(s->out, "%s{", s->separator);
	lic_json_field(s->out, "id", list->list);
	lic_buf_addc(s->out, ',');
	lic_json_field(s->out, "kind", list->list_kind);
	lic_buf_addc(s->out, ',');
	lic_json_field(s->out, "role", s->role);
	lic_buf_printf(s->out,
		       ",\"new\":%s,\"entries\":%llu,\"log_from\":%llu,\"log_to\":%llu,"
		       "\"added\":%llu,\"changed\":%llu,\"withdrawn\":%llu,\"restored\":%llu}",
		       first ? "true" : "false", (unsigned long long)list->entries,
		       (unsigned long long)from, (unsigned long long)list->size,
		       (unsigned long long)e->added, (unsigned long long)e->changed,
		       (unsigned long long)e->withdrawn, (unsigned long long)e->restored);
	s->separator = ",";
}

static int sum_up_list(void *ctx, const char *path, const struct lic_tuf_file *file)
{
	struct summary *s = ctx;
	struct lic_publisher_effect effect = {.added = 0};
	struct lic_published list, old = {.kind = LIC_PUBLISHED_OTHER};
	struct lic_tuf_file before;
	int err = LIC_OK;

	lic_published_read(&list, file);
	if (list.kind != LIC_PUBLISHED_LIST)
		return LIC_OK;
	if (find_old(s, path, &before))
		lic_published_read(&old, &before);
	bool first = old.kind != LIC_PUBLISHED_LIST;
	if (first)
		err = count_all(s, path, file, &effect);
	else if (old.size != list.size)
		err = count_changes(s, &list, old.size, &effect);
	/* A list handed in by another may come without its changes: then they are not counted. */
	if (err < 0 && err != LIC_ENOENT)
		return err;
	lic_publisher_effects_add(&s->effects, list.list_kind, &effect);
	if (s->json)
		list_as_json(s, &list, first ? 0 : old.size, first, &effect);
	else
		list_as_text(s, &list, first ? 0 : old.size, first, &effect);
	return LIC_OK;
}

static int find_dropped(void *ctx, const char *path, const struct lic_tuf_file *file)
{
	struct summary *s = ctx;
	struct lic_published list;
	struct lic_tuf_file kept;

	lic_published_read(&list, file);
	if (list.kind != LIC_PUBLISHED_LIST)
		return LIC_OK;
	for (size_t i = 0; i < s->next.roles_count; i++)
		if (lic_tuf_target(s->next.roles[i].tuf, path, &kept) == LIC_OK)
			return LIC_OK;
	if (s->json) {
		lic_buf_printf(s->out, "%s", s->separator);
		lic_json_str(s->out, list.list);
		s->separator = ",";
	} else {
		lic_buf_printf(s->out, "%.*s: not published any more\n", LIC_STR_ARG(list.list));
	}
	return LIC_OK;
}

/* ---- the roles ------------------------------------------------------- */

static bool is_new(const struct summary *s, struct lic_str name, const struct lic_tuf *tuf)
{
	return tuf && lic_publisher_is_staged(s->staged, name, tuf->version);
}

static void part(struct summary *s, struct lic_str name, const struct lic_tuf *tuf)
{
	char expires[LIC_TIME_SIZE];

	if (!is_new(s, name, tuf))
		return;
	lic_time_format(tuf->expires, expires);
	if (s->json) {
		lic_buf_printf(s->out, "%s{", s->separator);
		lic_json_field(s->out, "role", name);
		lic_buf_printf(s->out, ",\"version\":%llu,\"expires\":\"%s\"}",
			       (unsigned long long)tuf->version, expires);
	} else {
		lic_buf_printf(s->out, "%s%.*s %llu", s->separator, LIC_STR_ARG(name),
			       (unsigned long long)tuf->version);
	}
	s->separator = s->json ? "," : ", ";
}

static void parts(struct summary *s)
{
	const struct lic_publisher_view *next = &s->next;

	part(s, LIC_STR("root"), next->root);
	for (size_t i = 0; i < next->roles_count; i++)
		part(s, next->roles[i].name, next->roles[i].tuf);
	part(s, LIC_STR("snapshot"), next->snapshot);
	part(s, LIC_STR("timestamp"), next->timestamp);
}

/* A role that stays as it is and will soon count no more. */
static void expiring(struct summary *s, struct lic_str name, const struct lic_tuf *tuf)
{
	char expires[LIC_TIME_SIZE];

	if (!tuf || is_new(s, name, tuf) ||
	    tuf->expires - lic_clock_now() > (int64_t)SOON_DAYS * 86400)
		return;
	lic_time_format(tuf->expires, expires);
	if (s->json) {
		lic_buf_printf(s->out, "%s{", s->separator);
		lic_json_field(s->out, "role", name);
		lic_buf_printf(s->out, ",\"expires\":\"%s\"}", expires);
		s->separator = ",";
	} else {
		lic_buf_printf(s->out, "%.*s counts only until %s: `licit publish stage --renew`\n",
			       LIC_STR_ARG(name), expires);
	}
}

static void all_expiring(struct summary *s)
{
	expiring(s, LIC_STR("root"), s->next.root);
	for (size_t i = 0; i < s->next.roles_count; i++)
		expiring(s, s->next.roles[i].name, s->next.roles[i].tuf);
}

/* ---- the whole ------------------------------------------------------- */

static int lists(struct summary *s)
{
	int err = LIC_OK;

	for (size_t i = 0; i < s->next.roles_count && !err; i++) {
		s->tuf = s->next.roles[i].tuf;
		s->role = s->next.roles[i].name;
		err = lic_tuf_each(s->tuf, sum_up_list, s);
	}
	return err;
}

static int dropped(struct summary *s)
{
	int err = LIC_OK;

	for (size_t i = 0; i < s->old.roles_count && !err; i++)
		err = lic_tuf_each(s->old.roles[i].tuf, find_dropped, s);
	return err;
}

static int as_text(struct summary *s)
{
	int err = lists(s);

	if (!err)
		err = dropped(s);
	if (err < 0)
		return err;
	lic_publisher_effects_text(&s->effects, s->out);
	LIC_BUF_LIT(s->out, "to sign: ");
	s->separator = "";
	parts(s);
	LIC_BUF_LIT(s->out, "\n");
	all_expiring(s);
	return LIC_OK;
}

static int as_json(struct summary *s)
{
	LIC_BUF_LIT(s->out, "{\"schema\":\"licit/publish-summary/1\",\"lists\":[");
	int err = lists(s);
	LIC_BUF_LIT(s->out, "],\"dropped\":[");
	s->separator = "";
	if (!err)
		err = dropped(s);
	LIC_BUF_LIT(s->out, "],\"shoppers\":");
	lic_publisher_effects_json(&s->effects, s->out);
	LIC_BUF_LIT(s->out, ",\"to_sign\":[");
	s->separator = "";
	parts(s);
	LIC_BUF_LIT(s->out, "],\"expiring\":[");
	s->separator = "";
	all_expiring(s);
	LIC_BUF_LIT(s->out, "]}\n");
	return err;
}

int lic_publisher_summary(const char *staged, bool json, struct lic_buf *out, struct lic_diag *diag)
{
	struct summary s = {
		.staged = staged, .json = json, .out = out, .separator = "", .diag = diag};
	int err = lic_publisher_staged_read(staged, &s.next, &s.old, diag);

	if (!err)
		err = json ? as_json(&s) : as_text(&s);
	lic_publisher_view_release(&s.next);
	lic_publisher_view_release(&s.old);
	return err < 0 ? err : lic_buf_error(out);
}
