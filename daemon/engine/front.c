/* Small services for what shows verdicts to people. */
#include "fetch.h"
#include "idn.h"
#include "json.h"
#include "licit.h"

/* An answer to /healthz is some fifty bytes. */
#define HEALTH_MAX 4096
#define HEALTH_TIMEOUT_MS 2000

int lic_host_show(struct lic_str host, struct lic_buf *out)
{
	return lic_idn_to_unicode(host, out);
}

static int read_version(struct lic_str answer, char version[LIC_DAEMON_VERSION_SIZE])
{
	struct lic_json *json;

	if (lic_json_parse(&json, answer, NULL) < 0)
		return LIC_ESYNTAX;
	struct lic_str status = lic_json_string(lic_json_get(json, "status"));
	struct lic_str text = lic_json_string(lic_json_get(json, "version"));
	int err = LIC_ESYNTAX;
	if (lic_str_eq(status, LIC_STR("ok")) && text.len && text.len < LIC_DAEMON_VERSION_SIZE) {
		memcpy(version, text.ptr, text.len);
		version[text.len] = '\0';
		err = LIC_OK;
	}
	lic_json_free(json);
	return err;
}

int lic_daemon_ask(const char *address, char version[LIC_DAEMON_VERSION_SIZE],
		   struct lic_diag *diag)
{
	char url[128];
	struct lic_buf answer;

	int n = snprintf(url, sizeof(url), "http://%s/healthz", address);
	if (n < 0 || (size_t)n >= sizeof(url))
		return lic_diag_set(diag, LIC_EINVAL, "%.64s… is no address", address);
	lic_buf_init(&answer, HEALTH_MAX);
	int err = lic_fetch_get(url, HEALTH_TIMEOUT_MS, HEALTH_MAX, &answer, diag);
	if (err == LIC_ENOENT)
		lic_diag_set(diag, err, "no licitd answers on %s; start it with `licitd`", address);
	else if (err == LIC_OK && read_version(lic_buf_str(&answer), version) < 0)
		err = lic_diag_set(diag, LIC_ESYNTAX,
				   "something that is not licitd answers on %s; stop it, or set "
				   "another address with the setting listen",
				   address);
	else if (err == LIC_EREFUSED)
		lic_diag_set(diag, err, "something on %s refuses to say whether it is licitd",
			     address);
	lic_buf_release(&answer);
	return err;
}
