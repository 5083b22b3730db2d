/* Is a staged folder whole? Each body that its targets name is there, or was released. */
#include "publisher_stage.h"

#include "file.h"

struct checking {
	const char *staged;
	const struct lic_publisher_view *old;
	struct lic_diag *diag;
};

static bool was_released(const struct lic_publisher_view *old, const char *path,
			 const struct lic_tuf_file *file)
{
	struct lic_tuf_file before;

	for (size_t i = 0; i < old->roles_count; i++)
		if (lic_tuf_target(old->roles[i].tuf, path, &before) == LIC_OK &&
		    lic_str_eq(before.sha256, file->sha256))
			return true;
	return false;
}

static int check_body(void *ctx, const char *path, const struct lic_tuf_file *file)
{
	const struct checking *c = ctx;
	struct lic_folder_path body = {""};
	struct lic_map map;
	struct lic_diag why;
	int err = lic_publisher_target_path(&body, c->staged, lic_str_from(path), file->sha256,
					    c->diag);

	if (err < 0)
		return err;
	if (!lic_folder_has(body.z)) {
		if (was_released(c->old, path, file))
			return LIC_OK;
		return lic_diag_set(
			c->diag, LIC_ENOENT,
			"%s is missing in the staged release: copy the whole folder, or "
			"stage again",
			path);
	}
	err = lic_map_open(&map, body.z, c->diag);
	if (err < 0)
		return err;
	err = lic_tuf_file_check(file, lic_str(map.ptr, map.len), &why);
	lic_map_close(&map);
	return err < 0 ? lic_diag_set(c->diag, err,
				      "%s is not what is to be signed (%s): copy the whole folder "
				      "again, or stage again",
				      path, why.text)
		       : LIC_OK;
}

int lic_publisher_must_be_staged(const char *staged, struct lic_diag *diag)
{
	return lic_folder_has(staged)
		       ? LIC_OK
		       : lic_diag_set(
				 diag, LIC_ENOENT,
				 "nothing is staged; `licit publish stage` prepares a release");
}

int lic_publisher_staged_read(const char *staged, struct lic_publisher_view *next,
			      struct lic_publisher_view *base, struct lic_diag *diag)
{
	struct checking c = {staged, base, diag};
	int err = lic_publisher_must_be_staged(staged, diag);

	*next = *base = (struct lic_publisher_view){.root = NULL};
	if (!err)
		err = lic_publisher_staged_view(staged, next, diag);
	if (!err)
		err = lic_publisher_base_view(staged, base, diag);
	for (size_t i = 0; i < next->roles_count && !err; i++)
		err = lic_tuf_each(next->roles[i].tuf, check_body, &c);
	if (err < 0) {
		lic_publisher_view_release(next);
		lic_publisher_view_release(base);
	}
	return err;
}
