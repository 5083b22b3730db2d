#include "ip.h"

#include "host.h"
#include "percent.h"

/* What no part of an IPv4 address reaches. */
#define TOO_LARGE (1ull << 32)

/* One part: decimal, 0x hexadecimal or 0 octal. Saturates at TOO_LARGE. */
static int parse_part(struct lic_str s, uint64_t *out)
{
	int radix = 10;
	uint64_t n = 0;

	if (s.len == 0)
		return LIC_EHOST;
	if (s.len >= 2 && s.ptr[0] == '0') {
		radix = lic_lower(s.ptr[1]) == 'x' ? 16 : 8;
		s.ptr += radix == 16 ? 2 : 1;
		s.len -= radix == 16 ? 2 : 1;
	}
	for (size_t i = 0; i < s.len; i++) {
		int digit = lic_hex_value(s.ptr[i]);
		if (digit < 0 || digit >= radix)
			return LIC_EHOST;
		n = n * (unsigned)radix + (unsigned)digit;
		if (n > TOO_LARGE)
			n = TOO_LARGE;
	}
	*out = n;
	return LIC_OK;
}

static bool all_digits(struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!lic_is_digit(s.ptr[i]))
			return false;
	return s.len > 0;
}

bool lic_ip4_is_meant(struct lic_str host)
{
	uint64_t ignored;
	size_t at;

	host = lic_host_without_dot(host);
	for (at = host.len; at && host.ptr[at - 1] != '.'; at--)
		;
	struct lic_str last = lic_str(host.ptr + at, host.len - at);
	return all_digits(last) || parse_part(last, &ignored) == LIC_OK;
}

int lic_ip4_parse(struct lic_str host, uint32_t *out)
{
	uint64_t parts[4];
	size_t count = 0;
	uint64_t ip;
	struct lic_str part;

	host = lic_host_without_dot(host);
	while (lic_str_split(&host, '.', &part)) {
		if (count == 4 || parse_part(part, &parts[count]) < 0)
			return LIC_EHOST;
		count++;
	}
	if (count == 0 || parts[count - 1] >= 1ull << (8 * (5 - count)))
		return LIC_EHOST;
	ip = parts[count - 1];
	for (size_t i = 0; i + 1 < count; i++) {
		if (parts[i] > 255)
			return LIC_EHOST;
		ip |= parts[i] << (24 - 8 * i);
	}
	*out = (uint32_t)ip;
	return LIC_OK;
}

void lic_ip4_write(struct lic_buf *buf, uint32_t ip)
{
	lic_buf_printf(buf, "%u.%u.%u.%u", ip >> 24, ip >> 16 & 255, ip >> 8 & 255, ip & 255);
}

/* Four decimal parts that end the text, into two pieces. */
static int parse_embedded(struct lic_str s, uint16_t pieces[2])
{
	struct lic_str part;
	unsigned count = 0;

	while (lic_str_split(&s, '.', &part)) {
		uint64_t n;
		if (count == 4 || !all_digits(part) || (part.len > 1 && part.ptr[0] == '0') ||
		    parse_part(part, &n) < 0 || n > 255)
			return LIC_EHOST;
		pieces[count / 2] = (uint16_t)((unsigned)pieces[count / 2] << 8 | (unsigned)n);
		count++;
	}
	return count == 4 ? LIC_OK : LIC_EHOST;
}

/* Up to four hexadecimal digits: how many. */
static size_t take_piece(struct lic_str s, uint16_t *out)
{
	size_t n = 0;

	*out = 0;
	while (n < 4 && n < s.len && lic_hex_value(s.ptr[n]) >= 0) {
		*out = (uint16_t)(*out << 4 | lic_hex_value(s.ptr[n]));
		n++;
	}
	return n;
}

/* Spread pieces: those from index gap on move to the end. */
static void open_gap(uint16_t *pieces, size_t count, size_t gap)
{
	size_t moved = count - gap;

	memmove(pieces + LIC_IP6_PIECES - moved, pieces + gap, moved * sizeof(*pieces));
	memset(pieces + gap, 0, (LIC_IP6_PIECES - moved - gap) * sizeof(*pieces));
}

/* The ':' behind a piece; one at the very end is refused. */
static int skip_colon(struct lic_str *s)
{
	if (s->len == 0)
		return LIC_OK;
	if (s->ptr[0] != ':' || s->len == 1)
		return LIC_EHOST;
	*s = lic_str(s->ptr + 1, s->len - 1);
	return LIC_OK;
}

int lic_ip6_parse(struct lic_str s, uint16_t out[LIC_IP6_PIECES])
{
	uint16_t pieces[LIC_IP6_PIECES] = {0};
	size_t count = 0;
	size_t gap = SIZE_MAX; /* index that "::" stands before */

	if (lic_str_starts(s, LIC_STR("::"))) {
		s = lic_str(s.ptr + 2, s.len - 2);
		gap = 0;
	}
	while (s.len) {
		/* "::" stands for at least one piece. */
		if (count + (gap != SIZE_MAX) >= LIC_IP6_PIECES)
			return LIC_EHOST;
		if (s.ptr[0] == ':') {
			if (gap != SIZE_MAX || count == 0)
				return LIC_EHOST;
			gap = count;
			s = lic_str(s.ptr + 1, s.len - 1);
			continue;
		}
		size_t n = take_piece(s, &pieces[count]);
		if (n && n < s.len && s.ptr[n] == '.') {
			pieces[count] = 0;
			if (count + (gap != SIZE_MAX) > LIC_IP6_PIECES - 2 ||
			    parse_embedded(s, pieces + count) < 0)
				return LIC_EHOST;
			count += 2;
			break;
		}
		count++;
		s = lic_str(s.ptr + n, s.len - n);
		if (n == 0 || skip_colon(&s) < 0)
			return LIC_EHOST;
	}
	if (gap != SIZE_MAX)
		open_gap(pieces, count, gap);
	else if (count != LIC_IP6_PIECES)
		return LIC_EHOST;
	memcpy(out, pieces, sizeof(pieces));
	return LIC_OK;
}

/* The first longest run of two or more zeros; *len is 0 if there is none. */
static size_t longest_zeros(const uint16_t ip[LIC_IP6_PIECES], size_t *len)
{
	size_t best = 0;

	*len = 0;
	for (size_t i = 0; i < LIC_IP6_PIECES; i++) {
		size_t n = 0;
		while (i + n < LIC_IP6_PIECES && ip[i + n] == 0)
			n++;
		if (n > *len && n > 1) {
			best = i;
			*len = n;
		}
	}
	return best;
}

void lic_ip6_write(struct lic_buf *buf, const uint16_t ip[LIC_IP6_PIECES])
{
	size_t zeros;
	size_t at = longest_zeros(ip, &zeros);

	for (size_t i = 0; i < LIC_IP6_PIECES; i++) {
		if (zeros && i == at) {
			LIC_BUF_LIT(buf, "::");
			i += zeros - 1;
			continue;
		}
		if (i && !(zeros && i == at + zeros))
			lic_buf_addc(buf, ':');
		lic_buf_printf(buf, "%x", ip[i]);
	}
}
