/*
 * What the facts and terms of a page cost beside the parser alone: `bench_page LISTS [PAGE…]`
 * prints the ratio of processor time, both in turns. Without pages it makes one of 200 KB.
 * bench.py runs it.
 */
#include "buf.h"
#include "lexicon.h"
#include "limits.h"
#include "page.h"

#include <gumbo.h>

#define ROUNDS 15
#define MADE_SIZE (200u << 10)

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int read_file(const char *folder, const char *name, struct lic_buf *out)
{
	char path[4096], chunk[65536];
	size_t n;

	snprintf(path, sizeof(path), "%s%s%s", folder, *folder ? "/" : "", name);
	FILE *file = fopen(path, "rb");
	if (!file)
		return LIC_ENOENT;
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		lic_buf_add(out, chunk, n);
	fclose(file);
	return lic_buf_error(out);
}

/* A shop's list of goods, as such pages are: more markup than words. */
static void make_page(struct lic_buf *out)
{
	LIC_BUF_LIT(out, "<!doctype html><html><head><title>Goods</title></head><body><ul>");
	for (unsigned i = 0; out->len < MADE_SIZE; i++)
		lic_buf_printf(out,
			       "<li class=\"item item-%u\" data-id=\"%u\"><a href=\"/goods/%u-blue?"
			       "from=list\" class=\"name\"><img src=\"/img/%u.jpg\" alt=\"Box %u\">"
			       "<span>Box of paper, %u sheets</span></a><p>White &amp; smooth, for "
			       "letters and for print; sent within two days.</p><b class=price>"
			       "%u.90 €</b> <button type=button>Add to cart</button></li>\n",
			       i, i, i, i, i, 100 + i, 3 + i % 90);
	LIC_BUF_LIT(out, "</ul></body></html>");
}

static double time_gumbo(struct lic_str html)
{
	double start = seconds();
	GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, html.ptr, html.len);
	double spent = seconds() - start;

	gumbo_destroy_output(&kGumboDefaultOptions, output);
	return spent;
}

static double time_facts(struct lic_str html, struct lic_lexicon *lexicon,
			 const struct lic_psl *psl)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_page_input input = {.html = html};
	const struct lic_page *page;
	struct lic_terms terms;
	double start = seconds();

	if (lic_page_read(&page, &input, LIC_STR("https://shop.example/"), psl, &arena, NULL) < 0 ||
	    lic_lexicon_scan(lexicon, page->text, false, &arena, &terms) < 0 ||
	    lic_lexicon_scan(lexicon, page->hidden, true, &arena, &terms) < 0)
		exit(1);
	double spent = seconds() - start;
	lic_arena_release(&arena);
	return spent;
}

/* The best of some rounds in turn: what disturbs a run only ever adds. */
static void measure(struct lic_str html, struct lic_lexicon *lexicon, const struct lic_psl *psl,
		    double *gumbo, double *facts)
{
	double best_gumbo = 1e9, best_facts = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		double g = time_gumbo(html), f = time_facts(html, lexicon, psl);
		best_gumbo = g < best_gumbo ? g : best_gumbo;
		best_facts = f < best_facts ? f : best_facts;
	}
	*gumbo += best_gumbo;
	*facts += best_facts;
}

int main(int argc, char **argv)
{
	struct lic_buf substances, phrases, page;
	struct lic_lexicon *lexicon;
	struct lic_psl *psl;
	double gumbo = 0, facts = 0;

	lic_buf_init(&substances, LIC_JSON_FILE_MAX);
	lic_buf_init(&phrases, LIC_JSON_FILE_MAX);
	lic_buf_init(&page, LIC_PAGE_BYTES_MAX);
	if (argc < 2 || read_file(argv[1], "substances.csv", &substances) < 0 ||
	    read_file(argv[1], "phrases.csv", &phrases) < 0 || lic_psl_open(&psl, NULL, NULL) < 0 ||
	    lic_lexicon_new(&lexicon, lic_buf_str(&substances), lic_buf_str(&phrases)) < 0 ||
	    lic_lexicon_prepare(lexicon, NULL) < 0) {
		fprintf(stderr, "usage: bench_page LISTS [PAGE…]\n");
		return 2;
	}
	for (int i = 2; i < argc || (argc == 2 && i == 2); i++) {
		lic_buf_reset(&page);
		if (argc == 2)
			make_page(&page);
		else if (read_file("", argv[i], &page) < 0)
			return 1;
		measure(lic_buf_str(&page), lexicon, psl, &gumbo, &facts);
	}
	printf("%.3f %.3f %.3f\n", facts / gumbo, facts * 1e3, gumbo * 1e3);
	lic_lexicon_free(lexicon);
	lic_psl_free(psl);
	lic_buf_release(&substances);
	lic_buf_release(&phrases);
	lic_buf_release(&page);
	return 0;
}
