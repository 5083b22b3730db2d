#include "tray.h"

void lic_tray_init(struct lic_tray *tray)
{
	memset(tray, 0, sizeof(*tray));
	pthread_mutex_init(&tray->lock, NULL);
}

int lic_tray_file_init(struct lic_tray_file *out, const char *user, struct lic_str name,
		       struct lic_str text, struct lic_diag *diag)
{
	*out = (struct lic_tray_file){.len = text.len, .time = lic_clock_now()};
	int err = lic_console_word(out->id, diag);

	if (err < 0)
		return err;
	/* One byte at least, so that an empty file is there too. */
	out->text = malloc(text.len + 1);
	if (!out->text)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	if (text.len)
		memcpy(out->text, text.ptr, text.len);
	snprintf(out->user, sizeof(out->user), "%s", user);
	snprintf(out->name, sizeof(out->name), "%.*s", LIC_STR_ARG(name));
	return LIC_OK;
}

void lic_tray_file_release(struct lic_tray_file *file)
{
	free(file->text);
	memset(file, 0, sizeof(*file));
}

void lic_tray_release(struct lic_tray *tray)
{
	for (size_t i = 0; i < LIC_TRAY_FILES; i++)
		lic_tray_file_release(&tray->files[i]);
	pthread_mutex_destroy(&tray->lock);
}

/* The user's own place, else a free one, else that of the oldest. */
static struct lic_tray_file *place_for(struct lic_tray *tray, const char *user)
{
	struct lic_tray_file *best = &tray->files[0];

	for (size_t i = 0; i < LIC_TRAY_FILES; i++) {
		struct lic_tray_file *file = &tray->files[i];

		if (file->text && strcmp(file->user, user) == 0)
			return file;
		if (best->text && (!file->text || file->time < best->time))
			best = file;
	}
	return best;
}

void lic_tray_put(struct lic_tray *tray, struct lic_tray_file *file)
{
	pthread_mutex_lock(&tray->lock);
	struct lic_tray_file *place = place_for(tray, file->user);
	lic_tray_file_release(place);
	*place = *file;
	pthread_mutex_unlock(&tray->lock);
	memset(file, 0, sizeof(*file));
}

int lic_tray_take(struct lic_tray *tray, const char *user, struct lic_str id,
		  struct lic_tray_file *out)
{
	int err = LIC_ENOENT;

	pthread_mutex_lock(&tray->lock);
	for (size_t i = 0; i < LIC_TRAY_FILES && err; i++) {
		struct lic_tray_file *file = &tray->files[i];

		if (!file->text || strcmp(file->user, user) != 0 ||
		    !lic_str_eq(id, lic_str_from(file->id)))
			continue;
		if (lic_clock_now() - file->time >= LIC_SESSION_IDLE_SECONDS) {
			lic_tray_file_release(file);
			break;
		}
		*out = *file;
		memset(file, 0, sizeof(*file));
		err = LIC_OK;
	}
	pthread_mutex_unlock(&tray->lock);
	return err;
}
