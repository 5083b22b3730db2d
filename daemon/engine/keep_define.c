/* What a list is, and what it asks of those who edit it. */
#include "json.h"
#include "keep.h"
#include "store_drafts.h"
#include "zone.h"

/* ---- as JSON --------------------------------------------------------- */

static void text_member(struct lic_buf *out, const char *key, const struct lic_str *value)
{
	if (!value)
		return;
	lic_buf_addc(out, ',');
	lic_json_field(out, key, *value);
}

static void number_member(struct lic_buf *out, const char *key, bool there, int64_t n)
{
	if (!there)
		return;
	lic_buf_printf(out, ",\"%s\":%lld", key, (long long)n);
}

/* Members in the order of their names. */
static void write_definition(struct lic_buf *out, const struct lic_keep_definition *d)
{
	LIC_BUF_LIT(out, "{\"action\":\"define\"");
	number_member(out, "appeal_hours", d->appeal_hours, d->appeal_hours ? *d->appeal_hours : 0);
	text_member(out, "authority", d->authority);
	text_member(out, "jurisdiction", d->jurisdiction);
	if (d->keep)
		LIC_BUF_LIT(out, ",\"keep\":true");
	text_member(out, "licence", d->licence);
	number_member(out, "max_age_days", d->max_age_days, d->max_age_days ? *d->max_age_days : 0);
	text_member(out, "name", d->name);
	number_member(out, "reviewers", d->reviewers, d->reviewers ? *d->reviewers : 0);
	number_member(out, "share", d->share, d->share ? *d->share : 0);
	text_member(out, "timezone", d->timezone);
	text_member(out, "url", d->url);
	lic_buf_addc(out, '}');
}

/* ---- in words -------------------------------------------------------- */

/* What a proposal would set, for whoever reviews it: "reviewers: 2; time zone: Europe/Prague". */
static void write_words(struct lic_buf *out, const struct lic_keep_definition *d)
{
	const struct {
		const char *label;
		const struct lic_str *value;
	} texts[] = {
		{"name", d->name},       {"authority", d->authority},
		{"link", d->url},        {"jurisdiction", d->jurisdiction},
		{"licence", d->licence}, {"time zone", d->timezone},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++)
		if (texts[i].value)
			lic_buf_printf(out, "%s%s: %.*s", out->len ? "; " : "", texts[i].label,
				       LIC_STR_ARG(*texts[i].value));
	if (d->max_age_days)
		lic_buf_printf(out, "%scopies count for %d days", out->len ? "; " : "",
			       (int)*d->max_age_days);
	if (d->reviewers)
		lic_buf_printf(out, "%sreviewers: %u", out->len ? "; " : "", *d->reviewers);
	if (d->share)
		lic_buf_printf(out, "%slargest share of an import: %u %%", out->len ? "; " : "",
			       *d->share);
	if (d->appeal_hours)
		lic_buf_printf(out, "%sappeals: within %u hours", out->len ? "; " : "",
			       *d->appeal_hours);
}

/* ---- applying -------------------------------------------------------- */

struct applying {
	struct lic_keep *keep;
	struct lic_list list;
	struct lic_policy policy;
};

static int set_number(struct applying *a, struct lic_str key, const struct lic_json *value,
		      bool *known)
{
	const struct {
		const char *key;
		uint32_t *to;
		uint32_t least, most;
	} numbers[] = {
		{"appeal_hours", &a->policy.appeal_hours, 1, LIC_APPEAL_HOURS_MAX},
		{"reviewers", &a->policy.reviewers, 0, LIC_REVIEWERS_MAX},
		{"share", &a->policy.share, 0, 100},
		{"max_age_days", (uint32_t *)&a->list.max_age_days, 0, 36500},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(numbers); i++) {
		if (!lic_str_eq(key, lic_str_from(numbers[i].key)))
			continue;
		double n = lic_json_number(value, -1);
		*known = true;
		if (n < numbers[i].least || n > numbers[i].most)
			return lic_diag_set(a->keep->diag, LIC_EINVAL, "%s must be from %u to %u",
					    numbers[i].key, numbers[i].least, numbers[i].most);
		*numbers[i].to = (uint32_t)n;
	}
	return LIC_OK;
}

static int set_text(struct applying *a, struct lic_str key, struct lic_str value)
{
	const struct {
		const char *key;
		struct lic_str *to;
	} texts[] = {
		{"authority", &a->list.authority}, {"jurisdiction", &a->list.jurisdiction},
		{"licence", &a->list.licence},     {"name", &a->list.name},
		{"timezone", &a->list.timezone},   {"url", &a->list.url},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++)
		if (lic_str_eq(key, lic_str_from(texts[i].key)))
			*texts[i].to = value;
	return LIC_OK;
}

