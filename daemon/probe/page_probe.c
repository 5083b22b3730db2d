#include "page_probe.h"

#include "page.h"

int lic_page_probe(const struct lic_page_input *input, const struct lic_psl *psl,
		   struct lic_arena *arena, struct lic_facts *facts)
{
	struct lic_str url = input->url.len ? input->url : facts->subject->url;
	int err = lic_page_read(&facts->page, input, url, psl, arena, NULL);

	facts->known[LIC_SLOT_PAGE] = err == LIC_OK;
	if (err != LIC_ELIMIT)
		return err;
	facts->page = NULL;
	facts->why[LIC_SLOT_PAGE] = "the page is built to be costly to read";
	return LIC_OK;
}
