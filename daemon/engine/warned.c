/*
 * The sites that are warned about by the lists alone, for who wants to know them before
 * a page is asked for. A listing is not enough: another list may speak for the name, so
 * each has its own verdict asked for.
 */
#include "check.h"

static bool covers_hosts(const struct lic_entry *e)
{
	return e->list->kind == LIC_KIND_ILLEGAL &&
	       (e->scope == LIC_SCOPE_SITE || e->scope == LIC_SCOPE_WILDCARD);
}

static bool is_whole_host(const struct lic_entry *e)
{
	return e->scope == LIC_SCOPE_SITE || e->scope == LIC_SCOPE_WILDCARD ||
	       e->scope == LIC_SCOPE_HOST;
}

/* The first entry of that host that is as asked for; 0 for none. */
static uint32_t first_of(const struct lic_index *index, struct lic_str host,
			 bool (*is)(const struct lic_entry *e))
{
	struct lic_entry e;
	uint32_t r = lic_index_find(index, lic_index_hash(index, host), host);

	while (r && (lic_index_entry(index, r, &e) < 0 || !is(&e)))
		r = lic_index_next(index, r);
	return r;
}

/* Is a domain above that host on a list of illegal sellers, with all below it? */
static bool is_below_listed(const struct lic_index *index, struct lic_str host)
{
	for (size_t i = 0; i < host.len; i++) {
		const struct lic_str above = {host.ptr + i + 1, host.len - i - 1};

		if (host.ptr[i] == '.' && first_of(index, above, covers_hosts))
			return true;
	}
	return false;
}

int lic_warned_each(struct lic_engine *engine, struct lic_str country, bool except,
		    int (*fn)(void *ctx, struct lic_str name), void *ctx)
{
	bool (*const is)(const struct lic_entry *e) = except ? is_whole_host : covers_hosts;
	const int64_t now = lic_clock_now();
	struct lic_check *check;
	struct lic_entry e;
	int err = lic_check_new(&check, engine);

	if (err < 0)
		return err;
	const struct lic_index *index = check->snapshot->index;
	err = lic_check_set_country(check, country, NULL);
	for (uint32_t r = lic_index_walk(index, 0); r && !err; r = lic_index_walk(index, r)) {
		/* Of several entries of a host the first speaks for all. */
		if (lic_index_entry(index, r, &e) < 0 || !is(&e) ||
		    first_of(index, e.name, is) != r ||
		    (except && !is_below_listed(index, e.name)) ||
		    (lic_check_class(check, e.name, now) == LIC_ILLICIT) == except)
			continue;
		err = fn(ctx, e.name);
	}
	lic_check_free(check);
	return err;
}
