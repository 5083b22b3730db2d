/* What was measured, for people and as JSON. */
#include "eval.h"
#include "json.h"

static void count_classes(const struct lic_eval *eval, enum lic_label label,
			  uint64_t out[LIC_VERDICT_CLASSES])
{
	memset(out, 0, LIC_VERDICT_CLASSES * sizeof(*out));
	for (size_t i = 0; i < eval->count; i++)
		if (eval->items[i].label == label)
			out[eval->items[i].class]++;
}

static uint64_t count_label(const struct lic_eval *eval, enum lic_label label)
{
	uint64_t n = 0;

	for (size_t i = 0; i < eval->count; i++)
		n += eval->items[i].label == label;
	return n;
}

static void write_signals(struct lic_buf *out, const struct lic_eval_item *item)
{
	bool first = true;

	for (size_t s = 0; s < lic_signals_count; s++)
		if (lic_eval_has(item, s)) {
			lic_buf_printf(out, "%s%s", first ? "" : " ", lic_signals[s]->id);
			first = false;
		}
}

/* ---- text ------------------------------------------------------------- */

static void text_confusion(const struct lic_eval *eval, struct lic_buf *out)
{
	uint64_t counts[LIC_LABELS][LIC_VERDICT_CLASSES];

	lic_buf_printf(out, "%-20s", "verdict");
	for (int l = 0; l < LIC_LABELS; l++) {
		count_classes(eval, (enum lic_label)l, counts[l]);
		lic_buf_printf(out, "%10s", lic_label_name((enum lic_label)l));
	}
	lic_buf_addc(out, '\n');
	for (int c = LIC_VERDICT_CLASSES - 1; c >= 0; c--) {
		lic_buf_printf(out, "%-20s", lic_verdict_class_name((enum lic_verdict_class)c));
		for (int l = 0; l < LIC_LABELS; l++)
			lic_buf_printf(out, "%10llu", (unsigned long long)counts[l][c]);
		lic_buf_addc(out, '\n');
	}
	lic_buf_printf(out, "%-20s", "all");
	for (int l = 0; l < LIC_LABELS; l++)
		lic_buf_printf(out, "%10llu",
			       (unsigned long long)count_label(eval, (enum lic_label)l));
	lic_buf_printf(out, "\n%llu lines could not be checked.\n",
		       (unsigned long long)eval->errors);
}

static void text_rates(const struct lic_eval *eval, struct lic_buf *out)
{
	const char *what;
	struct lic_rate r;

	LIC_BUF_LIT(out, "\nRates, with Wilson intervals of 95 %\n");
	for (size_t n = 0; lic_eval_rate(eval, n, &what, &r); n++)
		if (r.all)
			lic_buf_printf(out, "  %-54s %7.3f %%  (%.3f to %.3f %%), %llu of %llu\n",
				       what, 100 * r.share, 100 * r.low, 100 * r.high,
				       (unsigned long long)r.of, (unsigned long long)r.all);
}

static void text_curve(const struct lic_eval *eval, struct lic_buf *out)
{
	static const int marks[] = {95, 90, 80, 70, 60, 50, 40, 30, 20, 0};
	struct lic_pr curve[101];
	const size_t n = lic_eval_curve(eval, curve);

	lic_buf_printf(out, "\nPrecision and recall by risk (average precision %.4f)\n",
		       lic_eval_average_precision(curve, n));
	for (size_t m = 0; m < LIC_ARRAY_SIZE(marks); m++) {
		const struct lic_pr *last = NULL;
		for (size_t i = 0; i < n && curve[i].threshold >= marks[m]; i++)
			last = &curve[i];
		if (last)
			lic_buf_printf(out,
				       "  risk >= %-3d precision %.4f  recall %.4f  (%llu "
				       "positives, %llu others)\n",
				       marks[m], last->precision, last->recall,
				       (unsigned long long)last->hits,
				       (unsigned long long)last->alarms);
	}
}

