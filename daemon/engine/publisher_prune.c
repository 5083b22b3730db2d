/* Files that no reader can ask for any more. Kept are all roots, what the current snapshot
 * and the one before it name, and whatever is younger than a mirror may lag. */
#include "publisher_stage.h"

#include "clock.h"

#include <sys/stat.h>

struct names {
	char **items;
	size_t count, room;
};

struct pruning {
	struct lic_publisher *publisher;
	struct names kept; /* paths within the published folder */
	int64_t before;    /* what was written later stays */
	bool dry_run;
	uint64_t removed;
	struct lic_diag *diag;
	const char *part; /* metadata or targets */
};

static int keep(struct pruning *p, const char *fmt, ...) LIC_PRINTF(2, 3);

static int keep(struct pruning *p, const char *fmt, ...)
{
	struct names *kept = &p->kept;
	va_list args;
	char *name = NULL;

	if (kept->count == kept->room) {
		size_t room = kept->room ? 2 * kept->room : 256;
		char **grown = realloc(kept->items, room * sizeof(*grown));
		if (!grown)
			return lic_diag_set(p->diag, LIC_ENOMEM, "out of memory");
		kept->items = grown;
		kept->room = room;
	}
	va_start(args, fmt);
	int n = vasprintf(&name, fmt, args);
	va_end(args);
	if (n < 0)
		return lic_diag_set(p->diag, LIC_ENOMEM, "out of memory");
	kept->items[kept->count++] = name;
	return LIC_OK;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int keep_target(void *ctx, const char *path, const struct lic_tuf_file *file)
{
	struct lic_folder_path full = {""};
	int err = lic_publisher_target_path(&full, "", lic_str_from(path), file->sha256, NULL);

	return err < 0 ? err : keep(ctx, "%s", full.z + 1);
}

/* A file of metadata, and all that it names. */
static int keep_metadata(struct pruning *p, struct lic_str role, uint64_t version,
			 enum lic_tuf_type type,
			 int (*named)(void *ctx, const char *name, const struct lic_tuf_file *file))
{
	const char *out = p->publisher->out.z;
	struct lic_folder_path path;
	struct lic_tuf *tuf;
	int err = lic_publisher_view_path(&path, out, role, version, p->diag);

	if (!err)
		err = keep(p, "%s", path.z + strlen(out) + 1);
	if (!err)
		err = lic_publisher_view_file(&tuf, path.z, type, NULL);
	/* Of a release before, some may have been removed by hand; nothing asks for them. */
	if (err < 0)
		return err == LIC_ENOENT ? LIC_OK : err;
	err = lic_tuf_each(tuf, named, p);
	lic_tuf_free(tuf);
	return err;
}

static int keep_meta(void *ctx, const char *name, const struct lic_tuf_file *file)
{
	struct lic_str role = lic_str_from(name);

	if (lic_str_ends(role, LIC_STR(".json")))
		role.len -= strlen(".json");
	return keep_metadata(ctx, role, file->version, LIC_TUF_TARGETS, keep_target);
}

static int keep_snapshot(struct pruning *p, uint64_t version)
{
	return keep_metadata(p, LIC_STR("snapshot"), version, LIC_TUF_SNAPSHOT, keep_meta);
}

/* The highest version below one: numbers may be left out. */
struct previous {
	uint64_t below, found;
};

static int look_for_previous(void *ctx, const char *full, struct lic_str within)
{
	struct previous *previous = ctx;
	struct lic_str role;
	uint64_t version;

	(void)full;
	if (lic_publisher_view_split(within, &role, &version) &&
	    lic_str_eq(role, LIC_STR("snapshot")) && version < previous->below &&
	    version > previous->found)
		previous->found = version;
	return LIC_OK;
}

static int mark(struct pruning *p)
{
	struct lic_publisher_view view;
	struct previous previous = {0, 0};
	struct lic_folder_path dir;
	int err = lic_publisher_released(p->publisher, &view, p->diag);

	if (err < 0)
		return err;
	if (!view.snapshot) {
		lic_publisher_view_release(&view);
		return lic_diag_set(p->diag, LIC_ENOENT, "nothing was released yet");
	}
	previous.below = view.snapshot->version;
	err = keep_snapshot(p, view.snapshot->version);
	lic_publisher_view_release(&view);
	if (!err)
		err = lic_folder_join(&dir, p->publisher->out.z, LIC_STR(LIC_PUBLISHER_METADATA),
				      p->diag);
	if (!err)
		err = lic_folder_each(dir.z, look_for_previous, &previous, p->diag);
	if (!err && previous.found)
		err = keep_snapshot(p, previous.found);
	if (!err)
		err = keep(p, LIC_PUBLISHER_METADATA "/timestamp.json");
	if (!err)
		qsort(p->kept.items, p->kept.count, sizeof(*p->kept.items), by_name);
	return err;
}

static int sweep(void *ctx, const char *full, struct lic_str within)
{
	struct pruning *p = ctx;
	char *name = NULL;
	struct stat st;

	if (lic_str_ends(within, LIC_STR(".root.json")) || stat(full, &st) < 0 ||
	    st.st_mtime >= p->before)
		return LIC_OK;
	if (asprintf(&name, "%s/%.*s", p->part, LIC_STR_ARG(within)) < 0)
		return lic_diag_set(p->diag, LIC_ENOMEM, "out of memory");
	bool kept = bsearch(&name, p->kept.items, p->kept.count, sizeof(*p->kept.items), by_name);
	free(name);
	if (kept)
		return LIC_OK;
	if (!p->dry_run && unlink(full) < 0)
		return lic_diag_set(p->diag, lic_err_from_errno(errno), "cannot remove %s: %s",
				    full, strerror(errno));
	p->removed++;
	return LIC_OK;
}

int lic_publisher_prune(struct lic_publisher *publisher, uint32_t days, bool dry_run,
			uint64_t *removed, struct lic_diag *diag)
{
	static const char *const parts[] = {LIC_PUBLISHER_METADATA, LIC_PUBLISHER_TARGETS};
	struct pruning p = {.publisher = publisher, .dry_run = dry_run, .diag = diag};
	int err = lic_publisher_settle(publisher, diag);

	if (!err && lic_publisher_is_owner(publisher))
		return lic_diag_set(diag, LIC_EREFUSED,
				    "here lies one delegated role: who delegated it publishes");
	p.before = lic_clock_now() - (int64_t)days * 86400;
	if (!err)
		err = mark(&p);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(parts) && !err; i++) {
		struct lic_folder_path dir;
		p.part = parts[i];
		err = lic_folder_join(&dir, publisher->out.z, lic_str_from(parts[i]), diag);
		if (!err)
			err = lic_folder_each(dir.z, sweep, &p, diag);
	}
	for (size_t i = 0; i < p.kept.count; i++)
		free(p.kept.items[i]);
	free(p.kept.items);
	if (!err)
		*removed = p.removed;
	return err;
}
