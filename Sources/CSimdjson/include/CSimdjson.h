#ifndef CSimdjson_SHIM_H
#define CSimdjson_SHIM_H
#endif
