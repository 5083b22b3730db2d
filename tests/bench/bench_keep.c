/*
 * Searching as one types: `bench_keep DATA LISTS` asks the store in DATA what somebody would ask
 * who types, filters and turns pages, and prints for each question
 * MILLISECONDS COUNT QUESTION, of five turns the quickest (processor time, which another
 * program's load does not lengthen), and at last the slowest of all. The first line is the
 * reading of the store. bench.py runs it.
 */
#include "licit_keep.h"

#define ROUNDS 5

static const struct question {
	const char *text, *country, *class, *tld;
	uint32_t states;
	uint64_t offset;
} questions[] = {
	{.text = ""},
	{.text = "p"},
	{.text = "ph"},
	{.text = "pha"},
	{.text = "phar"},
	{.text = "pharm"},
	{.text = "pharmacy"},
	{.text = "a"},
	{.text = "e"},
	{.text = "an"},
	{.text = ".cz"},
	{.text = "s.r.o."},
	{.text = "L-0500000"},
	{.text = "0001"},
	{.text = "not there at all"},
	{.text = "https://www.pharm"},
	{.text = "a", .country = "PL"},
	{.text = "a", .tld = "shop", .states = 1},
	{.text = "", .class = "pharmacy-otc", .offset = 900000},
	{.text = "a", .offset = 500000},
};

static double milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int ignore(void *ctx, const struct lic_keep_entry *entry)
{
	(void)entry;
	(*(uint64_t *)ctx)++;
	return LIC_OK;
}

static double ask(struct lic_engine *engine, const struct question *q, uint64_t *count)
{
	const struct lic_entry_filter filter = {
		.text = lic_str_from(q->text),
		.country = lic_str_from(q->country),
		.class = lic_str_from(q->class),
		.tld = lic_str_from(q->tld),
		.states = q->states,
		.offset = q->offset,
		.limit = 50,
	};
	struct lic_diag diag = {""};
	uint64_t told = 0;
	double start = milliseconds();

	if (lic_keep_search(engine, &filter, ignore, &told, count, &diag) < 0) {
		fprintf(stderr, "%s\n", diag.text);
		exit(1);
	}
	return milliseconds() - start;
}

int main(int argc, char **argv)
{
	struct lic_engine *engine;
	struct lic_diag diag = {""};
	double slowest = 0;
	uint64_t count = 0;

	if (argc != 3)
		return 2;
	const struct lic_engine_options options = {.data_dir = argv[1], .lists_dir = argv[2]};
	if (lic_engine_open(&engine, &options, &diag) < 0) {
		fprintf(stderr, "%s\n", diag.text);
		return 1;
	}
	double first = ask(engine, &(struct question){.text = "x"}, &count);
	printf("%.1f reading the store\n", first);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(questions); i++) {
		const struct question *q = &questions[i];
		double best = ask(engine, q, &count);
		for (int round = 1; round < ROUNDS; round++) {
			double spent = ask(engine, q, &count);
			best = spent < best ? spent : best;
		}
		printf("%.1f %llu %s %s %s %s %llu\n", best, (unsigned long long)count,
		       q->text[0] ? q->text : "(all)", q->country ? q->country : "-",
		       q->class ? q->class : "-", q->tld ? q->tld : "-",
		       (unsigned long long)q->offset);
		slowest = best > slowest ? best : slowest;
	}
	printf("%.1f slowest\n", slowest);
	lic_engine_free(engine);
	return 0;
}
