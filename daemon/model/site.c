#include "site.h"

#include <libpsl.h>
#include <pthread.h>
#include <stdatomic.h>

#include "limits.h"
#include "suffix_file.h"
#include "suffix_set.h"

/* libpsl needs some milliseconds to load a list, which most programs that look
 * at a few addresses never need: it is loaded at the first question that the
 * set leaves open. */
struct lic_psl {
	struct lic_suffix_set set;   /* of the rules in file; empty without one */
	struct lic_suffix_file file; /* none: the list built into libpsl */
	pthread_mutex_t lock;        /* of loading */
	psl_ctx_t *_Atomic loaded;   /* from file; NULL until it is needed */
	char *source;
	char version[LIC_SUFFIX_VERSION_SIZE];
};

static const char *const system_paths[] = {
	"/etc/licit/public_suffix_list.dat",
	"/usr/local/share/publicsuffix/public_suffix_list.dat",
	"/usr/share/publicsuffix/public_suffix_list.dat",
	"/var/lib/publicsuffix/public_suffix_list.dat",
};

static int use_file(struct lic_psl *psl, const char *path)
{
	memcpy(psl->version, psl->file.version, sizeof(psl->version));
	psl->source = strdup(path);
	return psl->source ? lic_suffix_set_init(&psl->set, psl->file.text) : LIC_ENOMEM;
}

static int use_builtin(struct lic_psl *psl, struct lic_diag *diag)
{
	if (!psl_builtin())
		return lic_diag_set(diag, LIC_ENOENT,
				    "No public suffix list was found: install the package "
				    "publicsuffix, or put "
				    "https://publicsuffix.org/list/public_suffix_list.dat at %s.",
				    system_paths[0]);
	snprintf(psl->version, sizeof(psl->version), "libpsl %s", psl_get_version());
	psl->source = strdup("built into libpsl");
	return psl->source ? LIC_OK : LIC_ENOMEM;
}

int lic_psl_open(struct lic_psl **out, const char *path, struct lic_diag *diag)
{
	struct lic_psl *psl = calloc(1, sizeof(*psl));
	int err;

	if (!psl)
		return LIC_ENOMEM;
	pthread_mutex_init(&psl->lock, NULL);
	if (path) {
		err = lic_suffix_file_read(&psl->file, path, diag);
	} else {
		err = lic_suffix_file_newest(&psl->file, system_paths,
					     LIC_ARRAY_SIZE(system_paths));
		if (err >= 0)
			path = system_paths[err];
	}
	if (err >= 0)
		err = use_file(psl, path);
	else if (!path)
		err = use_builtin(psl, diag);
	if (err < 0) {
		lic_psl_free(psl);
		return err;
	}
	*out = psl;
	return LIC_OK;
}

void lic_psl_free(struct lic_psl *psl)
{
	if (!psl)
		return;
	psl_free(psl->loaded);
	pthread_mutex_destroy(&psl->lock);
	lic_suffix_set_release(&psl->set);
	lic_suffix_file_release(&psl->file);
	free(psl->source);
	free(psl);
}

static psl_ctx_t *load(const struct lic_suffix_file *file)
{
	FILE *f = fmemopen((void *)(uintptr_t)file->text.ptr, file->text.len, "r");

	if (!f)
		return NULL;
	psl_ctx_t *ctx = psl_load_fp(f);
	fclose(f);
	return ctx;
}

static const psl_ctx_t *libpsl(const struct lic_psl *psl)
{
	/* What loading changes is not seen from outside. */
	struct lic_psl *lazy = (struct lic_psl *)(uintptr_t)psl;
	const psl_ctx_t *ctx = atomic_load_explicit(&lazy->loaded, memory_order_acquire);

	if (ctx || !psl->file.text.ptr)
		return ctx ? ctx : psl_builtin();
	pthread_mutex_lock(&lazy->lock);
	if (!lazy->loaded)
		lazy->loaded = load(&psl->file);
	ctx = lazy->loaded;
	pthread_mutex_unlock(&lazy->lock);
	/* No memory: better an older list than none. */
	return ctx ? ctx : psl_builtin();
}

const char *lic_psl_source(const struct lic_psl *psl)
{
	return psl->source;
}

const char *lic_psl_version(const struct lic_psl *psl)
{
	return psl->version;
}

/* libpsl wants terminated strings. */
static bool copy_host(char out[LIC_HOST_MAX + 1], struct lic_str host)
{
	if (host.len == 0 || host.len > LIC_HOST_MAX || host.ptr[0] == '.')
		return false;
	memcpy(out, host.ptr, host.len);
	out[host.len] = '\0';
	return true;
}

static struct lic_str ask_libpsl(const struct lic_psl *psl, struct lic_str host)
{
	char name[LIC_HOST_MAX + 1];
	const char *site = copy_host(name, host) ? psl_registrable_domain(libpsl(psl), name) : NULL;

	if (!site || *site == '.' || strstr(site, ".."))
		return lic_str(NULL, 0);
	return lic_str(host.ptr + (site - name), host.len - (size_t)(site - name));
}

struct lic_str lic_psl_site(const struct lic_psl *psl, struct lic_str host)
{
	struct lic_str site;

	if (!host.len || host.len > LIC_HOST_MAX || host.ptr[0] == '.' ||
	    host.ptr[host.len - 1] == '.')
		return lic_str(NULL, 0);
	if (psl->set.slots && lic_suffix_set_site(&psl->set, host, &site))
		return site;
	return ask_libpsl(psl, host);
}

bool lic_psl_is_suffix(const struct lic_psl *psl, struct lic_str host)
{
	char name[LIC_HOST_MAX + 1];

	return copy_host(name, host) && psl_is_public_suffix(libpsl(psl), name);
}

bool lic_psl_is_registry(const struct lic_psl *psl, struct lic_str host)
{
	char name[LIC_HOST_MAX + 1];

	return copy_host(name, host) && psl_is_public_suffix2(libpsl(psl), name, PSL_TYPE_ICANN);
}

bool lic_psl_has_tld(const struct lic_psl *psl, struct lic_str label)
{
	char name[LIC_HOST_MAX + 1];

	return lic_str_find(label, '.') == label.len && copy_host(name, label) &&
	       psl_is_public_suffix2(libpsl(psl), name, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
}
