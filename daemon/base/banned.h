/*
 * Functions that are a compile error here, each with what to use instead.
 * Included by base.h after the standard headers have declared them.
 *
 * No bounds, or silent truncation: buf.h. No error report: num.h. Hidden
 * state: strtok, asctime, localtime. A shell: system, popen.
 */
#ifndef LIC_BANNED_H
#define LIC_BANNED_H

#define LIC_BANNED(func) lic_##func##_is_banned_see_banned_h

#undef strcpy
#define strcpy LIC_BANNED(strcpy)
#undef strcat
#define strcat LIC_BANNED(strcat)
#undef strncpy
#define strncpy LIC_BANNED(strncpy)
#undef strncat
#define strncat LIC_BANNED(strncat)
#undef sprintf
#define sprintf LIC_BANNED(sprintf)
#undef vsprintf
#define vsprintf LIC_BANNED(vsprintf)
#undef gets
#define gets LIC_BANNED(gets)
#undef strtok
#define strtok LIC_BANNED(strtok)
#undef atoi
#define atoi LIC_BANNED(atoi)
#undef atol
#define atol LIC_BANNED(atol)
#undef atof
#define atof LIC_BANNED(atof)
#undef strtol
#define strtol LIC_BANNED(strtol)
#undef strtoul
#define strtoul LIC_BANNED(strtoul)
#undef strtoll
#define strtoll LIC_BANNED(strtoll)
#undef strtoull
#define strtoull LIC_BANNED(strtoull)
#undef sscanf
#define sscanf LIC_BANNED(sscanf)
#undef asctime
#define asctime LIC_BANNED(asctime)
#undef ctime
#define ctime LIC_BANNED(ctime)
#undef gmtime
#define gmtime LIC_BANNED(gmtime)
#undef localtime
#define localtime LIC_BANNED(localtime)
#undef system
#define system LIC_BANNED(system)
#undef popen
#define popen LIC_BANNED(popen)
#undef alloca
#define alloca LIC_BANNED(alloca)
#undef tmpnam
#define tmpnam LIC_BANNED(tmpnam)

#endif
