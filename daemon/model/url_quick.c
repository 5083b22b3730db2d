#include "url_quick.h"

#include "limits.h"

/* Bytes side by side, in the compiler's own vectors. */
typedef signed char bytes16 __attribute__((vector_size(16)));
typedef uint64_t words2 __attribute__((vector_size(16)));

static bytes16 load(const char *p)
{
	bytes16 v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* Letters, digits and "-./:_=&?", which stand as they are in path and query, and no
 * '.' behind a '/', which may be a segment to resolve. */
static bool quiet16(const char *p)
{
	bytes16 v = load(p);
	bytes16 before = load(p - 1);
	bytes16 good = ((v > ',') & (v < ';')) | ((v > '@') & (v < '[')) | ((v > '`') & (v < '{')) |
		       (v == '_') | (v == '=') | (v == '&') | (v == '?');
	words2 bad = (words2)(~good | ((v == '.') & (before == '/')));

	return (bad[0] | bad[1]) == 0;
}

static bool quiet(struct lic_str s, size_t at)
{
	const size_t step = sizeof(bytes16);

	if (s.len < at + step)
		return false;
	for (; at + step <= s.len; at += step)
		if (!quiet16(s.ptr + at))
			return false;
	return quiet16(s.ptr + s.len - step);
}

static const bool host_byte[256] = {
	['-' ... '.'] = true, ['0' ... '9'] = true, ['_'] = true, ['a' ... 'z'] = true};

/* Where the host ends; 0 when it may be an IPv4 address, or ends in a dot. */
static size_t host_end(struct lic_str s, size_t at)
{
	size_t label = at;

	for (; at < s.len && host_byte[(unsigned char)s.ptr[at]]; at++)
		if (s.ptr[at] == '.')
			label = at + 1;
	return label < at && !lic_is_digit(s.ptr[label]) ? at : 0;
}

bool lic_url_quick(struct lic_url *out, struct lic_str input, struct lic_buf *store)
{
	static const struct lic_str https = {"https://", 8};
	static const struct lic_str http = {"http://", 7};
	size_t at = lic_str_starts(input, https)  ? https.len
		    : lic_str_starts(input, http) ? http.len
						  : 0;

	if (!at || input.len > LIC_URL_MAX || !quiet(input, at))
		return false;
	size_t end = host_end(input, at);
	if (!end || end == input.len || input.ptr[end] != '/')
		return false;
	lic_buf_adds(store, input);
	if (lic_buf_error(store))
		return false;
	*out = (struct lic_url){
		.text = lic_buf_str(store),
		.host = lic_str(store->ptr + at, end - at),
		.path = lic_str(store->ptr + end, input.len - end),
		.is_plain = true,
	};
	return true;
}
