/* The measures on items made by hand, with values worked out beside the code; the fit
 * on data that were made to be fitted. */
#include "eval.h"

#include "num.h"
#include "rows.h"

#define ITEMS_MAX 4096

static struct lic_eval_item items[ITEMS_MAX];
static struct lic_eval eval = {.items = items};

static struct lic_eval_item *add(enum lic_label label, enum lic_verdict_class class, int risk,
				 int sells)
{
	struct lic_eval_item *item = &items[eval.count++];

	*item = (struct lic_eval_item){
		.label = label,
		.class = class,
		.risk = risk,
		.sells = sells,
		.input = LIC_STR("x.example"),
	};
	return item;
}

/* "OF/ALL" => share, low and high. */
static void describe_rate(struct lic_str input, struct lic_buf *out)
{
	struct lic_str of;
	uint64_t a, b;

	assert_true(lic_str_split(&input, '/', &of));
	assert_int_equal(lic_num_parse(of, 1000000, &a), 0);
	assert_int_equal(lic_num_parse(input, 1000000, &b), 0);
	const struct lic_rate r = lic_rate(a, b);
	lic_buf_printf(out, "%.4f %.4f %.4f", r.share, r.low, r.high);
}

static void test_rates(void **state)
{
	const char *what;
	struct lic_rate r;
	size_t n = 0;

	(void)state;
	eval.count = 0;
	add(LIC_POSITIVE, LIC_SUSPICIOUS, 70, 1);
	add(LIC_POSITIVE, LIC_UNKNOWN, -1, -1);
	add(LIC_NEGATIVE, LIC_DISPUTED, 50, 0);
	add(LIC_NEGATIVE, LIC_UNKNOWN, -1, 1);
	add(LIC_NEGATIVE, LIC_UNVERIFIED, 30, 1);
	add(LIC_LICENSED, LIC_VERIFIED, 0, 1);
	static const uint64_t of[] = {1, 0, 1, 1, 2, 0, 1, 1}, all[] = {2, 2, 2, 3, 3, 1, 1, 1};
	while (lic_eval_rate(&eval, n, &what, &r)) {
		assert_int_equal(r.of, of[n]);
		assert_int_equal(r.all, all[n]);
		n++;
	}
	assert_int_equal(n, LIC_ARRAY_SIZE(of));
}

static bool near(double a, double b)
{
	return a - b < 1e-9 && b - a < 1e-9;
}

static void test_curve(void **state)
{
	struct lic_pr curve[101];

	(void)state;
	eval.count = 0;
	add(LIC_POSITIVE, LIC_ILLICIT, 95, 1);
	add(LIC_NEGATIVE, LIC_SUSPICIOUS, 80, 1);
	add(LIC_POSITIVE, LIC_SUSPICIOUS, 80, 1);
	add(LIC_POSITIVE, LIC_UNVERIFIED, 30, 1);
	add(LIC_POSITIVE, LIC_UNKNOWN, -1, -1);
	assert_int_equal(lic_eval_curve(&eval, curve), 3);
	assert_int_equal(curve[1].threshold, 80);
	assert_int_equal(curve[1].hits, 2);
	assert_int_equal(curve[1].alarms, 1);
	assert_true(near(curve[1].precision, 2 / 3.0) && near(curve[1].recall, 0.5));
	assert_true(near(curve[2].precision, 0.75) && near(curve[2].recall, 0.75));
	/* 0.25 · 1 + 0.25 · 2/3 + 0.25 · 3/4 */
	assert_true(near(lic_eval_average_precision(curve, 3), 0.25 * (1 + 2 / 3.0 + 0.75)));
	eval.count = 0;
	assert_int_equal(lic_eval_curve(&eval, curve), 0);
}

static void test_calibration(void **state)
{
	struct lic_bin bins[LIC_EVAL_BINS];
	double brier;

	(void)state;
	eval.count = 0;
	add(LIC_POSITIVE, LIC_ILLICIT, 100, 1);
	add(LIC_LICENSED, LIC_VERIFIED, 10, 1);
	add(LIC_NEGATIVE, LIC_SUSPICIOUS, 60, 1);
	add(LIC_POSITIVE, LIC_UNKNOWN, -1, -1);
	assert_int_equal(lic_eval_calibration(&eval, &brier, bins), 3);
	assert_true(near(brier, (0 + 0.01 + 0.36) / 3));
	assert_int_equal(bins[9].count, 1);
	assert_int_equal(bins[9].positives, 1);
	assert_int_equal(bins[1].count, 1);
	assert_int_equal(bins[6].count, 1);
	assert_true(near(bins[6].predicted, 0.6) && near(bins[6].observed.share, 0));
}

