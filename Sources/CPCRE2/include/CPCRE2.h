#ifndef CPCRE2_SHIM_H
#define CPCRE2_SHIM_H
#endif
