#include "uuid.h"

#include "buf.h"
#include "digest.h"

void lic_uuid_of_name(const unsigned char space[16], struct lic_str name, char out[LIC_UUID_SIZE])
{
	unsigned char hash[LIC_SHA1_SIZE];
	char hex[2 * LIC_SHA1_SIZE + 1];
	struct lic_buf text;

	lic_buf_init(&text, 16 + name.len);
	lic_buf_add(&text, (const char *)space, 16);
	lic_buf_adds(&text, name);
	lic_sha1(lic_buf_str(&text), hash);
	lic_buf_release(&text);
	hash[6] = (unsigned char)((hash[6] & 0x0F) | 0x50);
	hash[8] = (unsigned char)((hash[8] & 0x3F) | 0x80);
	lic_hex(hash, 16, hex);
	snprintf(out, LIC_UUID_SIZE, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16,
		 hex + 20);
}
