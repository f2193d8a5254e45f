// Package statistics holds the two numbers that a benchmark needs: the median
// of a few rounds and a percentile of many latencies.
package statistics

import (
	"math"
	"slices"
	"time"
)

// Median returns the middle of the values, or the mean of the two middle ones.
// It leaves values in their order. The median of nothing is not a number.
func Median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// Percentile returns the smallest of the sorted durations that at least the
// given share (0 to 1) of them does not exceed: the nearest rank. Of nothing
// it is 0.
func Percentile(sorted []time.Duration, share float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	rank := int(math.Ceil(share * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// Ratios divides each value by its partner of the same round, so that what
// slowed the machine in one round slowed both. The slices are equally long.
func Ratios(values, partners []float64) []float64 {
	ratios := make([]float64, len(values))
	for i, value := range values {
		ratios[i] = value / partners[i]
	}
	return ratios
}
