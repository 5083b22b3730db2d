#include "feed_client.h"

#include "limits.h"

/* Each role is met once, as in a search, and there are no more of them than a search visits. */
struct walk {
	struct lic_feed *feed;
	const char *visited[LIC_TUF_VISITS_MAX];
	size_t count;
	int (*fn)(void *ctx, const struct lic_feed_target *target, int64_t expires);
	void (*fault)(void *ctx, const char *role, int err, const char *why);
	void *ctx;
};

/* One role of the walk. */
struct place {
	struct walk *walk;
	struct lic_str role;
	int64_t expires;
};

static bool was_visited(const struct walk *walk, const char *name)
{
	for (size_t i = 0; i < walk->count; i++)
		if (strcmp(walk->visited[i], name) == 0)
			return true;
	return false;
}

static int tell(void *ctx, const char *name, const struct lic_tuf_file *file)
{
	const struct place *place = ctx;
	const struct lic_feed_target target = lic_feed_target_of(name, place->role, file);

	return place->walk->fn(place->walk->ctx, &target, place->expires);
}

/* The depth is bounded by the number of visits. */
static int visit(struct walk *walk, const char *name, const struct lic_tuf *tuf, int64_t expires)
{
	struct place place = {walk, lic_str_from(name), expires};
	struct lic_tuf *next;

	if (tuf->expires < expires)
		place.expires = tuf->expires;
	walk->visited[walk->count++] = name;
	int err = lic_tuf_each(tuf, tell, &place);
	for (size_t i = 0; !err && i < tuf->role_count; i++) {
		const struct lic_tuf_role *role = &tuf->roles[i];
		struct lic_diag why = {""};
		if (walk->count == LIC_TUF_VISITS_MAX || was_visited(walk, role->name.ptr))
			continue;
		int got = lic_feed_get_role(walk->feed, tuf, role, &next, &why);
		if (!got)
			err = visit(walk, role->name.ptr, next, place.expires);
		else if (walk->fault)
			walk->fault(walk->ctx, role->name.ptr, got, why.text);
	}
	return err;
}

int lic_feed_walk(struct lic_feed *feed,
		  int (*fn)(void *ctx, const struct lic_feed_target *target, int64_t expires),
		  void (*fault)(void *ctx, const char *role, int err, const char *why), void *ctx)
{
	struct walk walk = {.feed = feed, .fn = fn, .fault = fault, .ctx = ctx};

	if (!feed->fresh)
		return LIC_EINVAL;
	return visit(&walk, "targets", feed->top[LIC_TUF_TARGETS], lic_feed_expires(feed));
}
