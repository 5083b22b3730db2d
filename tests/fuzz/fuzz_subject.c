/* What the parser of addresses makes of an address, it makes of that again. */
#include "limits.h"
#include "subject.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Not assert(), which a Release build leaves out. */
static void expect(bool holds)
{
	if (!holds)
		abort();
}

static const struct lic_psl *list(void)
{
	static struct lic_psl *psl;

	if (!psl && lic_psl_open(&psl, NULL, NULL) < 0)
		abort();
	return psl;
}

static bool inside(struct lic_str part, struct lic_str whole)
{
	return part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len;
}

static void check(const struct lic_subject *s)
{
	expect(s->url.len <= LIC_URL_MAX && lic_str_is_utf8(s->url));
	expect(lic_str_starts(s->url, LIC_STR("http")));
	expect(inside(s->host, s->url) && inside(s->site, s->host) && inside(s->path, s->url));
	expect(s->host.len && s->path.len && s->path.ptr[0] == '/');
	expect(s->site.ptr + s->site.len == s->host.ptr + s->host.len);
	expect(s->path.ptr + s->path.len == s->url.ptr + s->url.len);
	for (size_t i = 0; i < s->url.len; i++)
		expect(s->url.ptr[i] > ' ' && s->url.ptr[i] < 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_buf first, second;
	struct lic_subject a, b;
	struct lic_diag diag = {""};

	lic_buf_init(&first, LIC_URL_MAX);
	lic_buf_init(&second, LIC_URL_MAX);
	int err = lic_subject_parse(&a, lic_str((const char *)data, len), list(), &first, &diag);
	expect(err == LIC_OK || diag.text[0]);
	if (!err) {
		check(&a);
		err = lic_subject_parse(&b, a.url, list(), &second, &diag);
		expect(err == LIC_OK);
		expect(lic_str_eq(a.url, b.url) && lic_str_eq(a.host, b.host));
		expect(lic_str_eq(a.site, b.site) && lic_str_eq(a.path, b.path));
		expect(a.is_ip == b.is_ip);
	}
	lic_buf_release(&first);
	lic_buf_release(&second);
	return 0;
}
