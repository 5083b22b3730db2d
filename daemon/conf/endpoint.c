#include "endpoint.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "num.h"

static int parse_address(struct lic_str text, struct lic_endpoint *out)
{
	union {
		struct in_addr v4;
		struct in6_addr v6;
	} binary;

	out->ipv6 = text.len > 2 && text.ptr[0] == '[' && text.ptr[text.len - 1] == ']';
	if (out->ipv6)
		text = lic_str(text.ptr + 1, text.len - 2);
	if (lic_str_caseeq(text, LIC_STR("localhost")))
		text = LIC_STR("127.0.0.1");
	if (text.len == 0 || text.len >= sizeof(out->address) || memchr(text.ptr, '\0', text.len))
		return LIC_EINVAL;
	memcpy(out->address, text.ptr, text.len);
	out->address[text.len] = '\0';
	if (inet_pton(out->ipv6 ? AF_INET6 : AF_INET, out->address, &binary) != 1)
		return LIC_EINVAL;
	return LIC_OK;
}

int lic_endpoint_parse(struct lic_str text, struct lic_endpoint *out)
{
	struct lic_endpoint endpoint = {.port = 0};
	size_t colon = text.len;
	uint64_t port;

	while (colon > 0 && text.ptr[colon - 1] != ':')
		colon--;
	if (colon == 0 ||
	    lic_num_parse(lic_str(text.ptr + colon, text.len - colon), UINT16_MAX, &port) < 0 ||
	    parse_address(lic_str(text.ptr, colon - 1), &endpoint) < 0)
		return LIC_EINVAL;
	endpoint.port = (uint16_t)port;
	*out = endpoint;
	return LIC_OK;
}

void lic_endpoint_format(const struct lic_endpoint *endpoint, char out[LIC_ENDPOINT_SIZE])
{
	snprintf(out, LIC_ENDPOINT_SIZE, endpoint->ipv6 ? "[%s]:%u" : "%s:%u", endpoint->address,
		 (unsigned)endpoint->port);
}

struct lic_endpoint lic_endpoint_from_here(const struct lic_endpoint *endpoint)
{
	struct lic_endpoint here = *endpoint;

	if (strcmp(here.address, "0.0.0.0") == 0)
		snprintf(here.address, sizeof(here.address), "127.0.0.1");
	else if (strcmp(here.address, "::") == 0)
		snprintf(here.address, sizeof(here.address), "::1");
	return here;
}

bool lic_endpoint_is_loopback(const struct lic_endpoint *endpoint)
{
	struct in6_addr v6;

	if (!endpoint->ipv6)
		return strncmp(endpoint->address, "127.", 4) == 0;
	return inet_pton(AF_INET6, endpoint->address, &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}
