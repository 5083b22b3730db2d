#include "fetch.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <curl/curl.h>

struct fetch {
	struct lic_buf *out;
	size_t left;
	bool too_large;
	bool refused; /* the address is not of this machine */
};

static size_t on_body(char *ptr, size_t size, size_t n, void *ctx)
{
	struct fetch *fetch = ctx;

	n *= size;
	if (n > fetch->left) {
		fetch->too_large = true;
		return 0;
	}
	fetch->left -= n;
	lic_buf_add(fetch->out, ptr, n);
	return lic_buf_error(fetch->out) < 0 ? 0 : n;
}

static bool is_loopback(const struct curl_sockaddr *address)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (address->family == AF_INET && address->addrlen >= sizeof(v4)) {
		memcpy(&v4, &address->addr, sizeof(v4));
		return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
	}
	if (address->family == AF_INET6 && address->addrlen >= sizeof(v6)) {
		/* curl leaves room behind addr for the longest kind of address. */
		memcpy(&v6, (const void *)&address->addr, sizeof(v6));
		return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
	}
	return false;
}

/* Here the name is resolved and nothing has been sent. */
static curl_socket_t on_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct fetch *fetch = ctx;

	if (purpose != CURLSOCKTYPE_IPCXN || !is_loopback(address)) {
		fetch->refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool set_up(CURL *curl, const char *url, unsigned timeout_ms, struct fetch *fetch)
{
	return curl_easy_setopt(curl, CURLOPT_URL, url) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http") == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)timeout_ms) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_socket) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, fetch) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_WRITEDATA, fetch) == CURLE_OK;
}

static int explain(CURLcode code, long status, const struct fetch *fetch, const char *url,
		   struct lic_diag *diag)
{
	if (fetch->refused)
		return lic_diag_set(diag, LIC_EREFUSED, "%s is not on this machine", url);
	if (fetch->too_large)
		return lic_diag_set(diag, LIC_ELIMIT, "%s answers with more than is read", url);
	if (code == CURLE_OPERATION_TIMEDOUT)
		return lic_diag_set(diag, LIC_EBUSY, "%s does not answer in time", url);
	if (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST)
		return lic_diag_set(diag, LIC_ENOENT, "nobody answers on %s", url);
	if (code != CURLE_OK)
		return lic_diag_set(diag, LIC_EIO, "%s: %s", url, curl_easy_strerror(code));
	if (status != 200)
		return lic_diag_set(diag, LIC_EREFUSED, "%s answers with status %ld", url, status);
	return LIC_OK;
}

int lic_fetch_get(const char *url, unsigned timeout_ms, size_t max_bytes, struct lic_buf *out,
		  struct lic_diag *diag)
{
	struct fetch fetch = {.out = out, .left = max_bytes};
	long status = 0;
	size_t before = out->len;
	CURL *curl = curl_easy_init();

	if (!curl || !set_up(curl, url, timeout_ms, &fetch)) {
		curl_easy_cleanup(curl);
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	}
	CURLcode code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_cleanup(curl);
	int err = explain(code, status, &fetch, url, diag);
	if (err < 0)
		out->len = before;
	return err;
}
