/*
 * What all checks share to ask registries: whom, how often, and what they said
 * before. Opened once; for any thread.
 */
#ifndef LIC_REGISTRIES_H
#define LIC_REGISTRIES_H

#include "pace.h"
#include "rdap_bootstrap.h"
#include "store_answers.h"

struct lic_registries {
	struct lic_servers rdap, whois;
	struct lic_pace *pace;
	struct lic_answers *answers; /* NULL: nothing is kept */
};

#define LIC_RDAP_FILE "rdap.json"
#define LIC_WHOIS_FILE "whois.csv"

/* Read both files of lists_dir, and open the answers kept in data_dir; where that cannot
 * be written, or is NULL, nothing is kept. */
LIC_CHECKED int lic_registries_open(struct lic_registries *out, const char *lists_dir,
				    const char *data_dir, struct lic_diag *diag);
void lic_registries_close(struct lic_registries *registries);

#endif
