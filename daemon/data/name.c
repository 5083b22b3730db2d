#include "name.h"

#include "idn.h"
#include "limits.h"
#include "percent.h"
#include "url.h"

static int refuse(struct lic_diag *diag, const char *reason)
{
	return lic_diag_set(diag, LIC_ENAME, "%s", reason);
}

/* Of a host name that lists may hold: fewer bytes than a browser takes. */
static bool is_name_byte(char c)
{
	return lic_is_digit(c) || lic_is_alpha(c) || c == '-' || c == '_';
}

static int check_host(struct lic_str host, struct lic_diag *diag)
{
	struct lic_str label;
	size_t labels = 0;

	if (host.len > LIC_HOST_MAX)
		return refuse(diag, "The host name is longer than 253 bytes.");
	while (lic_str_split(&host, '.', &label)) {
		if (label.len == 0)
			return refuse(diag, "The host name has an empty label: two dots in a row, "
					    "or one at its beginning.");
		if (label.len > LIC_LABEL_MAX)
			return refuse(diag, "The host name has a label longer than 63 bytes.");
		for (size_t i = 0; i < label.len; i++)
			if (!is_name_byte(label.ptr[i]))
				return lic_diag_set(diag, LIC_ENAME,
						    "The host name has '%c' in it.", label.ptr[i]);
		labels++;
	}
	if (labels < 2)
		return refuse(diag, "A single label is no site on the Internet.");
	return LIC_OK;
}

static int refuse_suffix(struct lic_str host, struct lic_diag *diag)
{
	return lic_diag_set(diag, LIC_ENAME,
			    "%.*s is a public suffix: an entry for it would cover every site "
			    "under it.",
			    LIC_STR_ARG(host));
}

/* What no form of a name may have: white space and control characters. */
static int check_bytes(struct lic_str text, struct lic_diag *diag)
{
	if (text.len == 0)
		return refuse(diag, "The name is empty.");
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] <= ' ' || text.ptr[i] == 0x7f)
			return refuse(diag, text.ptr[i] == ' '
						    ? "The name has a space in it."
						    : "The name has a control character in it.");
	return LIC_OK;
}

/* Parse as a URL; what lists do not hold is refused. */
static int parse_url(struct lic_url *url, struct lic_str text, struct lic_buf *store,
		     struct lic_diag *diag)
{
	int err = lic_url_parse(url, text, store, diag);

	if (err < 0)
		return err == LIC_ENOMEM ? err : LIC_ENAME;
	if (url->is_ip)
		return refuse(diag, "An IP address is no name: the sites on it change.");
	if (url->has_user)
		return refuse(diag, "The name has a user name before an '@': leave it out.");
	if (url->has_port)
		return refuse(diag,
			      "The name has a port: leave it out, an entry covers all ports.");
	if (url->host.ptr[url->host.len - 1] == '.')
		url->host.len--;
	return check_host(url->host, diag);
}

/* ".pharmacy" */
static int parse_tld(struct lic_name *out, struct lic_str label, const struct lic_psl *psl,
		     struct lic_buf *store, struct lic_diag *diag)
{
	if (lic_str_find(label, '.') < label.len)
		return lic_diag_set(diag, LIC_ENAME,
				    "A name that begins with a dot is a top-level domain: for "
				    "every host below %.*s write *.%.*s.",
				    LIC_STR_ARG(label), LIC_STR_ARG(label));
	if (label.len > LIC_HOST_MAX || !lic_str_is_utf8(label))
		return refuse(diag, "The name is too long, or not UTF-8.");
	lic_buf_reset(store);
	int err = lic_idn_to_ascii(label, store);
	if (err == LIC_ENOMEM)
		return err;
	if (err < 0 || !lic_psl_has_tld(psl, lic_buf_str(store)))
		return refuse(diag, "There is no such top-level domain in the public suffix list.");
	*out = (struct lic_name){lic_buf_str(store), store->len, LIC_SCOPE_TLD};
	return LIC_OK;
}

/* A path without an empty query and without slashes at its end. */
static struct lic_str without_end(struct lic_str path)
{
	if (lic_str_find(path, '?') + 1 == path.len)
		path.len--;
	while (path.len && path.ptr[path.len - 1] == '/')
		path.len--;
	return path;
}

/* "*.x.tld" */
static int parse_wildcard(struct lic_name *out, struct lic_str rest, const struct lic_psl *psl,
			  struct lic_buf *store, struct lic_diag *diag)
{
	struct lic_url url;

