#include "fetch.h"

#include "limits.h"
#include "str.h"

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

/* ---- any server ------------------------------------------------------- */

struct lic_fetcher {
	CURL *curl;
	char *roots;
	bool files; /* and no server */
};

/* One fetch on its way. */
struct transfer {
	CURL *curl;
	struct lic_fetch *fetch;
	struct curl_slist *headers;
	bool files;
	int err;
};

#define SET(option, value) (curl_easy_setopt(t->curl, CURLOPT_##option, value) == CURLE_OK)

int lic_fetcher_new(struct lic_fetcher **out, const char *roots)
{
	struct lic_fetcher *fetcher = calloc(1, sizeof(*fetcher));

	if (!fetcher)
		return LIC_ENOMEM;
	fetcher->curl = curl_easy_init();
	if (roots)
		fetcher->roots = strdup(roots);
	if (!fetcher->curl || (roots && !fetcher->roots)) {
		lic_fetcher_free(fetcher);
		return LIC_ENOMEM;
	}
	*out = fetcher;
	return LIC_OK;
}

void lic_fetcher_read_files(struct lic_fetcher *fetcher)
{
	fetcher->files = true;
}

void lic_fetcher_free(struct lic_fetcher *fetcher)
{
	if (!fetcher)
		return;
	curl_easy_cleanup(fetcher->curl);
	free(fetcher->roots);
	free(fetcher);
}

int lic_fetch_to_buf(void *buf, const char *ptr, size_t len)
{
	lic_buf_add(buf, ptr, len);
	return lic_buf_error(buf);
}

