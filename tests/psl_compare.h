/*
 * The short way to a site against libpsl itself: for each rule of a list, for
 * each name above it, and with labels before them.
 */
#ifndef LIC_PSL_COMPARE_H
#define LIC_PSL_COMPARE_H

#include "idn.h"
#include "limits.h"
#include "site.h"

#include <setjmp.h>

#include <cmocka.h>
#include <libpsl.h>

static const struct lic_psl *psl_compare_ours;
static psl_ctx_t *psl_compare_libpsl;

static inline void psl_compare_open(const struct lic_psl *ours, const char *path)
{
	psl_compare_ours = ours;
	psl_compare_libpsl = psl_load_file(path);
	if (!psl_compare_libpsl)
		exit(1);
}

static inline void psl_compare_close(void)
{
	psl_free(psl_compare_libpsl);
}

/* Ours and libpsl's own, in A-labels. */
static inline bool psl_compare_one(struct lic_str host)
{
	char name[512];

	snprintf(name, sizeof(name), "%.*s", LIC_STR_ARG(host));
	struct lic_str want = lic_str_from(psl_registrable_domain(psl_compare_libpsl, name));
	struct lic_str got = lic_psl_site(psl_compare_ours, host);
	if (lic_str_eq(want, got))
		return true;
	print_error("%.*s: got \"%.*s\", libpsl \"%.*s\"\n", LIC_STR_ARG(host), LIC_STR_ARG(got),
		    LIC_STR_ARG(want));
	return false;
}

/* The host, and what it becomes with labels before it. */
static inline unsigned psl_compare_host(struct lic_str host)
{
	static const char *const prefixes[] = {"", "a.", "b.a.", "c.b.a.", "www.", "city."};
	unsigned differ = 0;

	for (size_t i = 0; i < LIC_ARRAY_SIZE(prefixes); i++) {
		struct lic_buf name;
		lic_buf_init(&name, LIC_URL_MAX);
		lic_buf_printf(&name, "%s%.*s", prefixes[i], LIC_STR_ARG(host));
		differ += !psl_compare_one(lic_buf_str(&name));
		lic_buf_release(&name);
	}
	return differ;
}

static inline unsigned psl_compare_rule(struct lic_str rule)
{
	struct lic_buf host;
	unsigned differ = 0;

	if (rule.ptr[0] == '!')
		rule = lic_str(rule.ptr + 1, rule.len - 1);
	if (lic_str_starts(rule, LIC_STR("*.")))
		rule = lic_str(rule.ptr + 2, rule.len - 2);
	lic_buf_init(&host, LIC_URL_MAX);
	assert_int_equal(lic_idn_to_ascii(rule, &host), 0);
	/* The rule, and every name above it. */
	struct lic_str rest = lic_buf_str(&host);
	while (rest.len) {
		differ += psl_compare_host(rest);
		size_t dot = lic_str_find(rest, '.');
		size_t n = dot < rest.len ? dot + 1 : dot;
		rest = lic_str(rest.ptr + n, rest.len - n);
	}
	lic_buf_release(&host);
	return differ;
}

/* Run fn on every line that is no comment. */
static inline void psl_compare_lines(struct lic_str text, unsigned (*fn)(struct lic_str line))
{
	struct lic_str line;
	unsigned lines = 0, differ = 0;

	while (lic_str_split(&text, '\n', &line)) {
		line = lic_str_trim(line);
		if (!line.len || lic_str_starts(line, LIC_STR("//")))
			continue;
		lines++;
		differ += fn(line);
	}
	print_message("%u names, alone and with labels before them, %u differ\n", lines, differ);
	assert_true(lines > 5000);
	assert_int_equal(differ, 0);
}

#endif
