#include "page_answer.h"

#include "html.h"

/* Pharmacies that the page names; the registers have them all. */
#define PHARMACIES_MAX 50

/* On the average. */
#define DAYS_OF_YEAR 365.2425

static void add_date(struct lic_buf *out, const char *before, lic_date date)
{
	char text[LIC_DATE_SIZE];

	if (!date)
		return;
	lic_date_format(date, text);
	lic_buf_printf(out, "%s<time>%s</time>", before, text);
}

static void write_finding(struct lic_buf *out, const struct lic_finding *finding)
{
	const struct lic_source *source = &finding->source;

	LIC_BUF_LIT(out, "<li>");
	lic_html_text(out, finding->summary);
	if (source->list.len) {
		LIC_BUF_LIT(out, "<br><small>");
		lic_html_link(out, source->url, source->name.len ? source->name : source->list);
		add_date(out, ", since ", source->since);
		add_date(out, ", copy of ", source->as_of);
		if (source->stale)
			LIC_BUF_LIT(out, ", which is out of date");
		LIC_BUF_LIT(out, "</small>");
	}
	LIC_BUF_LIT(out, "</li>\n");
}

/* In years, and of a young one that it is young: what a shopper makes of it. */
static void write_age(struct lic_buf *out, const struct lic_verdict *verdict)
{
	const int days = lic_date_of(verdict->time) - verdict->registered;
	const int years = (int)(days / DAYS_OF_YEAR);

	if (!verdict->registered || days < 0)
		return;
	add_date(out, "<p>Its name has been registered since ", verdict->registered);
	if (years == 0)
		LIC_BUF_LIT(out, ", less than a year ago. Many illegal pharmacies use new names; "
				 "so does every new shop.</p>\n");
	else
		lic_buf_printf(out, ", for %d %s. Old names are sold, too.</p>\n", years,
			       years == 1 ? "year" : "years");
}

static void write_unseen(struct lic_buf *out, const struct lic_verdict *verdict)
{
	LIC_BUF_LIT(out, "<h3>What was not checked</h3>\n<ul>\n");
	for (size_t i = 0; i < verdict->slots_count; i++) {
		const struct lic_slot_seen *seen = &verdict->slots[i];
		if (seen->known)
			continue;
		LIC_BUF_LIT(out, "<li>");
		lic_html_text(out, lic_str_from(lic_slot_title(seen->slot)));
		LIC_BUF_LIT(out, ": ");
		lic_html_text(out, lic_str_from(seen->why ? seen->why : "not looked at"));
		LIC_BUF_LIT(out, ".</li>\n");
	}
	if (!verdict->country.len)
		LIC_BUF_LIT(out, "<li>Whether it may sell to you: say in which country you buy."
				 "</li>\n");
	LIC_BUF_LIT(out, "</ul>\n");
}

static void write_advice(struct lic_buf *out, const struct lic_verdict *verdict)
{
	if (!verdict->advice_count)
		return;
	LIC_BUF_LIT(out, "<h3>What to do</h3>\n<ul>\n");
	for (size_t i = 0; i < verdict->advice_count; i++) {
		LIC_BUF_LIT(out, "<li>");
		lic_html_link(out, verdict->advice[i].url, lic_str_from(verdict->advice[i].text));
		LIC_BUF_LIT(out, "</li>\n");
	}
	LIC_BUF_LIT(out, "</ul>\n");
}

void lic_page_answer(struct lic_buf *out, const struct lic_verdict *verdict)
{
	lic_buf_printf(out, "<section class=\"answer %s\">\n",
		       lic_verdict_class_name(verdict->class));
	lic_html_element(out, "h2", verdict->host);
	lic_buf_printf(out, "<p><strong>%s</strong></p>\n", verdict->headline);
	LIC_BUF_LIT(out, "<h3>Why</h3>\n<ul>\n");
	for (size_t i = 0; i < verdict->findings_count; i++)
		write_finding(out, &verdict->findings[i]);
	if (!verdict->findings_count)
		LIC_BUF_LIT(out, "<li>Nothing was found, for it or against it. That does not make "
				 "it safe.</li>\n");
	LIC_BUF_LIT(out, "</ul>\n");
	write_age(out, verdict);
	write_unseen(out, verdict);
	write_advice(out, verdict);
	LIC_BUF_LIT(out, "</section>\n");
}

struct rows {
	struct lic_buf *out;
	size_t count;
};

static int write_register(void *ctx, const struct lic_register_info *info)
{
	struct rows *rows = ctx;

	LIC_BUF_LIT(rows->out, "<li>");
	lic_html_link(rows->out, info->url, info->authority);
	if (info->report_url.len) {
		LIC_BUF_LIT(rows->out, " (");
		lic_html_link(rows->out, info->report_url, LIC_STR("report a site there"));
		lic_buf_addc(rows->out, ')');
	}
	LIC_BUF_LIT(rows->out, "</li>\n");
	rows->count++;
	return lic_buf_error(rows->out);
}

static int write_pharmacy(void *ctx, const struct lic_alternative *pharmacy)
{
	struct rows *rows = ctx;
	struct lic_buf *out = rows->out;

	if (rows->count++ >= PHARMACIES_MAX)
		return LIC_OK;
	LIC_BUF_LIT(out, "<li><a rel=\"noreferrer noopener\" href=\"https://");
	lic_html_text(out, pharmacy->name);
	LIC_BUF_LIT(out, "/\">");
	lic_html_text(out, pharmacy->name);
	LIC_BUF_LIT(out, "</a> ");
	lic_html_text(out, pharmacy->holder);
	LIC_BUF_LIT(out, "</li>\n");
	return lic_buf_error(out);
}

int lic_page_lawful(struct lic_buf *out, struct lic_engine *engine, struct lic_str country)
{
	struct rows rows = {out, 0};

	LIC_BUF_LIT(out, "<h2>Where to buy lawfully</h2>\n<p>The official registers have the last "
			 "word:</p>\n<ul>\n");
	int err = lic_registers_each(engine, country, write_register, &rows);
	LIC_BUF_LIT(out, "</ul>\n<details><summary>Pharmacies on them that are known to deliver "
			 "there</summary>\n<ul>\n");
	rows.count = 0;
	if (!err)
		err = lic_alternatives_each(engine, country, write_pharmacy, &rows);
	LIC_BUF_LIT(out, "</ul>\n");
	if (rows.count == 0)
		LIC_BUF_LIT(out, "<p>The registers that Licit has copies of name none.</p>\n");
	if (rows.count > PHARMACIES_MAX)
		lic_buf_printf(out,
			       "<p>%d of %zu; <code>licit alternatives</code> shows all.</p>\n",
			       PHARMACIES_MAX, rows.count);
	LIC_BUF_LIT(out, "</details>\n");
	return err;
}
