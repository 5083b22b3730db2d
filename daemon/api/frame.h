/*
 * The framing of native messaging: each message is a length in 32 bits, in the byte
 * order of the machine, and then so many bytes of JSON in UTF-8.
 * https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging,
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_messaging
 *
 * Memory follows the bytes that arrive and not the length that is claimed. Depends on
 * base only. One thread.
 */
#ifndef LIC_FRAME_H
#define LIC_FRAME_H

#include "buf.h"

#define LIC_FRAME_HEAD 4

struct lic_frames {
	unsigned char head[LIC_FRAME_HEAD];
	size_t head_len;        /* bytes of it that have arrived */
	uint32_t left;          /* bytes of the message that have not */
	bool too_long;          /* the message is thrown away as it arrives */
	struct lic_buf message; /* the one that arrives, or has arrived */
};

enum lic_frame {
	LIC_FRAME_PART,     /* all bytes are taken, and the message is not whole yet */
	LIC_FRAME_WHOLE,    /* frames->message, until the next call */
	LIC_FRAME_TOO_LONG, /* one that we do not hold has passed by */
	LIC_FRAME_ENDLESS,  /* one that is not worth waiting for: give up */
};

void lic_frames_init(struct lic_frames *frames);
void lic_frames_release(struct lic_frames *frames);

/* Take what belongs to one message from the front of the bytes. */
enum lic_frame lic_frames_take(struct lic_frames *frames, struct lic_str *bytes);

/* Is no message half way? */
bool lic_frames_between(const struct lic_frames *frames);

/* Begin a message: what is added to `out` next is its text. */
void lic_frame_begin(struct lic_buf *out);

/* End it: its length goes to where it began. */
void lic_frame_end(struct lic_buf *out);

#endif
