/* What each column of a spreadsheet holds: guessed, shown with an example, chosen by a person. */
#include "console_import.h"
#include "licit_mapping.h"

static const struct {
	const char *field, *words;
} fields[] = {
	{"name", "name or address of the site"},
	{"holder", "holder"},
	{"number", "number of the licence or notice"},
	{"entry_url", "link to the entry at the authority"},
	{"class", "class"},
	{"countries", "countries"},
	{"since", "in force since"},
	{"until", "in force until"},
	{"withdrawn", "withdrawn on"},
	{"reason", "reason"},
	{"source", "source"},
	{"seen", "last seen"},
};

#define COLUMNS_MAX (LIC_FORM_FIELDS_MAX / 4)

/* Form fields are numbered: "column-3", "field-3". */
static const char *numbered(char out[32], const char *word, size_t number)
{
	snprintf(out, 32, "%s-%zu", word, number);
	return out;
}

static void write_column(struct lic_sheet *page, size_t number, struct lic_str column,
			 struct lic_str field, struct lic_str example)
{
	const struct lic_form_field *sent;
	char name[32];

	sent = lic_form_find(&page->form, numbered(name, "field", number));
	if (sent)
		field = sent->value;
	LIC_HTML(page->out, "<tr><th scope=\"row\"><label for=\"f-{}\">{}</label>",
		 lic_sheet_plain(page, number), column);
	lic_sheet_hidden(page, numbered(name, "column", number), column);
	LIC_HTML(page->out, "</th><td>{}</td><td>", example);
	LIC_HTML(page->out, "<select id=\"f-{}\" name=\"{}\">\n", lic_sheet_plain(page, number),
		 lic_str_from(numbered(name, "field", number)));
	lic_sheet_option(page, lic_str(NULL, 0), LIC_STR("not used"), !field.len);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(fields); i++)
		lic_sheet_option(page, lic_str_from(fields[i].field), lic_str_from(fields[i].words),
				 lic_str_eq(field, lic_str_from(fields[i].field)));
	LIC_BUF_LIT(page->out, "</select></td></tr>\n");
}

/* The last '=' of "COLUMN=FIELD": titles may have some too. */
static size_t last_equals(struct lic_str line)
{
	size_t at = line.len;

	while (at > 0 && line.ptr[at - 1] != '=')
		at--;
	return at;
}

/* Rows of the columns, and settings ("dates:=dd.mm.yyyy") into more; as what is beyond the form. */
static size_t write_guess(struct lic_sheet *page, struct lic_str guess, struct lic_buf *more)
{
	struct lic_str line;
	size_t count = 0;

	while (guess.ptr && lic_str_split(&guess, '\n', &line)) {
		size_t tab = lic_str_find(line, '\t');
		struct lic_str example = tab < line.len
						 ? lic_str(line.ptr + tab + 1, line.len - tab - 1)
						 : lic_str(NULL, 0);
		struct lic_str said = lic_str(line.ptr, tab);
		size_t at = last_equals(said);

		if (!line.len || !at)
			continue;
		if (at >= 2 && said.ptr[at - 2] == ':') {
			lic_buf_printf(more, "%.*s\n", LIC_STR_ARG(said));
			continue;
		}
		if (count < COLUMNS_MAX)
			write_column(page, count++, lic_str(said.ptr, at - 1),
				     lic_str(said.ptr + at, said.len - at), example);
		else if (at < said.len)
			lic_buf_printf(more, "%.*s\n", LIC_STR_ARG(said));
	}
	return count;
}

static void write_columns(struct lic_sheet_import *import, struct lic_str guess)
{
	static const char *const headings[] = {"Column", "Such as", "Holds", NULL};
	struct lic_sheet *page = import->page;
	const struct lic_form_field *sent = lic_form_find(&page->form, "more");
	struct lic_buf more;
	struct lic_sheet_field settings = {
		.name = "more",
		.label = "Other columns, and more about the file",
		.hint = "One thing a line: <code>Title of a column=holder</code>, "
			"<code>dates:=dd.mm.yyyy</code>, <code>class:=pharmacy-otc</code>.",
		.type = "textarea",
	};

	lic_buf_init(&more, LIC_FORM_MAX);
	lic_sheet_begin(page, LIC_NAV_IMPORT, LIC_STR("What the columns hold"));
	lic_sheet_form(page, "/console/import/columns", "stack broad");
	lic_import_hidden(import);
	lic_sheet_table(page, "Columns of the file, with a guess at each", headings);
	write_guess(page, guess, &more);
	lic_sheet_table_end(page);
	settings.value = sent ? sent->value : lic_buf_str(&more);
	lic_sheet_field(page, &settings);
	LIC_BUF_LIT(page->out, "<div class=\"check\"><input type=\"checkbox\" id=\"f-save\" "
			       "name=\"save\" value=\"yes\"");
	if (import->save_mapping)
		LIC_BUF_LIT(page->out, " checked");
	LIC_BUF_LIT(page->out,
		    "><label for=\"f-save\">Read the next file of this list in the same way"
		    "</label></div>\n<div class=\"row\"><button "
		    "class=\"primary\">Show what would change</button> <a "
		    "href=\"/console/import\">Cancel</a></div>\n");
	lic_sheet_form_end(page);
	lic_sheet_end(page);
	lic_buf_release(&more);
}

