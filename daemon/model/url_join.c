#include "url_join.h"

#include "limits.h"
#include "num.h"

/* A base and a reference, each of the length of one. */
#define JOINED_MAX (3u * LIC_URL_MAX)

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* Control characters and spaces around do not count; nor do tabs and line ends
 * within, which lic_url_parse takes out. */
static struct lic_str strip(struct lic_str s)
{
	while (s.len && (unsigned char)s.ptr[0] <= ' ')
		s = lic_str(s.ptr + 1, s.len - 1);
	while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ')
		s.len--;
	return s;
}

static bool has_scheme(struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == ':')
			return i > 0;
		if (!lic_is_alpha(c) &&
		    (i == 0 || (!lic_is_digit(c) && c != '+' && c != '-' && c != '.')))
			return false;
	}
	return false;
}

/* "http:x" within an http page is "x" (the "special relative or authority" state). */
static struct lic_str drop_own_scheme(const struct lic_url *base, struct lic_str ref)
{
	struct lic_str scheme = lic_str(base->text.ptr, lic_str_find(base->text, ':') + 1);

	if (ref.len < scheme.len || !lic_str_caseeq(lic_str(ref.ptr, scheme.len), scheme))
		return ref;
	return lic_str(ref.ptr + scheme.len, ref.len - scheme.len);
}

static void join(struct lic_buf *out, const struct lic_url *base, struct lic_str ref)
{
	struct lic_str text = base->text;
	struct lic_str path = lic_str(base->path.ptr, lic_str_find(base->path, '?'));
	size_t before_path = (size_t)(path.ptr - text.ptr);

	if (ref.len > 1 && is_slash(ref.ptr[0]) && is_slash(ref.ptr[1])) {
		lic_buf_add(out, text.ptr, lic_str_find(text, ':') + 1);
	} else if (ref.len && is_slash(ref.ptr[0])) {
		lic_buf_add(out, text.ptr, before_path);
	} else if (!ref.len || ref.ptr[0] == '#') {
		lic_buf_adds(out, text);
	} else if (ref.ptr[0] == '?') {
		lic_buf_add(out, text.ptr, before_path + path.len);
	} else {
		while (path.len && path.ptr[path.len - 1] != '/')
			path.len--;
		lic_buf_add(out, text.ptr, before_path + path.len);
	}
	lic_buf_adds(out, ref);
}

int lic_url_join(struct lic_url *out, const struct lic_url *base, struct lic_str ref,
		 struct lic_buf *store, struct lic_diag *diag)
{
	struct lic_buf joined;

	ref = drop_own_scheme(base, strip(ref));
	if (has_scheme(ref)) {
		struct lic_str scheme = lic_str(ref.ptr, lic_str_find(ref, ':'));
		/* lic_url_parse would take "localhost:8080" for a host. */
		if (!lic_str_caseeq(scheme, LIC_STR("http")) &&
		    !lic_str_caseeq(scheme, LIC_STR("https")))
			return lic_diag_set(diag, LIC_ESCHEME, "it does not lead to the web");
		return lic_url_parse(out, ref, store, diag);
	}
	lic_buf_init(&joined, JOINED_MAX);
	join(&joined, base, ref);
	int err = lic_buf_error(&joined);
	if (err < 0)
		lic_diag_set(diag, err, "the address is too long");
	else
		err = lic_url_parse(out, lic_buf_str(&joined), store, diag);
	lic_buf_release(&joined);
	return err;
}

bool lic_url_is_https(const struct lic_url *url)
{
	return lic_str_starts(url->text, LIC_STR("https:"));
}

uint16_t lic_url_port(const struct lic_url *url)
{
	size_t from = lic_str_find(url->text, ':') + 3 + url->host.len;
	size_t to = url->text.len - url->path.len;
	uint64_t port;

	if (url->has_port && to > from + 1 &&
	    lic_num_parse(lic_str(url->text.ptr + from + 1, to - from - 1), UINT16_MAX, &port) ==
		    LIC_OK)
		return (uint16_t)port;
	return lic_url_is_https(url) ? 443 : 80;
}
