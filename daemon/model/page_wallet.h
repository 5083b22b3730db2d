/*
 * Addresses of digital money, told from other strings of letters by their checksums:
 * Bitcoin (base58check; BIP 173 and 350), Tron (base58check), Ethereum (EIP-55), Monero
 * (its own base58, Keccak). Pure.
 */
#ifndef LIC_PAGE_WALLET_H
#define LIC_PAGE_WALLET_H

#include "str.h"

/* "btc", "trx", "eth" or "xmr"; NULL: none. An Ethereum address in one case has no
 * checksum, and is taken for one by its form. */
const char *lic_wallet_kind(struct lic_str s);

#endif
