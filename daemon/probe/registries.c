#include "registries.h"

#include "buf.h"
#include "file.h"
#include "limits.h"

static int read_servers(struct lic_servers *servers, const char *dir, const char *name,
			int (*add)(struct lic_servers *, struct lic_str, struct lic_diag *),
			struct lic_diag *diag)
{
	struct lic_diag why = {""};
	struct lic_buf join;
	char *text;
	size_t len;

	lic_buf_init(&join, 8192);
	lic_buf_printf(&join, "%s/%s", dir, name);
	char *path = lic_buf_take(&join);
	if (!path)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	int err = lic_file_read(&text, &len, path, LIC_JSON_FILE_MAX, diag);
	if (!err) {
		err = add(servers, lic_str(text, len), &why);
		if (err < 0)
			lic_diag_set(diag, err, "%s: %s", path, why.text);
		free(text);
	}
	free(path);
	return err;
}

int lic_registries_open(struct lic_registries *out, const char *lists_dir, const char *data_dir,
			struct lic_diag *diag)
{
	*out = (struct lic_registries){
		.rdap = {.arena = LIC_ARENA_INIT},
		.whois = {.arena = LIC_ARENA_INIT},
	};
	int err =
		read_servers(&out->rdap, lists_dir, LIC_RDAP_FILE, lic_servers_add_bootstrap, diag);
	if (!err)
		err = read_servers(&out->whois, lists_dir, LIC_WHOIS_FILE, lic_servers_add_whois,
				   diag);
	if (!err)
		err = lic_pace_new(&out->pace);
	if (!err && data_dir && lic_answers_open(&out->answers, data_dir, NULL) < 0)
		out->answers = NULL;
	if (err < 0)
		lic_registries_close(out);
	return err;
}

void lic_registries_close(struct lic_registries *registries)
{
	lic_servers_release(&registries->rdap);
	lic_servers_release(&registries->whois);
	lic_pace_free(registries->pace);
	lic_answers_close(registries->answers);
	*registries = (struct lic_registries){.pace = NULL};
}
