package suite

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/musterhq/muster/bench/load"
	"github.com/musterhq/muster/bench/report"
	"github.com/musterhq/muster/bench/roster"
	"github.com/musterhq/muster/bench/statistics"
)

const (
	pageSize      = 200
	oktaPageSize  = 100
	pagesCompared = 5 // full pages at either end of an import
	importLimit   = 5 * time.Minute
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
	if err := b.importInPeace(ctx, leavers); err != nil {
		return err
	}
	for wave, changing := range []struct {
		name   string
		counts []int
	}{
		{"import by 200, changes meanwhile", []int{pageSize}},
		{"import by 100, changes meanwhile", []int{oktaPageSize}},
		{"imports by 200 and by 100 at once, changes meanwhile", []int{pageSize, oktaPageSize}},
		{"two imports by 200 at once, changes meanwhile", []int{pageSize, pageSize}},
	} {
		imports, throughout, err := importSideBySide(ctx, leavers, wave+1, changing.counts...)
		if err != nil {
			return fmt.Errorf("%s: %w", changing.name, err)
		}
		result := exactlyOnce(changing.name, imports, throughout)
		result.Detail += fmt.Sprintf(", %d left meanwhile", leavers.left)
		b.add(result)
	}
	return nil
}

// importInPeace imports while nothing changes, and compares the last pages with
// the first.
func (b *bench) importInPeace(ctx context.Context, leavers *leavers) error {
	for _, count := range []int{pageSize, oktaPageSize} {
		var all []*roster.Import
		var ratios []float64
		var everybody []load.ID
		for range b.config.Rounds {
			imports, throughout, err := importSideBySide(ctx, leavers, 0, count)
			if err != nil {
				return fmt.Errorf("import by %d: %w", count, err)
			}
			all, everybody = append(all, imports...), throughout
			ratios = append(ratios, lastToFirst(imports[0].Pages, count))
		}
		b.add(exactlyOnce(fmt.Sprintf("import by %d", count), all, everybody))
		limit := report.Limit{Bound: report.AtMost, Value: 1.5}
		result := report.MedianOf(fmt.Sprintf("last pages of an import by %d", count), ratios, report.Times, limit)
		result.Detail = fmt.Sprintf("time of the first pages, median of %d at either end", pagesCompared)
		b.add(result)
	}
	return nil
}

// importSideBySide runs one import for each page size at once, and returns them
// with who was there throughout. Wave 0 is quiet; in another wave that wave's
// leavers leave as the imports pass them.
func importSideBySide(
	ctx context.Context, leavers *leavers, wave int, counts ...int,
) (imports []*roster.Import, throughout []load.ID, err error) {
	ctx, cancel := context.WithTimeout(ctx, importLimit)
	defer cancel()
	imports = make([]*roster.Import, len(counts))
	failures := make([]error, len(counts))
	throughout = leavers.begin(wave)
	var walking sync.WaitGroup
	for i, count := range counts {
		walking.Go(func() {
			imports[i], failures[i] = leavers.importPassing(ctx, wave, count)
		})
	}
	walking.Wait()
	return imports, throughout, errors.Join(failures...)
}

// exactlyOnce counts who was not met exactly once, over all imports.
func exactlyOnce(name string, imports []*roster.Import, throughout []load.ID) report.Result {
	missed, repeated := 0, 0
	for _, result := range imports {
		account := result.Account(throughout)
		missed += account.Missing
		repeated += account.Repeated
	}
	return report.Result{
		Name:   name,
		Value:  float64(missed + repeated),
		Unit:   report.PeopleUnit,
		Limit:  report.Limit{Bound: report.AtMost, Value: 0},
		Detail: fmt.Sprintf("%d missed and %d repeated, of %d in %d imports", missed, repeated, len(throughout), len(imports)),
	}
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
