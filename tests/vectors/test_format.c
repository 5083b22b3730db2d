/* Real lists: the authority's own file, one community list in four formats,
 * and a name server's test zones. */
#include "format.h"

#include "archive.h"

#include <setjmp.h>

#include <cmocka.h>

#define DRUGS_NAMES 26029

/* What reading one file gave. */
struct seen {
	struct lic_buf names; /* one a line, in file order */
	size_t rows, withdrawn, refused;
	lic_date as_of, newest;
	char withdrawn_on[LIC_DATE_SIZE]; /* of lekarnaharmonie.cz */
};

static int on_record(void *ctx, const struct lic_record *record)
{
	struct seen *seen = ctx;

	lic_buf_adds(&seen->names, record->name);
	lic_buf_addc(&seen->names, '\n');
	seen->rows++;
	seen->withdrawn += record->withdrawn != 0;
	if (record->since > seen->newest)
		seen->newest = record->since;
	if (lic_str_eq(record->name, LIC_STR("lekarnaharmonie.cz")))
		lic_date_format(record->withdrawn, seen->withdrawn_on);
	return 0;
}

static int on_refuse(void *ctx, uint32_t line, struct lic_str text, const char *reason)
{
	(void)line;
	(void)text;
	(void)reason;
	((struct seen *)ctx)->refused++;
	return 0;
}

static int on_as_of(void *ctx, lic_date date)
{
	((struct seen *)ctx)->as_of = date;
	return 0;
}

static int read_as(const struct lic_format *format, struct lic_str text, struct seen *seen)
{
	const struct lic_sink sink = {
		.ctx = seen, .record = on_record, .refuse = on_refuse, .as_of = on_as_of};
	struct lic_diag diag = {""};

	*seen = (struct seen){.rows = 0};
	lic_buf_init(&seen->names, 16u << 20);
	return format->read(text, &sink, &diag);
}

static void assert_date(lic_date date, const char *expected)
{
	char text[LIC_DATE_SIZE];

	lic_date_format(date, text);
	assert_string_equal(text, expected);
}

static void test_sukl(void **state)
{
	struct lic_buf text;
	struct seen seen;

	(void)state;
	vectors_read("lists/sukl-illegal-2026-06.csv", &text);
	const struct lic_format *format = lic_format_detect(lic_buf_str(&text));
	assert_non_null(format);
	assert_string_equal(format->id, "sukl-csv");
	assert_int_equal(read_as(format, lic_buf_str(&text), &seen), 0);
	assert_int_equal(seen.rows, 553);
	assert_int_equal(seen.withdrawn, 7);
	assert_int_equal(seen.refused, 0);
	assert_string_equal(seen.withdrawn_on, "2023-01-02");
	assert_date(seen.newest, "2026-06-17");
	lic_buf_release(&seen.names);
	lic_buf_release(&text);
}

/* Cut off anywhere, the authority's file is refused, or ends where a row may end. */
static void test_sukl_cut(void **state)
{
	const struct lic_format *format = lic_format_find(LIC_STR("sukl-csv"));
	struct lic_buf text;
	struct seen seen;

	(void)state;
	vectors_read("lists/sukl-illegal-2026-06.csv", &text);
	for (size_t len = 0; len < 2000; len++) {
		int err = read_as(format, lic_str(text.ptr, len), &seen);
		if (err == 0)
			assert_true(seen.rows > 0 &&
				    lic_str_find(LIC_STR("\n,\""), text.ptr[len - 1]) < 3);
		lic_buf_release(&seen.names);
	}
	lic_buf_release(&text);
}

static void test_four_formats(void **state)
{
	static const struct {
		const char *file;
		const char *format;
	} files[] = {
		{"drugs.txt", "hosts"},
		{"alt-version/drugs-nl.txt", "domains"},
		{"adguard/drugs-ags.txt", "adblock"},
		{"dnsmasq-version/drugs-dnsmasq.txt", "dnsmasq"},
	};
	struct seen first = {.rows = 0}, seen;

	(void)state;
	archive_load("lists/blocklistproject-drugs-four-formats.tar.xz");
	for (size_t i = 0; i < LIC_ARRAY_SIZE(files); i++) {
		struct lic_str text = archive_find(files[i].file);
		const struct lic_format *format = lic_format_detect(text);
		assert_non_null(format);
		assert_string_equal(format->id, files[i].format);
		assert_int_equal(read_as(format, text, &seen), 0);
		assert_int_equal(seen.rows, DRUGS_NAMES);
		assert_int_equal(seen.refused, 0);
		assert_date(seen.as_of, "2026-07-06");
		if (i == 0) {
			first = seen;
			continue;
		}
		assert_true(lic_str_eq(lic_buf_str(&seen.names), lic_buf_str(&first.names)));
		lic_buf_release(&seen.names);
	}
	lic_buf_release(&first.names);
}