static long status_of(CURL *curl)
{
	long status = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static size_t on_piece(char *ptr, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;

	n *= size;
	if (!t->files && status_of(t->curl) != 200)
		return 0;
	if (n > t->fetch->max_bytes - t->fetch->bytes) {
		t->err = LIC_ELIMIT;
		return 0;
	}
	t->fetch->bytes += n;
	t->err = t->fetch->take(t->fetch->ctx, ptr, n);
	return t->err < 0 ? 0 : n;
}

/* The value of a header of that name, if it fits. */
static void keep_value(struct lic_str line, struct lic_str name, char *out, size_t size)
{
	if (line.len <= name.len || !lic_str_caseeq(lic_str(line.ptr, name.len), name))
		return;
	struct lic_str value = lic_str_trim(lic_str(line.ptr + name.len, line.len - name.len));
	if (value.len >= size || memchr(value.ptr, 0, value.len))
		return;
	memcpy(out, value.ptr, value.len);
	out[value.len] = '\0';
}

static size_t on_header(char *ptr, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	struct lic_fetch_validators *got = &t->fetch->got;
	const struct lic_str line = lic_str(ptr, n * size);

	/* Each redirect has a head of its own. */
	if (lic_str_starts(line, LIC_STR("HTTP/")))
		*got = (struct lic_fetch_validators){.etag = ""};
	keep_value(line, LIC_STR("etag:"), got->etag, sizeof(got->etag));
	keep_value(line, LIC_STR("last-modified:"), got->modified, sizeof(got->modified));
	return line.len;
}

static bool add_header(struct transfer *t, const char *name, const char *value)
{
	char line[512];

	snprintf(line, sizeof(line), "%s: %s", name, value);
	struct curl_slist *longer = curl_slist_append(t->headers, line);
	if (longer)
		t->headers = longer;
	return longer != NULL;
}

static bool add_conditions(struct transfer *t)
{
	const struct lic_fetch_validators *had = t->fetch->had;

	if (had && had->etag[0])
		return add_header(t, "If-None-Match", had->etag);
	if (had && had->modified[0])
		return add_header(t, "If-Modified-Since", had->modified);
	return true;
}

static bool begins(const char *url, const char *with)
{
	const size_t len = strlen(with);

	return lic_str_caseeq(lic_str(url, strnlen(url, len)), lic_str(with, len));
}

/* A proxy cannot reach what this machine calls by such a name. */
static bool is_loopback_name(const char *url)
{
	static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
	CURLU *parsed = curl_url();
	char *host = NULL;
	bool found = parsed && curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK &&
		     curl_url_get(parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
		     lic_str_is_among(lic_str_from(host), names, LIC_ARRAY_SIZE(names));

	curl_free(host);
	curl_url_cleanup(parsed);
	return found;
}

static bool set_up_transfer(struct transfer *t, const struct lic_fetcher *fetcher)
{
	const struct lic_fetch *fetch = t->fetch;
	const bool secure = begins(fetch->url, "https:");

	curl_easy_reset(t->curl);
	return SET(URL, fetch->url) && SET(PROTOCOLS_STR, fetcher->files ? "file" : "http,https") &&
	       SET(REDIR_PROTOCOLS_STR, secure ? "https" : "http,https") &&
	       SET(FOLLOWLOCATION, fetch->stay ? 0L : 1L) &&
	       SET(MAXREDIRS, (long)LIC_FETCH_REDIRECTS_MAX) && SET(NOSIGNAL, 1L) &&
	       SET(USERAGENT, "licit/" LICIT_VERSION) &&
	       SET(CONNECTTIMEOUT_MS, (long)LIC_FETCH_CONNECT_MS) &&
	       SET(TIMEOUT_MS, (long)fetch->timeout_ms) && SET(HTTPHEADER, t->headers) &&
	       SET(HEADERFUNCTION, on_header) && SET(HEADERDATA, t) &&
	       SET(WRITEFUNCTION, on_piece) && SET(WRITEDATA, t) &&
	       (!is_loopback_name(fetch->url) || SET(PROXY, "")) &&
	       (!fetcher->roots || (SET(CAINFO, fetcher->roots) && SET(CAPATH, NULL)));
}

static int explain_status(long status, const char *url, struct lic_diag *diag)
{
	switch (status) {
	case 403:
	case 404:
	case 410:
		return lic_diag_set(diag, LIC_ENOENT, "%s is not there (status %ld)", url, status);
	case 429:
	case 503:
		return lic_diag_set(diag, LIC_EBUSY, "%s: the server is busy (status %ld)", url,
				    status);
	default:
		return lic_diag_set(diag, LIC_EREFUSED, "%s answers with status %ld", url, status);
	}
}

static int explain_code(const struct transfer *t, CURLcode code, struct lic_diag *diag)
{
	const char *url = t->fetch->url;

	if (t->err == LIC_ELIMIT)
		return lic_diag_set(diag, LIC_ELIMIT,
				    "%s is longer than the %llu bytes it may have", url,
				    (unsigned long long)t->fetch->max_bytes);
	if (t->err < 0)
		return lic_diag_set(diag, t->err, "cannot keep %s: %s", url, lic_strerror(t->err));
	switch (code) {
	case CURLE_FILE_COULDNT_READ_FILE:
		return lic_diag_set(diag, LIC_ENOENT, "%s is not there", url);
	case CURLE_OPERATION_TIMEDOUT:
		return lic_diag_set(diag, LIC_EBUSY, "%s does not answer in time", url);
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
		return lic_diag_set(diag, LIC_EDENIED, "%s: the certificate is not trusted: %s",
				    url, curl_easy_strerror(code));
	case CURLE_TOO_MANY_REDIRECTS:
		return lic_diag_set(diag, LIC_EREFUSED, "%s redirects more than %d times", url,
				    LIC_FETCH_REDIRECTS_MAX);
	case CURLE_UNSUPPORTED_PROTOCOL:
		/* Also what a server says that does not speak HTTP. */
		if (status_of(t->curl) != 0)
			return lic_diag_set(diag, LIC_EREFUSED, "%s redirects to what is not %s",
					    url, begins(url, "https:") ? "https" : "http");
		return lic_diag_set(diag, LIC_EIO, "%s: the answer is not HTTP", url);
	case CURLE_URL_MALFORMAT:
		return lic_diag_set(diag, LIC_EINVAL, "%s is no http or https URL", url);
	default:
		return lic_diag_set(diag, LIC_EIO, "%s: %s", url, curl_easy_strerror(code));
	}
}

int lic_fetcher_get(struct lic_fetcher *fetcher, struct lic_fetch *fetch, struct lic_diag *diag)
{
	struct transfer transfer = {.curl = fetcher->curl, .fetch = fetch, .files = fetcher->files};
	struct transfer *t = &transfer;
	curl_off_t wait = 0;

	fetch->bytes = 0;
	fetch->unchanged = false;
	fetch->got = (struct lic_fetch_validators){.etag = ""};
	fetch->retry_after = 0;
	if (!t->files && !begins(fetch->url, "http://") && !begins(fetch->url, "https://"))
		return lic_diag_set(diag, LIC_EINVAL, "\"%s\" is no http or https URL", fetch->url);
	if (!add_conditions(t) || !set_up_transfer(t, fetcher)) {
		curl_slist_free_all(t->headers);
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	}
	const CURLcode code = curl_easy_perform(t->curl);
	const long status = status_of(t->curl);
	if (curl_easy_getinfo(t->curl, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0)
		fetch->retry_after = wait > UINT32_MAX ? UINT32_MAX : (unsigned)wait;
	curl_easy_setopt(t->curl, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(t->headers);
	/* The body of another answer is not waited for. */
	if (code == CURLE_WRITE_ERROR && t->err == LIC_OK)
		return explain_status(status, fetch->url, diag);
	if (code != CURLE_OK)
		return explain_code(t, code, diag);
	if (t->files)
		return LIC_OK;
	fetch->unchanged = status == 304 && fetch->had;
	return status == 200 || fetch->unchanged ? LIC_OK
						 : explain_status(status, fetch->url, diag);
}
