#ifndef CVECTORKERNELS_H
#define CVECTORKERNELS_H

#include <stddef.h>
#include <stdint.h>

// Kernels over rows of numbers. Sums are of integers, or lane by lane in the order of the rows without fused steps, so that
// every machine, with or without wide registers, gives the same bits.

/// The scalar products of a vector with rows that lie one after the other.
///
/// `stride` is a multiple of 16, and no sum of magnitudes of products may exceed 2^31 - 1.
void cvector_products(const int16_t *query, const int16_t *rows, size_t row_count, size_t stride, int32_t *out);

/// `sum[i] += values[n] * units[columns[n]] * rows[columns[n]][i]` for every n in order; `stride` is a multiple of 8.
void cvector_add_scaled(
    const int16_t *rows, const float *units, size_t stride, const int32_t *columns, const float *values, size_t count,
    float *sum);

/// `sum[i] += rows[numbers[n]][i]` for every n in order; `stride` is a multiple of 8.
void cvector_add_rows(const float *rows, size_t stride, const int32_t *numbers, size_t count, float *sum);

/// `out[i] = numbers[i] * one`, rounded to the nearest integer, the even one if two are equally near.
void cvector_to_integers(const float *numbers, float one, size_t count, int16_t *out);

/// Asks for a line of memory that will be read soon; changes nothing.
static inline void cvector_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
