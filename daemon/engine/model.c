#include "model.h"

#include "json.h"
#include "signal.h"

static int add_group(void *ctx, const char *key, const struct lic_json *value)
{
	struct lic_model *m = ctx;
	const size_t len = strlen(key);

	if (m->groups == LIC_GROUPS_MAX || len >= LIC_MODEL_GROUP_NAME_SIZE)
		return LIC_ELIMIT;
	m->cap[m->groups] = lic_json_number(lic_json_get(value, "cap"), 0);
	memcpy(m->group_name[m->groups++], key, len + 1);
	return LIC_OK;
}

/* The group's number, or the number of groups if there is none of that name. */
static unsigned find_group(const struct lic_model *m, struct lic_str name)
{
	unsigned n = 0;

	while (n < m->groups && !lic_str_eq(lic_str_from(m->group_name[n]), name))
		n++;
	return n;
}

static void put(struct lic_signal_set *set, size_t i)
{
	set->word[i / 64] |= 1ull << i % 64;
}

static void sort_signals(struct lic_model *m)
{
	for (size_t i = 0; i < lic_signals_count; i++) {
		const struct lic_signal *s = lic_signals[i];
		put(&m->of_slot[s->needs], i);
		if (!s->kinds)
			put(&m->of_no_kind, i);
		for (unsigned k = 0; k < LIC_KINDS; k++)
			if (s->kinds >> k & 1)
				put(&m->of_kind[k], i);
	}
}

static int read_signals(struct lic_model *m, const struct lic_json *root, struct lic_diag *diag)
{
	const struct lic_json *signals = lic_json_get(root, "signals");

	if (lic_json_each(lic_json_get(root, "groups"), add_group, m) < 0)
		return lic_diag_set(diag, LIC_ELIMIT,
				    "the model has too many groups, or one with too long a name");
	assert(lic_signals_count <= LIC_FINDINGS_MAX);
	for (size_t i = 0; i < lic_signals_count; i++) {
		const struct lic_json *s = lic_json_get(signals, lic_signals[i]->id);
		const struct lic_json *points = lic_json_get(s, "points");
		struct lic_str group = lic_json_string(lic_json_get(s, "group"));
		const unsigned n = find_group(m, group);
		if (lic_json_type(points) != LIC_JSON_NUMBER || n == m->groups)
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "the model lacks the weight or the group of %s",
					    lic_signals[i]->id);
		m->points[i] = lic_json_number(points, 0);
		m->group[i] = n;
	}
	sort_signals(m);
	return LIC_OK;
}

static int read_classes(struct lic_model *m, const struct lic_json *root, struct lic_diag *diag)
{
	const struct lic_json *classes = lic_json_get(root, "classes");

	for (int c = 0; c < LIC_VERDICT_CLASSES; c++) {
		const char *name = lic_verdict_class_name((enum lic_verdict_class)c);
		const struct lic_json *range = lic_json_get(classes, name);
		/* "unknown" has no risk to show. */
		if (c == LIC_UNKNOWN)
			continue;
		if (lic_json_size(range) != 2)
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "the model lacks the range of class %s", name);
		double low = lic_json_number(lic_json_at(range, 0), -1);
		double high = lic_json_number(lic_json_at(range, 1), -1);
		if (!(low >= 0 && low <= high && high <= 100))
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "the range of class %s is not within 0 and 100", name);
		m->low[c] = (int)low;
		m->high[c] = (int)high;
	}
	return LIC_OK;
}

static int read_model(struct lic_model *m, const struct lic_json *root, struct lic_diag *diag)
{
	struct lic_str schema = lic_json_string(lic_json_get(root, "schema"));
	struct lic_str id = lic_json_string(lic_json_get(root, "id"));
	const struct lic_json *coverage = lic_json_get(root, "coverage");

	if (!lic_str_eq(schema, LIC_STR("licit/model/1")) || !id.len || id.len >= sizeof(m->id))
		return lic_diag_set(diag, LIC_ESYNTAX, "not a model of schema licit/model/1");
	memcpy(m->id, id.ptr, id.len);
	m->scale = lic_json_number(lic_json_get(root, "scale"), 0);
	m->bias = lic_json_number(lic_json_get(root, "bias"), 0);
	if (!(m->scale > 0))
		return lic_diag_set(diag, LIC_ESYNTAX, "the model's scale must be above 0");
	m->warn = lic_json_number(lic_json_get(root, "warn"), 0);
	if (!(m->warn > 0))
		return lic_diag_set(diag, LIC_ESYNTAX, "the model's warn must be above 0");
	for (int s = 0; s < LIC_SLOTS; s++)
		m->coverage[s] =
			lic_json_number(lic_json_get(coverage, lic_slot_name((enum lic_slot)s)), 0);
	int err = read_signals(m, root, diag);
	return err ? err : read_classes(m, root, diag);
}

int lic_model_parse(struct lic_model *out, struct lic_str text, struct lic_diag *diag)
{
	struct lic_json *root;
	int err = lic_json_parse(&root, text, diag);

	if (err < 0)
		return err;
	*out = (struct lic_model){0};
	err = read_model(out, root, diag);
	lic_json_free(root);
	return err;
}