	if (rest.len == 0 || strchr("/\\", rest.ptr[0]) || lic_str_find(rest, ':') < rest.len)
		return refuse(diag, "What follows *. must be a host name.");
	int err = parse_url(&url, rest, store, diag);
	if (err < 0)
		return err;
	if (without_end(url.path).len)
		return refuse(diag, "A name with *. cannot have a path.");
	if (lic_psl_is_suffix(psl, url.host))
		return refuse_suffix(url.host, diag);
	*out = (struct lic_name){url.host, url.host.len, LIC_SCOPE_WILDCARD};
	return LIC_OK;
}

static struct lic_str without_www(struct lic_str host, struct lic_str site)
{
	static const struct lic_str www = {"www.", 4};

	return host.len == site.len + www.len && lic_str_starts(host, www) ? site : host;
}

#define ENCODED 0x100

/* Take the next character of a path: a byte, or one that must stay
 * percent-encoded with ENCODED added. An encoded letter, digit, '-', '.', '_'
 * or '~' is that character (RFC 3986, section 6.2.2.2); a '%' that encodes
 * nothing is an encoded '%', lest it does with what comes behind it. */
static int take_char(struct lic_str *s)
{
	int byte = lic_percent_byte(*s);
	int c = byte < 0 ? (unsigned char)s->ptr[0] : byte;
	size_t n = byte < 0 ? 1 : 3;

	*s = lic_str(s->ptr + n, s->len - n);
	if (c == '%' || (byte >= 0 && !is_name_byte((char)c) && c != '.' && c != '~'))
		return c | ENCODED;
	return c;
}

static void add_path(struct lic_buf *out, struct lic_str path)
{
	while (path.len) {
		int c = take_char(&path);
		if (c & ENCODED)
			lic_buf_printf(out, "%%%02X", (unsigned)c & 0xff);
		else
			lic_buf_addc(out, (char)c);
	}
}

/* "x.tld/path" */
static int parse_prefix(struct lic_name *out, struct lic_str host, struct lic_str path,
			struct lic_buf *store, struct lic_diag *diag)
{
	struct lic_buf text;

	if (lic_str_find(path, '?') < path.len)
		return refuse(diag, "The name has a query: leave it out, an entry covers a path "
				    "whatever its query.");
	lic_buf_init(&text, LIC_URL_MAX);
	lic_buf_adds(&text, host);
	add_path(&text, path);
	lic_buf_reset(store);
	lic_buf_adds(store, lic_buf_str(&text));
	int err = lic_buf_error(&text) ? lic_buf_error(&text) : lic_buf_error(store);
	lic_buf_release(&text);
	if (err == LIC_ELIMIT)
		return refuse(diag, "The path is too long.");
	if (err < 0)
		return err;
	*out = (struct lic_name){lic_buf_str(store), host.len, LIC_SCOPE_PREFIX};
	return LIC_OK;
}

int lic_name_parse(struct lic_name *out, struct lic_str text, const struct lic_psl *psl,
		   struct lic_buf *store, struct lic_diag *diag)
{
	struct lic_url url;
	int err;

	text = lic_str_trim(text);
	err = check_bytes(text, diag);
	if (err < 0)
		return err;
	if (text.ptr[0] == '.')
		return parse_tld(out, lic_str(text.ptr + 1, text.len - 1), psl, store, diag);
	if (lic_str_starts(text, LIC_STR("*.")))
		return parse_wildcard(out, lic_str(text.ptr + 2, text.len - 2), psl, store, diag);
	err = parse_url(&url, text, store, diag);
	if (err < 0)
		return err;
	struct lic_str site = lic_psl_site(psl, url.host);
	struct lic_str host = without_www(url.host, site);
	struct lic_str path = without_end(url.path);
	if (path.len)
		return parse_prefix(out, host, path, store, diag);
	if (site.len == 0)
		return refuse_suffix(url.host, diag);
	*out = (struct lic_name){host, host.len,
				 lic_str_eq(host, site) ? LIC_SCOPE_SITE : LIC_SCOPE_HOST};
	return LIC_OK;
}

bool lic_name_covers_path(struct lic_str prefix, struct lic_str path)
{
	bool everything = prefix.len == 0;

	while (prefix.len && path.len)
		if (take_char(&prefix) != take_char(&path))
			return false;
	if (prefix.len)
		return false;
	return everything || path.len == 0 || path.ptr[0] == '/' || path.ptr[0] == '?';
}
