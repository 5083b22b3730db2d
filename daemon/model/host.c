#include "host.h"

#include "idn.h"
#include "ip.h"
#include "percent.h"

/* WHATWG's "forbidden domain code points". */
static bool is_forbidden(unsigned char c)
{
	return c <= ' ' || c == 0x7f || strchr("#/:<>?@[\\]^|%", c);
}

static int refuse_byte(unsigned char c, struct lic_diag *diag)
{
	if (c == ' ')
		return lic_diag_set(diag, LIC_EHOST,
				    "The host name has a space in it: check where the address "
				    "begins and ends (in a path, write a space as %%20).");
	if (c < ' ' || c == 0x7f)
		return lic_diag_set(diag, LIC_EHOST,
				    "The host name has a control character (byte 0x%02X) in it: "
				    "remove it.",
				    c);
	return lic_diag_set(diag, LIC_EHOST,
			    "The host name has '%c' in it, which no host name may have: check "
			    "the spelling of the address.",
			    c);
}

static void percent_decode(struct lic_str s, struct lic_buf *out)
{
	while (s.len) {
		int byte = lic_percent_byte(s);
		size_t n = byte < 0 ? 1 : 3;
		lic_buf_addc(out, byte < 0 ? s.ptr[0] : (char)byte);
		s = lic_str(s.ptr + n, s.len - n);
	}
}

static int add_ip6(struct lic_str raw, struct lic_buf *out, struct lic_diag *diag)
{
	uint16_t ip[LIC_IP6_PIECES];

	if (raw.len < 2 || raw.ptr[raw.len - 1] != ']' ||
	    lic_ip6_parse(lic_str(raw.ptr + 1, raw.len - 2), ip) < 0)
		return lic_diag_set(diag, LIC_EHOST,
				    "The host begins with '[' but is not an IPv6 address: write "
				    "one like [2001:db8::1].");
	lic_buf_addc(out, '[');
	lic_ip6_write(out, ip);
	lic_buf_addc(out, ']');
	return lic_buf_error(out);
}

/* The name that was appended from start on: may it be one, and is it an IPv4
 * address? */
static int finish_name(struct lic_buf *out, size_t start, bool *is_ip, struct lic_diag *diag)
{
	uint32_t ip;

	if (out->len == start)
		return lic_diag_set(diag, LIC_EHOST,
				    "The host name is empty: write the address "
				    "like https://www.example.com/.");
	struct lic_str name = lic_str(out->ptr + start, out->len - start);
	for (size_t i = 0; i < name.len; i++)
		if (is_forbidden((unsigned char)name.ptr[i]))
			return refuse_byte((unsigned char)name.ptr[i], diag);
	*is_ip = lic_ip4_is_meant(name);
	if (!*is_ip)
		return LIC_OK;
	if (lic_ip4_parse(name, &ip) < 0)
		return lic_diag_set(diag, LIC_EHOST,
				    "The host name ends in a number but is no IPv4 address: check "
				    "its numbers.");
	out->len = start;
	lic_ip4_write(out, ip);
	return lic_buf_error(out);
}

static int add_name(struct lic_str name, struct lic_buf *out, bool *is_ip, struct lic_diag *diag)
{
	size_t start = out->len;

	if (!lic_str_is_utf8(name))
		return lic_diag_set(diag, LIC_EHOST,
				    "The host name is not valid UTF-8: give it in UTF-8, or in "
				    "its form that begins with xn--.");
	int err = lic_idn_to_ascii(name, out);
	if (err == LIC_EHOST)
		return lic_diag_set(diag, LIC_EHOST,
				    "The host name is not a valid internationalised name: check "
				    "its letters, some are not allowed or not in that order.");
	if (err < 0)
		return err;
	return finish_name(out, start, is_ip, diag);
}

int lic_host_parse(struct lic_str raw, struct lic_buf *out, bool *is_ip, struct lic_diag *diag)
{
	if (raw.len && raw.ptr[0] == '[') {
		*is_ip = true;
		return add_ip6(raw, out, diag);
	}
	if (lic_str_find(raw, '%') == raw.len)
		return add_name(raw, out, is_ip, diag);

	struct lic_buf decoded;
	lic_buf_init(&decoded, raw.len);
	percent_decode(raw, &decoded);
	int err = lic_buf_error(&decoded);
	if (!err)
		err = add_name(lic_buf_str(&decoded), out, is_ip, diag);
	lic_buf_release(&decoded);
	return err;
}

struct lic_str lic_host_without_www(struct lic_str host)
{
	return lic_str_starts(host, LIC_STR("www.")) ? lic_str(host.ptr + 4, host.len - 4) : host;
}

struct lic_str lic_host_without_dot(struct lic_str host)
{
	if (host.len > 1 && host.ptr[host.len - 1] == '.')
		host.len--;
	return host;
}

bool lic_host_is_below(struct lic_str host, struct lic_str name)
{
	if (!name.len || host.len <= name.len)
		return name.len && lic_str_eq(host, name);
	return lic_str_ends(host, name) && host.ptr[host.len - name.len - 1] == '.';
}
