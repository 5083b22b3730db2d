#include "subject.h"

#include "host.h"
#include "url.h"

int lic_subject_parse(struct lic_subject *out, struct lic_str input, const struct lic_psl *psl,
		      struct lic_buf *store, struct lic_diag *diag)
{
	struct lic_url url;
	int err = lic_url_parse(&url, input, store, diag);

	if (err < 0)
		return err;
	struct lic_str host = lic_host_without_dot(url.host);
	struct lic_str site = url.is_ip ? host : lic_psl_site(psl, host);
	*out = (struct lic_subject){
		.input = input,
		.url = url.text,
		.host = host,
		.site = site.len ? site : host,
		.path = url.path,
		.is_ip = url.is_ip,
		.is_plain = url.is_plain,
	};
	return LIC_OK;
}
