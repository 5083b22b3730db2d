/*
 * Any bytes as metadata of a feed, of each type: what is read can be asked everything, and verified
 * by the keys that it names itself; the names in it become file names that stay in their folder.
 */
#include "limits.h"
#include "tuf_path.h"
#include "tuf_verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void ask_name(struct lic_str name)
{
	struct lic_buf out;

	lic_buf_init(&out, 1u << 20);
	if (lic_tuf_path_file_name(&out, name) == LIC_OK) {
		expect(out.len > 0 && out.len <= LIC_TUF_FILE_NAME_MAX && out.ptr[0] != '.');
		expect(!memchr(out.ptr, '/', out.len) && !memchr(out.ptr, 0, out.len));
	}
	lic_buf_release(&out);
}

static int ask_file(void *ctx, const char *name, const struct lic_tuf_file *file)
{
	const struct lic_tuf *tuf = ctx;
	struct lic_tuf_file again;

	ask_name(lic_str_from(name));
	expect(lic_tuf_file_check(file, LIC_STR("text"), NULL) <= 0);
	if (tuf->type == LIC_TUF_TARGETS)
		expect(lic_tuf_target(tuf, name, &again) == LIC_OK);
	for (size_t i = 0; i < tuf->role_count; i++)
		(void)lic_tuf_role_covers(&tuf->roles[i], lic_str_from(name));
	return LIC_OK;
}

static void ask(const struct lic_tuf *tuf)
{
	size_t count;

	for (size_t i = 0; i < tuf->role_count; i++) {
		const struct lic_tuf_role *role = &tuf->roles[i];
		expect(lic_tuf_verify_count(tuf, &tuf->keys, role, &count) == LIC_OK);
		expect(count <= role->threshold && count <= role->keyid_count);
		expect(lic_tuf_role_same_keys(role, role));
		ask_name(role->name);
		(void)lic_tuf_role_covers(role, LIC_STR("lists/one"));
	}
	expect(lic_tuf_each(tuf, ask_file, (void *)(uintptr_t)tuf) == LIC_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	for (int type = 0; type < LIC_TUF_TYPES; type++) {
		struct lic_tuf *tuf;
		struct lic_diag diag;
		if (lic_tuf_read(&tuf, lic_str((const char *)data, len), (enum lic_tuf_type)type,
				 &diag) < 0)
			continue;
		ask(tuf);
		lic_tuf_free(tuf);
	}
	return 0;
}
