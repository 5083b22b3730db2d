/* RDAP answers: the first line is the HTTP status and the domain asked for. */
#include "rdap.h"

#include "show_registration.h"

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_registration got;
	struct lic_str related, domain = show_first_line(&input), status = {NULL, 0};
	int code = 0;

	assert_true(lic_str_split(&domain, ' ', &status));
	for (size_t i = 0; i < status.len; i++)
		code = code * 10 + status.ptr[i] - '0';
	enum lic_answer answer = lic_rdap_parse(&got, &related, input, code, domain, &arena);
	show_registration(out, answer, &got, related);
	lic_arena_release(&arena);
}

int main(void)
{
	return sections_run("data/rdap.rows", describe);
}
