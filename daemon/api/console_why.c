/* What the pages that change something share: the reason's fields, diffs, lists kept here. */
#include "console_entry.h"
#include "json.h"

/* ---- reasons ----------------------------------------------------------- */

static bool is_for(const struct lic_keep_code *code, const char *action)
{
	struct lic_str rest = lic_str_from(code->actions), word;

	while (rest.ptr && lic_str_split(&rest, ' ', &word)) {
		if (lic_str_eq(word, lic_str_from(action)))
			return true;
	}
	return false;
}

void lic_reason_fields(struct lic_sheet *page, const char *action)
{
	const struct lic_keep_code *codes;
	size_t count = lic_keep_codes(&codes);
	struct lic_str chosen = lic_form_text(&page->form, "reason");
	const struct lic_sheet_field text = {
		.name = "text",
		.label = "In words",
		.hint = "Stands in the log, for everybody to read.",
		.type = "textarea",
		.value = lic_form_text(&page->form, "text"),
	};
	const struct lic_sheet_field evidence = {
		.name = "evidence",
		.label = "Evidence",
		.hint = "One link a line (https://…), or the SHA-256 of a capture (sha256:…).",
		.type = "textarea",
		.value = lic_form_text(&page->form, "evidence"),
	};

	lic_sheet_select(page, "reason", "Reason");
	for (size_t i = 0; i < count; i++) {
		if (is_for(&codes[i], action))
			lic_sheet_option(page, lic_str_from(codes[i].code),
					 lic_str_from(codes[i].summary),
					 lic_str_eq(chosen, lic_str_from(codes[i].code)));
	}
	lic_sheet_select_end(page);
	lic_sheet_field(page, &text);
	lic_sheet_field(page, &evidence);
}

void lic_reason_read(struct lic_sheet *page, struct lic_keep_why *out, struct lic_str *evidence)
{
	struct lic_str rest = lic_form_text(&page->form, "evidence"), line;

	*out = (struct lic_keep_why){
		.who = lic_str_from(page->session->user),
		.code = lic_form_text(&page->form, "reason"),
		.text = lic_form_text(&page->form, "text"),
		.evidence = evidence,
		.override = lic_form_text(&page->form, "override"),
	};
	while (rest.ptr && lic_str_split(&rest, '\n', &line)) {
		line = lic_str_trim(line);
		if (line.len && out->evidence_count < LIC_WHY_EVIDENCE_MAX)
			evidence[out->evidence_count++] = line;
	}
}

struct lic_str lic_reason_words(struct lic_str code)
{
	const struct lic_keep_code *codes;
	size_t count = lic_keep_codes(&codes);

	for (size_t i = 0; i < count; i++)
		if (lic_str_eq(code, lic_str_from(codes[i].code)))
			return lic_str_from(codes[i].summary);
	return code;
}

void lic_reason_evidence(struct lic_sheet *page, const char *before, struct lic_str body,
			 const char *after)
{
	struct lic_json *root;

	if (lic_json_parse(&root, body, NULL) < 0)
		return;
	const struct lic_json *evidence = lic_json_get(root, "evidence");
	for (size_t i = 0; i < lic_json_size(evidence); i++) {
		struct lic_str one = lic_json_string(lic_json_at(evidence, i));

		lic_buf_adds(page->out, lic_str_from(i ? "<br>" : before));
		lic_html_link(page->out, one, one);
	}
	if (lic_json_size(evidence))
		lic_buf_adds(page->out, lic_str_from(after));
	lic_json_free(root);
}

/* ---- diffs ------------------------------------------------------------- */

const struct lic_change_look lic_change_looks[LIC_CHANGE_KINDS] = {
	[LIC_CHANGE_ADDED] = {"added", "elsewhere"},
	[LIC_CHANGE_CHANGED] = {"changed", "caution"},
	[LIC_CHANGE_WITHDRAWN] = {"withdrawn", "caution"},
	[LIC_CHANGE_RESTORED] = {"restored", "elsewhere"},
	[LIC_CHANGE_DUPLICATE] = {"repeated", "unknown"},
	[LIC_CHANGE_REFUSED] = {"refused", "illicit"},
	[LIC_CHANGE_LOOKALIKE] = {"look-alikes", "caution"},
};

/* What somebody has to look at. */
static bool is_odd(enum lic_change_kind kind)
{
	return kind == LIC_CHANGE_REFUSED || kind == LIC_CHANGE_LOOKALIKE;
}

