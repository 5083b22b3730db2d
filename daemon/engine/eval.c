#include "eval.h"

#include "facts_json.h"
#include "json.h"

#include <math.h>

/* What is kept of an input, to name it among the mistakes. */
#define INPUT_MAX 120

#define ITEMS_MAX ((size_t)20 << 20)

const char *lic_label_name(enum lic_label label)
{
	static const char *const names[LIC_LABELS] = {"positive", "negative", "licensed"};

	return names[label];
}

int lic_eval_new(struct lic_eval **out, struct lic_engine *engine,
		 const struct lic_eval_options *options, struct lic_diag *diag)
{
	struct lic_eval *eval = calloc(1, sizeof(*eval));

	if (!eval || lic_check_new(&eval->check, engine) < 0) {
		free(eval);
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	}
	eval->options = *options;
	eval->by_rule = 1u << LIC_SLOT_LISTS;
	eval->arena = (struct lic_arena)LIC_ARENA_INIT;
	eval->scratch = (struct lic_arena)LIC_ARENA_INIT;
	eval->model = eval->check->snapshot->model;
	int err = lic_replay_new(&eval->replay, engine->lists_dir, diag);
	if (err < 0) {
		lic_eval_free(eval);
		return err;
	}
	*out = eval;
	return LIC_OK;
}

void lic_eval_free(struct lic_eval *eval)
{
	if (!eval)
		return;
	lic_check_free(eval->check);
	lic_replay_free(eval->replay);
	lic_arena_release(&eval->arena);
	lic_arena_release(&eval->scratch);
	free(eval->items);
	free(eval);
}

/* ---- adding ----------------------------------------------------------- */

static int grow(struct lic_eval *eval)
{
	if (eval->count < eval->cap)
		return LIC_OK;
	const size_t cap = eval->cap ? 2 * eval->cap : 1024;
	if (cap > ITEMS_MAX)
		return LIC_ELIMIT;
	void *items = realloc(eval->items, cap * sizeof(*eval->items));
	if (!items)
		return LIC_ENOMEM;
	eval->items = items;
	eval->cap = cap;
	return LIC_OK;
}

static void note_signals(struct lic_eval *eval, struct lic_eval_item *item,
			 const struct lic_verdict *v)
{
	for (size_t i = 0; i < v->findings_count; i++)
		for (size_t s = 0; s < lic_signals_count; s++)
			if (lic_signals[s]->id == v->findings[i].signal) {
				item->signals[s / 64] |= 1ull << s % 64;
				eval->directions[s] |= 1u << v->findings[i].direction;
			}
}

static struct lic_str cut(struct lic_str s)
{
	if (s.len <= INPUT_MAX)
		return s;
	size_t n = INPUT_MAX;
	while (n && ((unsigned char)s.ptr[n] & 0xC0) == 0x80)
		n--;
	return lic_str(s.ptr, n);
}

static int keep(struct lic_eval *eval, enum lic_label label, const struct lic_verdict *v,
		struct lic_diag *diag)
{
	int err = grow(eval);

	if (err < 0)
		return lic_diag_set(diag, err, "%s", lic_strerror(err));
	struct lic_eval_item *item = &eval->items[eval->count];
	*item = (struct lic_eval_item){
		.label = label,
		.class = v->class,
		.risk = v->risk,
		.sells = v->sells_medicine,
		.input = lic_arena_copy(&eval->arena, cut(v->input)),
	};
	note_signals(eval, item, v);
	eval->count++;
	return LIC_OK;
}

/* As if no list named the subject: how it goes with those that none names yet. */
static const struct lic_verdict *without_lists(struct lic_eval *eval, const struct lic_facts *facts)
{
	struct lic_facts alone = *facts;

	alone.matches = 0;
	lic_arena_reset(&eval->scratch);
	lic_judge(&alone, &eval->model, &eval->scratch, &eval->verdict);
	return &eval->verdict;
}

static int check_line(struct lic_eval *eval, struct lic_str line, const struct lic_page_input *page,
		      const struct lic_verdict **out, struct lic_diag *diag)
{
	const struct lic_check_options options = {
		.country = eval->options.country,
		.page = page,
	};
	int err = lic_check_run_with(eval->check, line, &options, out, diag);

	if (!err && eval->options.no_lists)
		*out = without_lists(eval, &eval->check->facts);
	return err;
}

