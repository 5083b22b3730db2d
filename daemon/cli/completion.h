/*
 * Completions for shells, made from the table of commands.
 */
#ifndef LIC_COMPLETION_H
#define LIC_COMPLETION_H

#include "term.h"

void lic_completion_bash(struct lic_term *out);
void lic_completion_zsh(struct lic_term *out);
void lic_completion_fish(struct lic_term *out);

#endif
