#include "leaf.h"

#include "format_row.h"
#include "json.h"

static const char *const actions[LIC_LEAF_ACTIONS] = {
	[LIC_LEAF_ADD] = "add",           [LIC_LEAF_CHANGE] = "change",
	[LIC_LEAF_WITHDRAW] = "withdraw", [LIC_LEAF_RESTORE] = "restore",
	[LIC_LEAF_PROPOSE] = "propose",   [LIC_LEAF_REVIEW] = "review",
	[LIC_LEAF_REFUSE] = "refuse",     [LIC_LEAF_DISPUTE] = "dispute",
	[LIC_LEAF_APPEAL] = "appeal",     [LIC_LEAF_ANSWER] = "answer",
	[LIC_LEAF_DECIDE] = "decide",     [LIC_LEAF_DEFINE] = "define",
};

const char *lic_leaf_action_name(enum lic_leaf_action action)
{
	return actions[action];
}

int lic_leaf_action_parse(struct lic_str s, enum lic_leaf_action *out)
{
	for (unsigned i = 0; i < LIC_LEAF_ACTIONS; i++) {
		if (lic_str_eq(s, lic_str_from(actions[i]))) {
			*out = (enum lic_leaf_action)i;
			return LIC_OK;
		}
	}
	return LIC_EINVAL;
}

/* ---- writing --------------------------------------------------------- */

#define SCOPE (-1) /* which is no column */

/* The members of an entry in the order of their names. */
static const int members[] = {
	LIC_ROW_CLASS,
	LIC_ROW_CONFIDENCE,
	LIC_ROW_COUNTRIES,
	LIC_ROW_ENTRY_URL,
	LIC_ROW_EVIDENCE,
	LIC_ROW_HOLDER,
	LIC_ROW_NAME,
	LIC_ROW_NUMBER,
	LIC_ROW_REASON,
	LIC_ROW_REGISTERED,
	SCOPE,
	LIC_ROW_SEEN,
	LIC_ROW_SINCE,
	LIC_ROW_SOURCE,
	LIC_ROW_UNTIL,
	LIC_ROW_WITHDRAWN,
};

static void field(struct lic_buf *out, const char *key, struct lic_str value)
{
	if (!value.len)
		return;
	if (out->len && out->ptr[out->len - 1] != '{')
		lic_buf_addc(out, ',');
	lic_json_field(out, key, value);
}

static void open_field(struct lic_buf *out, const char *key)
{
	if (out->len && out->ptr[out->len - 1] != '{')
		lic_buf_addc(out, ',');
	lic_buf_addc(out, '"');
	lic_buf_adds(out, lic_str_from(key));
	LIC_BUF_LIT(out, "\":");
}

void lic_leaf_write_entry(struct lic_buf *out, struct lic_str name, struct lic_str scope,
			  const struct lic_record *record)
{
	char store[LIC_ROW_TEXT_SIZE];

	lic_buf_addc(out, '{');
	for (size_t i = 0; i < LIC_ARRAY_SIZE(members); i++) {
		const int n = members[i];
		if (n == LIC_ROW_NAME)
			field(out, "name", name);
		else if (n == SCOPE)
			field(out, "scope", scope);
		else if (record)
			field(out, lic_row_column_name(n), lic_row_text(record, n, store));
	}
	lic_buf_addc(out, '}');
}

void lic_leaf_write_name(struct lic_buf *out, const struct lic_name *name)
{
	char store[LIC_ROW_NAME_SIZE];

	lic_buf_adds(out, lic_row_name(name, store));
}

static void write_reason(struct lic_buf *out, const struct lic_leaf *leaf)
{
	if (!leaf->code.len && !leaf->text.len)
		return;
	open_field(out, "reason");
	lic_buf_addc(out, '{');
	field(out, "code", leaf->code);
	field(out, "text", leaf->text);
	lic_buf_addc(out, '}');
}

static void write_evidence(struct lic_buf *out, const struct lic_leaf *leaf)
{
	if (!leaf->evidence_count)
		return;
	open_field(out, "evidence");
	for (size_t i = 0; i < leaf->evidence_count; i++) {
		lic_buf_addc(out, i ? ',' : '[');
		lic_json_str(out, leaf->evidence[i]);
	}
	lic_buf_addc(out, ']');
}

static void number(struct lic_buf *out, const char *key, int64_t n)
{
	if (!n)
		return;
	open_field(out, key);
	lic_json_int(out, n);
}

