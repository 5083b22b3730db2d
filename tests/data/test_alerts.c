/* Alerts on products (alerts.rows), and services that help (helplines.rows). */
#include "alerts.h"
#include "helplines.h"

#include "sections.h"

/* What stands before the questions, which begin with "? ". */
static struct lic_str file_of(struct lic_str *input)
{
	const char *at = memmem(input->ptr, input->len, "\n? ", 3);
	struct lic_str file = lic_str(input->ptr, at ? (size_t)(at + 1 - input->ptr) : input->len);

	*input = lic_str(input->ptr + file.len, input->len - file.len);
	return file;
}

static void ask_alert(const struct lic_alerts *alerts, struct lic_str word, struct lic_buf *out)
{
	char date[LIC_DATE_SIZE];

	for (size_t i = 0; i < alerts->count; i++) {
		const struct lic_alert *alert = &alerts->row[i];
		if (!lic_alert_is_named(alert, word))
			continue;
		lic_date_format(alert->date, date);
		lic_buf_printf(out, "%.*s %s\n", LIC_STR_ARG(alert->id), date);
		return;
	}
	LIC_BUF_LIT(out, "none\n");
}

static void show_alerts(struct lic_str input, struct lic_buf *out)
{
	struct lic_alerts alerts;
	struct lic_diag diag = {""};
	struct lic_str file = file_of(&input), line;

	if (lic_alerts_parse(&alerts, file, &diag) < 0) {
		lic_buf_printf(out, "%s\n", diag.text);
		return;
	}
	lic_buf_printf(out, "%zu rows\n", alerts.count);
	while (lic_str_split(&input, '\n', &line))
		if (line.len > 2)
			ask_alert(&alerts, lic_str(line.ptr + 2, line.len - 2), out);
	lic_alerts_release(&alerts);
	lic_alerts_release(&alerts);
}

static void ask_helpline(const struct lic_helplines *helplines, struct lic_str country,
			 struct lic_buf *out)
{
	const struct lic_helpline *line = lic_helplines_of(helplines, country);

	if (line)
		lic_buf_printf(out, "%.*s, %.*s, %.*s\n", LIC_STR_ARG(line->name),
			       LIC_STR_ARG(line->phone), LIC_STR_ARG(line->url));
	else
		LIC_BUF_LIT(out, "none\n");
}

static void show_helplines(struct lic_str input, struct lic_buf *out)
{
	struct lic_helplines helplines;
	struct lic_diag diag = {""};
	struct lic_str file = file_of(&input), line;

	if (lic_helplines_parse(&helplines, file, &diag) < 0) {
		lic_buf_printf(out, "%s\n", diag.text);
		return;
	}
	lic_buf_printf(out, "%zu rows\n", helplines.count);
	while (lic_str_split(&input, '\n', &line))
		if (line.len > 2)
			ask_helpline(&helplines, lic_str(line.ptr + 2, line.len - 2), out);
	lic_helplines_release(&helplines);
	lic_helplines_release(&helplines);
}

int main(void)
{
	return sections_run("data/alerts.rows", show_alerts) +
	       sections_run("data/helplines.rows", show_helplines);
}