/* Does a guess take a column for the name of the site? */
static bool guesses_name(struct lic_str guess)
{
	struct lic_str line;

	while (guess.ptr && lic_str_split(&guess, '\n', &line)) {
		struct lic_str said = lic_str(line.ptr, lic_str_find(line, '\t'));

		if (lic_str_ends(said, LIC_STR("=name")))
			return true;
	}
	return false;
}

enum lic_problem lic_import_columns(struct lic_sheet_import *import)
{
	struct lic_sheet *page = import->page;
	struct lic_diag diag = {.text = ""};
	struct lic_buf guess;
	bool chosen = import->mapping.len > 0;

	lic_buf_init(&guess, LIC_FORM_MAX);
	int err = lic_table_guess(lic_str(import->file.text, import->file.len), lic_str(NULL, 0),
				  true, &guess, &diag);
	if (!err && page->alert && !chosen && !guesses_name(lic_buf_str(&guess)))
		err = LIC_ESYNTAX;
	if (!err && import->unknown)
		page->alert = "Licit does not know this table: say what each column holds, and go "
			      "on.";
	if (!err) {
		write_columns(import, lic_buf_str(&guess));
	} else if (!page->alert) {
		page->diag = diag;
		lic_sheet_failed(page, err);
	}
	lic_buf_release(&guess);
	return err < 0 ? lic_import_form(page) : LIC_PROBLEM_NONE;
}

/* ---- what was chosen ----------------------------------------------------- */

struct lic_str lic_import_mapping(struct lic_sheet *page)
{
	struct lic_str sent = lic_form_text(&page->form, "mapping");
	char *out = lic_arena_alloc(page->arena, sent.len + 1);
	size_t len = 0;

	/* Forms end lines by CR LF. */
	for (size_t i = 0; out && i < sent.len; i++) {
		if (sent.ptr[i] != '\r')
			out[len++] = sent.ptr[i];
	}
	return lic_str(out, len);
}

static struct lic_str chosen_mapping(struct lic_sheet *page)
{
	struct lic_str more = lic_form_text(&page->form, "more"), line;
	struct lic_buf out;
	char name[32];

	lic_buf_init(&out, LIC_FORM_MAX);
	for (size_t i = 0; i < COLUMNS_MAX; i++) {
		struct lic_str column = lic_form_text(&page->form, numbered(name, "column", i));
		struct lic_str field = lic_form_text(&page->form, numbered(name, "field", i));

		if (column.len && field.len)
			lic_buf_printf(&out, "%.*s=%.*s\n", LIC_STR_ARG(column),
				       LIC_STR_ARG(field));
	}
	while (more.ptr && lic_str_split(&more, '\n', &line)) {
		line = lic_str_trim(line);
		if (line.len)
			lic_buf_printf(&out, "%.*s\n", LIC_STR_ARG(line));
	}
	struct lic_str mapping = lic_arena_copy(page->arena, lic_buf_str(&out));
	lic_buf_release(&out);
	return mapping;
}

enum lic_problem lic_console_import_columns(struct lic_sheet *page)
{
	struct lic_sheet_import import = {
		.page = page,
		.list = lic_form_text(&page->form, "list"),
		.as_of = lic_form_text(&page->form, "as_of"),
		.mapping = chosen_mapping(page),
		.save_mapping = lic_str_eq(lic_form_text(&page->form, "save"), LIC_STR("yes")),
	};

	if (lic_import_take(&import) < 0)
		return lic_import_form(page);
	enum lic_problem problem = lic_import_diff(&import);
	lic_tray_put(&page->request->service->tray, &import.file);
	return problem;
}
