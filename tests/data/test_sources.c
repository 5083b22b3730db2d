#include "sources.h"

#include "sections.h"

static void show(const struct lic_source_row *s, struct lic_buf *out)
{
	char date[LIC_DATE_SIZE];

	lic_buf_printf(out, "%.*s: %.*s %.*s %s", LIC_STR_ARG(s->id), LIC_STR_ARG(s->list),
		       LIC_STR_ARG(s->kind), s->format.len ? "" : "mapping ");
	lic_buf_adds(out, s->format);
	for (size_t i = 0; i < s->mapping.len; i++)
		lic_buf_addc(out, s->mapping.ptr[i] == '\n' ? '|' : s->mapping.ptr[i]);
	if (s->url.len)
		lic_buf_printf(out, " %.*s", LIC_STR_ARG(s->url));
	if (s->checksum.len)
		lic_buf_printf(out, " %.*s", LIC_STR_ARG(s->checksum));
	if (s->proven) {
		lic_date_format(s->proven, date);
		lic_buf_printf(out, " proven %s against %.*s\n", date,
			       LIC_STR_ARG(s->proven_against));
	} else {
		LIC_BUF_LIT(out, " never proven\n");
	}
}

static void run_parse(struct lic_str input, struct lic_buf *out)
{
	struct lic_sources sources;
	struct lic_diag diag = {"no reason"};
	int err = lic_sources_parse(&sources, input, &diag);

	if (err < 0) {
		lic_buf_printf(out, "error %d: %s\n", err, diag.text);
		return;
	}
	for (size_t i = 0; i < sources.count; i++) {
		assert_ptr_equal(lic_sources_find(&sources, sources.rows[i].id), &sources.rows[i]);
		show(&sources.rows[i], out);
	}
	assert_null(lic_sources_find(&sources, LIC_STR("nothing")));
	lic_sources_release(&sources);
}

static void run_checksum(struct lic_str input, struct lic_buf *out)
{
	struct lic_str hex = {"none", 4};

	if (!lic_sources_sha256(input, &hex))
		hex = LIC_STR("none");
	lic_buf_printf(out, "%.*s\n", LIC_STR_ARG(hex));
}

int main(void)
{
	return sections_run("data/sources.rows", run_parse) +
	       sections_run("data/checksum.rows", run_checksum);
}