static int replay_line(struct lic_eval *eval, struct lic_str line, const struct lic_verdict **out,
		       struct lic_diag *diag)
{
	int err = lic_replay_run(eval->replay, line, out, diag);

	if (!err && eval->options.no_lists)
		*out = without_lists(eval, lic_replay_facts(eval->replay));
	return err;
}

/* The addresses of {"links":[…]}, borrowed from json. */
static int read_links(const struct lic_json *page, struct lic_arena *arena,
		      struct lic_page_input *out)
{
	const struct lic_json *links = lic_json_get(page, "links");
	const size_t n = lic_json_size(links);
	struct lic_str *all = lic_arena_alloc(arena, n * sizeof(*all));

	if (!all)
		return LIC_ENOMEM;
	for (size_t i = 0; i < n; i++)
		all[i] = lic_json_string(lic_json_at(links, i));
	out->links = all;
	out->links_count = n;
	return LIC_OK;
}

/* {"url":…,"page":{"html"|"text":…,"title":…,"links":…}}, as POST /v1/check takes it. */
static int check_object(struct lic_eval *eval, const struct lic_json *json,
			const struct lic_verdict **out, struct lic_diag *diag)
{
	const struct lic_json *page = lic_json_get(json, "page");
	const struct lic_str url = lic_json_string(lic_json_get(json, "url"));
	struct lic_page_input input = {
		.html = lic_json_string(lic_json_get(page, "html")),
		.text = lic_json_string(lic_json_get(page, "text")),
		.title = lic_json_string(lic_json_get(page, "title")),
	};

	lic_arena_reset(&eval->scratch);
	if (page && read_links(page, &eval->scratch, &input) < 0)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	return check_line(eval, url, page ? &input : NULL, out, diag);
}

/* Of the verdict only its input is kept, and that is copied before json goes. */
static int add_object(struct lic_eval *eval, enum lic_label label, struct lic_str line,
		      struct lic_diag *diag)
{
	const struct lic_verdict *v;
	struct lic_json *json;
	int err = lic_json_parse(&json, line, diag);

	if (err < 0)
		return err;
	err = lic_json_get(json, "url") ? check_object(eval, json, &v, diag)
					: replay_line(eval, line, &v, diag);
	if (!err)
		err = keep(eval, label, v, diag);
	lic_json_free(json);
	return err;
}

int lic_eval_add(struct lic_eval *eval, enum lic_label label, struct lic_str line,
		 struct lic_diag *diag)
{
	const struct lic_verdict *v;
	int err;

	if (lic_str_starts(line, LIC_STR("{"))) {
		err = add_object(eval, label, line, diag);
	} else {
		err = check_line(eval, line, NULL, &v, diag);
		if (!err)
			err = keep(eval, label, v, diag);
	}
	eval->errors += err < 0;
	return err;
}

/* ---- rates ------------------------------------------------------------ */

struct lic_rate lic_rate(uint64_t of, uint64_t all)
{
	const double z = 1.959963984540054, n = (double)all;
	struct lic_rate r = {.of = of, .all = all, .high = 1};

	if (!all)
		return r;
	const double p = (double)of / n, z2 = z * z;
	const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
	const double half = z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
	r.share = p;
	r.low = of ? fmax(0, middle - half) : 0;
	r.high = of < all ? fmin(1, middle + half) : 1;
	return r;
}

static bool is_open(const struct lic_eval_item *item)
{
	return item->sells == 1;
}

static bool is_verified(const struct lic_eval_item *item)
{
	return item->class == LIC_VERIFIED || item->class == LIC_VERIFIED_ELSEWHERE;
}

static bool is_illicit(const struct lic_eval_item *item)
{
	return item->class == LIC_ILLICIT;
}

bool lic_eval_rate(const struct lic_eval *eval, size_t n, const char **what, struct lic_rate *out)
{
	static const struct {
		const char *what;
		enum lic_label label;
		bool (*holds)(const struct lic_eval_item *item);
	} rates[] = {
		{"positives warned of (suspicious, disputed or illicit)", LIC_POSITIVE,
		 lic_eval_warned},
		{"positives that are illicit", LIC_POSITIVE, is_illicit},
		{"positives seen to sell medicines", LIC_POSITIVE, is_open},
		{"negatives warned of", LIC_NEGATIVE, lic_eval_warned},
		{"negatives seen to sell medicines", LIC_NEGATIVE, is_open},
		{"licensed warned of", LIC_LICENSED, lic_eval_warned},
		{"licensed that are verified", LIC_LICENSED, is_verified},
		{"licensed seen to sell medicines", LIC_LICENSED, is_open},
	};
	uint64_t of = 0, all = 0;

	if (n >= LIC_ARRAY_SIZE(rates))
		return false;
	for (size_t i = 0; i < eval->count; i++) {
		const struct lic_eval_item *item = &eval->items[i];
		if (item->label != rates[n].label)
			continue;
		all++;
		of += rates[n].holds(item);
	}
	*what = rates[n].what;
	*out = lic_rate(of, all);
	return true;
}

