/* What was measured as a picture: plain SVG, readable in light and in dark. */
#include "eval.h"

/* Two square plots side by side. */
#define SIDE 320.0
#define LEFT_1 60.0
#define LEFT_2 480.0
#define TOP 50.0

static const char head[] =
	"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 840 430\" role=\"img\" "
	"font-family=\"sans-serif\" font-size=\"12\">\n"
	"<title>Precision and recall, and calibration</title>\n"
	"<style>\n"
	":root{--ink:#1a1a1a;--soft:#777;--paper:#fff;--line:#0b6bcb;--mark:#c2410c}\n"
	"@media (prefers-color-scheme:dark){:root{--ink:#eee;--soft:#999;--paper:#16181c;"
	"--line:#6db3f8;--mark:#fb923c}}\n"
	"text{fill:var(--ink)} .axis{stroke:var(--soft);fill:none} .soft{fill:var(--soft)}\n"
	".line{stroke:var(--line);stroke-width:2;fill:none}\n"
	".mark{fill:var(--mark)} .bar{stroke:var(--mark);stroke-width:1.5}\n"
	".ideal{stroke:var(--soft);stroke-dasharray:4 4}\n"
	"</style>\n"
	"<rect width=\"840\" height=\"430\" fill=\"var(--paper)\"/>\n";

static double x_of(double left, double share)
{
	return left + SIDE * share;
}

static double y_of(double share)
{
	return TOP + SIDE * (1 - share);
}

static void frame(struct lic_buf *out, double left, const char *title, const char *below,
		  const char *beside)
{
	lic_buf_printf(out, "<text x=\"%.0f\" y=\"30\" font-size=\"15\">%s</text>\n", left, title);
	lic_buf_printf(out,
		       "<rect class=\"axis\" x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" "
		       "height=\"%.0f\"/>\n",
		       left, TOP, SIDE, SIDE);
	for (int i = 0; i <= 10; i += 2) {
		lic_buf_printf(out,
			       "<text class=\"soft\" x=\"%.1f\" y=\"%.0f\" "
			       "text-anchor=\"middle\">%.1f</text>\n",
			       x_of(left, i / 10.0), TOP + SIDE + 16, i / 10.0);
		lic_buf_printf(out,
			       "<text class=\"soft\" x=\"%.0f\" y=\"%.1f\" "
			       "text-anchor=\"end\">%.1f</text>\n",
			       left - 6, y_of(i / 10.0) + 4, i / 10.0);
	}
	lic_buf_printf(out, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">%s</text>\n",
		       left + SIDE / 2, TOP + SIDE + 36, below);
	lic_buf_printf(out,
		       "<text transform=\"translate(%.0f %.0f) rotate(-90)\" "
		       "text-anchor=\"middle\">%s</text>\n",
		       left - 38, TOP + SIDE / 2, beside);
}

static void plot_curve(const struct lic_eval *eval, struct lic_buf *out)
{
	struct lic_pr curve[101];
	const size_t n = lic_eval_curve(eval, curve);

	frame(out, LEFT_1, "Precision and recall", "recall", "precision");
	if (!n)
		return;
	LIC_BUF_LIT(out, "<path class=\"line\" d=\"");
	for (size_t i = 0; i < n; i++)
		lic_buf_printf(out, "%s%.1f %.1f", i ? "L" : "M", x_of(LEFT_1, curve[i].recall),
			       y_of(curve[i].precision));
	LIC_BUF_LIT(out, "\"/>\n");
	for (size_t i = 0; i < n; i++)
		lic_buf_printf(
			out,
			"<circle class=\"mark\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"><title>risk "
			"at least %d: precision %.3f, recall %.3f</title></circle>\n",
			x_of(LEFT_1, curve[i].recall), y_of(curve[i].precision), curve[i].threshold,
			curve[i].precision, curve[i].recall);
}

static void plot_calibration(const struct lic_eval *eval, struct lic_buf *out)
{
	struct lic_bin bins[LIC_EVAL_BINS];
	double brier;
	char title[64];

	lic_eval_calibration(eval, &brier, bins);
	snprintf(title, sizeof(title), "Calibration (Brier score %.3f)", brier);
	frame(out, LEFT_2, title, "risk as shown", "share that is illicit, 95 %");
	lic_buf_printf(out,
		       "<line class=\"ideal\" x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\"/>\n",
		       x_of(LEFT_2, 0), y_of(0), x_of(LEFT_2, 1), y_of(1));
	for (size_t b = 0; b < LIC_EVAL_BINS; b++) {
		if (!bins[b].count)
			continue;
		const double x = x_of(LEFT_2, bins[b].predicted);
		lic_buf_printf(out,
			       "<line class=\"bar\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" "
			       "y2=\"%.1f\"/>\n",
			       x, y_of(bins[b].observed.low), x, y_of(bins[b].observed.high));
		lic_buf_printf(
			out,
			"<circle class=\"mark\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%llu of "
			"%llu</title></circle>\n",
			x, y_of(bins[b].observed.share), (unsigned long long)bins[b].positives,
			(unsigned long long)bins[b].count);
	}
}

void lic_eval_plot(const struct lic_eval *eval, struct lic_buf *out)
{
	lic_buf_adds(out, lic_str(head, sizeof(head) - 1));
	plot_curve(eval, out);
	plot_calibration(eval, out);
	LIC_BUF_LIT(out, "</svg>\n");
}
