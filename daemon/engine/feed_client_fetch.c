#include "feed_client.h"

#include "limits.h"
#include "percent.h"

/* "42.role.json" below the URL, with the role's name percent-encoded. */
static char *url_of(const struct lic_feed *feed, const struct lic_feed_request *request)
{
	struct lic_buf url;

	lic_buf_init(&url, LIC_URL_MAX);
	lic_buf_adds(&url, lic_str_from(feed->metadata_url));
	if (request->version)
		lic_buf_printf(&url, "%llu.", (unsigned long long)request->version);
	lic_percent_write(&url, lic_str_from(request->role), false);
	LIC_BUF_LIT(&url, ".json");
	char *out = lic_buf_take(&url);
	lic_buf_release(&url);
	return out;
}

int lic_feed_fetch(struct lic_feed *feed, struct lic_feed_request *request, struct lic_buf *out,
		   struct lic_diag *diag)
{
	char *url = url_of(feed, request);

	if (!url)
		return lic_diag_set(diag, LIC_ELIMIT, "the URL of %s is too long", request->role);
	struct lic_fetch fetch = {
		.url = url,
		.max_bytes = request->max,
		.timeout_ms = LIC_FETCH_METADATA_MS,
		.had = request->had,
		.take = lic_fetch_to_buf,
		.ctx = out,
	};
	lic_buf_reset(out);
	int err = lic_fetcher_get(feed->fetcher, &fetch, diag);
	feed->bytes += fetch.bytes;
	if (fetch.retry_after)
		feed->retry_after = fetch.retry_after;
	request->got = fetch.got;
	request->unchanged = fetch.unchanged;
	free(url);
	return err;
}
