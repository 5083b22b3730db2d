#include "publisher_heads.h"

#include "clock.h"
#include "hex.h"
#include "publisher_stage.h"

static bool read_size(const struct lic_json *object, const char *name, uint64_t *out)
{
	int64_t n;

	if (!lic_json_integer(lic_json_get(object, name), &n) || n < 0)
		return false;
	*out = (uint64_t)n;
	return true;
}

static bool read_list(struct lic_published *out, const struct lic_json *licit)
{
	const struct lic_json *log = lic_json_get(licit, "log");
	const struct lic_json *definition = lic_json_get(licit, "definition");
	struct lic_str root = lic_json_string(lic_json_get(log, "root"));

	out->kind = LIC_PUBLISHED_LIST;
	out->list = lic_json_string(lic_json_get(definition, "id"));
	out->list_kind = lic_json_string(lic_json_get(definition, "kind"));
	return out->list.len && read_size(licit, "entries", &out->entries) &&
	       read_size(log, "size", &out->size) && root.len == 2 * sizeof(out->root) &&
	       lic_hex_read(root, (char *)out->root) == LIC_OK;
}

static bool read_changes(struct lic_published *out, const struct lic_json *licit)
{
	out->kind = LIC_PUBLISHED_CHANGES;
	out->list = lic_json_string(lic_json_get(licit, "list"));
	return out->list.len && read_size(licit, "from", &out->from) &&
	       read_size(licit, "to", &out->to) && out->from < out->to;
}

void lic_published_read(struct lic_published *out, const struct lic_tuf_file *target)
{
	const struct lic_json *licit = lic_json_get(target->custom, "licit");
	struct lic_str kind = lic_json_string(lic_json_get(licit, "kind"));
	bool good = false;

	*out = (struct lic_published){.kind = LIC_PUBLISHED_OTHER};
	if (lic_str_eq(kind, LIC_STR("list")))
		good = read_list(out, licit);
	else if (lic_str_eq(kind, LIC_STR("changes")))
		good = read_changes(out, licit);
	if (!good)
		*out = (struct lic_published){.kind = LIC_PUBLISHED_OTHER};
}

struct recording {
	struct lic_publisher *publisher;
	struct lic_str release;
	struct lic_diag *diag;
};

static int is_kept(void *ctx, const struct lic_keep_list *info)
{
	*(bool *)ctx = info->origin == LIC_ORIGIN_KEPT;
	return LIC_OK;
}

static int record(void *ctx, const char *name, const struct lic_tuf_file *file)
{
	const struct recording *r = ctx;
	struct lic_engine *engine = r->publisher->engine;
	struct lic_published published;
	bool kept = false;

	(void)name;
	lic_published_read(&published, file);
	if (published.kind != LIC_PUBLISHED_LIST ||
	    lic_keep_lists_each(engine, published.list, is_kept, &kept, NULL) < 0 || !kept)
		return LIC_OK;
	struct lic_tree_head head = {
		.size = published.size,
		.time = lic_clock_now(),
		.release = r->release,
	};
	memcpy(head.root, published.root, sizeof(head.root));
	return lic_keep_head_record(engine, published.list, &head, r->diag);
}

int lic_publisher_heads_record(struct lic_publisher *publisher, struct lic_diag *diag)
{
	struct recording r = {.publisher = publisher, .diag = diag};
	struct lic_publisher_view view;
	char release[64];
	int err;

	if (!publisher->engine)
		return LIC_OK;
	err = lic_publisher_staged_view(publisher->staged.z, &view, diag);
	if (err < 0)
		return err;
	/* A release that leaves the lists as they are has told their heads before. */
	if (view.roles_count && lic_publisher_is_staged(publisher->staged.z, view.roles[0].name,
							view.roles[0].tuf->version)) {
		snprintf(release, sizeof(release), "%llu",
			 (unsigned long long)view.roles[0].tuf->version);
		r.release = lic_str_from(release);
		err = lic_tuf_each(view.roles[0].tuf, record, &r);
	}
	lic_publisher_view_release(&view);
	return err;
}
