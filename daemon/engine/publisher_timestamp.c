/* The last release, said anew: what a machine does every day. */
#include "publisher_stage.h"

static int sign_all(const struct lic_publisher *p, const struct lic_publisher_secret *keys,
		    size_t count, struct lic_diag *diag)
{
	struct lic_buf signed_parts;
	int err = LIC_OK;

	lic_buf_init(&signed_parts, 1u << 16);
	for (size_t i = 0; i < count && !err; i++) {
		err = lic_publisher_sign(p->staged.z, keys[i].pem, keys[i].passphrase,
					 &signed_parts, diag);
		/* The snapshot's key has nothing to sign on most days. */
		if (err == LIC_EREFUSED && (signed_parts.len || i + 1 < count))
			err = LIC_OK;
	}
	lic_buf_release(&signed_parts);
	return err;
}

int lic_publisher_timestamp(struct lic_publisher *publisher,
			    const struct lic_publisher_secret *keys, size_t count,
			    struct lic_buf *out, struct lic_diag *diag)
{
	/* A release of its own, beside the one that may be staged. */
	struct lic_publisher refresh = *publisher;
	int err = lic_publisher_settle(publisher, diag);

	if (!err && lic_publisher_is_owner(publisher))
		return lic_diag_set(diag, LIC_EREFUSED,
				    "here lies one delegated role, which has no timestamp");
	if (!err && !lic_folder_has(publisher->trusted.z))
		return lic_diag_set(diag, LIC_ENOENT, "nothing was released yet");
	if (!err)
		err = lic_folder_join(&refresh.staged, publisher->repo.z, LIC_STR(".refresh"),
				      diag);
	if (!err)
		err = lic_folder_remove(refresh.staged.z, diag);
	if (!err)
		err = lic_publisher_stage_mode(&refresh, LIC_STAGE_REFRESH, diag);
	if (err >= 0)
		err = sign_all(&refresh, keys, count, diag);
	if (!err)
		err = lic_publisher_release(&refresh, out, diag);
	(void)!lic_folder_remove(refresh.staged.z, NULL);
	return err;
}
