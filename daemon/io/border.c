#include "border.h"

#include <netinet/in.h>

#include "num.h"

static int parse_peer(struct lic_str text, struct lic_peer *out)
{
	size_t colon = text.len;
	uint64_t port;

	while (colon && text.ptr[colon - 1] != ':')
		colon--;
	if (!colon ||
	    lic_num_parse(lic_str(text.ptr + colon, text.len - colon), UINT16_MAX, &port) < 0 ||
	    lic_address_parse(lic_str(text.ptr, colon - 1), &out->address) < 0)
		return LIC_EINVAL;
	out->port = (uint16_t)port;
	return LIC_OK;
}

static int parse_pass(struct lic_str text, struct lic_border_pass *out)
{
	size_t equals = lic_str_find(text, '=');

	if (parse_peer(lic_str(text.ptr, equals), &out->asked) < 0)
		return LIC_EINVAL;
	out->real = out->asked;
	if (equals == text.len)
		return LIC_OK;
	return parse_peer(lic_str(text.ptr + equals + 1, text.len - equals - 1), &out->real);
}

int lic_border_init(struct lic_border *border, struct lic_str passes, struct lic_diag *diag)
{
	struct lic_str one;

	border->count = 0;
	while (lic_str_split(&passes, ' ', &one)) {
		if (!one.len)
			continue;
		if (border->count == LIC_BORDER_PASSES_MAX)
			return lic_diag_set(diag, LIC_ELIMIT, "at most %d test addresses",
					    LIC_BORDER_PASSES_MAX);
		if (parse_pass(one, &border->pass[border->count]) < 0)
			return lic_diag_set(diag, LIC_EINVAL,
					    "\"%.*s\" is no test address: give ADDRESS:PORT, or "
					    "ADDRESS:PORT=ADDRESS:PORT",
					    one.len > 80 ? 80 : (int)one.len, one.ptr);
		border->count++;
	}
	return LIC_OK;
}

const char *lic_border_admit(const struct lic_border *border, const struct lic_address *address,
			     uint16_t port, struct lic_peer *to)
{
	for (size_t i = 0; i < border->count; i++) {
		const struct lic_border_pass *pass = &border->pass[i];
		if (pass->asked.port == port && lic_address_eq(&pass->asked.address, address)) {
			*to = pass->real;
			return NULL;
		}
	}
	const char *special = lic_address_special(address);
	if (!special)
		*to = (struct lic_peer){*address, port};
	return special;
}

bool lic_border_is_local_name(struct lic_str host)
{
	static const char *const names[] = {"localhost", "local",     "localdomain", "internal",
					    "onion",     "home.arpa", "lan",         "alt"};

	if (host.len && host.ptr[host.len - 1] == '.')
		host.len--;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(names); i++) {
		struct lic_str name = lic_str_from(names[i]);
		if (lic_str_caseeq(host, name))
			return true;
		if (host.len > name.len && host.ptr[host.len - name.len - 1] == '.' &&
		    lic_str_caseeq(lic_str(host.ptr + host.len - name.len, name.len), name))
			return true;
	}
	return false;
}

socklen_t lic_peer_sockaddr(const struct lic_peer *peer, struct sockaddr_storage *out)
{
	memset(out, 0, sizeof(*out));
	if (peer->address.v6) {
		struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(peer->port)};
		memcpy(&v6.sin6_addr, peer->address.bytes, 16);
		memcpy(out, &v6, sizeof(v6));
		return sizeof(v6);
	}
	struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(peer->port)};
	memcpy(&v4.sin_addr, peer->address.bytes, 4);
	memcpy(out, &v4, sizeof(v4));
	return sizeof(v4);
}
