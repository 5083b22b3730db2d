/* google-safebrowsing-canonicalization.json: hosts, paths, and which names a URL
 * is looked up by. A pattern of theirs is compared with what a list entry of
 * ours covers: "b.c/" there is "*.b.c" here, "a.b/c/" is "a.b/c". */
#include "explained.h"
#include "limits.h"
#include "name.h"
#include "subject.h"

#include <setjmp.h>

#include <cmocka.h>

#define PATTERNS_MAX 64

static struct lic_psl *psl;

/* A URL under test; the views lie in store. */
struct checked {
	struct lic_buf input, store;
	struct lic_subject subject;
	int err;
};

/* Names that an entry for would cover a URL, without slashes at their ends. */
struct patterns {
	struct lic_buf texts[PATTERNS_MAX];
	size_t count;
};

/* The text, or {"latin1": text} for bytes that are no UTF-8. */
static void add_input(struct lic_buf *out, const json_t *value)
{
	const json_t *latin1 = json_object_get(value, "latin1");
	struct lic_str s = vectors_string(latin1 ? latin1 : value);

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (latin1 && c >= 0xc2 && i + 1 < s.len)
			c = (unsigned char)((c & 3) << 6 | (s.ptr[++i] & 0x3f));
		lic_buf_addc(out, (char)c);
	}
}

static void check(struct checked *c, const json_t *row, const char *before, const char *after)
{
	lic_buf_init(&c->input, 2 * LIC_URL_MAX);
	lic_buf_init(&c->store, LIC_URL_MAX);
	lic_buf_adds(&c->input, lic_str_from(before));
	add_input(&c->input, json_object_get(row, "url"));
	lic_buf_adds(&c->input, lic_str_from(after));
	c->err = lic_subject_parse(&c->subject, lic_buf_str(&c->input), psl, &c->store, NULL);
}

static void release(struct checked *c)
{
	lic_buf_release(&c->input);
	lic_buf_release(&c->store);
}

static struct lic_str without_query(struct lic_str path)
{
	path.len = lic_str_find(path, '?');
	return path;
}

/* What each group of vectors asks for; "refused" where the URL is. */

static void answer_ip(const json_t *row, struct lic_buf *out)
{
	struct checked c;

	check(&c, row, "http://", "/");
	lic_buf_adds(out, !c.err && c.subject.is_ip ? c.subject.host : LIC_STR("none"));
	release(&c);
}

static void answer_host(const json_t *row, struct lic_buf *out)
{
	struct checked c;

	check(&c, row, "", "");
	lic_buf_adds(out, c.err ? LIC_STR("refused") : c.subject.host);
	release(&c);
}

static void answer_path(const json_t *row, struct lic_buf *out)
{
	struct checked c;

	check(&c, row, "", "");
	lic_buf_adds(out, c.err ? LIC_STR("refused") : without_query(c.subject.path));
	release(&c);
}

/* Scheme, host and path: their canonical URL has no port and no query. */
static void answer_url(const json_t *row, struct lic_buf *out)
{
	struct checked c;

	check(&c, row, "", "");
	if (c.err) {
		LIC_BUF_LIT(out, "refused");
	} else {
		bool secure = lic_str_starts(c.subject.url, LIC_STR("https:"));
		lic_buf_adds(out, secure ? LIC_STR("https://") : LIC_STR("http://"));
		lic_buf_adds(out, c.subject.host);
		lic_buf_adds(out, without_query(c.subject.path));
	}
	release(&c);
}

static bool is_below(struct lic_str host, struct lic_str name)
{
	return lic_str_eq(host, name) ||
	       (lic_str_ends(host, name) && host.ptr[host.len - name.len - 1] == '.');
}

/* Is it a name for lists, and does it cover the subject? */
static bool covers(struct lic_str text, const struct lic_subject *subject)
{
	struct lic_buf store;
	struct lic_name name;
	bool covered = false;

	lic_buf_init(&store, LIC_URL_MAX);
	if (lic_name_parse(&name, text, psl, &store, NULL) == LIC_OK) {
		struct lic_str host = lic_str(name.text.ptr, name.host_len);
		struct lic_str path = lic_str(host.ptr + host.len, name.text.len - host.len);
		if (name.scope == LIC_SCOPE_PREFIX)
			covered = lic_str_eq(subject->host, host) &&
				  lic_name_covers_path(path, subject->path);
		else
			covered = is_below(subject->host, host);
	}
	lic_buf_release(&store);
	return covered;
}

static bool has_pattern(const struct patterns *p, struct lic_str text)
{
	for (size_t i = 0; i < p->count; i++)
		if (lic_str_eq(lic_buf_str(&p->texts[i]), text))
			return true;
	return false;
}

static void add_pattern(struct patterns *p, struct lic_str host, struct lic_str path)
{
	struct lic_buf text;

	lic_buf_init(&text, LIC_URL_MAX);
	lic_buf_adds(&text, host);
	lic_buf_adds(&text, path);
	while (text.len && text.ptr[text.len - 1] == '/')
		text.len--;
	assert_true(p->count < PATTERNS_MAX);
	if (has_pattern(p, lic_buf_str(&text)))
		lic_buf_release(&text);
	else
		p->texts[p->count++] = text;
}

static void release_patterns(struct patterns *p)
{
	for (size_t i = 0; i < p->count; i++)
		lic_buf_release(&p->texts[i]);
}

static bool covers_parts(const char *before, struct lic_str host, struct lic_str path,
			 const struct lic_subject *subject)
{
	struct lic_buf text;

	lic_buf_init(&text, LIC_URL_MAX);
	lic_buf_adds(&text, lic_str_from(before));
	lic_buf_adds(&text, host);
	lic_buf_adds(&text, path);
	bool covered = covers(lic_buf_str(&text), subject);
	lic_buf_release(&text);
	return covered;
}

