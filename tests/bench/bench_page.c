/*
 * What a check with a page costs beside parsing that page: `bench_page DATA LISTS [PAGE…]`
 * prints a line for each made page (made_pages.h), or one for all that are named:
 * NAME RATIO MILLISECONDS-OF-THE-CHECK MILLISECONDS-OF-THE-PARSER. bench.py runs it.
 *
 * Compared is processor time. On one side a whole check by the engine as a program makes it,
 * with an index of the bundled lists in DATA: address, lists, the page's facts, its terms,
 * seals, signals and verdict. On the other gumbo_parse() as any program calls it: default
 * options, the C library's allocator, the tree given back after the clock has stopped. Both
 * take turns, and of each the quickest turn counts: what disturbs a run only ever adds.
 */
#include "licit.h"
#include "made_pages.h"

#include <gumbo.h>

#define ROUNDS 31

/* Kept apart for those who profile it. */
#define APART __attribute__((noinline))

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int read_page(struct lic_buf *out, const char *path)
{
	char chunk[65536];
	size_t n;
	FILE *file = fopen(path, "rb");

	if (!file)
		return LIC_ENOENT;
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		lic_buf_add(out, chunk, n);
	fclose(file);
	return lic_buf_error(out);
}

/* What was given back in small pieces is joined now, when no clock runs: the C library does it
 * when something large is asked for next, by whoever. */
static void tidy_heap(void)
{
	void *volatile large = malloc(1u << 16); /* not to be left out */

	free(large);
}

static APART double time_gumbo(struct lic_str html)
{
	double start = seconds();
	GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, html.ptr, html.len);
	double spent = seconds() - start;

	gumbo_destroy_output(&kGumboDefaultOptions, output);
	tidy_heap();
	return spent;
}

static APART double time_check(struct lic_str html, struct lic_check *check)
{
	const struct lic_page_input page = {.html = html};
	const struct lic_check_options options = {.page = &page};
	const struct lic_verdict *verdict;
	double start = seconds();

	if (lic_check_run_with(check, LIC_STR("https://shop.example/pain-fever"), &options,
			       &verdict, NULL) < 0)
		exit(1);
	return seconds() - start;
}

struct spent {
	double check, gumbo;
};

static void measure(struct lic_str html, struct lic_check *check, struct spent *sum)
{
	struct spent best = {1e9, 1e9};

	for (int i = 0; i < ROUNDS; i++) {
		double g = time_gumbo(html), c = time_check(html, check);
		best.gumbo = g < best.gumbo ? g : best.gumbo;
		best.check = c < best.check ? c : best.check;
	}
	sum->check += best.check;
	sum->gumbo += best.gumbo;
}

static void report(const char *name, struct spent spent)
{
	printf("%s %.3f %.3f %.3f\n", name, spent.check / spent.gumbo, spent.check * 1e3,
	       spent.gumbo * 1e3);
}

static void measure_made(const char *name, void (*make)(struct lic_buf *out),
			 struct lic_check *check)
{
	struct lic_buf page;
	struct spent spent = {0, 0};

	lic_buf_init(&page, LIC_PAGE_BYTES_MAX);
	make(&page);
	measure(lic_buf_str(&page), check, &spent);
	report(name, spent);
	lic_buf_release(&page);
}

static int measure_files(char **paths, struct lic_check *check)
{
	struct lic_buf page;
	struct spent spent = {0, 0};
	int err = LIC_OK;

	lic_buf_init(&page, LIC_PAGE_BYTES_MAX);
	for (; *paths && !err; paths++) {
		lic_buf_reset(&page);
		err = read_page(&page, *paths);
		if (!err)
			measure(lic_buf_str(&page), check, &spent);
	}
	if (!err)
		report("pages", spent);
	lic_buf_release(&page);
	return err;
}

int main(int argc, char **argv)
{
	struct lic_engine *engine = NULL;
	struct lic_check *check = NULL;
	struct lic_diag diag = {.text = "usage: bench_page DATA LISTS [PAGE…]"};
	int err = LIC_EINVAL;

	if (argc > 2) {
		const struct lic_engine_options options = {.data_dir = argv[1],
							   .lists_dir = argv[2]};
		err = lic_engine_open(&engine, &options, &diag);
	}
	if (!err)
		err = lic_check_new(&check, engine);
	if (!err && argc > 3) {
		err = measure_files(argv + 3, check);
	} else if (!err) {
		measure_made("goods", make_goods_page, check);
		measure_made("shop", make_shop_page, check);
	}
	if (err)
		fprintf(stderr, "%s\n", diag.text);
	lic_check_free(check);
	lic_engine_free(engine);
	return err ? 2 : 0;
}
