package statistics_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/musterhq/muster/bench/statistics"
)

func TestMedian(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		values []float64
		want   float64
	}{
		{"one", []float64{7}, 7},
		{"odd, out of order", []float64{9, 1, 5}, 5},
		{"even takes the mean of the middle two", []float64{4, 1, 3, 2}, 2.5},
		{"an outlier does not move it", []float64{1, 2, 3, 4, 1000}, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			before := slices.Clone(test.values)
			if got := statistics.Median(test.values); got != test.want {
				t.Errorf("Median(%v) = %v, want %v", test.values, got, test.want)
			}
			if !slices.Equal(test.values, before) {
				t.Errorf("Median changed its argument to %v", test.values)
			}
		})
	}
	if got := statistics.Median(nil); !math.IsNaN(got) {
		t.Errorf("Median of nothing = %v, want NaN", got)
	}
}

func TestPercentile(t *testing.T) {
	t.Parallel()
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(i + 1)
	}
	for _, test := range []struct {
		name   string
		sorted []time.Duration
		share  float64
		want   time.Duration
	}{
		{"nothing", nil, 0.5, 0},
		{"half of a hundred", hundred, 0.5, 50},
		{"ninety-nine of a hundred", hundred, 0.99, 99},
		{"all", hundred, 1, 100},
		{"none is still the smallest", hundred, 0, 1},
		{"half of three is the middle one", []time.Duration{1, 2, 9}, 0.5, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := statistics.Percentile(test.sorted, test.share); got != test.want {
				t.Errorf("Percentile(…, %v) = %v, want %v", test.share, got, test.want)
			}
		})
	}
}

// A machine that is twice as slow in one round must not change the ratio.
func TestRatiosPairRounds(t *testing.T) {
	t.Parallel()
	got := statistics.Ratios([]float64{60, 30, 90}, []float64{100, 50, 150})
	want := []float64{0.6, 0.6, 0.6}
	if !slices.Equal(got, want) {
		t.Errorf("Ratios = %v, want %v", got, want)
	}
}
