#include "tuf_path.h"

#include "limits.h"
#include "percent.h"

/* Length of the first character; a byte that is no UTF-8 is one. */
static size_t step(struct lic_str s)
{
	size_t n = lic_str_utf8_len(s);

	return n ? n : 1;
}

static struct lic_str from(struct lic_str s, size_t at)
{
	return lic_str(s.ptr + at, s.len - at);
}

/* Characters of UTF-8 compare as their bytes do. */
static struct lic_str first(struct lic_str s)
{
	return lic_str(s.ptr, step(s));
}

/* Where the set that begins with "[" ends: behind its "]", which may be its first member. 0: it
 * has no end, and "[" is a character as any other. */
static size_t set_end(struct lic_str s)
{
	size_t i = 1;

	if (i < s.len && s.ptr[i] == '!')
		i++;
	if (i < s.len && s.ptr[i] == ']')
		i++;
	while (i < s.len && s.ptr[i] != ']')
		i++;
	return i < s.len ? i + 1 : 0;
}

/* The set without its brackets, and a character. */
static bool in_set(struct lic_str set, struct lic_str c)
{
	bool found = false;
	const bool negated = set.len && set.ptr[0] == '!';

	if (negated)
		set = from(set, 1);
	while (set.len) {
		struct lic_str low = first(set), high = low;
		set = from(set, low.len);
		if (set.len > 1 && set.ptr[0] == '-') {
			high = first(from(set, 1));
			set = from(set, 1 + high.len);
		}
		found = found || (lic_str_cmp(low, c) <= 0 && lic_str_cmp(c, high) <= 0);
	}
	return found != negated;
}

/* One character against what the pattern, which does not begin with a star, begins with: how
 * much of the pattern that was; 0: no match. */
static size_t match_one(struct lic_str pattern, struct lic_str c)
{
	const size_t end = pattern.ptr[0] == '[' ? set_end(pattern) : 0;

	if (end)
		return in_set(lic_str(pattern.ptr + 1, end - 2), c) ? end : 0;
	if (pattern.ptr[0] == '?')
		return 1;
	return lic_str_eq(first(pattern), c) ? c.len : 0;
}

/* Without slashes. Only the last star is ever tried again, so the time is at most the product of
 * both lengths. */
static bool match_part(struct lic_str pattern, struct lic_str part)
{
	struct lic_str star = {NULL, 0}, back = {NULL, 0};

	while (part.len) {
		if (pattern.len && pattern.ptr[0] == '*') {
			pattern = from(pattern, 1);
			star = pattern;
			back = part;
			continue;
		}
		size_t used = pattern.len ? match_one(pattern, first(part)) : 0;
		if (used) {
			pattern = from(pattern, used);
			part = from(part, step(part));
			continue;
		}
		if (!star.ptr)
			return false;
		back = from(back, step(back));
		part = back;
		pattern = star;
	}
	while (pattern.len && pattern.ptr[0] == '*')
		pattern = from(pattern, 1);
	return pattern.len == 0;
}

bool lic_tuf_path_matches(struct lic_str pattern, struct lic_str path)
{
	for (;;) {
		const size_t a = lic_str_find(pattern, '/'), b = lic_str_find(path, '/');
		if (!match_part(lic_str(pattern.ptr, a), lic_str(path.ptr, b)))
			return false;
		if (a == pattern.len || b == path.len)
			return a == pattern.len && b == path.len;
		pattern = from(pattern, a + 1);
		path = from(path, b + 1);
	}
}

int lic_tuf_path_file_name(struct lic_buf *out, struct lic_str name)
{
	const size_t before = out->len;

	if (name.len == 0)
		return LIC_EINVAL;
	if (name.ptr[0] == '.') {
		LIC_BUF_LIT(out, "%2E");
		name = from(name, 1);
	}
	lic_percent_write(out, name, false);
	if (lic_buf_error(out) < 0)
		return lic_buf_error(out);
	return out->len - before > LIC_TUF_FILE_NAME_MAX ? LIC_ELIMIT : LIC_OK;
}
