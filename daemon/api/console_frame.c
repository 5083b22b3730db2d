/* What every page of the console has around it, and the parts that pages are made of. */
#include "console.h"
#include "num.h"

/* ---- the frame --------------------------------------------------------- */

static const struct {
	enum lic_nav nav;
	const char *at, *text;
} links[] = {
	{LIC_NAV_OVERVIEW, "/console/", "Overview"},
	{LIC_NAV_ENTRIES, "/console/entries", "Entries"},
	{LIC_NAV_REVIEW, "/console/review", "Review"},
	{LIC_NAV_APPEALS, "/console/appeals", "Appeals"},
	{LIC_NAV_REPORTS, "/console/reports", "Reports"},
	{LIC_NAV_IMPORT, "/console/import", "Import"},
	{LIC_NAV_LISTS, "/console/lists", "Lists"},
	{LIC_NAV_FEEDS, "/console/feeds", "Feeds"},
	{LIC_NAV_RELEASE, "/console/release", "Release"},
	{LIC_NAV_FIGURES, "/console/figures", "Figures"},
};

/* What was just done, by the word in the address: no text of a stranger's is shown. */
static const struct {
	const char *word, *sentence;
} done[] = {
	{"access-asked", "It waits for the yes of a second person who may review."},
	{"access-changed", "Done. It stands in the record."},
	{"access-refused", "It is not done. That stands in the record."},
	{"appeal-answered", "The answer stands in the record."},
	{"appeal-granted", "Granted. The correction reaches shoppers with the next release."},
	{"appeal-opened", "The appeal is taken in, and its clock runs."},
	{"appeal-proposed", "Granted. Nothing changes for shoppers before somebody else approves "
			    "the correction, and it "
			    "is released."},
	{"appeal-refused", "Refused. The entry stays as it is."},
	{"applied", "Done. It reaches shoppers with the next release."},
	{"approved", "Your approval is noted. More are needed."},
	{"imported", "Imported. It reaches shoppers with the next release."},
	{"list-made", "The list is there, with nothing in it yet."},
	{"moot", "The list has changed meanwhile, so the proposal changes nothing any more."},
	{"nothing-to-stage", "Nothing has changed since the last release."},
	{"password-chosen", "The new password counts from now on."},
	{"proposed", "Proposed. It waits for review."},
	{"refused", "The proposal is closed."},
	{"released", "Released. Subscribers take it within minutes."},
	{"report-removed", "The report was removed."},
	{"signed", "Signed."},
	{"signed-out", "You are signed out."},
	{"staged", "The release is prepared: read what it changes, and sign."},
	{"unstaged", "The release was given up."},
};

static void write_top(struct lic_sheet *page, enum lic_nav nav)
{
	LIC_BUF_LIT(page->out, "<a class=\"skip\" href=\"#main\">To the content</a>\n"
			       "<header class=\"top\">\n<a class=\"brand\" href=\"/console/\">"
			       "Licit <span>console</span></a>\n");
	if (page->session) {
		LIC_HTML(page->out,
			 "<p class=\"who\"><a href=\"/console/users\">{}</a> "
			 "<span class=\"soft\">{}</span></p>\n",
			 lic_str_from(page->session->user),
			 lic_str_from(lic_role_name(page->session->role)));
		lic_sheet_form(page, "/console/sign-out", "out");
		LIC_BUF_LIT(page->out, "<button>Sign out</button>\n");
		lic_sheet_form_end(page);
	}
	LIC_BUF_LIT(page->out, "</header>\n");
	if (!page->session)
		return;
	LIC_BUF_LIT(page->out, "<nav aria-label=\"Console\"><ul>\n");
	for (size_t i = 0; i < LIC_ARRAY_SIZE(links); i++)
		lic_buf_printf(page->out, "<li><a href=\"%s\"%s>%s</a></li>\n", links[i].at,
			       links[i].nav == nav ? " aria-current=\"page\"" : "", links[i].text);
	LIC_BUF_LIT(page->out, "</ul></nav>\n");
}

static void write_done(struct lic_sheet *page)
{
	struct lic_str word = lic_sheet_param(page, LIC_PARAM_DONE);

	for (size_t i = 0; word.len && i < LIC_ARRAY_SIZE(done); i++) {
		if (lic_str_eq(word, lic_str_from(done[i].word)))
			lic_buf_printf(page->out, "<p class=\"done\" role=\"status\">%s</p>\n",
				       done[i].sentence);
	}
}

