/* Any bytes as the page of a site, for its link to a register, and as the register's page. */
#include "register_link.h"
#include "register_page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static const char file[] =
	"{\"schema\":\"licit/seals/1\",\"seals\":[{\"id\":\"a\",\"name\":\"A\",\"issuer\":\"B\","
	"\"kind\":\"licence\",\"links\":[{\"hosts\":[\"r.example\"],\"entries\":[\"/e/"
	"{digits}\"]}]}]"
	"}";

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void propose(struct lic_str html, const struct lic_seals *seals, const struct lic_psl *psl)
{
	struct lic_url base, url;
	struct lic_buf at, store;

	lic_buf_init(&at, LIC_URL_MAX);
	lic_buf_init(&store, LIC_URL_MAX);
	expect(lic_url_parse(&base, LIC_STR("https://x.cz/a"), &at, NULL) == 0);
	if (lic_register_link(&url, &store, html, &base, seals, psl)) {
		const struct lic_seal *seal = lic_register_seal(&url, seals, psl);
		expect(seal && lic_register_is_host(&url, seal, psl) && url.path.len > 1);
	}
	lic_buf_release(&at);
	lic_buf_release(&store);
}

static void read_page(struct lic_str html, const struct lic_psl *psl)
{
	static struct lic_facts facts;
	static const struct lic_subject subject = {.host = {"x.cz", 4}, .site = {"x.cz", 4}};
	struct lic_register_page page = {.url = LIC_STR("https://r.example/e/1"), .status = 200};
	struct lic_page_input input = {.url = page.url, .html = html};
	struct lic_arena arena = LIC_ARENA_INIT;

	lic_facts_init(&facts, &subject, LIC_STR(""), 20600);
	facts.register_page = &page;
	facts.known[LIC_SLOT_REGISTER] = true;
	expect(lic_register_page_read(&facts, &input, psl, &arena) == 0);
	const struct lic_register_page *read = facts.register_page;
	expect(facts.known[LIC_SLOT_REGISTER] == (read != NULL));
	expect(!read || read->sites_count <= LIC_REGISTER_SITES_MAX);
	for (size_t i = 0; read && i < read->sites_count; i++)
		expect(lic_str_find(read->sites[i], '.') < read->sites[i].len &&
		       !lic_str_eq(read->sites[i], subject.site));
	lic_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static struct lic_seals seals;
	static struct lic_psl *psl;
	struct lic_str html = {(const char *)data, len};

	if (!psl)
		expect(lic_psl_open(&psl, NULL, NULL) == 0 &&
		       lic_seals_parse(&seals, lic_str_from(file), NULL) == 0);
	propose(html, &seals, psl);
	read_page(html, psl);
	return 0;
}
