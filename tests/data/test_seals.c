#include "seals.h"

#include "rows.h"
#include "sections.h"

static void strs(struct lic_buf *out, const char *what, struct lic_strs s)
{
	for (size_t i = 0; i < s.count; i++)
		lic_buf_printf(out, " %s=%.*s", what, LIC_STR_ARG(s.item[i]));
}

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_seals seals;
	struct lic_diag diag = {""};
	int err = lic_seals_parse(&seals, input, &diag);

	if (err < 0) {
		lic_buf_printf(out, "error %d: %s\n", err, diag.text);
		return;
	}
	for (size_t i = 0; i < seals.count; i++) {
		const struct lic_seal *s = &seals.row[i];
		lic_buf_printf(out, "%.*s \"%.*s\" by %.*s kind %d retired %d", LIC_STR_ARG(s->id),
			       LIC_STR_ARG(s->name), LIC_STR_ARG(s->issuer), (int)s->kind,
			       s->retired);
		strs(out, "file", s->files);
		strs(out, "text", s->texts);
		strs(out, "image", s->images);
		for (size_t t = 0; t < s->targets; t++) {
			lic_buf_printf(out, " target %.*s %.*s",
				       LIC_STR_ARG(s->target[t].register_id),
				       LIC_STR_ARG(s->target[t].jurisdiction));
			strs(out, "host", s->target[t].hosts);
			strs(out, "name", s->target[t].names);
			strs(out, "entry", s->target[t].entries);
		}
		lic_buf_addc(out, '\n');
	}
	lic_seals_release(&seals);
	lic_seals_release(&seals);
}

static void text_fits(struct lic_str input, struct lic_buf *out)
{
	struct lic_str pattern;

	assert_true(lic_str_split(&input, '|', &pattern));
	lic_buf_adds(out,
		     lic_seal_text_fits(pattern, input) ? LIC_STR("fits") : LIC_STR("does not"));
}

static void entry_fits(struct lic_str input, struct lic_buf *out)
{
	struct lic_str pattern, value;

	assert_true(lic_str_split(&input, ' ', &pattern));
	if (!lic_seal_entry_fits(pattern, input, &value))
		LIC_BUF_LIT(out, "does not");
	else
		lic_buf_printf(out, "fits: %.*s", LIC_STR_ARG(value));
}

int main(void)
{
	return sections_run("data/seals.rows", describe) +
	       rows_run("data/seal_text.rows", text_fits) +
	       rows_run("data/seal_entry.rows", entry_fits);
}
