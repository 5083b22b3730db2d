#include "service.h"

static void worker_free(void *ptr)
{
	struct lic_worker *worker = ptr;

	if (!worker)
		return;
	lic_check_free(worker->check);
	lic_buf_release(&worker->body);
	lic_arena_release(&worker->arena);
	free(worker);
}

static int init(struct lic_service *service, const struct lic_conf *conf, struct lic_diag *diag)
{
	memset(service, 0, sizeof(*service));
	service->started = lic_clock_mono();
	service->started_at = lic_clock_now();
	service->allowed_hosts = lic_conf_text(conf, LIC_SETTING_ALLOWED_HOSTS);
	service->data_dir = lic_conf_text(conf, LIC_SETTING_DATA_DIR);
	service->online = lic_conf_number(conf, LIC_SETTING_ONLINE) != 0;
	service->country = lic_str_from(lic_conf_text(conf, LIC_SETTING_COUNTRY));
	atomic_init(&service->refreshes, 1);
	lic_tray_init(&service->tray);
	if (pthread_key_create(&service->worker, worker_free) != 0)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	if (pthread_rwlock_init(&service->views, NULL) != 0) {
		pthread_key_delete(service->worker);
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	}
	return LIC_OK;
}

int lic_service_open(struct lic_service *service, const struct lic_conf *conf,
		     struct lic_diag *diag)
{
	const struct lic_engine_options options = {
		.data_dir = lic_conf_text(conf, LIC_SETTING_DATA_DIR),
		.lists_dir = lic_conf_text(conf, LIC_SETTING_LISTS_DIR),
		.psl_file = lic_conf_text(conf, LIC_SETTING_PSL_FILE),
		.name_servers = lic_conf_text(conf, LIC_SETTING_NAME_SERVERS),
		.test_addresses = lic_conf_text(conf, LIC_SETTING_TEST_ADDRESSES),
		.test_roots = lic_conf_text(conf, LIC_SETTING_TEST_ROOTS),
		.look_ms = 1000 * (unsigned)lic_conf_number(conf, LIC_SETTING_LOOK_SECONDS),
	};

	int err = init(service, conf, diag);
	if (err < 0)
		return err;
	err = lic_engine_open(&service->engine, &options, diag);
	if (err < 0)
		lic_service_close(service);
	return err;
}

void lic_service_close(struct lic_service *service)
{
	worker_free(pthread_getspecific(service->worker));
	pthread_key_delete(service->worker);
	pthread_rwlock_destroy(&service->views);
	lic_tray_release(&service->tray);
	lic_engine_free(service->engine);
}

unsigned lic_service_threads(const struct lic_conf *conf)
{
	uint64_t threads = lic_conf_number(conf, LIC_SETTING_THREADS);
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (threads)
		return (unsigned)threads;
	return cores > 0 ? (unsigned)cores : 1;
}

static struct lic_worker *worker_new(struct lic_service *service)
{
	struct lic_worker *worker = calloc(1, sizeof(*worker));

	if (!worker)
		return NULL;
	lic_buf_init(&worker->body, LIC_HTTP_REPLY_MAX);
	if (lic_check_new(&worker->check, service->engine) < 0 ||
	    pthread_setspecific(service->worker, worker) != 0) {
		worker_free(worker);
		return NULL;
	}
	return worker;
}

struct lic_worker *lic_service_worker(struct lic_service *service)
{
	struct lic_worker *worker = pthread_getspecific(service->worker);

	if (!worker)
		return worker_new(service);
	/* One long answer must not keep its memory for ever. */
	if (worker->body.cap > LIC_VERDICT_MAX)
		lic_buf_release(&worker->body);
	lic_buf_reset(&worker->body);
	lic_arena_reset(&worker->arena);
	return worker;
}

int lic_service_refresh(struct lic_service *service, struct lic_diag *diag)
{
	pthread_rwlock_wrlock(&service->views);
	int taken = lic_engine_refresh(service->engine, diag);
	pthread_rwlock_unlock(&service->views);
	lic_counter_add(&service->refreshes, 1);
	return taken;
}

void lic_service_status(struct lic_service *service,
			void (*fn)(void *ctx, const struct lic_status *status), void *ctx)
{
	struct lic_status status = {.lists = 0};

	pthread_rwlock_rdlock(&service->views);
	lic_engine_status(service->engine, &status);
	fn(ctx, &status);
	pthread_rwlock_unlock(&service->views);
}
