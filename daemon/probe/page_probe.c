#include "page_probe.h"

#include "page.h"

int lic_page_probe(const struct lic_page_input *input, const struct lic_psl *psl,
		   struct lic_page_room *room, struct lic_arena *arena, struct lic_facts *facts)
{
	struct lic_str url = input->url.len ? input->url : facts->subject->url;
	int err = lic_page_read(&facts->page, input, url, psl, room, arena, NULL);

	facts->known[LIC_SLOT_PAGE] = err == LIC_OK;
	if (err != LIC_ELIMIT)
		return err;
	facts->page = NULL;
	facts->why[LIC_SLOT_PAGE] = "the page is built to be costly to read";
	return LIC_OK;
}

/* "utf-8" of "text/html; charset=utf-8" (RFC 9110, section 8.3.2). */
static struct lic_str charset_of(struct lic_str type)
{
	struct lic_str part, name;

	while (lic_str_split(&type, ';', &part)) {
		lic_str_split(&part, '=', &name);
		if (!lic_str_caseeq(lic_str_trim(name), LIC_STR("charset")) || !part.ptr)
			continue;
		part = lic_str_trim(part);
		if (part.len > 1 && part.ptr[0] == '"' && part.ptr[part.len - 1] == '"')
			part = lic_str(part.ptr + 1, part.len - 2);
		return part;
	}
	return lic_str(NULL, 0);
}

struct lic_page_input lic_page_fetched(const struct lic_fetched *fetched)
{
	return (struct lic_page_input){
		.url = fetched->url,
		.html = fetched->body,
		.charset = charset_of(fetched->type),
		.cut = fetched->cut,
	};
}
