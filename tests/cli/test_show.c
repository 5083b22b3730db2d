/* A verdict in words: what was seen where and how sure it is, what was not seen and
 * why, and how the sum came about. */
#include "show.h"

#include "rows.h"

static const struct lic_slot_seen fast[] = {
	{"lists", true, NULL}, {"name", true, NULL},  {"dns", false, NULL}, {"rdap", false, NULL},
	{"tls", false, NULL},  {"http", false, NULL}, {"page", false, NULL}};
static const struct lic_slot_seen slow[] = {
	{"lists", true, NULL}, {"name", true, NULL},
	{"dns", true, NULL},   {"rdap", false, "the registry gave no answer in time"},
	{"tls", true, NULL},   {"http", true, NULL},
	{"page", false, NULL}};
static const struct lic_slot_seen whole[] = {
	{"lists", true, NULL}, {"name", true, NULL}, {"dns", true, NULL}, {"rdap", true, NULL},
	{"tls", true, NULL},   {"http", true, NULL}, {"page", true, NULL}};

static struct lic_verdict verdict;

static void begin(enum lic_verdict_class class, const struct lic_slot_seen slots[7])
{
	verdict = (struct lic_verdict){
		.input = LIC_STR("x.example"),
		.url = LIC_STR("https://x.example/"),
		.host = LIC_STR("x.example"),
		.site = LIC_STR("x.example"),
		.country = LIC_STR("CZ"),
		.class = class,
		.risk = 72,
		.coverage = 0.5,
		.headline = "There are reasons.",
		.rule = "A rule in one sentence.",
		.listset = LIC_STR("abc"),
		.model = LIC_STR("m"),
		.slots_count = 7,
	};
	memcpy(verdict.slots, slots, 7 * sizeof(*slots));
}

static void add(const char *slot, double points, bool decisive)
{
	verdict.findings[verdict.findings_count++] = (struct lic_finding){
		.signal = "made.up",
		.group = "group",
		.slot_name = slot,
		.direction = points > 0   ? LIC_RISK
			     : points < 0 ? LIC_TRUST
					  : LIC_NEUTRAL,
		.points = points,
		.decisive = decisive,
		.summary = LIC_STR("It says something."),
	};
}

/* What is shown, in one line of text. */
static const char *shown(bool verbose)
{
	static char text[16384];
	struct lic_term term;
	FILE *file = tmpfile();
	size_t n = 0;
	int c;

	assert_non_null(file);
	lic_term_init(&term, fileno(file));
	lic_show_verdict(&term, &verdict, verbose);
	assert_int_equal(lic_term_close(&term), 0);
	rewind(file);
	while ((c = fgetc(file)) != EOF && n + 1 < sizeof(text)) {
		const bool space = c == ' ' || c == '\n';
		if (space && n && text[n - 1] == ' ')
			continue;
		text[n++] = space ? ' ' : (char)c;
	}
	text[n] = '\0';
	fclose(file);
	return text;
}

static void expect(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in: %s", part, text);
}

static void expect_not(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" is in: %s", part, text);
}

static void test_how_sure(void **state)
{
	(void)state;
	begin(LIC_SUSPICIOUS, slow);
	add("page", 25, false);
	add("name", 4, false);
	add("tls", -10, false);
	add("http", 30, true);
	add("rdap", 0, false);
	const char *text = shown(false);
	expect(text, "Seen on the page; a strong sign against it.");
	expect(text, "Seen in the name; a weak sign against it.");
	expect(text, "Seen in the certificate; a sign for it.");
	expect(text, "Seen in the answers of the site; enough to decide against it.");
	expect(text, "Told by the registry of the domain; neither for nor against it.");
}

static void test_unseen(void **state)
{
	(void)state;
	begin(LIC_SUSPICIOUS, slow);
	const char *text = shown(false);
	expect(text, "What was not checked");
	expect(text, "and by whom: the registry gave no answer in time.");
	expect(text, "stand behind it: not looked at.");
	expect_not(text, "The certificate of the site");
	begin(LIC_UNKNOWN, fast);
	text = shown(false);
	expect(text, "only lists and the name were looked at");
	expect_not(text, "not looked at");
	begin(LIC_SUSPICIOUS, whole);
	expect_not(shown(false), "What was not checked");
	begin(LIC_VERIFIED, whole);
	verdict.country = LIC_STR("");
	text = shown(false);
	expect(text, "What was not checked");
	expect(text, "--country CZ");
	expect_not(text, "The site itself");
}

static void test_numbers(void **state)
{
	(void)state;
	begin(LIC_SUSPICIOUS, slow);
	verdict.bias = -3;
	verdict.shares[verdict.shares_count++] = (struct lic_share){"page", 41, 30};
	verdict.shares[verdict.shares_count++] = (struct lic_share){"tls", -5, -5};
	verdict.total = 22;
	const char *text = shown(true);
	expect(text, "How the verdict came about A rule in one sentence.");
	expect(text, "where it starts -3.0 page +30.0 (+41.0, and this group counts for no more)");
	expect(text, "tls -5.0 together +22.0 Risk 72 of 100, from 50 % of what can be observed.");
	expect(text, "Looked at: lists name dns tls http; not: rdap page.");
	expect_not(shown(false), "How the verdict came about");
	begin(LIC_UNKNOWN, whole);
	expect(shown(true), "Looked at: lists name dns rdap tls http page. ");
	begin(LIC_UNKNOWN, fast);
	verdict.risk = -1;
	expect(shown(true), "No risk can be given, from 50 %");
}

/* A quotation may go on in the next paragraph of its page. */
static void test_quotation(void **state)
{
	(void)state;
	begin(LIC_SUSPICIOUS, whole);
	add("page", 41, false);
	verdict.findings[0].summary = LIC_STR("It says: \"a b\nc\x1b[2Jd\".");
	expect(shown(false), "It says: \"a b c\uFFFD[2Jd\".");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_how_sure),
		cmocka_unit_test(test_unseen),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_quotation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
