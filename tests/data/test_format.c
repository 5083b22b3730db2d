#include "format.h"

#include "limits.h"
#include "show_record.h"

static int on_as_of(void *ctx, lic_date date)
{
	char text[LIC_DATE_SIZE];

	lic_date_format(date, text);
	lic_buf_printf(ctx, "as of %s\n", text);
	return 0;
}

static struct lic_sink sink = {NULL, show_record, show_refusal, on_as_of, {NULL, 0}};
static const struct lic_format *format;

static void run_read(struct lic_str input, struct lic_buf *to)
{
	struct lic_diag diag = {"no reason"};

	sink.ctx = to;
	int err = format->read(input, &sink, &diag);
	if (err < 0)
		lic_buf_printf(to, "error %d: %s\n", err, diag.text);
}

static void run_detect(struct lic_str input, struct lic_buf *to)
{
	const struct lic_format *found = lic_format_detect(input);

	lic_buf_printf(to, "%s\n", found ? found->id : "none");
}

/* A list of every scope, out and in again. */
static void run_export(struct lic_str input, struct lic_buf *to)
{
	static const struct lic_list list = {
		.id = {"test-list", 9},
		.name = {"A list\nof tests", 15},
		.authority = {"Nobody", 6},
		.url = {"https://lists.example/", 22},
		.licence = {"CC0", 3},
		.as_of = 20622,
	};
	static const struct {
		const char *text;
		enum lic_scope scope;
	} names[] = {
		{"site.example", LIC_SCOPE_SITE},     {"shop.host.example", LIC_SCOPE_HOST},
		{"wild.example", LIC_SCOPE_WILDCARD}, {"path.example/a,b\"c", LIC_SCOPE_PREFIX},
		{"pharmacy", LIC_SCOPE_TLD},
	};
	struct lic_record record = {
		.holder = LIC_STR("Lékárna \"U Lva\", s.r.o."),
		.number = LIC_STR("1/2"),
		.entry_url = LIC_STR("https://register.example/?a=1,2"),
		.class = LIC_STR("pharmacy-rx"),
		.countries = LIC_STR("CZ;SK"),
		.since = 1,
		.until = 20623,
		.withdrawn = 20000,
		.reason = LIC_STR("a\\b"),
		.source = LIC_STR("the register"),
		.seen = 20621,
		.evidence = LIC_EVIDENCE_PRESS,
		.confidence = LIC_CONFIDENCE_LOW,
	};
	struct lic_str id = lic_str_trim(input);
	struct lic_buf text;

	format = lic_format_find(id);
	assert_non_null(format);
	lic_buf_init(&text, 1u << 20);
	format->begin(&text, &list);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(names); i++) {
		struct lic_name name = {.text = lic_str_from(names[i].text),
					.scope = names[i].scope};
		if (lic_format_carries(format->scopes, name.scope))
			format->write(&text, &list, &name, &record);
		record = (struct lic_record){.since = 0};
	}
	format->end(&text);
	assert_int_equal(lic_buf_error(&text), 0);
	assert_ptr_equal(lic_format_detect(lic_buf_str(&text)), format);
	lic_buf_adds(to, lic_buf_str(&text));
	LIC_BUF_LIT(to, "... and read again:\n");
	run_read(lic_buf_str(&text), to);
	lic_buf_release(&text);
}

/* The sink's word counts: its error stops the reader and is handed on. */
static void test_sink_stops(void **state)
{
	static const struct {
		const char *id;
		const char *text;
	} cases[] = {
		{"licit-csv", "name\nx.example\ny.example\n"},
		{"sukl-csv", "URL,DATUM_ZAPISU,DATUM_VYMAZU\nx.example,01.01.2020,\n"},
		{"licit-json", "{\"schema\":\"licit/list/1\",\"entries\":[{\"name\":\"x\"}]}"},
		{"domains", "x.example\ny.example\n"},
		{"hosts", "0.0.0.0 x.example y.example\n"},
		{"adblock", "||x.example^\n||y.example^\n"},
		{"dnsmasq", "server=/x.example/y.example/\n"},
		{"rpz", "x.example CNAME .\ny.example CNAME .\n"},
		{"unbound", "local-data: \"x.example A 0.0.0.0\"\nlocal-zone: y.example static\n"},
		{"stix", "{\"type\":\"bundle\",\"objects\":[{\"type\":\"indicator\",\"pattern\":"
			 "\"[domain-name:value IN ('x.example', 'y.example')]\"}]}"},
	};

	(void)state;
	assert_int_equal(LIC_ARRAY_SIZE(cases), lic_formats_count);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(cases); i++) {
		const struct lic_format *f = lic_format_find(lic_str_from(cases[i].id));
		int count = 0;
		struct lic_sink stopping = {.ctx = &count, .record = stop_at_record};
		assert_non_null(f);
		assert_int_equal(f->read(lic_str_from(cases[i].text), &stopping, NULL),
				 LIC_EREFUSED);
		assert_int_equal(count, 1);
	}
}

static void test_find(void **state)
{
	(void)state;
	for (size_t i = 0; i < lic_formats_count; i++)
		assert_ptr_equal(lic_format_find(lic_str_from(lic_formats[i]->id)), lic_formats[i]);
	assert_null(lic_format_find(LIC_STR("csv")));
	assert_null(lic_format_find(LIC_STR("")));
}

static int ignore(void *ctx, const struct lic_record *record)
{
	(void)ctx;
	(void)record;
	return 0;
}

static void test_long_line(void **state)
{
	static char text[LIC_LIST_LINE_MAX + 8];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[0] = '#';
	text[1] = '\n';
	for (size_t i = 0; i < lic_formats_count; i++) {
		struct lic_diag diag = {""};
		const struct lic_sink ignoring = {.record = ignore};
		int err = lic_formats[i]->read(lic_str(text, sizeof(text)), &ignoring, &diag);
		assert_true(err < 0);
		assert_int_equal(strncmp(diag.text, "line ", 5), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sink_stops),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_long_line),
	};
	int failed = 0;

	for (size_t i = 0; i < lic_formats_count; i++) {
		char name[64];
		format = lic_formats[i];
		sink.only_list = LIC_STR("chosen");
		snprintf(name, sizeof(name), "data/format_%s.rows", format->id);
		failed += sections_run(name, run_read);
	}
	sink.only_list = LIC_STR("");
	failed += sections_run("data/format_detect.rows", run_detect);
	failed += sections_run("data/format_export.rows", run_export);
	return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
