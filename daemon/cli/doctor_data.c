/* Settings, data and lists. */
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "doctor.h"
#include "place.h"

/* Room for an import of the largest lists and the index that it makes. */
#define ROOM_MIN (256ull << 20)

/* The list of public suffixes changes weekly, and distributions update it yearly. */
#define SUFFIXES_OLD_DAYS 400

void lic_doctor_settings(struct lic_doctor *doctor)
{
	struct lic_cli *cli = doctor->cli;
	const char *data_dir = cli->globals[LIC_GLOBAL_DATA_DIR];
	const char *config = cli->globals[LIC_GLOBAL_CONFIG];
	struct lic_buf path;
	int err = LIC_OK;

	lic_buf_init(&path, LIC_PATH_MAX);
	if (data_dir)
		err = lic_conf_set(&cli->conf, LIC_SETTING_DATA_DIR, data_dir, &cli->diag);
	if (!err)
		err = lic_conf_load(&cli->conf, config, &cli->diag);
	if (err < 0)
		lic_doctor_say(doctor, LIC_HEALTH_FAIL, "settings",
			       "Mend that; `licit help settings` says what each setting takes.",
			       "%s", cli->diag.text);
	else if (lic_place_conf_file(config, &path, &cli->diag) == LIC_OK && path.len)
		lic_doctor_say(doctor, LIC_HEALTH_OK, "settings", NULL, "from %s", path.ptr);
	else
		lic_doctor_say(doctor, LIC_HEALTH_OK, "settings", NULL,
			       "there is no configuration file: the defaults hold");
	lic_buf_release(&path);
}

void lic_doctor_bundle(struct lic_doctor *doctor)
{
	const char *folder = lic_conf_text(&doctor->cli->conf, LIC_SETTING_LISTS_DIR);
	char path[LIC_PATH_MAX + 32];

	snprintf(path, sizeof(path), "%s/catalogue.json", folder);
	if (access(path, R_OK) < 0)
		lic_doctor_say(doctor, LIC_HEALTH_FAIL, "bundled-lists",
			       "Install Licit again, or say where they are with the setting "
			       "lists_dir.",
			       "%s cannot be read: %s", path, strerror(errno));
	else
		lic_doctor_say(doctor, LIC_HEALTH_OK, "bundled-lists", NULL, "%s", folder);
}

/* The nearest folder above a path that is there, in place. */
static void go_up(char *path)
{
	struct stat st;

	while (stat(path, &st) < 0 && errno == ENOENT) {
		char *slash = strrchr(path, '/');
		if (!slash)
			return;
		slash[slash == path] = '\0';
	}
}

void lic_doctor_folder(struct lic_doctor *doctor)
{
	static const char choose[] = "Make it yours (chown, chmod), or choose another with "
				     "--data-dir or the setting data_dir.";
	const char *folder = lic_conf_text(&doctor->cli->conf, LIC_SETTING_DATA_DIR);
	char path[LIC_PATH_MAX];
	struct statvfs fs;
	struct stat st;

	snprintf(path, sizeof(path), "%s", folder);
	go_up(path);
	if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
		lic_doctor_say(doctor, LIC_HEALTH_FAIL, "data-folder", choose, "%s is no folder",
			       path);
	else if (access(path, W_OK | X_OK) < 0)
		lic_doctor_say(doctor, LIC_HEALTH_FAIL, "data-folder", choose,
			       "%s cannot be written to: %s", path, strerror(errno));
	else if (statvfs(path, &fs) == 0 && (uint64_t)fs.f_bavail * fs.f_frsize < ROOM_MIN)
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "data-folder",
			       "Make room, or choose another place with the setting data_dir.",
			       "%s: only %llu MiB are free there", folder,
			       (unsigned long long)((uint64_t)fs.f_bavail * fs.f_frsize >> 20));
	else
		lic_doctor_say(doctor, LIC_HEALTH_OK, "data-folder", NULL, "%s", folder);
}

void lic_doctor_store(struct lic_doctor *doctor)
{
	struct lic_cli *cli = doctor->cli;
	const struct lic_engine_options options = {
		.data_dir = lic_conf_text(&cli->conf, LIC_SETTING_DATA_DIR),
		.lists_dir = lic_conf_text(&cli->conf, LIC_SETTING_LISTS_DIR),
		.psl_file = lic_conf_text(&cli->conf, LIC_SETTING_PSL_FILE),
	};
	struct lic_status status;

	if (lic_engine_open(&cli->engine, &options, &cli->diag) < 0) {
		lic_doctor_say(doctor, LIC_HEALTH_FAIL, "store",
			       "If the folder is yours and has room, move it aside: it is made "
			       "anew from the bundled lists, without your imports and pairings.",
			       "%s", cli->diag.text);
		return;
	}
	lic_engine_status(cli->engine, &status);
	doctor->pairings = status.pairings;
	if (status.mended == LIC_MENDED_INDEX)
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "store",
			       "If it happens again, look at the disk.",
			       "the index of the lists was missing or damaged, and was made again");
	else if (status.mended == LIC_MENDED_LISTS)
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "store", NULL,
			       "the lists were of another version of Licit; those of this one were "
			       "loaded");
	else
		lic_doctor_say(doctor, LIC_HEALTH_OK, "store", NULL, "%llu lists, %llu entries",
			       (unsigned long long)status.lists,
			       (unsigned long long)status.entries);
}

