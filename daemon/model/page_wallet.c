#include "page_wallet.h"

#include "digest.h"

static const char base58[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

static int base58_digit(char c)
{
	const char *at = c ? strchr(base58, c) : NULL;

	return at ? (int)(at - base58) : -1;
}

/* Digits as a number of exactly `size` bytes, the highest first. */
static bool base58_decode(struct lic_str s, unsigned char *out, size_t size)
{
	memset(out, 0, size);
	for (size_t i = 0; i < s.len; i++) {
		int carry = base58_digit(s.ptr[i]);
		if (carry < 0)
			return false;
		for (size_t k = size; k-- > 0;) {
			carry += 58 * out[k];
			out[k] = (unsigned char)carry;
			carry >>= 8;
		}
		if (carry)
			return false;
	}
	return true;
}

/* ---- Bitcoin --------------------------------------------------------- */

static const char *base58check_kind(struct lic_str s)
{
	unsigned char raw[25], once[LIC_SHA256_SIZE], twice[LIC_SHA256_SIZE];
	size_t ones = 0, zeros = 0;

	if (s.len < 26 || s.len > 35 || !base58_decode(s, raw, sizeof(raw)))
		return NULL;
	while (ones < s.len && s.ptr[ones] == '1')
		ones++;
	while (zeros < sizeof(raw) && raw[zeros] == 0)
		zeros++;
	if (ones != zeros)
		return NULL;
	lic_sha256(lic_str((const char *)raw, 21), once);
	lic_sha256(lic_str((const char *)once, sizeof(once)), twice);
	if (memcmp(raw + 21, twice, 4) != 0)
		return NULL;
	return raw[0] == 0x00 || raw[0] == 0x05 ? "btc" : raw[0] == 0x41 ? "trx" : NULL;
}

static uint32_t bech32_step(uint32_t sum, unsigned value)
{
	static const uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
					     0x2a1462b3};
	uint32_t top = sum >> 25;

	sum = (sum & 0x1ffffff) << 5 ^ value;
	for (unsigned i = 0; i < 5; i++)
		sum ^= top >> i & 1 ? generator[i] : 0;
	return sum;
}

static bool is_bech32(struct lic_str s)
{
	static const char digits[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	uint32_t sum = 1;

	if (s.len < 42 || s.len > 62 || !lic_str_caseeq(lic_str(s.ptr, 3), LIC_STR("bc1")))
		return false;
	/* "bc", expanded. */
	sum = bech32_step(sum, 3);
	sum = bech32_step(sum, 3);
	sum = bech32_step(sum, 0);
	sum = bech32_step(sum, 'b' & 31);
	sum = bech32_step(sum, 'c' & 31);
	for (size_t i = 3; i < s.len; i++) {
		const char *at = strchr(digits, lic_lower(s.ptr[i]));
		if (!s.ptr[i] || !at)
			return false;
		sum = bech32_step(sum, (unsigned)(at - digits));
	}
	return sum == 1 || sum == 0x2bc830a3;
}

/* ---- Keccak-256, as before FIPS 202 changed its padding -------------- */

#define KECCAK_RATE 136

static uint64_t rotate(uint64_t x, unsigned n)
{
	return n ? x << n | x >> (64 - n) : x;
}

static void keccak_round(uint64_t a[25], uint64_t constant)
{
	static const unsigned char turn[25] = {0,  1,  62, 28, 27, 36, 44, 6,  55, 20, 3,  10, 43,
					       25, 39, 41, 45, 15, 21, 8,  18, 2,  61, 56, 14};
	uint64_t c[5], b[25];

	for (unsigned x = 0; x < 5; x++)
		c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
	for (unsigned i = 0; i < 25; i++)
		a[i] ^= c[(i + 4) % 5] ^ rotate(c[(i + 1) % 5], 1);
	for (unsigned y = 0; y < 5; y++)
		for (unsigned x = 0; x < 5; x++)
			b[y + 5 * ((2 * x + 3 * y) % 5)] = rotate(a[x + 5 * y], turn[x + 5 * y]);
	for (unsigned y = 0; y < 25; y += 5)
		for (unsigned x = 0; x < 5; x++)
			a[y + x] = b[y + x] ^ (~b[y + (x + 1) % 5] & b[y + (x + 2) % 5]);
	a[0] ^= constant;
}

/* Of at most KECCAK_RATE - 1 bytes. */
static void keccak256(const unsigned char *in, size_t len, unsigned char out[32])
{
	static const uint64_t constants[24] = {
		0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
		0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
		0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
		0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
		0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
		0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
	};
	unsigned char block[KECCAK_RATE] = {0};
	uint64_t a[25] = {0};

	assert(len < KECCAK_RATE);
	memcpy(block, in, len);
	block[len] = 0x01;
	block[KECCAK_RATE - 1] |= 0x80;
	for (unsigned i = 0; i < KECCAK_RATE; i++)
		a[i / 8] |= (uint64_t)block[i] << (8 * (i % 8));
	for (unsigned i = 0; i < 24; i++)
		keccak_round(a, constants[i]);
	for (unsigned i = 0; i < 32; i++)
		out[i] = (unsigned char)(a[i / 8] >> (8 * (i % 8)));
}

/* ---- Ethereum, Monero ------------------------------------------------ */

static bool is_ethereum(struct lic_str s)
{
	unsigned char lower[40], hash[32];
	bool has_lower = false, has_upper = false, fits = true;

	if (s.len != 42 || s.ptr[0] != '0' || s.ptr[1] != 'x')
		return false;
	for (size_t i = 0; i < 40; i++) {
		char c = s.ptr[i + 2];
		lower[i] = (unsigned char)lic_lower(c);
		if (!lic_is_digit(c) && !(lower[i] >= 'a' && lower[i] <= 'f'))
			return false;
		has_lower |= c >= 'a';
		has_upper |= c >= 'A' && c <= 'F';
	}
	keccak256(lower, sizeof(lower), hash);
	for (size_t i = 0; i < 40; i++) {
		bool high = (hash[i / 2] >> (i % 2 ? 0 : 4) & 15) >= 8;
		if (!lic_is_digit((char)lower[i]))
			fits &= high == (s.ptr[i + 2] <= 'F');
	}
	return fits || !has_lower || !has_upper;
}

/* Blocks of 8 bytes in 11 digits, the last of 5 in 7. */
static bool is_monero(struct lic_str s)
{
	unsigned char raw[77], hash[32];
	size_t bytes = s.len == 95 ? 69 : 77;
	size_t at = 0;

	if ((s.len != 95 && s.len != 106) || (s.ptr[0] != '4' && s.ptr[0] != '8'))
		return false;
	for (size_t i = 0; i < s.len; i += 11) {
		size_t n = s.len - i < 11 ? s.len - i : 11;
		size_t size = n == 11 ? 8 : 5;
		if (at + size > bytes || !base58_decode(lic_str(s.ptr + i, n), raw + at, size))
			return false;
		at += size;
	}
	keccak256(raw, bytes - 4, hash);
	return at == bytes && memcmp(raw + bytes - 4, hash, 4) == 0;
}

const char *lic_wallet_kind(struct lic_str s)
{
	if (s.len < 26 || s.len > 106)
		return NULL;
	if (is_bech32(s))
		return "btc";
	if (is_ethereum(s))
		return "eth";
	if (is_monero(s))
		return "xmr";
	return base58check_kind(s);
}
