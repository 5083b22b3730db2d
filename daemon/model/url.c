#include "url.h"

#include "host.h"
#include "limits.h"
#include "num.h"
#include "url_path.h"
#include "url_quick.h"

/* "https://" and the '/' of an empty path. */
#define ADDED_MAX 9

/* Bytes of a host that stand as they are, in lower case; 0 for all others. */
static const char plain_host[256] = {
	['-'] = '-', ['.'] = '.', ['_'] = '_', ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3',
	['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a',
	['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h',
	['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o',
	['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v',
	['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c',
	['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j',
	['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q',
	['r'] = 'r', ['s'] = 's', ['t'] = 't', ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x',
	['y'] = 'y', ['z'] = 'z',
};

struct parser {
	struct lic_str rest; /* of the input */
	struct lic_buf *store;
	struct lic_diag *diag;
	bool secure;
	size_t host_at, host_end, path_at; /* in store */
	bool is_ip, has_user, has_port;
};

static bool ends_authority(char c)
{
	return lic_url_is_slash(c) || c == '?' || c == '#';
}

static void skip(struct lic_str *s, size_t n)
{
	s->ptr += n;
	s->len -= n;
}

static int refuse_no_host(struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_EHOST,
			    "The address has no host name: write it like "
			    "https://www.example.com/ or just example.com.");
}

static int refuse_length(size_t len, struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_ELIMIT,
			    "The address is %zu bytes long; at most %d are accepted. Leave out its "
			    "query, which begins with '?', or give just the host name.",
			    len, LIC_URL_MAX);
}

static int refuse_encoded_length(struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_ELIMIT,
			    "The address is longer than %d bytes once it is written as a browser "
			    "sends it. Leave out its query, which begins with '?', or give just "
			    "the host name.",
			    LIC_URL_MAX);
}

/* WHATWG: C0 controls and spaces at both ends do not count. */
static struct lic_str trim_controls(struct lic_str s)
{
	while (s.len && (unsigned char)s.ptr[0] <= ' ')
		skip(&s, 1);
	while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ')
		s.len--;
	return s;
}

/* Length of a scheme with its ':', 0 if there is none. */
static size_t scheme_length(struct lic_str s)
{
	size_t n = 0;

	if (s.len == 0 || !lic_is_alpha(s.ptr[0]))
		return 0;
	while (n < s.len && (lic_is_alpha(s.ptr[n]) || lic_is_digit(s.ptr[n]) ||
			     (s.ptr[n] && strchr("+-.", s.ptr[n]))))
		n++;
	return n < s.len && s.ptr[n] == ':' ? n + 1 : 0;
}

/* "x.cz:8080/": what stands behind the ':' is a port. */
static bool begins_with_port(struct lic_str s)
{
	size_t n = 0;

	while (n < s.len && lic_is_digit(s.ptr[n]))
		n++;
	return n && (n == s.len || ends_authority(s.ptr[n]));
}

/* The scheme, and all slashes behind it. */
static int take_odd_scheme(struct parser *p)
{
	size_t n = scheme_length(p->rest);
	struct lic_str scheme = lic_str(p->rest.ptr, n ? n - 1 : 0);

	p->secure = !lic_str_caseeq(scheme, LIC_STR("http"));
	if (p->secure && !lic_str_caseeq(scheme, LIC_STR("https"))) {
		bool none = n == 0 || begins_with_port(lic_str(p->rest.ptr + n, p->rest.len - n));
		if (!none)
			return lic_diag_set(
				p->diag, LIC_ESCHEME,
				"Only web addresses can be checked, not \"%.*s:\": give "
				"one that begins with https:// or http://, or just a "
				"host name.",
				(int)(scheme.len < 32 ? scheme.len : 32), scheme.ptr);
		n = 0;
		if (p->rest.len && lic_url_is_slash(p->rest.ptr[0]) &&
		    (p->rest.len < 2 || !lic_url_is_slash(p->rest.ptr[1])))
			return refuse_no_host(p->diag);
	}
	skip(&p->rest, n);
	while (p->rest.len && lic_url_is_slash(p->rest.ptr[0]))
		skip(&p->rest, 1);
	return LIC_OK;
}

static int take_scheme(struct parser *p)
{
	static const struct lic_str https = {"https://", 8};
	static const struct lic_str http = {"http://", 7};

	p->secure = lic_str_starts(p->rest, https);
	bool plain = p->secure || lic_str_starts(p->rest, http);
	size_t n = p->secure ? https.len : http.len;
	if (plain && p->rest.len > n && !lic_url_is_slash(p->rest.ptr[n])) {
		skip(&p->rest, n);
	} else {
		int err = take_odd_scheme(p);
		if (err < 0)
			return err;
	}
	lic_buf_adds(p->store, p->secure ? https : http);
	return lic_buf_error(p->store);
}

/* The usual host: nothing to decode, no number, no port. False: untouched. */
static bool take_plain_host(struct parser *p)
{
	struct lic_buf *store = p->store;
	const char *src = p->rest.ptr;
	size_t n = 0;

	if (lic_buf_grow(store, p->rest.len) < 0)
		return false;
	char *dst = store->ptr + store->len;
	for (; n < p->rest.len; n++) {
		char c = plain_host[(unsigned char)src[n]];
		if (!c)
			break;
		dst[n] = c;
	}
	if (n == 0 || (n < p->rest.len && !ends_authority(src[n])))
		return false;
	size_t at = n - (dst[n - 1] == '.');
	while (at && dst[at - 1] != '.')
		at--;
	if (lic_is_digit(dst[at]))
		return false;
	p->host_at = store->len;
	store->len += n;
	p->host_end = store->len;
	skip(&p->rest, n);
	return true;
}

/* port: the digits, or empty. */
static int add_port(struct parser *p, struct lic_str port)
{
	uint64_t n;

	if (port.len == 0)
		return LIC_OK;
	if (lic_num_parse(port, UINT16_MAX, &n) < 0)
		return lic_diag_set(p->diag, LIC_EHOST,
				    "What follows the ':' behind the host name is no port: write "
				    "a number from 0 to 65535, or leave it out.");
	if (n == (p->secure ? 443 : 80))
		return LIC_OK;
	p->has_port = true;
	lic_buf_printf(p->store, ":%u", (unsigned)n);
	return lic_buf_error(p->store);
}

/* The ':' before the port, or the length. */
static size_t port_position(struct lic_str host)
{
	bool in_brackets = false;
	size_t i;

	for (i = 0; i < host.len && (in_brackets || host.ptr[i] != ':'); i++) {
		if (host.ptr[i] == '[')
			in_brackets = true;
		else if (host.ptr[i] == ']')
			in_brackets = false;
	}
	return i;
}

static int take_odd_host(struct parser *p)
{
	size_t end = 0;
	size_t user_end = 0;

	for (; end < p->rest.len && !ends_authority(p->rest.ptr[end]); end++) {
		if (p->rest.ptr[end] == '@')
			user_end = end + 1;
	}
	p->has_user = user_end > 0;
	struct lic_str host = lic_str(p->rest.ptr + user_end, end - user_end);
	size_t colon = port_position(host);
	struct lic_str port = lic_str(NULL, 0);
	if (colon < host.len)
		port = lic_str(host.ptr + colon + 1, host.len - colon - 1);
	host.len = colon;
	skip(&p->rest, end);
	if (host.len == 0)
		return refuse_no_host(p->diag);

	p->host_at = p->store->len;
	int err = lic_host_parse(host, p->store, &p->is_ip, p->diag);
	if (err < 0)
		return err;
	p->host_end = p->store->len;
	return add_port(p, port);
}

static int parse(struct parser *p)
{
	int err = take_scheme(p);

	if (!err && !take_plain_host(p))
		err = take_odd_host(p);
	if (err < 0)
		return err;
	p->path_at = p->store->len;
	lic_url_path_write(p->store, p->rest);
	return lic_buf_error(p->store);
}

/* A copy without tabs and line ends, which a browser passes over. */
static int parse_without_breaks(struct parser *p)
{
	struct lic_buf clean;

	lic_buf_init(&clean, p->rest.len);
	for (size_t i = 0; i < p->rest.len; i++) {
		char c = p->rest.ptr[i];
		if (c != '\t' && c != '\n' && c != '\r')
			lic_buf_addc(&clean, c);
	}
	p->rest = lic_buf_str(&clean);
	int err = lic_buf_error(&clean);
	if (!err)
		err = parse(p);
	lic_buf_release(&clean);
	return err;
}

static bool has_breaks(struct lic_str s)
{
	return memchr(s.ptr, '\t', s.len) || memchr(s.ptr, '\n', s.len) ||
	       memchr(s.ptr, '\r', s.len);
}

int lic_url_parse(struct lic_url *out, struct lic_str input, struct lic_buf *store,
		  struct lic_diag *diag)
{
	lic_buf_reset(store);
	if (lic_url_quick(out, input, store))
		return LIC_OK;
	struct parser p = {.rest = trim_controls(input), .store = store, .diag = diag};
	lic_buf_reset(store);
	if (p.rest.len == 0)
		return refuse_no_host(diag);
	if (p.rest.len > LIC_URL_MAX)
		return refuse_length(p.rest.len, diag);
	if (p.rest.len + ADDED_MAX <= store->max && lic_buf_grow(store, p.rest.len + ADDED_MAX) < 0)
		return lic_buf_error(store);
	int err = has_breaks(p.rest) ? parse_without_breaks(&p) : parse(&p);
	if (err == LIC_ELIMIT || (!err && store->len > LIC_URL_MAX))
		return refuse_encoded_length(diag);
	if (err < 0)
		return err;
	*out = (struct lic_url){
		.text = lic_buf_str(store),
		.host = lic_str(store->ptr + p.host_at, p.host_end - p.host_at),
		.path = lic_str(store->ptr + p.path_at, store->len - p.path_at),
		.is_ip = p.is_ip,
		.has_user = p.has_user,
		.has_port = p.has_port,
	};
	return LIC_OK;
}