/* Of all that the host can be cut into: what covers it with all below it. */
static void add_hosts(struct patterns *p, const struct lic_subject *subject)
{
	struct lic_str rest = subject->host;

	while (rest.len) {
		if (covers_parts("*.", rest, LIC_STR(""), subject))
			add_pattern(p, rest, LIC_STR(""));
		size_t dot = lic_str_find(rest, '.');
		size_t n = dot < rest.len ? dot + 1 : dot;
		rest = lic_str(rest.ptr + n, rest.len - n);
	}
}

/* Of all that the path can be cut into: what covers it on its host. */
static void add_paths(struct patterns *p, const struct lic_subject *subject)
{
	struct lic_str path = without_query(subject->path);

	for (size_t n = 2; n <= path.len; n++) {
		struct lic_str prefix = lic_str(path.ptr, n);
		if ((n == path.len || path.ptr[n - 1] == '/') &&
		    covers_parts("", subject->host, prefix, subject))
			add_pattern(p, subject->host, prefix);
	}
	if (path.len + 1 < subject->path.len &&
	    covers_parts("", subject->host, subject->path, subject))
		add_pattern(p, subject->host, subject->path);
}

/* "-pattern": theirs and not ours; "+pattern": ours and not theirs. */
static void add_difference(struct lic_buf *out, char sign, const struct patterns *a,
			   const struct patterns *b)
{
	for (size_t i = 0; i < a->count; i++) {
		struct lic_str text = lic_buf_str(&a->texts[i]);
		if (has_pattern(b, text))
			continue;
		if (out->len)
			lic_buf_addc(out, ' ');
		lic_buf_addc(out, sign);
		lic_buf_adds(out, text);
	}
}

enum what { HOSTS, PATHS, BOTH };

static void answer_patterns(const json_t *row, enum what what, struct lic_buf *out)
{
	struct patterns ours = {.count = 0}, theirs = {.count = 0};
	struct checked c;
	size_t i;
	json_t *item;

	check(&c, row, "", "");
	if (c.err) {
		LIC_BUF_LIT(out, "refused");
	} else {
		add_hosts(&ours, &c.subject);
		if (what != HOSTS)
			add_paths(&ours, &c.subject);
		json_array_foreach (json_object_get(row, "output"), i, item)
			add_pattern(&theirs, what == PATHS ? c.subject.host : LIC_STR(""),
				    vectors_string(item));
		add_difference(out, '-', &theirs, &ours);
		add_difference(out, '+', &ours, &theirs);
	}
	release_patterns(&ours);
	release_patterns(&theirs);
	release(&c);
}

static void answer_lookup_hosts(const json_t *row, struct lic_buf *out)
{
	answer_patterns(row, HOSTS, out);
}

static void answer_lookup_paths(const json_t *row, struct lic_buf *out)
{
	answer_patterns(row, PATHS, out);
}

static void answer_both(const json_t *row, struct lic_buf *out)
{
	answer_patterns(row, BOTH, out);
}

static const struct group {
	const char *name;
	void (*answer)(const json_t *row, struct lic_buf *out);
	bool is_difference; /* no difference: an empty answer */
} groups[] = {
	{"TestGeneratePatterns", answer_both, true},
	{"TestParseIPAddress", answer_ip, false},
	{"TestCanonicalHost", answer_host, false},
	{"TestGenerateLookupHosts", answer_lookup_hosts, true},
	{"TestCanonicalPath", answer_path, false},
	{"TestGenerateLookupPaths", answer_lookup_paths, true},
	{"TestCanonicalURL", answer_url, false},
};

static bool run_row(const struct group *group, size_t number, const json_t *row)
{
	bool refused = json_is_true(json_object_get(row, "fail"));
	struct lic_str expected = vectors_field(row, "output");
	struct lic_buf answer;

	if (group->is_difference)
		expected = LIC_STR("");
	else if (group->answer == answer_ip && expected.len == 0)
		expected = LIC_STR("none");
	if (refused)
		expected = LIC_STR("refused");
	lic_buf_init(&answer, 64 * LIC_URL_MAX);
	group->answer(row, &answer);
	bool right = lic_str_eq(lic_buf_str(&answer), expected) ||
		     explained_take(group->name, number, lic_buf_str(&answer));
	lic_buf_release(&answer);
	return right;
}

static void test_group(void **state)
{
	const struct group *group = *state;
	json_t *root = vectors_json("url/google-safebrowsing-canonicalization.json");
	const json_t *rows = json_object_get(root, group->name);
	unsigned wrong = 0;
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		wrong += !run_row(group, i + 1, row);
	print_message("%s: %zu rows run, %u differ without an explanation\n", group->name,
		      json_array_size(rows), wrong);
	wrong += explained_unused(group->name);
	assert_true(json_array_size(rows) > 3);
	json_decref(root);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	struct CMUnitTest tests[LIC_ARRAY_SIZE(groups)];
	char path[4096];

	vectors_path(path, sizeof(path), "url/google-safebrowsing-canonicalization.json");
	if (lic_psl_open(&psl, NULL, NULL) < 0)
		return 1;
	explained_load(LIC_STR("Test"));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(groups); i++)
		tests[i] = (struct CMUnitTest){groups[i].name, test_group, NULL, NULL,
					       (void *)(uintptr_t)&groups[i]};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	lic_buf_release(&explained_text);
	lic_psl_free(psl);
	return failed;
}
