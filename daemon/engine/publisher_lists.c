/* Which lists a release holds: those that publisher.json names, else all that are kept here. */
#include "licit_keep.h"
#include "publisher_stage.h"

struct choice {
	struct lic_publisher_staging *staging;
	struct lic_str *ids;
	size_t count;
	bool all; /* those without an entry ever are left out */
};

static int choose(void *ctx, const struct lic_keep_list *info)
{
	struct choice *c = ctx;
	struct lic_publisher_staging *s = c->staging;

	if (info->origin != LIC_ORIGIN_KEPT) {
		if (c->all)
			return LIC_OK;
		return lic_diag_set(
			s->diag, LIC_EREFUSED,
			"%.*s is not kept here, but came with Licit or from a feed: only "
			"who keeps a list publishes it",
			LIC_STR_ARG(info->id));
	}
	if (c->all && !info->log_size)
		return LIC_OK;
	if (c->count == LIC_PUBLISHER_LISTS_MAX)
		return lic_diag_set(s->diag, LIC_ELIMIT, "more than %d lists in one feed",
				    LIC_PUBLISHER_LISTS_MAX);
	c->ids[c->count] = lic_arena_copy(&s->shelf.arena, info->id);
	return c->ids[c->count++].ptr ? LIC_OK : lic_diag_set(s->diag, LIC_ENOMEM, "out of memory");
}

int lic_publisher_stage_lists(struct lic_publisher_staging *staging, const struct lic_tuf *old)
{
	const struct lic_publisher_config *config = staging->publisher->config;
	struct lic_engine *engine = staging->publisher->engine;
	struct choice c = {.staging = staging, .all = !config->lists_count};
	int err = LIC_OK;

	if (!engine)
		return lic_diag_set(staging->diag, LIC_EINVAL,
				    "staging needs the data of the lists");
	c.ids = calloc(LIC_PUBLISHER_LISTS_MAX, sizeof(*c.ids));
	if (!c.ids)
		return lic_diag_set(staging->diag, LIC_ENOMEM, "out of memory");
	if (c.all)
		err = lic_keep_lists_each(engine, lic_str(NULL, 0), choose, &c, staging->diag);
	for (size_t i = 0; i < config->lists_count && !err; i++)
		err = lic_keep_lists_each(engine, config->lists[i], choose, &c, staging->diag);
	for (size_t i = 0; i < c.count && !err; i++)
		err = lic_publisher_stage_list(staging, old, c.ids[i]);
	if (!err)
		lic_publisher_shelf_sort(&staging->shelf);
	free(c.ids);
	return err;
}
