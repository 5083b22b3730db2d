/*
 * A mapping, an empty line, and any bytes as the table or web page: no crash, every refusal
 * of a row has its line and reason, names are UTF-8, what else is handed on has no control
 * characters either, a guess at the same table is a mapping, and a page leads on to none but the
 * same server's.
 */
#include "format_text.h"
#include "mapping.h"
#include "url_join.h"

#define TEXT_MAX (8u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check(struct lic_str text)
{
	if (!lic_str_is_utf8(text) || lic_text_has_control(text))
		abort();
}

static int on_record(void *ctx, const struct lic_record *r)
{
	(void)ctx;
	if (r->name.len == 0 && r->line == 0)
		abort();
	if (!lic_str_is_utf8(r->name))
		abort();
	check(r->holder);
	check(r->number);
	check(r->entry_url);
	check(r->countries);
	check(r->reason);
	return 0;
}

static int on_refuse(void *ctx, uint32_t line, struct lic_str text, const char *reason)
{
	(void)ctx;
	if (line == 0 || !reason || !*reason || !lic_str_is_utf8(text))
		abort();
	return 0;
}

/* Each line of a guess, without its example. */
static void check_guess(struct lic_str guess)
{
	struct lic_mapping mapping;
	struct lic_buf text;
	struct lic_str line, map;
	struct lic_diag why;

	lic_buf_init(&text, TEXT_MAX);
	while (lic_str_split(&guess, '\n', &line)) {
		if (line.len && lic_str_split(&line, '\t', &map)) {
			lic_buf_adds(&text, map);
			lic_buf_addc(&text, '\n');
		}
	}
	if (lic_mapping_parse(&mapping, lic_buf_str(&text), &why) < 0)
		abort();
	lic_buf_release(&text);
}

static void check_next(const struct lic_mapping *mapping, struct lic_str text)
{
	struct lic_buf next, stores[2];
	struct lic_diag why = {""};
	struct lic_url from, to;

	lic_buf_init(&next, LIC_URL_MAX + 1);
	lic_buf_init(&stores[0], 4u * LIC_URL_MAX);
	lic_buf_init(&stores[1], 4u * LIC_URL_MAX);
	int err = lic_mapping_next(mapping, text, mapping->page, &next, &why);
	if (err < 0 && strncmp(why.text, "line ", 5) != 0)
		abort();
	if (err == LIC_OK && next.len &&
	    (lic_url_parse(&from, mapping->page, &stores[0], NULL) < 0 ||
	     lic_url_parse(&to, lic_buf_str(&next), &stores[1], NULL) < 0 ||
	     !lic_str_eq(from.host, to.host) || lic_url_port(&from) != lic_url_port(&to) ||
	     lic_url_is_https(&from) != lic_url_is_https(&to)))
		abort();
	lic_buf_release(&stores[1]);
	lic_buf_release(&stores[0]);
	lic_buf_release(&next);
}

static void try_file(struct lic_str mapping_text, struct lic_str bytes)
{
	const struct lic_sink sink = {.record = on_record, .refuse = on_refuse};
	struct lic_mapping mapping;
	struct lic_diag why = {""};
	struct lic_buf store, guess;
	struct lic_str text;

	if (lic_mapping_parse(&mapping, mapping_text, &why) < 0)
		return;
	lic_buf_init(&store, TEXT_MAX);
	lic_buf_init(&guess, TEXT_MAX);
	if (lic_mapping_decode(&mapping, bytes, &store, &text, &why) == LIC_OK) {
		int err = lic_mapping_read(&mapping, text, &sink, &why);
		if (err < 0 && strncmp(why.text, "line ", 5) != 0)
			abort();
		if (mapping.next.len && mapping.page.len)
			check_next(&mapping, text);
		if (lic_mapping_guess(text, false, &guess, &why) == LIC_OK)
			check_guess(lic_buf_str(&guess));
	}
	lic_buf_release(&guess);
	lic_buf_release(&store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str input = lic_str((const char *)data, len);
	const char *gap = len > 1 ? memmem(input.ptr, input.len, "\n\n", 2) : NULL;

	if (gap)
		try_file(lic_str(input.ptr, (size_t)(gap - input.ptr)),
			 lic_str(gap + 2, (size_t)(input.ptr + input.len - gap - 2)));
	return 0;
}
