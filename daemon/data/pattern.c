#include "pattern.h"

#include <hs.h>
#include <pthread.h>

/* A scan needs room of its own, which is kept for the next one. */
struct room {
	hs_scratch_t *scratch;
	struct room *next;
};

struct lic_pattern_set {
	hs_database_t *database;
	pthread_mutex_t lock;
	struct room *rooms; /* those in no one's use */
};

static int from_database(struct lic_pattern_set **out, hs_database_t *database)
{
	struct lic_pattern_set *set = calloc(1, sizeof(*set));

	if (!set) {
		hs_free_database(database);
		return LIC_ENOMEM;
	}
	set->database = database;
	pthread_mutex_init(&set->lock, NULL);
	*out = set;
	return LIC_OK;
}

/* hyperscan wants columns. */
struct columns {
	const char **text;
	size_t *len;
	unsigned *flags, *ids;
};

static int fill(struct columns *c, const struct lic_str *literals, size_t count)
{
	c->text = calloc(count + 1, sizeof(*c->text));
	c->len = calloc(count + 1, sizeof(*c->len));
	c->flags = calloc(count + 1, sizeof(*c->flags));
	c->ids = calloc(count + 1, sizeof(*c->ids));
	if (!c->text || !c->len || !c->flags || !c->ids)
		return LIC_ENOMEM;
	for (size_t i = 0; i < count; i++) {
		c->text[i] = literals[i].ptr;
		c->len[i] = literals[i].len;
		c->ids[i] = (unsigned)i;
	}
	return LIC_OK;
}

static void release(struct columns *c)
{
	free(c->text);
	free(c->len);
	free(c->flags);
	free(c->ids);
}

int lic_pattern_set_new(struct lic_pattern_set **out, const struct lic_str *literals, size_t count,
			struct lic_diag *diag)
{
	struct columns c = {.ids = NULL};
	hs_database_t *database = NULL;
	hs_compile_error_t *error = NULL;

	int err = fill(&c, literals, count);
	if (err < 0)
		goto out;
	if (hs_compile_lit_multi(c.text, c.flags, c.ids, c.len, (unsigned)count, HS_MODE_BLOCK,
				 NULL, &database, &error) != HS_SUCCESS) {
		err = lic_diag_set(diag, LIC_EINVAL, "%s", error->message);
		hs_free_compile_error(error);
		goto out;
	}
	err = from_database(out, database);
out:
	release(&c);
	return err;
}

int lic_pattern_set_save(const struct lic_pattern_set *set, char **out, size_t *len)
{
	return hs_serialize_database(set->database, out, len) == HS_SUCCESS ? LIC_OK : LIC_ENOMEM;
}

int lic_pattern_set_load(struct lic_pattern_set **out, struct lic_str bytes)
{
	hs_database_t *database;
	hs_error_t got = hs_deserialize_database(bytes.ptr, bytes.len, &database);

	switch (got) {
	case HS_SUCCESS:
		return from_database(out, database);
	case HS_NOMEM:
		return LIC_ENOMEM;
	case HS_DB_VERSION_ERROR:
	case HS_DB_PLATFORM_ERROR:
		return LIC_EVERSION;
	default:
		return LIC_ECORRUPT;
	}
}

void lic_pattern_set_free(struct lic_pattern_set *set)
{
	if (!set)
		return;
	while (set->rooms) {
		struct room *room = set->rooms;
		set->rooms = room->next;
		hs_free_scratch(room->scratch);
		free(room);
	}
	pthread_mutex_destroy(&set->lock);
	hs_free_database(set->database);
	free(set);
}

static struct room *take_room(struct lic_pattern_set *set)
{
	pthread_mutex_lock(&set->lock);
	struct room *room = set->rooms;
	if (room)
		set->rooms = room->next;
	pthread_mutex_unlock(&set->lock);
	if (room)
		return room;
	room = calloc(1, sizeof(*room));
	if (room && hs_alloc_scratch(set->database, &room->scratch) != HS_SUCCESS) {
		free(room);
		room = NULL;
	}
	return room;
}

static void give_room(struct lic_pattern_set *set, struct room *room)
{
	pthread_mutex_lock(&set->lock);
	room->next = set->rooms;
	set->rooms = room;
	pthread_mutex_unlock(&set->lock);
}

struct caller {
	lic_pattern_fn *fn;
	void *ctx;
};

static int on_match(unsigned id, unsigned long long begin, unsigned long long end, unsigned flags,
		    void *ctx)
{
	const struct caller *caller = ctx;

	(void)begin;
	(void)flags;
	return !caller->fn(caller->ctx, id, (size_t)end);
}

int lic_pattern_set_scan(struct lic_pattern_set *set, struct lic_str text, lic_pattern_fn *fn,
			 void *ctx)
{
	struct caller caller = {fn, ctx};

	if (text.len > UINT32_MAX)
		return LIC_ELIMIT;
	struct room *room = take_room(set);
	if (!room)
		return LIC_ENOMEM;
	hs_error_t got = hs_scan(set->database, text.ptr, (unsigned)text.len, 0, room->scratch,
				 on_match, &caller);
	give_room(set, room);
	return got == HS_SUCCESS || got == HS_SCAN_TERMINATED ? LIC_OK : LIC_EIO;
}

void lic_pattern_platform(char *out, size_t size)
{
	hs_platform_info_t p = {0};

	(void)hs_populate_platform(&p);
	snprintf(out, size, "%s, tune %x, features %llx", hs_version(), p.tune, p.cpu_features);
}