static void test_worst(void **state)
{
	const struct lic_eval_item *worst[LIC_EVAL_WORST];

	(void)state;
	eval.count = 0;
	for (int i = 0; i < 40; i++)
		add(LIC_POSITIVE, LIC_UNVERIFIED, i, 1);
	const struct lic_eval_item *alarm = add(LIC_LICENSED, LIC_SUSPICIOUS, 55, 1);
	const struct lic_eval_item *taken = add(LIC_POSITIVE, LIC_VERIFIED, 0, 1);
	add(LIC_POSITIVE, LIC_ILLICIT, 99, 1);
	add(LIC_NEGATIVE, LIC_UNVERIFIED, 60, 1);
	assert_int_equal(lic_eval_worst(&eval, worst), LIC_EVAL_WORST);
	assert_ptr_equal(worst[0], alarm);
	assert_ptr_equal(worst[1], taken);
	assert_int_equal(worst[2]->risk, 0);
	assert_int_equal(worst[14]->risk, 12);
	eval.count = 0;
	assert_int_equal(lic_eval_worst(&eval, worst), 0);
}

/* ---- the fit ------------------------------------------------------------ */

static void add_seen(enum lic_label label, size_t times, size_t signal)
{
	static char names[ITEMS_MAX][16];

	for (size_t i = 0; i < times; i++) {
		char *name = names[eval.count];
		snprintf(name, sizeof(names[0]), "%zu.example", eval.count);
		struct lic_eval_item *item = add(label, LIC_UNVERIFIED, 50, 1);
		item->signals[signal / 64] |= 1ull << signal % 64;
		item->input = lic_str_from(name);
	}
}

static double fitted(const struct lic_buf *text, const char *id)
{
	double now, then = 0;
	const char *at = strstr(text->ptr, id);

	assert_non_null(at);
	char *end;
	now = strtod(at + strlen(id), &end);
	then = strtod(end, NULL);
	(void)now;
	return then;
}

static void fit(struct lic_buf *out)
{
	struct lic_diag diag = {""};

	lic_buf_reset(out);
	if (lic_eval_fit(&eval, out, &diag) < 0)
		fail_msg("%s", diag.text);
	lic_buf_addc(out, '\0');
}

/* A finding nine times as common among positives weighs in; one that speaks for trust
 * stays at 0 where the data would have it otherwise; twice the same is the same. */
static void test_fit(void **state)
{
	struct lic_buf first, second;
	const size_t bad = 0, good = 1, rare = 2;

	(void)state;
	assert_true(lic_signals_count > rare);
	eval.count = 0;
	memset(eval.directions, 0, sizeof(eval.directions));
	eval.model = (struct lic_model){.scale = 10, .groups = 3, .cap = {60, 60, 60}};
	for (size_t s = 0; s < lic_signals_count; s++)
		eval.model.group[s] = s == bad ? 0 : s == good ? 1 : 2;
	eval.directions[bad] = 1u << LIC_RISK;
	eval.directions[good] = 1u << LIC_TRUST;
	eval.directions[rare] = 1u << LIC_RISK;
	eval.model.points[rare] = 12;
	add_seen(LIC_POSITIVE, 900, bad);
	add_seen(LIC_NEGATIVE, 100, bad);
	add_seen(LIC_POSITIVE, 600, good);
	add_seen(LIC_LICENSED, 400, good);
	lic_buf_init(&first, 1u << 20);
	lic_buf_init(&second, 1u << 20);
	fit(&first);
	fit(&second);
	assert_true(lic_str_eq(lic_buf_str(&first), lic_buf_str(&second)));
	assert_true(fitted(&first, lic_signals[bad]->id) > 5);
	assert_true(fitted(&first, lic_signals[good]->id) <= 0);
	assert_null(strstr(first.ptr, lic_signals[rare]->id));
	/* What it gains holds on the data held back. */
	const char *now = strstr(first.ptr, "Brier score "), *later;
	assert_non_null(now);
	later = strstr(now + 1, "Brier score ");
	assert_non_null(later);
	assert_true(strtod(later + 12, NULL) < strtod(now + 12, NULL));
	lic_buf_release(&first);
	lic_buf_release(&second);
}

static void test_nothing_to_fit(void **state)
{
	struct lic_buf out;
	struct lic_diag diag = {""};

	(void)state;
	eval.count = 0;
	add(LIC_POSITIVE, LIC_ILLICIT, 100, 1);
	add_seen(LIC_POSITIVE, 1, 0);
	eval.by_rule = 1u << lic_signals[0]->needs;
	lic_buf_init(&out, 4096);
	assert_int_equal(lic_eval_fit(&eval, &out, &diag), LIC_EINVAL);
	lic_buf_release(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rates),       cmocka_unit_test(test_curve),
		cmocka_unit_test(test_calibration), cmocka_unit_test(test_worst),
		cmocka_unit_test(test_fit),         cmocka_unit_test(test_nothing_to_fit),
	};

	return rows_run("engine/eval.rows", describe_rate) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