static void text_calibration(const struct lic_eval *eval, struct lic_buf *out)
{
	struct lic_bin bins[LIC_EVAL_BINS];
	double brier;
	const uint64_t n = lic_eval_calibration(eval, &brier, bins);

	lic_buf_printf(out, "\nCalibration of the %llu risks that are shown: Brier score %.4f\n",
		       (unsigned long long)n, brier);
	for (size_t b = 0; b < LIC_EVAL_BINS; b++)
		if (bins[b].count)
			lic_buf_printf(out,
				       "  risk %3zu-%-3zu predicted %.3f  observed %.3f (%.3f to "
				       "%.3f), of %llu\n",
				       b * 100 / LIC_EVAL_BINS, (b + 1) * 100 / LIC_EVAL_BINS,
				       bins[b].predicted, bins[b].observed.share,
				       bins[b].observed.low, bins[b].observed.high,
				       (unsigned long long)bins[b].count);
}

static void text_worst(const struct lic_eval *eval, struct lic_buf *out)
{
	const struct lic_eval_item *worst[LIC_EVAL_WORST];
	const size_t n = lic_eval_worst(eval, worst);

	lic_buf_printf(out, "\nThe worst mistakes%s\n", n ? "" : ": none");
	for (size_t i = 0; i < n; i++) {
		lic_buf_printf(out, "  %s %-18s", lic_label_name(worst[i]->label),
			       lic_verdict_class_name(worst[i]->class));
		if (worst[i]->risk >= 0)
			lic_buf_printf(out, " risk %3d  ", worst[i]->risk);
		else
			LIC_BUF_LIT(out, " no risk   ");
		lic_buf_adds(out, worst[i]->input);
		LIC_BUF_LIT(out, "  [");
		write_signals(out, worst[i]);
		LIC_BUF_LIT(out, "]\n");
	}
}

static void text_report(const struct lic_eval *eval, struct lic_buf *out)
{
	lic_buf_printf(out, "Model %s, listset %.*s%s.\n\n", eval->model.id,
		       LIC_STR_ARG(lic_index_id(eval->check->snapshot->index)),
		       eval->options.no_lists ? ", as if no list named the subjects" : "");
	text_confusion(eval, out);
	text_rates(eval, out);
	text_curve(eval, out);
	text_calibration(eval, out);
	text_worst(eval, out);
}

/* ---- JSON ------------------------------------------------------------- */

static void json_rate(struct lic_buf *out, const struct lic_rate *r)
{
	lic_buf_printf(out, "{\"of\":%llu,\"all\":%llu,\"share\":%.6f,\"low\":%.6f,\"high\":%.6f}",
		       (unsigned long long)r->of, (unsigned long long)r->all, r->share, r->low,
		       r->high);
}

static void json_confusion(const struct lic_eval *eval, struct lic_buf *out)
{
	uint64_t counts[LIC_VERDICT_CLASSES];

	LIC_BUF_LIT(out, ",\"confusion\":{");
	for (int l = 0; l < LIC_LABELS; l++) {
		count_classes(eval, (enum lic_label)l, counts);
		lic_buf_printf(out, "%s\"%s\":{", l ? "," : "", lic_label_name((enum lic_label)l));
		for (int c = 0; c < LIC_VERDICT_CLASSES; c++)
			lic_buf_printf(out, "%s\"%s\":%llu", c ? "," : "",
				       lic_verdict_class_name((enum lic_verdict_class)c),
				       (unsigned long long)counts[c]);
		lic_buf_addc(out, '}');
	}
	lic_buf_addc(out, '}');
}

