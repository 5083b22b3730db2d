#include "publisher_effect.h"

#include "clock.h"
#include "json.h"
#include "leaf.h"

/* ---- edits ----------------------------------------------------------- */

struct edit {
	char *key; /* name and scope */
	size_t no;
	enum lic_leaf_action action;
};

struct edits {
	struct edit *items;
	size_t count, room;
	struct lic_publisher_effect *out;
	struct lic_diag *diag;
};

static int add_edit(struct edits *edits, enum lic_leaf_action action, const struct lic_json *entry)
{
	struct lic_str name = lic_json_string(lic_json_get(entry, "name"));
	struct lic_str scope = lic_json_string(lic_json_get(entry, "scope"));
	char *key = NULL;

	if (edits->count == edits->room) {
		size_t room = edits->room ? 2 * edits->room : 256;
		struct edit *grown = realloc(edits->items, room * sizeof(*grown));
		if (!grown)
			return LIC_ENOMEM;
		edits->items = grown;
		edits->room = room;
	}
	if (asprintf(&key, "%.*s %.*s", LIC_STR_ARG(name), LIC_STR_ARG(scope)) < 0)
		return LIC_ENOMEM;
	edits->items[edits->count] = (struct edit){key, edits->count, action};
	edits->count++;
	return LIC_OK;
}

static int read_leaf(void *ctx, struct lic_str leaf)
{
	struct edits *edits = ctx;
	struct lic_json *root;
	enum lic_leaf_action action;
	int err = lic_json_parse(&root, leaf, edits->diag);

	if (err < 0)
		return err;
	struct lic_str name = lic_json_string(lic_json_get(root, "action"));
	if (lic_leaf_action_parse(name, &action) == LIC_OK && lic_leaf_applies(action)) {
		edits->out->added += action == LIC_LEAF_ADD;
		edits->out->changed += action == LIC_LEAF_CHANGE;
		edits->out->withdrawn += action == LIC_LEAF_WITHDRAW;
		edits->out->restored += action == LIC_LEAF_RESTORE;
		err = add_edit(edits, action, lic_json_get(root, "entry"));
	}
	lic_json_free(root);
	return err < 0 ? lic_diag_set(edits->diag, err, "out of memory") : LIC_OK;
}

static int by_key(const void *a, const void *b)
{
	const struct edit *one = a, *other = b;
	int order = strcmp(one->key, other->key);

	return order ? order : one->no < other->no ? -1 : one->no > other->no;
}

/* Was it in force before an edit of that kind, is it afterwards? */
static bool before(enum lic_leaf_action action)
{
	return action == LIC_LEAF_CHANGE || action == LIC_LEAF_WITHDRAW;
}

static bool after(enum lic_leaf_action action)
{
	return action != LIC_LEAF_WITHDRAW;
}

static void count_net(struct edits *edits)
{
	size_t first = 0;

	qsort(edits->items, edits->count, sizeof(*edits->items), by_key);
	for (size_t i = 1; i <= edits->count; i++) {
		if (i < edits->count && strcmp(edits->items[i].key, edits->items[first].key) == 0)
			continue;
		bool was = before(edits->items[first].action),
		     is = after(edits->items[i - 1].action);
		edits->out->came += is && !was;
		edits->out->went += was && !is;
		first = i;
	}
}

int lic_publisher_effect_of_changes(struct lic_publisher_effect *out, const struct lic_delta *delta,
				    struct lic_diag *diag)
{
	struct edits edits = {.out = out, .diag = diag};
	int err = lic_delta_each(delta, read_leaf, &edits);

	if (!err && edits.count)
		count_net(&edits);
	for (size_t i = 0; i < edits.count; i++)
		free(edits.items[i].key);
	free(edits.items);
	return err;
}

/* ---- a whole list ---------------------------------------------------- */

struct counting {
	struct lic_publisher_effect *out;
	lic_date today;
};

static int count_entry(void *ctx, const struct lic_record *record)
{
	const struct counting *c = ctx;

	if (!lic_record_ended(record, c->today) && record->since <= c->today) {
		c->out->added++;
		c->out->came++;
	}
	return LIC_OK;
}

int lic_publisher_effect_of_list(struct lic_publisher_effect *out, const struct lic_bundle *bundle,
				 struct lic_diag *diag)
{
	struct counting c = {out, lic_date_of(lic_clock_now())};

	return lic_bundle_each(bundle, count_entry, &c, diag);
}

/* ---- all lists ------------------------------------------------------- */

/* What becomes of sites, of one and of more, whose name came to a list or went from it. */
static const struct {
	const char *came[2], *went[2];
	const char *came_key, *went_key;
} colours[LIC_KINDS] = {
	[LIC_KIND_ILLEGAL] = {{"site turns red", "sites turn red"},
			      {"site is red no more", "sites are red no more"},
			      "red",
			      "red_no_more"},
	[LIC_KIND_REGISTER] = {{"site turns green", "sites turn green"},
			       {"site is green no more", "sites are green no more"},
			       "green",
			       "green_no_more"},
	[LIC_KIND_COMMUNITY] = {{"site is warned about", "sites are warned about"},
				{"site is warned about no more", "sites are warned about no more"},
				"warned",
				"warned_no_more"},
	[LIC_KIND_BENIGN] = {{"site is never flagged", "sites are never flagged"},
			     {"site may be flagged again", "sites may be flagged again"},
			     "benign",
			     "benign_no_more"},
};

void lic_publisher_effects_add(struct lic_publisher_effects *effects, struct lic_str list_kind,
			       const struct lic_publisher_effect *effect)
{
	enum lic_list_kind kind;

	if (lic_kind_parse(list_kind, &kind) < 0)
		return;
	effects->came[kind] += effect->came;
	effects->went[kind] += effect->went;
}

static void add_text(struct lic_buf *out, uint64_t n, const char *const what[2],
		     const char **separator)
{
	if (!n)
		return;
	lic_buf_printf(out, "%s%llu %s", *separator, (unsigned long long)n, what[n > 1]);
	*separator = ", ";
}

void lic_publisher_effects_text(const struct lic_publisher_effects *effects, struct lic_buf *out)
{
	static const enum lic_list_kind order[] = {LIC_KIND_ILLEGAL, LIC_KIND_REGISTER,
						   LIC_KIND_COMMUNITY, LIC_KIND_BENIGN};
	const char *separator = "for shoppers: ";

	for (size_t i = 0; i < LIC_ARRAY_SIZE(order); i++) {
		enum lic_list_kind kind = order[i];
		add_text(out, effects->came[kind], colours[kind].came, &separator);
		add_text(out, effects->went[kind], colours[kind].went, &separator);
	}
	if (*separator == ',')
		LIC_BUF_LIT(out, "\n");
	else
		LIC_BUF_LIT(out, "for shoppers: nothing changes\n");
}

void lic_publisher_effects_json(const struct lic_publisher_effects *effects, struct lic_buf *out)
{
	for (size_t i = 0; i < LIC_KINDS; i++)
		lic_buf_printf(out, "%s\"%s\":%llu,\"%s\":%llu", i ? "," : "{", colours[i].came_key,
			       (unsigned long long)effects->came[i], colours[i].went_key,
			       (unsigned long long)effects->went[i]);
	lic_buf_addc(out, '}');
}
