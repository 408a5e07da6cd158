#ifndef CVECTORKERNELS_H
#define CVECTORKERNELS_H

#include <stddef.h>
#include <stdint.h>

// Kernels over rows of 16-bit integers. Sums are of integers, or lane by lane without fused steps, so that every machine,
// with or without wide registers, gives the same bits.

/// The scalar products of a vector with rows that lie one after the other.
///
/// `stride` is a multiple of 16, and no sum of magnitudes of products may exceed 2^31 - 1.
void cvector_products(const int16_t *query, const int16_t *rows, size_t row_count, size_t stride, int32_t *out);

/// `sum[i] += factor * row[i]` for `count` numbers, a multiple of 8.
void cvector_add(const int16_t *row, float factor, float *sum, size_t count);

#endif