void lic_leaf_write(struct lic_buf *out, const struct lic_leaf *leaf)
{
	char at[LIC_TIME_SIZE], before[LIC_DATE_SIZE];

	lic_time_format(leaf->at, at);
	lic_buf_addc(out, '{');
	field(out, "action", lic_str_from(actions[leaf->action]));
	number(out, "appeal", leaf->appeal);
	field(out, "at", lic_str_from(at));
	field(out, "by", leaf->by);
	if (leaf->details.len) {
		open_field(out, "details");
		lic_buf_adds(out, leaf->details);
	}
	number(out, "draft", leaf->draft);
	if (leaf->name.len) {
		open_field(out, "entry");
		lic_leaf_write_entry(out, leaf->name, leaf->scope,
				     lic_leaf_applies(leaf->action) ? &leaf->record : NULL);
	}
	write_evidence(out, leaf);
	field(out, "file", leaf->file);
	field(out, "other", leaf->other);
	field(out, "override", leaf->override);
	field(out, "proposes", leaf->proposes);
	write_reason(out, leaf);
	if (leaf->moved) {
		before[0] = '\0';
		if (leaf->since_before)
			lic_date_format(leaf->since_before, before);
		open_field(out, "since_before");
		lic_json_str(out, lic_str_from(before));
	}
	lic_buf_addc(out, '}');
}

int lic_leaf_set(struct lic_record *record, struct lic_str member, struct lic_str value,
		 struct lic_diag *diag)
{
	struct lic_row row = {.record = *record};
	struct lic_diag why = {""};
	int n = lic_row_column(member);

	if (n <= LIC_ROW_NAME || n == LIC_ROW_LIST)
		return lic_diag_set(diag, LIC_EINVAL, "an entry has no \"%.*s\"",
				    LIC_STR_ARG(member));
	lic_row_clear(&row, n);
	if (lic_row_set(&row, n, value, &why) < 0)
		return lic_diag_set(diag, LIC_EINVAL, "%s", lic_row_reason(&why));
	*record = row.record;
	return LIC_OK;
}

/* ---- reading --------------------------------------------------------- */

struct reading {
	struct lic_leaf *leaf;
	struct lic_arena *arena;
	struct lic_diag *diag;
};

static struct lic_str text_of(const struct reading *r, const struct lic_json *value)
{
	struct lic_str s = lic_json_string(value);

	return s.len ? lic_arena_copy(r->arena, s) : lic_str(NULL, 0);
}

static int read_member(void *ctx, const char *key, const struct lic_json *value)
{
	struct reading *r = ctx;
	struct lic_row row = {.record = r->leaf->record};
	int n = lic_row_column(lic_str_from(key));

	if (n <= LIC_ROW_NAME || n == LIC_ROW_LIST)
		return LIC_OK;
	int err = lic_row_set(&row, n, text_of(r, value), r->diag);
	if (!err)
		r->leaf->record = row.record;
	return err;
}

static int read_entry(struct reading *r, const struct lic_json *entry)
{
	r->leaf->name = text_of(r, lic_json_get(entry, "name"));
	r->leaf->scope = text_of(r, lic_json_get(entry, "scope"));
	return entry ? lic_json_each(entry, read_member, r) : LIC_OK;
}

static int read_root(struct reading *r, const struct lic_json *root)
{
	struct lic_leaf *leaf = r->leaf;
	const struct lic_json *reason = lic_json_get(root, "reason");
	const struct lic_json *evidence = lic_json_get(root, "evidence");
	const struct lic_json *before = lic_json_get(root, "since_before");

	if (lic_leaf_action_parse(lic_json_string(lic_json_get(root, "action")), &leaf->action) <
		    0 ||
	    lic_time_parse(lic_json_string(lic_json_get(root, "at")), &leaf->at) < 0)
		return LIC_ESYNTAX;
	leaf->by = text_of(r, lic_json_get(root, "by"));
	leaf->code = text_of(r, lic_json_get(reason, "code"));
	leaf->text = text_of(r, lic_json_get(reason, "text"));
	leaf->override = text_of(r, lic_json_get(root, "override"));
	leaf->file = text_of(r, lic_json_get(root, "file"));
	leaf->other = text_of(r, lic_json_get(root, "other"));
	leaf->proposes = text_of(r, lic_json_get(root, "proposes"));
	leaf->draft = (int64_t)lic_json_number(lic_json_get(root, "draft"), 0);
	leaf->appeal = (int64_t)lic_json_number(lic_json_get(root, "appeal"), 0);
	for (size_t i = 0; i < lic_json_size(evidence) && i < LIC_LEAF_EVIDENCE_MAX; i++)
		leaf->evidence[leaf->evidence_count++] = text_of(r, lic_json_at(evidence, i));
	leaf->moved = before != NULL;
	struct lic_str since = lic_json_string(before);
	if (since.len && lic_date_parse(since, &leaf->since_before) < 0)
		return LIC_ESYNTAX;
	int err = read_entry(r, lic_json_get(root, "entry"));
	if (!err && lic_leaf_applies(leaf->action) && (!leaf->name.len || !leaf->scope.len))
		err = LIC_ESYNTAX;
	return err;
}

int lic_leaf_read(struct lic_leaf *out, struct lic_str body, struct lic_arena *arena,
		  struct lic_diag *diag)
{
	struct reading r = {out, arena, diag};
	struct lic_json *root;
	int err = lic_json_parse(&root, body, diag);

	*out = (struct lic_leaf){.at = 0};
	if (err < 0)
		return err;
	err = read_root(&r, root);
	lic_json_free(root);
	if (err == LIC_ESYNTAX)
		lic_diag_set(diag, err, "this is no leaf of a list's log");
	return err;
}