void lic_sheet_changes_add(void *ctx, const struct lic_change *change)
{
	static const char *const headings[] = {"What", "Name", "#Line", "Details", NULL};
	const struct lic_change_look *look = &lic_change_looks[change->kind];
	struct lic_sheet_changes *changes = ctx;
	struct lic_sheet *page = changes->page;

	changes->counts[change->kind]++;
	if (changes->odd_only != is_odd(change->kind) || changes->shown == LIC_CHANGES_SHOWN)
		return;
	if (changes->shown++ == 0)
		lic_sheet_table(page,
				changes->odd_only ? "Rows that are refused, and names to look at"
						  : "Changes",
				headings);
	LIC_BUF_LIT(page->out, "<tr><td>");
	lic_sheet_badge(page, look->tone, lic_str_from(look->word));
	LIC_HTML(page->out,
		 "</td><th scope=\"row\">{}</th><td class=\"n\">{}</td><td "
		 "class=\"t\">{}</td></tr>\n",
		 change->name, change->line ? lic_sheet_number(page, change->line) : LIC_STR("–"),
		 change->text);
}

void lic_sheet_changes_end(struct lic_sheet_changes *changes)
{
	struct lic_sheet *page = changes->page;
	uint64_t all = 0;

	if (!changes->shown)
		return;
	lic_sheet_table_end(page);
	for (int i = 0; i < LIC_CHANGE_KINDS; i++) {
		if (changes->odd_only == is_odd((enum lic_change_kind)i))
			all += changes->counts[i];
	}
	if (all > changes->shown)
		LIC_HTML(page->out, "<p class=\"soft\">The first {} of {}.</p>\n",
			 lic_sheet_number(page, changes->shown), lic_sheet_number(page, all));
}

/* ---- lists ------------------------------------------------------------- */

struct known {
	struct lic_sheet *page;
	struct lic_list_known *out;
};

static int note_list(void *ctx, const struct lic_keep_list *info)
{
	const struct known *known = ctx;
	struct lic_arena *arena = known->page->arena;

	*known->out = (struct lic_list_known){
		.name = lic_arena_copy(arena, info->name),
		.kind = lic_arena_copy(arena, info->kind),
		.origin = info->origin,
		.reviewers = info->policy.reviewers,
	};
	return LIC_OK;
}

int lic_list_known(struct lic_sheet *page, struct lic_str id, struct lic_list_known *out)
{
	struct known known = {page, out};

	if (!id.len)
		return LIC_ENOENT;
	return lic_keep_lists_each(page->engine, id, note_list, &known, &page->request->diag);
}

struct options {
	struct lic_sheet *page;
	struct lic_str chosen;
	int count;
};

static int add_option(struct options *options, struct lic_str id, struct lic_str name)
{
	options->count++;
	lic_sheet_option(options->page, id, name.len ? name : id, lic_str_eq(id, options->chosen));
	return lic_buf_error(options->page->out);
}

static int add_any(void *ctx, const struct lic_list_info *info)
{
	return add_option(ctx, info->id, info->name);
}

int lic_list_select(struct lic_sheet *page, struct lic_str chosen)
{
	struct options options = {page, chosen, 0};

	lic_sheet_select(page, "list", "List");
	lic_sheet_option(page, lic_str(NULL, 0), LIC_STR("All lists"), !chosen.len);
	int err = lic_lists_each(page->engine, add_any, &options);
	lic_sheet_select_end(page);
	return err;
}

static int add_kept(void *ctx, const struct lic_keep_list *info)
{
	return info->origin == LIC_ORIGIN_KEPT ? add_option(ctx, info->id, info->name) : LIC_OK;
}

int lic_kept_select(struct lic_sheet *page, struct lic_str chosen)
{
	struct options options = {page, chosen, 0};

	lic_sheet_select(page, "list", "List");
	int err = lic_keep_lists_each(page->engine, lic_str(NULL, 0), add_kept, &options,
				      &page->request->diag);
	lic_sheet_select_end(page);
	return err < 0 ? err : options.count;
}

void lic_class_select(struct lic_sheet *page, const char *none, struct lic_str kind,
		      struct lic_str chosen)
{
	const struct lic_keep_class *classes;
	size_t count = lic_keep_classes(&classes);
	bool benign = lic_str_eq(kind, LIC_STR("benign")), known = !chosen.len;

	lic_sheet_select(page, "class", "Class");
	lic_sheet_option(page, lic_str(NULL, 0), lic_str_from(none), !chosen.len);
	for (size_t i = 0; i < count; i++) {
		bool is = lic_str_eq(chosen, lic_str_from(classes[i].code));

		known |= is;
		if (is || !kind.len || classes[i].benign == benign)
			lic_sheet_option(page, lic_str_from(classes[i].code),
					 lic_str_from(classes[i].words), is);
	}
	/* Files may have others. */
	if (!known)
		lic_sheet_option(page, chosen, chosen, true);
	lic_sheet_select_end(page);
}

void lic_proposal_sentence(struct lic_sheet *page, uint32_t reviewers)
{
	LIC_HTML(page->out, "<p>It will be a proposal, which {} other {} must approve.</p>\n",
		 lic_sheet_number(page, reviewers),
		 reviewers == 1 ? LIC_STR("person") : LIC_STR("people"));
}