void lic_sheet_begin(struct lic_sheet *page, enum lic_nav nav, struct lic_str title)
{
	LIC_HTML(page->out,
		 "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		 "<title>{} – Licit console</title>\n"
		 "<link rel=\"icon\" href=\"/console/console.svg\" type=\"image/svg+xml\">\n"
		 "<link rel=\"stylesheet\" href=\"/console/console.css\">\n"
		 "<script type=\"module\" src=\"/console/console.js\"></script>\n"
		 "</head>\n<body>\n",
		 title);
	write_top(page, nav);
	LIC_HTML(page->out, "<main id=\"main\" tabindex=\"-1\">\n<h1>{}</h1>\n", title);
	write_done(page);
	if (page->alert)
		LIC_HTML(page->out, "<p class=\"alert\" role=\"alert\">{}</p>\n",
			 lic_str_from(page->alert));
}

static void write_foot(void *ctx, const struct lic_status *status)
{
	struct lic_sheet *page = ctx;

	LIC_HTML(page->out, "<footer class=\"soft\">Licit {}; listset {}; {}</footer>\n",
		 LIC_STR(LICIT_VERSION), status->listset, lic_sheet_time(page, lic_clock_now()));
}

void lic_sheet_end(struct lic_sheet *page)
{
	LIC_BUF_LIT(page->out, "</main>\n");
	if (page->session)
		lic_service_status(page->request->service, write_foot, page);
	LIC_BUF_LIT(page->out, "</body>\n</html>\n");
}

bool lic_sheet_may(const struct lic_sheet *page, enum lic_action action)
{
	return page->session && lic_role_may(page->session->role, action);
}

struct lic_str lic_sheet_param(struct lic_sheet *page, enum lic_param param)
{
	struct lic_str value;

	if (lic_query_get(&page->request->query, param, page->arena, &value, NULL) < 0 ||
	    !lic_str_is_utf8(value) || lic_str_find(value, '\0') < value.len)
		return lic_str(NULL, 0);
	return lic_str_trim(value);
}

bool lic_sheet_record(struct lic_str text, int64_t *out)
{
	uint64_t number;

	if (lic_num_parse(text, INT64_MAX, &number) < 0 || number == 0)
		return false;
	*out = (int64_t)number;
	return true;
}

