#include "feed_client.h"

#include "limits.h"
#include "tuf_verify.h"

/* 5.6.7: one search. Roles may delegate in circles, and to one role from several sides. */
struct search {
	struct lic_feed *feed;
	const char *path;
	const char *visited[LIC_TUF_VISITS_MAX];
	size_t count;
	struct lic_feed_target *out;
	struct lic_diag *diag;
};

enum outcome {
	GO_ON,
	FOUND,
	END, /* a terminating delegation, or too many roles: it is not there */
};

static bool was_visited(const struct search *search, struct lic_str name)
{
	for (size_t i = 0; i < search->count; i++) {
		if (lic_str_eq(lic_str_from(search->visited[i]), name))
			return true;
	}
	return false;
}

static int remember(struct lic_feed *feed, const char *name, struct lic_tuf *tuf)
{
	struct lic_feed_role *grown =
		realloc(feed->roles, (feed->role_count + 1) * sizeof(*feed->roles));
	char *copy = strdup(name);

	if (grown)
		feed->roles = grown;
	if (!grown || !copy) {
		free(copy);
		return LIC_ENOMEM;
	}
	feed->roles[feed->role_count].name = copy;
	feed->roles[feed->role_count].tuf = tuf;
	feed->role_count++;
	return LIC_OK;
}

int lic_feed_get_role(struct lic_feed *feed, const struct lic_tuf *from,
		      const struct lic_tuf_role *role, struct lic_tuf **out, struct lic_diag *diag)
{
	int err;

	*out = lic_feed_role_find(feed, role->name.ptr);
	if (*out) {
		err = lic_tuf_verify(*out, &from->keys, role, diag);
		return err ? lic_feed_blame(diag, err, role->name.ptr, lic_str(NULL, 0)) : 0;
	}
	err = lic_feed_get_targets(feed, role->name.ptr, &from->keys, role, out, diag);
	if (err < 0)
		return err;
	err = remember(feed, role->name.ptr, *out);
	if (err < 0) {
		lic_tuf_free(*out);
		return lic_diag_set(diag, err, "out of memory");
	}
	return LIC_OK;
}

struct lic_feed_target lic_feed_target_of(const char *path, struct lic_str role,
					  const struct lic_tuf_file *file)
{
	return (struct lic_feed_target){
		.path = lic_str_from(path),
		.role = role,
		.length = (uint64_t)file->length,
		.sha256 = file->sha256,
		.custom = file->custom,
	};
}

/* Pre-order: the role itself, then those it delegates to, in order, each to its depth. The depth
 * is bounded by the number of visits. */
static int visit(struct search *search, const char *name, const struct lic_tuf *tuf)
{
	struct lic_tuf_file file;
	struct lic_tuf *next;

	if (search->count == LIC_TUF_VISITS_MAX)
		return END;
	search->visited[search->count++] = name;
	if (lic_tuf_target(tuf, search->path, &file) == LIC_OK) {
		*search->out = lic_feed_target_of(search->path, lic_str_from(name), &file);
		return FOUND;
	}
	for (size_t i = 0; i < tuf->role_count; i++) {
		const struct lic_tuf_role *role = &tuf->roles[i];
		int outcome = GO_ON;

		if (!lic_tuf_role_covers(role, lic_str_from(search->path)))
			continue;
		if (!was_visited(search, role->name)) {
			if (search->count == LIC_TUF_VISITS_MAX)
				return END;
			outcome = lic_feed_get_role(search->feed, tuf, role, &next, search->diag);
			if (!outcome)
				outcome = visit(search, role->name.ptr, next);
		}
		if (outcome != GO_ON)
			return outcome;
		if (role->terminating)
			return END;
	}
	return GO_ON;
}

int lic_feed_find(struct lic_feed *feed, const char *path, struct lic_feed_target *out,
		  struct lic_diag *diag)
{
	struct search search = {.feed = feed, .path = path, .out = out, .diag = diag};
	const struct lic_tuf *targets = feed->top[LIC_TUF_TARGETS];

	if (!feed->fresh)
		return lic_diag_set(diag, LIC_EINVAL, "the feed was not refreshed");
	int outcome = visit(&search, "targets", targets);
	if (outcome < 0)
		return outcome;
	if (outcome != FOUND)
		return lic_diag_set(
			diag, LIC_ENOENT,
			"the feed has no target %s: it is in no role that may speak of it", path);
	return LIC_OK;
}
