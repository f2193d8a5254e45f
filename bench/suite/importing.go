package suite

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/musterhq/muster/bench/report"
	"github.com/musterhq/muster/bench/roster"
	"github.com/musterhq/muster/bench/statistics"
)

const (
	pageSize      = 200
	oktaPageSize  = 100
	pagesCompared = 5 // full pages at either end of an import
)

// importing imports everybody in the large directory again and again: in peace,
// and while people whom the import has passed are deleted and others created.
func (b *bench) importing(ctx context.Context) error {
	if b.config.Muster == "" {
		b.progress("  left out: there is no Muster to measure")
		return nil
	}
	_, many, err := b.sizes(ctx)
	if err != nil {
		return err
	}
	leavers := newLeavers(many)
	var ratios []float64
	for range b.config.Rounds {
		imports, err := b.importSideBySide(ctx, "import by 200", leavers, 0, pageSize)
		if err != nil {
			return err
		}
		ratios = append(ratios, lastToFirst(imports[0].Pages, pageSize))
	}
	result := report.MedianOf("last pages of an import", ratios, report.Times, report.Limit{Bound: report.AtMost, Value: 1.5})
	result.Detail = fmt.Sprintf("time of the first pages, median of %d at either end", pagesCompared)
	b.add(result)
	if _, err := b.importSideBySide(ctx, "import by 100", leavers, 0, oktaPageSize); err != nil {
		return err
	}
	for wave, changing := range []struct {
		name   string
		counts []int
	}{
		{"import by 200, changes meanwhile", []int{pageSize}},
		{"import by 100, changes meanwhile", []int{oktaPageSize}},
		{"two imports at once, changes meanwhile", []int{pageSize, oktaPageSize}},
		{"two imports by 200 at once, changes meanwhile", []int{pageSize, pageSize}},
	} {
		if _, err := b.importSideBySide(ctx, changing.name, leavers, wave+1, changing.counts...); err != nil {
			return err
		}
	}
	return nil
}

// importSideBySide runs one import for each page size at once and keeps how
// many people were missed or repeated. Wave 0 is quiet; in another wave that
// wave's leavers leave as the imports pass them.
func (b *bench) importSideBySide(
	ctx context.Context, name string, leavers *leavers, wave int, counts ...int,
) ([]*roster.Import, error) {
	imports := make([]*roster.Import, len(counts))
	failures := make([]error, len(counts))
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	throughout := leavers.begin(wave)
	var walking sync.WaitGroup
	for i, count := range counts {
		walking.Go(func() {
			imports[i], failures[i] = leavers.importPassing(ctx, wave, count)
		})
	}
	walking.Wait()
	if err := errors.Join(failures...); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	wrong, detail := 0, ""
	for i, result := range imports {
		account := result.Account(throughout)
		wrong += account.Missing + account.Repeated
		detail += fmt.Sprintf("by %d: %d missed and %d repeated of %d; ",
			counts[i], account.Missing, account.Repeated, len(throughout))
	}
	b.add(report.Result{
		Name:   name,
		Value:  float64(wrong),
		Unit:   report.PeopleUnit,
		Limit:  report.Limit{Bound: report.AtMost, Value: 0},
		Detail: fmt.Sprintf("%s%d left meanwhile", detail, leavers.left),
	})
	return imports, nil
}

// lastToFirst divides the time of the last full pages by that of the first.
func lastToFirst(pages []roster.PageTime, full int) float64 {
	var times []float64
	for _, page := range pages {
		if page.People == full {
			times = append(times, page.Took.Seconds())
		}
	}
	compared := min(pagesCompared, len(times))
	return statistics.Median(times[len(times)-compared:]) / statistics.Median(times[:compared])
}