enum lic_problem lic_sheet_see(struct lic_sheet *page, const char *word, const char *path,
			       const struct lic_str *texts, size_t count)
{
	struct lic_buf to;

	lic_buf_init(&to, sizeof(page->reply->location) - 1);
	lic_html_fill(&to, path, texts, count);
	if (word)
		lic_buf_printf(&to, "%cdone=%s", strchr(path, '?') ? '&' : '?', word);
	/* Longer than a field may be: to the overview. */
	lic_sheet_go(page, lic_buf_error(&to) ? LIC_STR("/console/") : lic_buf_str(&to));
	lic_buf_release(&to);
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_sheet_go(struct lic_sheet *page, struct lic_str at)
{
	struct lic_reply *reply = page->reply;

	if (at.len >= sizeof(reply->location))
		at = LIC_STR("/console/");
	snprintf(reply->location, sizeof(reply->location), "%.*s", LIC_STR_ARG(at));
	reply->status = 303;
	lic_reply_field(reply, "Location", reply->location);
	return LIC_PROBLEM_NONE;
}

void lic_sheet_failed(struct lic_sheet *page, int err)
{
	page->alert = page->diag.text[0] ? page->diag.text : lic_strerror(err);
	page->reply->status = err == LIC_EBUSY ? 503 : 422;
}

/* ---- forms ------------------------------------------------------------- */

static void begin_form(struct lic_sheet *page, const char *action, const char *class,
		       const char *more)
{
	lic_buf_printf(page->out, "<form method=\"post\" action=\"%s\" class=\"%s\"%s>\n", action,
		       class, more);
	if (page->session)
		lic_sheet_hidden(page, "form", lic_str_from(page->session->form));
}

void lic_sheet_form(struct lic_sheet *page, const char *action, const char *class)
{
	begin_form(page, action, class, "");
}

void lic_sheet_file_form(struct lic_sheet *page, const char *action, const char *class)
{
	begin_form(page, action, class, " enctype=\"multipart/form-data\"");
}

void lic_sheet_form_end(struct lic_sheet *page)
{
	LIC_BUF_LIT(page->out, "</form>\n");
}

void lic_sheet_hidden(struct lic_sheet *page, const char *name, struct lic_str value)
{
	lic_buf_printf(page->out, "<input type=\"hidden\" name=\"%s\"", name);
	LIC_HTML(page->out, " value=\"{}\">\n", value);
}

void lic_sheet_field(struct lic_sheet *page, const struct lic_sheet_field *field)
{
	bool area = strcmp(field->type, "textarea") == 0;
	struct lic_buf *out = page->out;

	lic_buf_printf(out, "<div class=\"field\">\n<label for=\"f-%s\">%s%s</label>\n",
		       field->name, field->label,
		       field->required ? "" : " <span class=\"soft\">(optional)</span>");
	if (field->hint)
		lic_buf_printf(out, "<p class=\"hint\" id=\"h-%s\">%s</p>\n", field->name,
			       field->hint);
	if (area)
		LIC_BUF_LIT(out, "<textarea rows=\"3\"");
	else
		lic_buf_printf(out, "<input type=\"%s\"", field->type);
	lic_buf_printf(out, " id=\"f-%s\" name=\"%s\"%s", field->name, field->name,
		       field->required ? " required" : "");
	if (field->hint)
		lic_buf_printf(out, " aria-describedby=\"h-%s\"", field->name);
	lic_buf_printf(out, " autocomplete=\"%s\"",
		       field->autocomplete ? field->autocomplete : "off");
	if (area)
		LIC_HTML(out, ">\n{}</textarea>\n</div>\n", field->value);
	else
		LIC_HTML(out, " value=\"{}\">\n</div>\n", field->value);
}

void lic_sheet_select(struct lic_sheet *page, const char *name, const char *label)
{
	lic_buf_printf(page->out,
		       "<div class=\"field\">\n<label for=\"f-%s\">%s</label>\n"
		       "<select id=\"f-%s\" name=\"%s\">\n",
		       name, label, name, name);
}

void lic_sheet_option(struct lic_sheet *page, struct lic_str value, struct lic_str text,
		      bool chosen)
{
	LIC_HTML(page->out, "<option value=\"{}\"", value);
	if (chosen)
		LIC_BUF_LIT(page->out, " selected");
	LIC_HTML(page->out, ">{}</option>\n", text);
}

void lic_sheet_select_end(struct lic_sheet *page)
{
	LIC_BUF_LIT(page->out, "</select>\n</div>\n");
}

/* ---- texts ------------------------------------------------------------- */

static struct lic_str kept(struct lic_sheet *page, const char *text)
{
	return lic_arena_copy(page->arena, lic_str_from(text));
}

struct lic_str lic_sheet_number(struct lic_sheet *page, uint64_t number)
{
	char digits[32], out[48];
	int len = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
	size_t n = 0;

	/* Thousands apart, as 1,234,567. */
	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			out[n++] = ',';
		out[n++] = digits[i];
	}
	out[n] = '\0';
	return kept(page, out);
}

struct lic_str lic_sheet_plain(struct lic_sheet *page, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)number);
	return kept(page, text);
}

struct lic_str lic_sheet_date(struct lic_sheet *page, lic_date date)
{
	char text[LIC_DATE_SIZE];

	if (!date)
		return lic_str(NULL, 0);
	lic_date_format(date, text);
	return kept(page, text);
}

struct lic_str lic_sheet_time(struct lic_sheet *page, int64_t time)
{
	char text[LIC_TIME_SIZE];

	if (!time)
		return lic_str(NULL, 0);
	lic_time_format(time, text);
	/* "2026-11-23 12:00 UTC" is what people read. */
	char shown[32];
	snprintf(shown, sizeof(shown), "%.10s %.5s UTC", text, text + 11);
	return kept(page, shown);
}

/* ---- tables ------------------------------------------------------------ */

void lic_sheet_table(struct lic_sheet *page, const char *caption, const char *const *headings)
{
	lic_buf_printf(page->out,
		       "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
		       "<table>\n<caption>%s</caption>\n<thead><tr>",
		       caption, caption);
	for (; *headings; headings++) {
		bool number = **headings == '#';
		lic_buf_printf(page->out, "<th scope=\"col\"%s>%s</th>",
			       number ? " class=\"n\"" : "", *headings + number);
	}
	LIC_BUF_LIT(page->out, "</tr></thead>\n<tbody>\n");
}

void lic_sheet_table_end(struct lic_sheet *page)
{
	LIC_BUF_LIT(page->out, "</tbody>\n</table>\n</div>\n");
}

void lic_sheet_nothing(struct lic_sheet *page, const char *sentence)
{
	lic_buf_printf(page->out, "<p class=\"nothing\">%s</p>\n", sentence);
}

void lic_sheet_badge(struct lic_sheet *page, const char *tone, struct lic_str word)
{
	lic_buf_printf(page->out, "<span class=\"badge\" data-state=\"%s\">", tone);
	LIC_HTML(page->out, "{}</span>", word);
}
