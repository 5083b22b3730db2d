/*
 * Any bytes as a list file; the first byte chooses the format. No crash, every
 * refusal of a file says its line, and what was read, written in the same
 * format and read again is the same.
 */
#include "format.h"

#define TEXT_MAX (64u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

struct pass {
	const struct lic_format *format;
	const struct lic_list *list;
	bool is_own;         /* one of Licit's formats: writes any name, and all that is known */
	struct lic_buf seen; /* what was handed over */
	struct lic_buf expected; /* what reading `written` must hand over */
	struct lic_buf written;
	char last[256]; /* the host last written: two rules for one may become one */
	lic_date as_of;
};

static void show(struct lic_buf *out, struct lic_str text)
{
	lic_buf_printf(out, "%zu:", text.len);
	lic_buf_adds(out, text);
}

static void show_record(struct lic_buf *out, const struct lic_record *r)
{
	show(out, r->name);
	show(out, r->holder);
	show(out, r->number);
	show(out, r->entry_url);
	show(out, r->class);
	show(out, r->countries);
	show(out, r->reason);
	show(out, r->source);
	lic_buf_printf(out, "%d %d %d %d %d %d %d\n", r->since, r->until, r->withdrawn, r->seen,
		       (int)r->evidence, (int)r->confidence, r->below);
}

/* May the name be one that name.h made? */
static bool is_canonical(struct lic_str s)
{
	static const char *const others[] = {"localhost", "broadcasthost", "local", "rpz-"};

	bool letter = false;

	if (s.len == 0 || s.len > 200 || s.ptr[0] == '.' || s.ptr[s.len - 1] == '.' ||
	    lic_str_find(s, '.') == s.len)
		return false;
	for (size_t i = 0; i < s.len; i++)
		letter |= s.ptr[i] >= 'a' && s.ptr[i] <= 'z';
	for (size_t i = 0; i < s.len; i++)
		if (!lic_is_digit(s.ptr[i]) && !(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') &&
		    s.ptr[i] != '-' && (s.ptr[i] != '.' || s.ptr[i + 1] == '.'))
			return false;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(others); i++)
		if (memmem(s.ptr, s.len, others[i], strlen(others[i])))
			return false;
	return letter && !lic_str_starts(s, LIC_STR("ip6-")) && !lic_str_eq(s, LIC_STR("0.0.0.0"));
}

static void write_plain(struct pass *pass, const struct lic_record *record)
{
	bool keeps_all = strcmp(pass->format->id, "stix") == 0;
	struct lic_record plain = keeps_all ? *record : (struct lic_record){.name = record->name};
	struct lic_name name = {.text = record->name, .scope = LIC_SCOPE_HOST};
	bool is_wildcard = lic_str_starts(name.text, LIC_STR("*."));

	if (is_wildcard) {
		name.text = lic_str(name.text.ptr + 2, name.text.len - 2);
		name.scope = LIC_SCOPE_WILDCARD;
	}
	if (!is_canonical(name.text) || !lic_format_carries(pass->format->scopes, name.scope) ||
	    lic_str_eq(name.text, lic_str_from(pass->last)))
		return;
	plain.below = false;
	snprintf(pass->last, sizeof(pass->last), "%.*s", LIC_STR_ARG(name.text));
	pass->format->write(&pass->written, pass->list, &name, record);
	show_record(&pass->expected, &plain);
}

static int on_record(void *ctx, const struct lic_record *record)
{
	struct pass *pass = ctx;

	show_record(&pass->seen, record);
	if (!pass->format->write)
		return 0;
	if (!pass->is_own) {
		write_plain(pass, record);
		return 0;
	}
	const struct lic_name name = {.text = record->name, .scope = LIC_SCOPE_SITE};
	pass->format->write(&pass->written, pass->list, &name, record);
	show_record(&pass->expected, record);
	return 0;
}

static int on_refuse(void *ctx, uint32_t line, struct lic_str text, const char *reason)
{
	(void)ctx;
	if (line == 0 || !reason || !lic_str_is_utf8(text))
		abort();
	return 0;
}

static int on_as_of(void *ctx, lic_date date)
{
	((struct pass *)ctx)->as_of = date;
	return 0;
}

static int read_one(struct pass *pass, const struct lic_format *format, struct lic_str text,
		    const struct lic_list *list)
{
	const struct lic_sink sink = {
		.ctx = pass, .record = on_record, .refuse = on_refuse, .as_of = on_as_of};
	struct lic_diag diag = {""};

	*pass = (struct pass){.format = format, .list = list};
	pass->is_own = lic_str_starts(lic_str_from(format->id), LIC_STR("licit-"));
	lic_buf_init(&pass->seen, TEXT_MAX);
	lic_buf_init(&pass->expected, TEXT_MAX);
	lic_buf_init(&pass->written, TEXT_MAX);
	if (format->begin)
		format->begin(&pass->written, list);
	int err = format->read(text, &sink, &diag);
	if (format->end)
		format->end(&pass->written);
	if (err < 0 && strncmp(diag.text, "line ", 5) != 0)
		abort();
	return err;
}

static void release(struct pass *pass)
{
	lic_buf_release(&pass->seen);
	lic_buf_release(&pass->expected);
	lic_buf_release(&pass->written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const struct lic_list list = {
		.id = {"fuzz", 4}, .name = {"A fuzzer's", 10}, .as_of = 20000};
	struct pass first, second;

	if (len == 0)
		return 0;
	const struct lic_format *format = lic_formats[data[0] % lic_formats_count];
	struct lic_str text = lic_str((const char *)data + 1, len - 1);
	lic_format_detect(text);
	int err = read_one(&first, format, text, &list);
	if (err == 0 && format->write) {
		int again = read_one(&second, format, lic_buf_str(&first.written), &list);
		bool is_empty = first.expected.len == 0;
		if (is_empty != (again < 0) ||
		    !lic_str_eq(lic_buf_str(&first.expected), lic_buf_str(&second.seen)))
			abort();
		if (again == 0 && strcmp(format->id, "licit-csv") != 0 &&
		    second.as_of != list.as_of)
			abort();
		release(&second);
	}
	release(&first);
	return 0;
}
