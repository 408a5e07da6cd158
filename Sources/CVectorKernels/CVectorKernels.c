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

static void add_portable(const int16_t *row, float factor, float *sum, size_t count) {
  for (size_t i = 0; i < count; i++) sum[i] += factor * (float)row[i];
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

__attribute__((target("avx2"))) static void add_avx2(const int16_t *row, float factor, float *sum, size_t count) {
  __m256 times = _mm256_set1_ps(factor);
  for (size_t i = 0; i < count; i += 8) {
    __m256 lanes = _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)(row + i))));
    _mm256_storeu_ps(sum + i, _mm256_add_ps(_mm256_loadu_ps(sum + i), _mm256_mul_ps(times, lanes)));
  }
}
#endif

void cvector_products(const int16_t *query, const int16_t *rows, size_t row_count, size_t stride, int32_t *out) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return products_avx2(query, rows, row_count, stride, out);
#endif
  products_portable(query, rows, row_count, stride, out);
}

void cvector_add(const int16_t *row, float factor, float *sum, size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return add_avx2(row, factor, sum, count);
#endif
  add_portable(row, factor, sum, count);
}
