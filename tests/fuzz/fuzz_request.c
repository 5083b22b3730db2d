/* What a stranger may put into the head of a request: its query, Host, Origin and
 * Authorization; and the lines of a batch. */
#include "guard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Not assert(), which a Release build leaves out. */
static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void try_query(struct lic_str text)
{
	struct lic_query query = {.counts = {0}};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_diag diag = {""};
	struct lic_str value;
	char *copy = malloc(text.len + 1);

	if (!copy)
		abort();
	if (text.len)
		memcpy(copy, text.ptr, text.len);
	lic_query_read(&query, copy, text.len);
	for (int i = 0; i < LIC_PARAMS; i++) {
		int err = lic_query_get(&query, (enum lic_param)i, &arena, &value, &diag);

		expect(err == LIC_OK || (err == LIC_ESYNTAX && diag.text[0]));
		expect(err < 0 || value.len <= query.values[i].len);
	}
	lic_arena_release(&arena);
	free(copy);
}

static void try_guard(struct lic_str text)
{
	static const struct lic_service service = {.allowed_hosts = "licit.example"};
	struct lic_str token = lic_guard_token(text);

	/* Nothing that is let in by its name could be a web site's. */
	if (lic_guard_knows_host(&service, text))
		expect(text.len >= 5 && !memchr(text.ptr, '/', text.len) &&
		       !memchr(text.ptr, '@', text.len));
	if (lic_guard_knows_origin(text))
		expect(!lic_str_starts(text, LIC_STR("http")));
	expect(token.len < text.len || text.len == 0);
}

/* The same lines, whatever pieces they arrive in. */
static void try_spool(struct lic_str text, size_t piece)
{
	static atomic_uint_fast64_t total;
	struct lic_str rest = text, got, wanted;
	struct lic_spool *spool;

	if (lic_spool_new(&spool, &total) < 0)
		abort();
	for (size_t at = 0; at < text.len; at += piece) {
		size_t n = text.len - at < piece ? text.len - at : piece;
		expect(lic_spool_add(spool, lic_str(text.ptr + at, n), NULL) == LIC_OK);
	}
	while (rest.len && lic_str_split(&rest, '\n', &wanted)) {
		if (wanted.len > LIC_BATCH_LINE_MAX + 1)
			wanted.len = LIC_BATCH_LINE_MAX + 1;
		expect(lic_spool_next(spool, &got) == 1 && lic_str_eq(got, wanted));
	}
	expect(lic_spool_next(spool, &got) == 0);
	lic_spool_free(spool);
	expect(atomic_load(&total) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str text = lic_str((const char *)data, len);

	try_query(text);
	try_guard(text);
	try_spool(text, len ? (size_t)data[0] + 1 : 1);
	return 0;
}