/* ---- precision and recall --------------------------------------------- */

size_t lic_eval_curve(const struct lic_eval *eval, struct lic_pr out[101])
{
	uint64_t hits[101] = {0}, alarms[101] = {0}, positives = 0, h = 0, a = 0;
	size_t n = 0;

	for (size_t i = 0; i < eval->count; i++) {
		const struct lic_eval_item *item = &eval->items[i];
		positives += item->label == LIC_POSITIVE;
		if (item->risk >= 0)
			(item->label == LIC_POSITIVE ? hits : alarms)[item->risk]++;
	}
	for (int t = 100; t >= 0; t--) {
		if (!hits[t] && !alarms[t])
			continue;
		h += hits[t];
		a += alarms[t];
		out[n++] = (struct lic_pr){
			.threshold = t,
			.hits = h,
			.alarms = a,
			.precision = (double)h / (double)(h + a),
			.recall = positives ? (double)h / (double)positives : 0,
		};
	}
	return n;
}

double lic_eval_average_precision(const struct lic_pr *curve, size_t count)
{
	double sum = 0, recall = 0;

	for (size_t i = 0; i < count; i++) {
		sum += (curve[i].recall - recall) * curve[i].precision;
		recall = curve[i].recall;
	}
	return sum;
}

/* ---- calibration ------------------------------------------------------ */

uint64_t lic_eval_calibration(const struct lic_eval *eval, double *brier,
			      struct lic_bin bins[LIC_EVAL_BINS])
{
	uint64_t n = 0;
	double sum = 0;

	memset(bins, 0, LIC_EVAL_BINS * sizeof(bins[0]));
	for (size_t i = 0; i < eval->count; i++) {
		const struct lic_eval_item *item = &eval->items[i];
		if (item->risk < 0)
			continue;
		const double p = item->risk / 100.0, y = item->label == LIC_POSITIVE;
		const int at = item->risk * LIC_EVAL_BINS / 100;
		struct lic_bin *bin = &bins[at < LIC_EVAL_BINS ? at : LIC_EVAL_BINS - 1];
		sum += (p - y) * (p - y);
		bin->predicted += p;
		bin->count++;
		bin->positives += item->label == LIC_POSITIVE;
		n++;
	}
	for (size_t b = 0; b < LIC_EVAL_BINS; b++) {
		if (bins[b].count)
			bins[b].predicted /= (double)bins[b].count;
		bins[b].observed = lic_rate(bins[b].positives, bins[b].count);
	}
	*brier = n ? sum / (double)n : 0;
	return n;
}

/* ---- mistakes --------------------------------------------------------- */

/* How bad: 0 is no mistake. A wrong warning is worse than a silence. */
static int badness(const struct lic_eval_item *item)
{
	const bool warned = lic_eval_warned(item);

	if (item->label != LIC_POSITIVE)
		return warned ? 1000 + item->risk : 0;
	if (warned)
		return 0;
	return is_verified(item) ? 900 : 200 - item->risk;
}

size_t lic_eval_worst(const struct lic_eval *eval, const struct lic_eval_item *out[LIC_EVAL_WORST])
{
	size_t n = 0;

	for (size_t i = 0; i < eval->count; i++) {
		const struct lic_eval_item *item = &eval->items[i];
		const int bad = badness(item);
		size_t at = n;
		if (!bad)
			continue;
		while (at && badness(out[at - 1]) < bad)
			at--;
		if (at == LIC_EVAL_WORST)
			continue;
		const size_t move = n < LIC_EVAL_WORST ? n - at : n - 1 - at;
		for (size_t k = at + move; k > at; k--)
			out[k] = out[k - 1];
		out[at] = item;
		n += n < LIC_EVAL_WORST;
	}
	return n;
}
