#include "serve.h"

#include <signal.h>

#include "listen.h"
#include "log.h"
#include "server.h"
#include "updates.h"

struct serving {
	struct lic_endpoint endpoint;
	struct lic_service service;
	struct lic_server *server;
	char own_host[LIC_ENDPOINT_ADDRESS_SIZE + 2];
	char refresh_failure[sizeof(((struct lic_diag *)NULL)->text)];
};

static bool is_any(const struct lic_endpoint *endpoint)
{
	return strcmp(endpoint->address, endpoint->ipv6 ? "::" : "0.0.0.0") == 0;
}

/* Whoever reaches the port may try tokens and codes, and reads along. */
static int allow_address(const struct lic_conf *conf, const struct lic_endpoint *endpoint,
			 struct lic_diag *diag)
{
	if (lic_endpoint_is_loopback(endpoint))
		return LIC_OK;
	if (!lic_conf_number(conf, LIC_SETTING_ALLOW_REMOTE))
		return lic_diag_set(diag, LIC_EREFUSED,
				    "%s can be reached by other machines, and licitd speaks plain "
				    "HTTP: listen on 127.0.0.1, or set allow_remote = yes in the "
				    "configuration file as well",
				    endpoint->address);
	lic_log(LIC_LOG_WARN,
		"other machines can reach %s, in plain HTTP: put a proxy with TLS in front",
		endpoint->address);
	return LIC_OK;
}

static void name_own_host(struct serving *serving)
{
	if (is_any(&serving->endpoint))
		return;
	snprintf(serving->own_host, sizeof(serving->own_host),
		 serving->endpoint.ipv6 ? "[%s]" : "%s", serving->endpoint.address);
	serving->service.own_host = lic_str_from(serving->own_host);
}

static int start_server(struct serving *serving, const struct lic_conf *conf, int fd,
			struct lic_diag *diag)
{
	struct lic_server_options options = {
		.service = &serving->service,
		.fd = fd,
		.threads = lic_service_threads(conf),
		.connections = lic_listen_room(LIC_HTTP_CONNECTIONS),
	};

	if (options.connections < LIC_HTTP_CONNECTIONS)
		lic_log(LIC_LOG_WARN,
			"the limit of open files leaves room for %u connections: raise it with "
			"ulimit -n",
			options.connections);
	int err = lic_server_start(&serving->server, &options, diag);
	if (err < 0)
		return err;
	lic_log(LIC_LOG_INFO,
		serving->endpoint.ipv6 ? "ready on http://[%s]:%u/" : "ready on http://%s:%u/",
		serving->endpoint.address, (unsigned)serving->endpoint.port);
	return LIC_OK;
}

static void log_listset(void *ctx, const struct lic_status *status)
{
	lic_log(LIC_LOG_INFO, "%s: listset %.*s, %llu lists, %llu entries", (const char *)ctx,
		LIC_STR_ARG(status->listset), (unsigned long long)status->lists,
		(unsigned long long)status->entries);
}

/* A failure is logged when it begins, not each time. */
static void refresh(struct serving *serving, bool asked)
{
	struct lic_diag diag = {""};
	int taken = lic_service_refresh(&serving->service, &diag);
	char what[] = "refresh";

	if (taken > 0)
		lic_service_status(&serving->service, log_listset, what);
	else if (taken == 0 && asked)
		lic_log(LIC_LOG_INFO, "refresh: nothing new");
	else if (taken < 0 && (asked || strcmp(serving->refresh_failure, diag.text) != 0))
		lic_log(LIC_LOG_WARN, "refresh failed, the lists in use stay: %s", diag.text);
	memcpy(serving->refresh_failure, diag.text, sizeof(diag.text));
}

/* Answer signals, and look for new lists and slow clients in between. */
static void run(struct serving *serving, const struct lic_conf *conf, const sigset_t *signals)
{
	const struct timespec tick = {.tv_sec = 1};
	uint64_t every = lic_conf_number(conf, LIC_SETTING_REFRESH_SECONDS) * 1000000000u;
	uint64_t refreshed = lic_clock_mono();

	for (;;) {
		int number = sigtimedwait(signals, NULL, &tick);

		if (number == SIGTERM || number == SIGINT) {
			lic_log(LIC_LOG_INFO, "stopping");
			return;
		}
		lic_server_sweep(serving->server);
		if (number == SIGHUP || lic_clock_mono() - refreshed >= every) {
			refresh(serving, number == SIGHUP);
			if (number == SIGHUP)
				lic_updates_ask(serving->service.updates, lic_str(NULL, 0));
			refreshed = lic_clock_mono();
		}
	}
}

static int serve(struct serving *serving, const struct lic_conf *conf, const sigset_t *signals,
		 struct lic_diag *diag)
{
	char what[] = "started, version " LICIT_VERSION;

	serving->endpoint = lic_conf_endpoint(conf, LIC_SETTING_LISTEN);
	int err = allow_address(conf, &serving->endpoint, diag);
	if (err < 0)
		return err;
	int fd = lic_listen(&serving->endpoint, diag);
	if (fd < 0)
		return fd;
	err = lic_service_open(&serving->service, conf, diag);
	if (err < 0) {
		close(fd);
		return err;
	}
	name_own_host(serving);
	lic_service_status(&serving->service, log_listset, what);
	err = lic_updates_start(&serving->service.updates, &serving->service, conf, diag);
	if (!err)
		err = start_server(serving, conf, fd, diag);
	if (err < 0)
		close(fd);
	else
		run(serving, conf, signals);
	/* Requests ask for updates: they end first. */
	if ((serving->server && !lic_server_stop(serving->server)) ||
	    !lic_updates_stop(serving->service.updates)) {
		/* Threads still use the engine. The store is whole whatever happens. */
		lic_log(LIC_LOG_WARN,
			"stopped; a request or an update that was under way was given up");
		_exit(EXIT_SUCCESS);
	}
	lic_service_close(&serving->service);
	if (!err)
		lic_log(LIC_LOG_INFO, "stopped");
	return err;
}

int lic_serve(const struct lic_conf *conf)
{
	struct serving serving = {.server = NULL};
	struct lic_diag diag = {""};
	sigset_t signals;

	/* Threads inherit the mask, so that the signals wait for sigtimedwait. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	/* A client that is gone, a file that may not grow: errors, not the end. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	if (serve(&serving, conf, &signals, &diag) < 0) {
		lic_log(LIC_LOG_ERROR, "%s", diag.text);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
