/* "PART\nREPEATED": a document of the one and, many times, the other. Behind the guard its
 * tree is no deeper than the guard allows. */
#include "buf.h"
#include "limits.h"
#include "page_guard.h"

#include <gumbo.h>

#define REPEATED 2000
#define DOCUMENT_MAX (1u << 20)

/* One tag that the guard counts opens up to four: <table> a row's three besides. */
#define DEEPEST (4 * LIC_PAGE_DEPTH_MAX + 64)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check_depth(const GumboNode *root)
{
	struct {
		const GumboVector *children;
		unsigned next;
	} open[DEEPEST];
	const GumboNode *node = root;
	size_t depth = 0;

	for (;;) {
		if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
			if (depth == DEEPEST)
				abort();
			open[depth].children = &node->v.element.children;
			open[depth++].next = 0;
		}
		while (depth && open[depth - 1].next == open[depth - 1].children->length)
			depth--;
		if (!depth)
			return;
		node = open[depth - 1].children->data[open[depth - 1].next++];
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str repeated = lic_str((const char *)data, len), part;
	struct lic_buf html;

	if (!lic_str_split(&repeated, '\n', &part) || !repeated.len ||
	    len > DOCUMENT_MAX / REPEATED)
		return 0;
	lic_buf_init(&html, DOCUMENT_MAX);
	lic_buf_adds(&html, part);
	for (int i = 0; i < REPEATED; i++)
		lic_buf_adds(&html, repeated);
	if (lic_buf_error(&html))
		abort();
	lic_page_guard(html.ptr, html.len, LIC_PAGE_GUARD_BOUNDS);
	GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, html.ptr, html.len);
	check_depth(output->root);
	gumbo_destroy_output(&kGumboDefaultOptions, output);
	lic_buf_release(&html);
	return 0;
}
