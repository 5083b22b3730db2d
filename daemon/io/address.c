#include "address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

struct range {
	uint8_t prefix[16];
	uint8_t bits;
	int8_t embeds; /* where an IPv4 address lies inside; -1: nowhere */
	const char *what;
};

/* The narrower before the wider. */
static const struct range ranges4[] = {
	{{0}, 8, -1, "of this network itself"},                  /* RFC 791, section 3.2 */
	{{10}, 8, -1, "private"},                                /* RFC 1918 */
	{{100, 100, 100, 200}, 32, -1, "of a cloud's metadata"}, /* Alibaba */
	{{100, 64}, 10, -1, "shared by a provider's customers"}, /* RFC 6598 */
	{{127}, 8, -1, "loopback"},                              /* RFC 1122, section 3.2.1.3 */
	{{168, 63, 129, 16}, 32, -1, "of a cloud's metadata"},   /* Azure */
	{{169, 254, 169, 254}, 32, -1, "of a cloud's metadata"},
	{{169, 254}, 16, -1, "link-local"},             /* RFC 3927 */
	{{172, 16}, 12, -1, "private"},                 /* RFC 1918 */
	{{192, 0, 0}, 24, -1, "kept for protocols"},    /* RFC 6890 */
	{{192, 0, 2}, 24, -1, "for documentation"},     /* RFC 5737 */
	{{192, 31, 196}, 24, -1, "an AS112 sink"},      /* RFC 7535 */
	{{192, 52, 193}, 24, -1, "kept for protocols"}, /* RFC 7450 */
	{{192, 88, 99}, 24, -1, "a 6to4 relay"},        /* RFC 7526 */
	{{192, 168}, 16, -1, "private"},                /* RFC 1918 */
	{{192, 175, 48}, 24, -1, "an AS112 sink"},      /* RFC 7534 */
	{{198, 18}, 15, -1, "for benchmarks"},          /* RFC 2544 */
	{{198, 51, 100}, 24, -1, "for documentation"},  /* RFC 5737 */
	{{203, 0, 113}, 24, -1, "for documentation"},   /* RFC 5737 */
	{{224}, 4, -1, "multicast"},                    /* RFC 5771 */
	{{255, 255, 255, 255}, 32, -1, "broadcast"},    /* RFC 919 */
	{{240}, 4, -1, "reserved"},                     /* RFC 1112, section 4 */
};

static const struct range ranges6[] = {
	{{0}, 128, -1, "unspecified"},                                           /* RFC 4291 */
	{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, -1, "loopback"}, /* RFC 4291 */
	{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12, "an IPv4 address in IPv6"}, /* 4291 */
	{{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12, "an IPv4 address in IPv6"}, /* RFC 2765 */
	{{0}, 96, 12, "an IPv4 address in IPv6"},                    /* RFC 4291, deprecated */
	{{0, 0x64, 0xff, 0x9b, 0, 1}, 48, -1, "a translator's own"}, /* RFC 8215 */
	{{0x01}, 64, -1, "a black hole"},                            /* RFC 6666 */
	{{0x20, 0x01, 0, 0}, 32, -1, "a Teredo tunnel"},             /* RFC 4380 */
	{{0x20, 0x01, 0, 2}, 48, -1, "for benchmarks"},              /* RFC 5180 */
	{{0x20, 0x01}, 23, -1, "kept for protocols"},                /* RFC 2928 */
	{{0x20, 0x01, 0x0d, 0xb8}, 32, -1, "for documentation"},     /* RFC 3849 */
	{{0x20, 0x02}, 16, 2, "a 6to4 tunnel"},                      /* RFC 3056, RFC 7526 */
	{{0x26, 0x20, 0, 0x4f, 0x80}, 48, -1, "an AS112 sink"},      /* RFC 7534 */
	{{0x3f, 0xff}, 20, -1, "for documentation"},                 /* RFC 9637 */
	{{0x5f}, 16, -1, "a route, no host"},                        /* RFC 9602 */
	{{0xfc}, 7, -1, "private"},                                  /* RFC 4193 */
	{{0xfe, 0x80}, 10, -1, "link-local"},                        /* RFC 4291 */
	{{0xfe, 0xc0}, 10, -1, "site-local"},                        /* RFC 3879 */
	{{0xff}, 8, -1, "multicast"},                                /* RFC 4291 */
};

/* A translator's well-known prefix, with which IPv6-only networks reach IPv4 (RFC
 * 6052): public where the address inside is. */
static const struct range nat64 = {{0, 0x64, 0xff, 0x9b}, 96, 12, NULL};

/* All that IANA has given out as global unicast (RFC 4291, section 2.4). */
static const struct range unicast6 = {{0x20}, 3, -1, NULL};

int lic_address_parse(struct lic_str text, struct lic_address *out)
{
	char z[LIC_ADDRESS_SIZE];
	struct lic_address address = {.v6 = false};

	bool brackets = text.len > 2 && text.ptr[0] == '[' && text.ptr[text.len - 1] == ']';
	if (brackets)
		text = lic_str(text.ptr + 1, text.len - 2);
	if (text.len == 0 || text.len >= sizeof(z) || memchr(text.ptr, '\0', text.len))
		return LIC_EINVAL;
	memcpy(z, text.ptr, text.len);
	z[text.len] = '\0';
	address.v6 = lic_str_find(text, ':') < text.len;
	if ((brackets && !address.v6) ||
	    inet_pton(address.v6 ? AF_INET6 : AF_INET, z, address.bytes) != 1)
		return LIC_EINVAL;
	*out = address;
	return LIC_OK;
}

void lic_address_write(const struct lic_address *address, char out[LIC_ADDRESS_SIZE])
{
	out[0] = '\0';
	inet_ntop(address->v6 ? AF_INET6 : AF_INET, address->bytes, out, LIC_ADDRESS_SIZE);
}

bool lic_address_eq(const struct lic_address *a, const struct lic_address *b)
{
	return a->v6 == b->v6 && memcmp(a->bytes, b->bytes, a->v6 ? 16 : 4) == 0;
}

static bool is_within(const struct lic_address *address, const struct range *range)
{
	size_t whole = range->bits / 8;
	unsigned rest = range->bits % 8;

	if (memcmp(address->bytes, range->prefix, whole) != 0)
		return false;
	return !rest || (address->bytes[whole] ^ range->prefix[whole]) >> (8 - rest) == 0;
}

static const char *special_inside(const struct lic_address *address, const struct range *range)
{
	struct lic_address inside = {.v6 = false};

	memcpy(inside.bytes, address->bytes + range->embeds, 4);
	return lic_address_special(&inside);
}

static const char *special6(const struct lic_address *address)
{
	if (is_within(address, &nat64))
		return special_inside(address, &nat64);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(ranges6); i++) {
		const char *inside = NULL;
		if (!is_within(address, &ranges6[i]))
			continue;
		if (ranges6[i].embeds >= 0)
			inside = special_inside(address, &ranges6[i]);
		return inside ? inside : ranges6[i].what;
	}
	return is_within(address, &unicast6) ? NULL : "reserved";
}

const char *lic_address_special(const struct lic_address *address)
{
	if (address->v6)
		return special6(address);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(ranges4); i++)
		if (is_within(address, &ranges4[i]))
			return ranges4[i].what;
	return NULL;
}
