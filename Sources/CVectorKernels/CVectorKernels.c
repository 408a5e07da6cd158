#include "CVectorKernels.h"

// A product and a sum stay two steps, each rounded.
#pragma STDC FP_CONTRACT OFF

static int32_t product(const int16_t *a, const int16_t *b, size_t count) {
  int32_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += (int32_t)a[i] * (int32_t)b[i];
  return sum;
}

static void products_portable(
    const int16_t *query, const int16_t *rows, size_t row_count, size_t stride, int32_t *out) {
  for (size_t row = 0; row < row_count; row++) out[row] = product(query, rows + row * stride, stride);
}

static void add_scaled_portable(
    const int16_t *rows, const float *units, size_t stride, const int32_t *columns, const float *values, size_t count,
    float *sum) {
  for (size_t n = 0; n < count; n++) {
    const int16_t *row = rows + (size_t)columns[n] * stride;
    float factor = values[n] * units[columns[n]];
    for (size_t i = 0; i < stride; i++) sum[i] += factor * (float)row[i];
  }
}

static void add_rows_portable(const float *rows, size_t stride, const int32_t *numbers, size_t count, float *sum) {
  for (size_t n = 0; n < count; n++) {
    const float *row = rows + (size_t)numbers[n] * stride;
    for (size_t i = 0; i < stride; i++) sum[i] += row[i];
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2"))) static void products_avx2(
    const int16_t *query, const int16_t *rows, size_t row_count, size_t stride, int32_t *out) {
  size_t row = 0;
  for (; row + 4 <= row_count; row += 4) {
    const int16_t *first = rows + row * stride;
    __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
    for (size_t i = 0; i < stride; i += 16) {
      __m256i lanes = _mm256_loadu_si256((const __m256i *)(query + i));
      a = _mm256_add_epi32(a, _mm256_madd_epi16(lanes, _mm256_loadu_si256((const __m256i *)(first + i))));
      b = _mm256_add_epi32(b, _mm256_madd_epi16(lanes, _mm256_loadu_si256((const __m256i *)(first + stride + i))));
      c = _mm256_add_epi32(c, _mm256_madd_epi16(lanes, _mm256_loadu_si256((const __m256i *)(first + 2 * stride + i))));
      d = _mm256_add_epi32(d, _mm256_madd_epi16(lanes, _mm256_loadu_si256((const __m256i *)(first + 3 * stride + i))));
    }
    __m256i pairs = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
    __m128i four = _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
    _mm_storeu_si128((__m128i *)(out + row), four);
  }
  for (; row < row_count; row++) out[row] = product(query, rows + row * stride, stride);
}

// Rows lie far apart: those of the next entries are asked for while one is added.
enum { ahead = 8 };

// Sums of 64 lanes at a time stay in registers.
__attribute__((target("avx2"))) static void add_scaled_avx2(
    const int16_t *rows, const float *units, size_t stride, const int32_t *columns, const float *values, size_t count,
    float *sum) {
  for (size_t start = 0; start < stride; start += 64) {
    size_t blocks = (stride - start < 64 ? stride - start : 64) / 8;
    if (blocks == 8) {
      __m256 lanes[8];
      for (size_t b = 0; b < 8; b++) lanes[b] = _mm256_loadu_ps(sum + start + 8 * b);
      for (size_t n = 0; n < count; n++) {
        if (n + ahead < count) {
          const int16_t *next = rows + (size_t)columns[n + ahead] * stride + start;
          __builtin_prefetch(units + columns[n + ahead]);
          __builtin_prefetch(next);
          __builtin_prefetch(next + 32);
        }
        const int16_t *row = rows + (size_t)columns[n] * stride + start;
        __m256 times = _mm256_set1_ps(values[n] * units[columns[n]]);
        for (size_t b = 0; b < 8; b++) {
          __m256 numbers =
              _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)(row + 8 * b))));
          lanes[b] = _mm256_add_ps(lanes[b], _mm256_mul_ps(times, numbers));
        }
      }
      for (size_t b = 0; b < 8; b++) _mm256_storeu_ps(sum + start + 8 * b, lanes[b]);
      continue;
    }
    for (size_t b = 0; b < blocks; b++) {
      size_t place = start + 8 * b;
      __m256 lanes = _mm256_loadu_ps(sum + place);
      for (size_t n = 0; n < count; n++) {
        const int16_t *row = rows + (size_t)columns[n] * stride + place;
        __m256 times = _mm256_set1_ps(values[n] * units[columns[n]]);
        __m256 numbers = _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)row)));
        lanes = _mm256_add_ps(lanes, _mm256_mul_ps(times, numbers));
      }
      _mm256_storeu_ps(sum + place, lanes);
    }
  }
}
#endif

void cvector_products(const int16_t *query, const int16_t *rows, size_t row_count, size_t stride, int32_t *out) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return products_avx2(query, rows, row_count, stride, out);
#endif
  products_portable(query, rows, row_count, stride, out);
}

void cvector_add_scaled(
    const int16_t *rows, const float *units, size_t stride, const int32_t *columns, const float *values, size_t count,
    float *sum) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return add_scaled_avx2(rows, units, stride, columns, values, count, sum);
#endif
  add_scaled_portable(rows, units, stride, columns, values, count, sum);
}

void cvector_add_rows(const float *rows, size_t stride, const int32_t *numbers, size_t count, float *sum) {
  add_rows_portable(rows, stride, numbers, count, sum);
}

void cvector_to_integers(const float *numbers, float one, size_t count, int16_t *out) {
  size_t i = 0;
#if defined(__x86_64__)
  // Rounds as the processor does unless told otherwise: to the nearest, the even one of two.
  for (; i + 8 <= count; i += 8) {
    __m128i low = _mm_cvtps_epi32(_mm_mul_ps(_mm_loadu_ps(numbers + i), _mm_set1_ps(one)));
    __m128i high = _mm_cvtps_epi32(_mm_mul_ps(_mm_loadu_ps(numbers + i + 4), _mm_set1_ps(one)));
    _mm_storeu_si128((__m128i *)(out + i), _mm_packs_epi32(low, high));
  }
#endif
  for (; i < count; i++) out[i] = (int16_t)__builtin_rintf(numbers[i] * one);
}
