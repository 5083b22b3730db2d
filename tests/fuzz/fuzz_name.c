/* A name in its canonical form is that name again, and covers what it says. */
#include "limits.h"
#include "name.h"

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

static void check(const struct lic_name *name)
{
	expect(name->text.len && name->host_len && name->host_len <= name->text.len);
	expect(name->host_len <= LIC_HOST_MAX);
	expect((name->scope == LIC_SCOPE_PREFIX) == (name->host_len < name->text.len));
	if (name->scope == LIC_SCOPE_PREFIX) {
		struct lic_str path =
			lic_str(name->text.ptr + name->host_len, name->text.len - name->host_len);
		expect(path.ptr[0] == '/' && path.ptr[path.len - 1] != '/');
		expect(lic_name_covers_path(path, path));
	}
}

/* The text as a list would write it. */
static void write_name(struct lic_buf *out, const struct lic_name *name)
{
	if (name->scope == LIC_SCOPE_WILDCARD)
		LIC_BUF_LIT(out, "*.");
	if (name->scope == LIC_SCOPE_TLD)
		LIC_BUF_LIT(out, ".");
	lic_buf_adds(out, name->text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_buf first, second, text;
	struct lic_name a, b;
	struct lic_diag diag = {""};

	lic_buf_init(&first, LIC_URL_MAX);
	lic_buf_init(&second, LIC_URL_MAX);
	lic_buf_init(&text, LIC_URL_MAX);
	int err = lic_name_parse(&a, lic_str((const char *)data, len), list(), &first, &diag);
	expect(err == LIC_OK || (err == LIC_ENAME && diag.text[0]));
	if (!err) {
		check(&a);
		write_name(&text, &a);
		err = lic_name_parse(&b, lic_buf_str(&text), list(), &second, &diag);
		expect(err == LIC_OK && a.scope == b.scope && a.host_len == b.host_len);
		expect(lic_str_eq(a.text, b.text));
	}
	lic_buf_release(&first);
	lic_buf_release(&second);
	lic_buf_release(&text);
	return 0;
}
