/* A name in A-labels stays as it is, and what is shown of it is UTF-8. */
#include "host.h"
#include "idn.h"
#include "limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Not assert(), which a Release build leaves out. */
static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void check_ascii(struct lic_str ascii)
{
	struct lic_buf again, shown;

	lic_buf_init(&again, 16 * LIC_URL_MAX);
	lic_buf_init(&shown, 16 * LIC_URL_MAX);
	int err = lic_idn_to_ascii(ascii, &again);
	expect(err == LIC_OK && lic_str_eq(lic_buf_str(&again), ascii));
	err = lic_idn_to_unicode(ascii, &shown);
	expect(err == LIC_OK && lic_str_is_utf8(lic_buf_str(&shown)));
	lic_buf_release(&again);
	lic_buf_release(&shown);
}

static void check_host(struct lic_str raw)
{
	struct lic_buf host, again;
	bool is_ip, is_ip_again;

	lic_buf_init(&host, 16 * LIC_URL_MAX);
	lic_buf_init(&again, 16 * LIC_URL_MAX);
	if (lic_host_parse(raw, &host, &is_ip, NULL) == LIC_OK) {
		int err = lic_host_parse(lic_buf_str(&host), &again, &is_ip_again, NULL);
		expect(err == LIC_OK && is_ip == is_ip_again);
		expect(lic_str_eq(lic_buf_str(&host), lic_buf_str(&again)));
	}
	lic_buf_release(&host);
	lic_buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct lic_str input = lic_str((const char *)data, len);
	struct lic_buf ascii;

	lic_buf_init(&ascii, 16 * LIC_URL_MAX);
	int err = lic_idn_to_ascii(input, &ascii);
	if (err == LIC_OK)
		check_ascii(lic_buf_str(&ascii));
	lic_buf_release(&ascii);
	if (len <= LIC_URL_MAX)
		check_host(input);
	return 0;
}
