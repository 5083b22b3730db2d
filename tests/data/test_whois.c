/* WHOIS answers in the forms of many registries: the first line is the domain asked for. */
#include "whois.h"

#include "show_registration.h"

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_registration got;
	struct lic_str referral, domain = show_first_line(&input);
	enum lic_answer answer = lic_whois_parse(&got, &referral, input, domain, &arena);

	show_registration(out, answer, &got, referral);
	lic_arena_release(&arena);
}

int main(void)
{
	return sections_run("data/whois.rows", describe);
}