static void test_tranco(void **state)
{
	struct lic_buf text;
	struct seen seen;

	(void)state;
	vectors_read("lists/tranco-top10k.txt", &text);
	const struct lic_format *format = lic_format_detect(lic_buf_str(&text));
	assert_non_null(format);
	assert_string_equal(format->id, "domains");
	assert_int_equal(read_as(format, lic_buf_str(&text), &seen), 0);
	assert_int_equal(seen.refused, 0);
	assert_true(seen.rows > 9900);
	lic_buf_release(&seen.names);
	lic_buf_release(&text);
}

static void read_zone(struct lic_str text, struct seen *total)
{
	struct seen seen;
	int err = read_as(lic_format_find(LIC_STR("rpz")), text, &seen);

	assert_true(err == 0 || (err == LIC_ESYNTAX && seen.rows == 0));
	total->rows += seen.rows;
	total->refused += seen.refused;
	lic_buf_release(&seen.names);
}

/* The zones inside a test script of unbound. */
static void read_script(struct lic_str text, struct seen *total)
{
	struct lic_str line;
	const char *start = NULL;

	while (lic_str_split(&text, '\n', &line)) {
		if (lic_str_starts(line, LIC_STR("TEMPFILE_CONTENTS "))) {
			start = line.ptr + line.len + 1;
		} else if (start && lic_str_starts(line, LIC_STR("TEMPFILE_END"))) {
			read_zone(lic_str(start, (size_t)(line.ptr - start)), total);
			start = NULL;
		}
	}
}

/* Counted without this reader: the records that block their owner (NXDOMAIN, no data, drop,
 * or an address that leads nowhere), and those that are refused. */
static const struct {
	const char *file;
	size_t rows, refused;
} zones[] = {
	{"acl_interface.tdir/rpz-nx.zone", 1, 0},
	{"acl_interface.tdir/rpz-one.zone", 0, 1},
	{"acl_interface.tdir/rpz-two.zone", 0, 1},
	{"fast_reload_most_options.tdir/rpz.nlnetlabs.nl.zone", 2, 0},
	{"rpz_axfr.rpl", 2, 6},
	{"rpz_cached_cname.rpl", 0, 1},
	{"rpz_clientip.rpl", 0, 7},
	{"rpz_clientip_override.rpl", 0, 8},
	{"rpz_clientip_passthru_cache.rpl", 0, 2},
	{"rpz_clientip_passthru_dns64.rpl", 0, 2},
	{"rpz_cname_handle.rpl", 0, 34},
	{"rpz_cname_tag.rpl", 0, 12},
	{"rpz_cname_wild.rpl", 0, 2},
	{"rpz_ixfr.rpl", 2, 11},
	{"rpz_nsdname.rpl", 0, 7},
	{"rpz_nsdname_override.rpl", 0, 7},
	{"rpz_nsip.rpl", 0, 7},
	{"rpz_nsip_override.rpl", 0, 7},
	{"rpz_passthru.rpl", 1, 6},
	{"rpz_passthru_clientip.rpl", 1, 2},
	{"rpz_qname.rpl", 5, 8},
	{"rpz_qname_override.rpl", 2, 5},
	{"rpz_qname_tcponly.rpl", 0, 2},
	{"rpz_qtype_cname.rpl", 0, 2},
	{"rpz_reload.tdir/example.org.zone", 0, 1},
	{"rpz_reload.tdir/rpz.example.com.zone", 1, 1},
	{"rpz_respip.rpl", 0, 14},
	{"rpz_respip_override.rpl", 0, 7},
	{"rpz_respip_tcponly.rpl", 0, 5},
	{"rpz_rootwc.rpl", 4, 7},
	{"rpz_signal_nxdomain_ra.rpl", 2, 3},
	{"rpz_val_block.rpl", 3, 2},
	{"serve_expired_rpz_drop.rpl", 0, 1},
	{"serve_expired_rpz_nx.rpl", 0, 1},
};

static void test_rpz(void **state)
{
	(void)state;
	archive_load("lists/unbound-rpz-testdata.tar.xz");
	assert_int_equal(archive_count, LIC_ARRAY_SIZE(zones));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(zones); i++) {
		struct lic_str text = archive_find(zones[i].file);
		struct seen total = {.rows = 0};
		if (lic_str_ends(lic_str_from(zones[i].file), LIC_STR(".rpl")))
			read_script(text, &total);
		else
			read_zone(text, &total);
		if (total.rows != zones[i].rows || total.refused != zones[i].refused)
			fail_msg("%s: %zu rows, %zu refused", zones[i].file, total.rows,
				 total.refused);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sukl),   cmocka_unit_test(test_sukl_cut),
		cmocka_unit_test(test_tranco), cmocka_unit_test(test_four_formats),
		cmocka_unit_test(test_rpz),
	};
	char path[4096];

	vectors_path(path, sizeof(path), "lists");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
