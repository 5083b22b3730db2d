#include "publisher.h"

#include "file.h"

#define CONFIG_MAX (4u << 20)

static int write_config(const char *path, const struct lic_publisher_config *config,
			struct lic_diag *diag)
{
	struct lic_buf text;

	lic_buf_init(&text, CONFIG_MAX);
	lic_publisher_config_write(config, &text);
	int err = lic_buf_error(&text);
	if (err < 0)
		lic_diag_set(diag, err, "cannot write %s: %s", path, lic_strerror(err));
	else
		err = lic_folder_write(path, lic_buf_str(&text), 0600, diag);
	if (!err)
		err = lic_folder_sync_above(path, diag);
	lic_buf_release(&text);
	return err;
}

int lic_publisher_save(struct lic_publisher *publisher, struct lic_diag *diag)
{
	struct lic_folder_path path;
	int err = lic_folder_join(&path, publisher->repo.z, LIC_STR(LIC_PUBLISHER_FILE), diag);

	return err < 0 ? err : write_config(path.z, publisher->config, diag);
}

/* Published files lie where the plan says, in full: the next run may start elsewhere. */
static int set_out(struct lic_publisher_config *config, const char *repo, const char *out,
		   struct lic_diag *diag)
{
	struct lic_folder_path path, full;
	int err = out ? lic_folder_join(&path, out, lic_str(NULL, 0), diag)
		      : lic_folder_join(&path, repo, LIC_STR("out"), diag);

	if (!err)
		err = lic_folder_make(path.z, diag);
	if (err < 0)
		return err;
	if (!realpath(path.z, full.z))
		return lic_diag_set(diag, lic_err_from_errno(errno), "cannot find %s: %s", path.z,
				    strerror(errno));
	config->out = lic_arena_copy(&config->arena, lic_str_from(full.z));
	return config->out.ptr ? LIC_OK : lic_diag_set(diag, LIC_ENOMEM, "out of memory");
}

/* Those that are named; the others stay as they are. */
static int set_numbers(struct lic_publisher_config *config, struct lic_str wanted,
		       struct lic_str expiry, struct lic_diag *diag)
{
	uint32_t thresholds[LIC_PARTS];
	int err = LIC_OK;

	for (size_t i = 0; i < LIC_PARTS; i++)
		thresholds[i] = config->roles[i].threshold;
	if (wanted.len)
		err = lic_publisher_config_numbers(wanted, LIC_PUBLISHER_ROLE_KEYS_MAX, thresholds,
						   diag);
	if (!err && expiry.len)
		err = lic_publisher_config_numbers(expiry, LIC_PUBLISHER_EXPIRY_DAYS_MAX,
						   config->expiry_days, diag);
	for (size_t i = 0; i < LIC_PARTS; i++)
		config->roles[i].threshold = thresholds[i];
	return err;
}

int lic_publisher_set_policy(struct lic_publisher *publisher, struct lic_str thresholds,
			     struct lic_str expiry, struct lic_diag *diag)
{
	int err = set_numbers(publisher->config, thresholds, expiry, diag);

	return err < 0 ? err : lic_publisher_save(publisher, diag);
}

int lic_publisher_init(const char *repo, const struct lic_publisher_plan *plan,
		       struct lic_diag *diag)
{
	struct lic_publisher_config *config = NULL;
	struct lic_folder_path dir, file, keys;
	int err = lic_folder_join(&dir, repo, lic_str(NULL, 0), diag);

	if (!err && plan->role.len)
		err = lic_publisher_config_role_name(plan->role, diag);
	if (!err)
		err = lic_folder_join(&file, dir.z, LIC_STR(LIC_PUBLISHER_FILE), diag);
	if (!err)
		err = lic_folder_join(&keys, dir.z, LIC_STR(LIC_PUBLISHER_KEYS), diag);
	if (err < 0)
		return err;
	if (lic_folder_has(file.z))
		return lic_diag_set(diag, LIC_EBUSY, "%s is a publisher's repository already",
				    dir.z);
	err = lic_publisher_config_new(&config, plan->role, diag);
	if (!err)
		err = lic_publisher_config_lists(config, plan->lists, diag);
	if (!err)
		err = set_numbers(config, plan->thresholds, plan->expiry, diag);
	/* Only its owner looks into it: it holds keys. */
	if (!err)
		err = lic_dir_make(keys.z, diag);
	if (!err)
		err = set_out(config, dir.z, plan->out, diag);
	if (!err)
		err = write_config(file.z, config, diag);
	lic_publisher_config_free(config);
	return err;
}

static int set_paths(struct lic_publisher *p, struct lic_diag *diag)
{
	int err = lic_folder_join(&p->staged, p->repo.z, LIC_STR(LIC_PUBLISHER_STAGED), diag);

	if (!err)
		err = lic_folder_join(&p->taken, p->repo.z, LIC_STR(LIC_PUBLISHER_TAKEN), diag);
	if (!err)
		err = lic_folder_join(&p->trusted, p->repo.z, LIC_STR(LIC_PUBLISHER_TRUSTED), diag);
	if (!err)
		err = lic_folder_join(&p->out, p->config->out.ptr, lic_str(NULL, 0), diag);
	return err;
}

int lic_publisher_open(struct lic_publisher **out, struct lic_engine *engine, const char *repo,
		       struct lic_diag *diag)
{
	struct lic_folder_path file, lock;
	struct lic_publisher *p = calloc(1, sizeof(*p));

	if (!p)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	p->lock = -1;
	p->engine = engine;
	int err = lic_folder_join(&p->repo, repo, lic_str(NULL, 0), diag);
	if (!err)
		err = lic_folder_join(&file, p->repo.z, LIC_STR(LIC_PUBLISHER_FILE), diag);
	if (!err)
		err = lic_folder_join(&lock, p->repo.z, LIC_STR("lock"), diag);
	if (!err && !lic_folder_has(file.z))
		err = lic_diag_set(
			diag, LIC_ENOENT,
			"%s is no publisher's repository; `licit publish init` makes one",
			p->repo.z);
	if (!err)
		err = lic_folder_lock(lock.z, &p->lock, diag);
	if (!err)
		err = lic_publisher_config_read(&p->config, file.z, diag);
	if (!err)
		err = set_paths(p, diag);
	if (err < 0) {
		lic_publisher_free(p);
		return err;
	}
	*out = p;
	return LIC_OK;
}

void lic_publisher_free(struct lic_publisher *publisher)
{
	if (!publisher)
		return;
	lic_publisher_config_free(publisher->config);
	if (publisher->lock >= 0)
		close(publisher->lock);
	free(publisher);
}
