/* What is released and what is staged, and the step from the one to the other that comes
 * after the world can see it. */
#include "publisher_stage.h"

#include "file.h"
#include "publisher_heads.h"

#define DONE ".staged-done"

int lic_publisher_released(struct lic_publisher *publisher, struct lic_publisher_view *out,
			   struct lic_diag *diag)
{
	struct lic_folder_path owner;
	struct lic_view_source source = {.base = publisher->out.z, .trusted = publisher->trusted.z};
	int err = lic_folder_join(&owner, publisher->repo.z, LIC_STR(LIC_PUBLISHER_OWNER), diag);

	if (!err && lic_publisher_is_owner(publisher)) {
		source.owner = owner.z;
		/* It comes with the first release. */
		if (!lic_folder_has(owner.z)) {
			*out = (struct lic_publisher_view){.root = NULL};
			return LIC_OK;
		}
	}
	return err < 0 ? err : lic_publisher_view_read(out, &source, diag);
}

static int staged_view(const char *staged, bool base_alone, struct lic_publisher_view *out,
		       struct lic_diag *diag)
{
	struct lic_folder_path base, trusted, owner;
	int err = lic_folder_join(&base, staged, LIC_STR(LIC_PUBLISHER_BASE), diag);

	if (!err)
		err = lic_folder_join(&trusted, base.z, LIC_STR(LIC_PUBLISHER_TRUSTED), diag);
	if (!err)
		err = lic_folder_join(&owner, staged, LIC_STR(LIC_PUBLISHER_OWNER), diag);
	if (err < 0)
		return err;
	const struct lic_view_source source = {
		.over = base_alone ? NULL : staged,
		.base = base.z,
		.trusted = trusted.z,
		.owner = lic_folder_has(owner.z) ? owner.z : NULL,
		.lenient = true,
	};
	return lic_publisher_view_read(out, &source, diag);
}

int lic_publisher_staged_view(const char *staged, struct lic_publisher_view *out,
			      struct lic_diag *diag)
{
	return staged_view(staged, false, out, diag);
}

int lic_publisher_base_view(const char *staged, struct lic_publisher_view *out,
			    struct lic_diag *diag)
{
	return staged_view(staged, true, out, diag);
}

bool lic_publisher_is_staged(const char *staged, struct lic_str role, uint64_t version)
{
	struct lic_folder_path path;

	return lic_publisher_view_path(&path, staged, role, version, NULL) == LIC_OK &&
	       lic_folder_has(path.z);
}

/* ---- after the release ----------------------------------------------- */

struct compare {
	struct lic_publisher *publisher;
	size_t files, same;
	bool lists; /* there are targets among them */
};

static bool same_bytes(const char *a, const char *b)
{
	struct lic_buf one, other;
	bool same = false;

	lic_buf_init(&one, LIC_TUF_METADATA_MAX);
	lic_buf_init(&other, LIC_TUF_METADATA_MAX);
	if (lic_folder_has(b) && lic_folder_read(a, &one, NULL) == LIC_OK &&
	    lic_folder_read(b, &other, NULL) == LIC_OK)
		same = lic_str_eq(lic_buf_str(&one), lic_buf_str(&other));
	lic_buf_release(&one);
	lic_buf_release(&other);
	return same;
}

static int compare_one(void *ctx, const char *full, struct lic_str within)
{
	struct compare *c = ctx;
	struct lic_folder_path dir, there;

	c->files++;
	c->lists |= lic_str_ends(within, LIC_STR(".targets.json")) ||
		    lic_publisher_is_owner(c->publisher);
	if (lic_folder_join(&dir, c->publisher->out.z, LIC_STR(LIC_PUBLISHER_METADATA), NULL) ==
		    0 &&
	    lic_folder_join(&there, dir.z, within, NULL) == 0)
		c->same += same_bytes(full, there.z);
	return LIC_OK;
}

/* The file that all later ones are verified from. */
static int trust(struct lic_publisher *publisher, struct lic_diag *diag)
{
	struct lic_publisher_view view;
	struct lic_folder_path from;
	int err = lic_publisher_staged_view(publisher->staged.z, &view, diag);

	if (err < 0)
		return err;
	const struct lic_tuf *tuf = view.root          ? view.root
				    : view.roles_count ? view.roles[0].tuf
						       : NULL;
	struct lic_str role = view.root ? LIC_STR("root") : publisher->config->role;
	if (tuf)
		err = lic_publisher_view_path(&from, publisher->out.z, role, tuf->version, diag);
	if (!err && tuf)
		err = lic_folder_clone(from.z, publisher->trusted.z, diag);
	if (!err)
		err = lic_dir_sync(publisher->repo.z, diag);
	lic_publisher_view_release(&view);
	return err;
}

/* Remove what the release needs no more. A folder that is half removed must not be taken for
 * a staged release: it gets another name first. */
static int clear(struct lic_publisher *publisher, struct lic_diag *diag)
{
	struct lic_folder_path next, done;
	int err = lic_folder_join(&next, publisher->out.z, LIC_STR(LIC_PUBLISHER_NEXT), diag);

	if (!err)
		err = lic_folder_join(&done, publisher->repo.z, LIC_STR(DONE), diag);
	if (!err)
		err = lic_folder_remove(next.z, diag);
	if (!err)
		err = lic_folder_remove(done.z, diag);
	if (!err && rename(publisher->staged.z, done.z) < 0)
		err = lic_diag_set(diag, lic_err_from_errno(errno), "cannot remove %s: %s",
				   publisher->staged.z, strerror(errno));
	if (!err)
		err = lic_dir_sync(publisher->repo.z, diag);
	return err < 0 ? err : lic_folder_remove(done.z, diag);
}

int lic_publisher_settle(struct lic_publisher *publisher, struct lic_diag *diag)
{
	struct compare c = {.publisher = publisher};
	struct lic_folder_path metadata, owner, ours;
	int err;

	if (!lic_folder_has(publisher->staged.z))
		return LIC_OK;
	err = lic_folder_join(&metadata, publisher->staged.z, LIC_STR(LIC_PUBLISHER_METADATA),
			      diag);
	if (!err)
		err = lic_folder_each(metadata.z, compare_one, &c, diag);
	if (err < 0 || !c.files || c.same < c.files)
		return err;
	/* The heads of the lists' logs are told to the store, by who has it at hand. */
	if (c.lists && !publisher->engine)
		return LIC_OK;
	err = trust(publisher, diag);
	if (!err)
		err = lic_folder_join(&owner, publisher->staged.z, LIC_STR(LIC_PUBLISHER_OWNER),
				      diag);
	if (!err)
		err = lic_folder_join(&ours, publisher->repo.z, LIC_STR(LIC_PUBLISHER_OWNER), diag);
	if (!err && lic_folder_has(owner.z))
		err = lic_folder_clone(owner.z, ours.z, diag);
	if (!err)
		err = lic_publisher_heads_record(publisher, diag);
	return err < 0 ? err : clear(publisher, diag);
}
