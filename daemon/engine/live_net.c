#include "live_net.h"

#include "log.h"

/* Without roots no certificate is trusted, and no signal rests on that alone. */
static int open_tls(struct lic_live_net *own, const char *roots, struct lic_diag *diag)
{
	struct lic_diag why = {""};

	if (lic_roots_open(&own->roots, *roots ? roots : NULL, &why) < 0)
		lic_log(LIC_LOG_WARN, "no certificate will be trusted: %s", why.text);
	own->net.roots = own->roots;
	if (lic_tls_client_new(&own->net.tls) < 0)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	return LIC_OK;
}

int lic_live_net_open(struct lic_live_net *own, const struct lic_live_options *options,
		      struct lic_diag *diag)
{
	struct lic_net *net = &own->net;
	int err = lic_border_init(&own->border, lic_str_from(options->test_addresses), diag);

	if (err < 0)
		return err;
	net->border = &own->border;
	net->psl = options->psl;
	net->turn_ms = options->patient ? LIC_BATCH_TURN_MS : LIC_LOOK_TURN_MS;
	atomic_init(&net->held, 0);
	if (lic_pace_new(&net->pace) < 0)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	/* Without them the other sources are looked at all the same. */
	if (lic_registries_open(&own->registries, options->lists_dir, options->data_dir, diag) ==
	    LIC_OK)
		net->registries = &own->registries;
	else
		lic_log(LIC_LOG_WARN, "no registry will be asked: %s", diag ? diag->text : "");
	err = lic_loop_new(&net->loop);
	if (err < 0)
		return lic_diag_set(diag, err, "out of memory");
	err = lic_dns_new(&net->dns, net->loop, net->border, options->name_servers, diag);
	if (!err)
		err = lic_web_new(&net->web, net->loop, net->dns, options->test_roots, &net->held,
				  diag);
	return err < 0 ? err : open_tls(own, options->test_roots, diag);
}

void lic_live_net_close(struct lic_live_net *own)
{
	lic_tls_client_free(own->net.tls);
	lic_roots_free(own->roots);
	lic_web_free(own->net.web);
	lic_dns_free(own->net.dns);
	lic_loop_free(own->net.loop);
	lic_pace_free(own->net.pace);
	if (own->net.registries)
		lic_registries_close(&own->registries);
}
