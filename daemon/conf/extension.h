/*
 * The names by which the browsers know Licit: of the program that they start, and of
 * the extension that it answers. Depends on nothing. The manifests of the extension
 * and its native.js have the same; tests/extension/native.test.mjs proves it.
 */
#ifndef LIC_EXTENSION_H
#define LIC_EXTENSION_H

/* Of the native messaging host: its manifest is this name and ".json". */
#define LIC_HOST_NAME "licit.host"

/* Chromium's follows from the public key in the extension's manifest
 * (docs/NATIVE.md), Firefox's is said there as it stands. */
#define LIC_EXTENSION_CHROMIUM "falmkgjnfbninnhjkhcomplhbgkoacip"
#define LIC_EXTENSION_CHROMIUM_ORIGIN "chrome-extension://" LIC_EXTENSION_CHROMIUM "/"
#define LIC_EXTENSION_FIREFOX "licit@licit.invalid"

#endif