static void json_rates(const struct lic_eval *eval, struct lic_buf *out)
{
	const char *what;
	struct lic_rate r;

	LIC_BUF_LIT(out, ",\"rates\":[");
	for (size_t n = 0; lic_eval_rate(eval, n, &what, &r); n++) {
		lic_buf_printf(out, "%s{\"what\":\"%s\",\"rate\":", n ? "," : "", what);
		json_rate(out, &r);
		lic_buf_addc(out, '}');
	}
	lic_buf_addc(out, ']');
}

static void json_curve(const struct lic_eval *eval, struct lic_buf *out)
{
	struct lic_pr curve[101];
	const size_t n = lic_eval_curve(eval, curve);

	lic_buf_printf(out, ",\"average_precision\":%.6f,\"precision_recall\":[",
		       lic_eval_average_precision(curve, n));
	for (size_t i = 0; i < n; i++)
		lic_buf_printf(out,
			       "%s{\"risk\":%d,\"precision\":%.6f,\"recall\":%.6f,\"positives\":%"
			       "llu,\"others\":%llu}",
			       i ? "," : "", curve[i].threshold, curve[i].precision,
			       curve[i].recall, (unsigned long long)curve[i].hits,
			       (unsigned long long)curve[i].alarms);
	lic_buf_addc(out, ']');
}

static void json_calibration(const struct lic_eval *eval, struct lic_buf *out)
{
	struct lic_bin bins[LIC_EVAL_BINS];
	double brier;
	const uint64_t n = lic_eval_calibration(eval, &brier, bins);

	lic_buf_printf(out, ",\"calibration\":{\"count\":%llu,\"brier\":%.6f,\"bins\":[",
		       (unsigned long long)n, brier);
	for (size_t b = 0; b < LIC_EVAL_BINS; b++) {
		lic_buf_printf(out, "%s{\"low\":%zu,\"predicted\":%.6f,\"observed\":", b ? "," : "",
			       b * 100 / LIC_EVAL_BINS, bins[b].predicted);
		json_rate(out, &bins[b].observed);
		lic_buf_addc(out, '}');
	}
	LIC_BUF_LIT(out, "]}");
}

static void json_worst(const struct lic_eval *eval, struct lic_buf *out)
{
	const struct lic_eval_item *worst[LIC_EVAL_WORST];
	const size_t n = lic_eval_worst(eval, worst);

	LIC_BUF_LIT(out, ",\"worst\":[");
	for (size_t i = 0; i < n; i++) {
		lic_buf_printf(
			out, "%s{\"label\":\"%s\",\"verdict\":\"%s\",\"risk\":", i ? "," : "",
			lic_label_name(worst[i]->label), lic_verdict_class_name(worst[i]->class));
		if (worst[i]->risk >= 0)
			lic_json_int(out, worst[i]->risk);
		else
			LIC_BUF_LIT(out, "null");
		lic_buf_addc(out, ',');
		lic_json_field(out, "input", worst[i]->input);
		LIC_BUF_LIT(out, ",\"signals\":\"");
		write_signals(out, worst[i]);
		LIC_BUF_LIT(out, "\"}");
	}
	lic_buf_addc(out, ']');
}

static void json_report(const struct lic_eval *eval, struct lic_buf *out)
{
	LIC_BUF_LIT(out, "{\"schema\":\"licit/eval/1\",");
	lic_json_field(out, "model", lic_str_from(eval->model.id));
	lic_buf_addc(out, ',');
	lic_json_field(out, "lists", lic_index_id(eval->check->snapshot->index));
	lic_buf_printf(out, ",\"no_lists\":%s,\"errors\":%llu",
		       eval->options.no_lists ? "true" : "false", (unsigned long long)eval->errors);
	json_confusion(eval, out);
	json_rates(eval, out);
	json_curve(eval, out);
	json_calibration(eval, out);
	json_worst(eval, out);
	LIC_BUF_LIT(out, "}\n");
}

void lic_eval_report(const struct lic_eval *eval, bool json, struct lic_buf *out)
{
	if (json)
		json_report(eval, out);
	else
		text_report(eval, out);
}