static int set_member(void *ctx, const char *name, const struct lic_json *value)
{
	struct applying *a = ctx;
	struct lic_str key = lic_str_from(name);
	bool known = false;
	int err = set_number(a, key, value, &known);

	return err || known ? err : set_text(a, key, lic_json_string(value));
}

static bool is_jurisdiction(struct lic_str s)
{
	if (!s.len)
		return true;
	for (size_t i = 0; i < s.len; i++)
		if (!(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') && !lic_is_digit(s.ptr[i]) &&
		    !(i == 2 && s.ptr[i] == '-'))
			return false;
	return s.len == 2 || (s.len >= 4 && s.len <= 6 && s.ptr[2] == '-');
}

static int check_list(const struct lic_list *list, struct lic_diag *diag)
{
	if (!lic_zone_ok(list->timezone))
		return lic_diag_set(diag, LIC_EINVAL,
				    "\"%.*s\" is no time zone; give a name like Europe/Prague",
				    LIC_STR_ARG(list->timezone));
	if (!is_jurisdiction(list->jurisdiction))
		return lic_diag_set(diag, LIC_EINVAL,
				    "\"%.*s\" is no jurisdiction; give CZ, or CA-ON",
				    LIC_STR_ARG(list->jurisdiction));
	if (list->url.len && !lic_str_is_web(list->url))
		return lic_diag_set(diag, LIC_EINVAL, "the link must begin with https://");
	return LIC_OK;
}

/* What the list would be. Texts are views of *root, which is the caller's to free. */
static int read_definition(struct applying *a, struct lic_str body, struct lic_json **root)
{
	int err = lic_json_parse(root, body, a->keep->diag);

	if (err < 0)
		return err;
	err = lic_json_each(*root, set_member, a);
	if (!err)
		err = check_list(&a->list, a->keep->diag);
	return err;
}

int lic_keep_define_apply(struct lic_keep *keep, struct lic_str body,
			  const struct lic_keep_why *why, int64_t draft)
{
	struct applying a = {keep, keep->list, keep->policy};
	struct lic_leaf leaf = {.action = LIC_LEAF_DEFINE, .details = body, .draft = draft};
	struct lic_json *root = NULL;
	int64_t no;
	int err = read_definition(&a, body, &root);

	if (!err && lic_json_is_true(lic_json_get(root, "keep")))
		err = lic_store_origin_set(keep->store, keep->no, LIC_ORIGIN_KEPT, keep->diag);
	if (!err)
		err = lic_store_list_put(keep->store, &a.list, &no, keep->diag);
	if (!err)
		err = lic_store_policy_set(keep->store, keep->no, &a.policy, keep->diag);
	lic_json_free(root);
	lic_keep_leaf_why(&leaf, why, LIC_STR("policy"));
	return err ? err : lic_keep_append(keep, &leaf, NULL);
}

/* ---- from outside ---------------------------------------------------- */

/* Within the transaction that was begun for it: what fails later leaves nothing behind. */
static int make_list(struct lic_keep *keep, struct lic_str id, const struct lic_keep_definition *d)
{
	struct lic_list list = {.id = id, .name = id, .kind = LIC_KIND_COMMUNITY};

	if (!lic_list_id_ok(id))
		return lic_diag_set(keep->diag, LIC_EINVAL,
				    "\"%.*s\" cannot be a list's id: small letters, digits and "
				    "hyphens, at most 64",
				    LIC_STR_ARG(id));
	if (d->kind && lic_kind_parse(*d->kind, &list.kind) < 0)
		return lic_diag_set(keep->diag, LIC_EINVAL,
				    "\"%.*s\" is no kind of list: register, illegal, community or "
				    "benign",
				    LIC_STR_ARG(*d->kind));
	int err = lic_store_list_put(keep->store, &list, &keep->no, keep->diag);
	if (!err)
		err = lic_store_list_get(keep->store, id, &keep->no, &keep->list, &keep->arena,
					 keep->diag);
	return err ? err : lic_store_policy_get(keep->store, keep->no, &keep->policy, keep->diag);
}

static int propose(struct lic_keep *keep, struct lic_str body, struct lic_str summary,
		   const struct lic_keep_why *why, struct lic_keep_result *out)
{
	const struct lic_store_draft draft = {
		.list = keep->no,
		.time = keep->now,
		.who = why->who,
		.action = LIC_STR("define"),
		.body = body,
		.summary = summary,
	};
	struct applying a = {keep, keep->list, keep->policy};
	struct lic_json *root = NULL;
	int err = read_definition(&a, body, &root);

	lic_json_free(root);
	if (!err)
		err = lic_store_draft_add(keep->store, &draft, &out->draft, keep->diag);
	struct lic_leaf leaf = {
		.action = LIC_LEAF_PROPOSE,
		.proposes = draft.action,
		.details = body,
		.draft = out->draft,
	};

	out->outcome = LIC_KEEP_PROPOSED;
	lic_keep_leaf_why(&leaf, why, LIC_STR("policy"));
	return err ? err : lic_keep_append(keep, &leaf, NULL);
}

static bool text_differs(const struct lic_str *to, struct lic_str is)
{
	return to && !lic_str_eq(*to, is);
}

static bool number_differs(const uint32_t *to, uint32_t is)
{
	return to && *to != is;
}

static bool differs(const struct lic_keep *keep, const struct lic_keep_definition *d)
{
	const struct lic_list *l = &keep->list;
	const struct lic_policy *p = &keep->policy;

	return text_differs(d->name, l->name) || text_differs(d->jurisdiction, l->jurisdiction) ||
	       text_differs(d->authority, l->authority) || text_differs(d->url, l->url) ||
	       text_differs(d->licence, l->licence) || text_differs(d->timezone, l->timezone) ||
	       (d->max_age_days && *d->max_age_days != l->max_age_days) ||
	       number_differs(d->reviewers, p->reviewers) || number_differs(d->share, p->share) ||
	       number_differs(d->appeal_hours, p->appeal_hours);
}

static int define(struct lic_keep *keep, struct lic_str body, const struct lic_keep_definition *d,
		  const struct lic_keep_why *why, bool is_new, struct lic_keep_result *out)
{
	bool taken_over = d->keep && keep->list.origin == LIC_ORIGIN_BUNDLED;
	enum lic_list_kind kind;
	struct lic_buf words;

	if (taken_over)
		keep->list.origin = LIC_ORIGIN_KEPT;
	int err = lic_keep_must_be_kept(keep);
	if (err < 0)
		return err;
	if (d->kind && (lic_kind_parse(*d->kind, &kind) < 0 || kind != keep->list.kind))
		return lic_diag_set(keep->diag, LIC_EINVAL, "%.*s is a list of kind %s, not %.*s",
				    LIC_STR_ARG(keep->list.id), lic_kind_name(keep->list.kind),
				    LIC_STR_ARG(*d->kind));
	if (!is_new && !taken_over && !differs(keep, d))
		return LIC_OK;
	if (!keep->policy.reviewers) {
		out->outcome = LIC_KEEP_APPLIED;
		return lic_keep_define_apply(keep, body, why, 0);
	}
	lic_buf_init(&words, LIC_LIST_LINE_MAX);
	write_words(&words, d);
	err = lic_buf_error(&words);
	if (!err)
		err = propose(keep, body, lic_buf_str(&words), why, out);
	lic_buf_release(&words);
	return err;
}

int lic_keep_define(struct lic_engine *engine, struct lic_str list,
		    const struct lic_keep_definition *definition, const struct lic_keep_why *why,
		    bool dry_run, struct lic_keep_result *out, struct lic_diag *diag)
{
	struct lic_str code;
	struct lic_keep keep;
	struct lic_buf body;
	int err = lic_keep_why_ok(why, "define", &code, diag);

	*out = (struct lic_keep_result){.outcome = LIC_KEEP_UNCHANGED};
	if (err < 0)
		return err;
	lic_buf_init(&body, LIC_JSON_FILE_MAX);
	write_definition(&body, definition);
	err = lic_keep_begin(&keep, engine, list, true, diag);
	bool is_new = err == LIC_ENOENT && keep.write && !definition->existing;
	if (is_new)
		err = make_list(&keep, list, definition);
	if (!err)
		err = lic_buf_error(&body);
	if (!err)
		err = define(&keep, lic_buf_str(&body), definition, why, is_new, out);
	keep.drop = dry_run;
	if (!err && dry_run && out->outcome != LIC_KEEP_UNCHANGED)
		out->outcome = LIC_KEEP_DRY;
	err = lic_keep_end_edit(&keep, err, out);
	lic_buf_release(&body);
	return err;
}