static int find_newest(void *ctx, const struct lic_list_info *info)
{
	lic_date *newest = ctx;

	if (info->as_of > *newest)
		*newest = info->as_of;
	return LIC_OK;
}

void lic_doctor_clock(struct lic_doctor *doctor)
{
	lic_date newest = 0, today = lic_date_of(lic_clock_now());
	char shown[LIC_DATE_SIZE], list[LIC_DATE_SIZE];

	lic_date_format(today, shown);
	if (lic_lists_each(doctor->cli->engine, find_newest, &newest) < 0)
		return;
	lic_date_format(newest, list);
	/* A day, for who is west of those that made the list. */
	if (newest > today + 1)
		lic_doctor_say(doctor, LIC_HEALTH_FAIL, "clock",
			       "Set the clock of this machine: by it lists and registers are "
			       "judged too young or too old.",
			       "it says %s, but a list is of %s", shown, list);
	else if (getenv("LICIT_TIME"))
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "clock",
			       "Unset $LICIT_TIME, which is for tests.",
			       "it stands still at %s, by $LICIT_TIME", shown);
	else
		lic_doctor_say(doctor, LIC_HEALTH_OK, "clock", NULL, "it says %s", shown);
}

struct ages {
	struct lic_buf names; /* of those that are out of date and hide warnings */
	uint64_t warnings, registers;
};

static int count_old(void *ctx, const struct lic_list_info *info)
{
	struct ages *ages = ctx;

	if (!lic_list_info_is_old(info))
		return LIC_OK;
	if (lic_str_eq(info->kind, LIC_STR("register")) && strcmp(info->state, "expired") != 0) {
		ages->registers++;
		return LIC_OK;
	}
	lic_buf_printf(&ages->names, "%s%.*s", ages->warnings++ ? ", " : "", LIC_STR_ARG(info->id));
	return LIC_OK;
}

void lic_doctor_ages(struct lic_doctor *doctor)
{
	struct ages ages = {.warnings = 0};

	lic_buf_init(&ages.names, 1u << 16);
	if (lic_lists_each(doctor->cli->engine, count_old, &ages) < 0) {
		lic_doctor_say(doctor, LIC_HEALTH_FAIL, "lists",
			       "`licit lists load` makes the index anew.", "they cannot be read");
	} else if (ages.warnings) {
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "lists",
			       "Import newer copies: `licit lists import`; `licit lists` shows "
			       "where each is from.",
			       "out of date, so that new sellers are missed: %.*s",
			       LIC_STR_ARG(lic_buf_str(&ages.names)));
	} else if (ages.registers) {
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "lists",
			       "Import newer copies where you need them: `licit lists` shows where "
			       "each is from.",
			       "%llu registers are out of date, and verify nobody",
			       (unsigned long long)ages.registers);
	} else {
		lic_doctor_say(doctor, LIC_HEALTH_OK, "lists", NULL, "none is out of date");
	}
	lic_buf_release(&ages.names);
}

void lic_doctor_suffixes(struct lic_doctor *doctor)
{
	static const char remedy[] = "Update the package publicsuffix, or name a newer file with "
				     "the setting psl_file.";
	struct lic_status status;
	lic_date made = 0, today = lic_date_of(lic_clock_now());

	lic_engine_status(doctor->cli->engine, &status);
	if (status.psl.len < LIC_DATE_SIZE - 1 ||
	    lic_date_parse(lic_str(status.psl.ptr, LIC_DATE_SIZE - 1), &made) < 0)
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "suffix-list", remedy,
			       "the system has none, so that of %.*s is used, of unknown age",
			       LIC_STR_ARG(status.psl));
	else if (today - made > SUFFIXES_OLD_DAYS)
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "suffix-list", remedy,
			       "it is of %.*s: under newer suffixes two shops may be taken for one",
			       LIC_STR_ARG(status.psl));
	else
		lic_doctor_say(doctor, LIC_HEALTH_OK, "suffix-list", NULL, "of %.*s",
			       LIC_STR_ARG(status.psl));
}
