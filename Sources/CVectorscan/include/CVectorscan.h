#ifndef CVectorscan_SHIM_H
#define CVectorscan_SHIM_H
#endif
