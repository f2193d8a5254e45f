package suite

import (
	"context"
	"slices"
	"sync"

	"github.com/musterhq/muster/bench/load"
	"github.com/musterhq/muster/bench/roster"
)

// Of every leaverStride people one leaves in each wave.
const leaverStride = 120

// leavers are people who leave, wave by wave, while an import is under way, as
// soon as an import has passed them; for every two who leave one comes. So the
// list shrinks before the page that is asked for next, and its total too.
type leavers struct {
	server *server

	waveOf map[load.ID]int

	mu   sync.Mutex
	gone map[load.ID]bool
	came []load.ID // newcomers, who stay
	left int       // who left in the wave under way, and whom one comes for
	next int       // the number of the next newcomer
}

func newLeavers(s *server) *leavers {
	l := &leavers{server: s, waveOf: map[load.ID]int{}, gone: map[load.ID]bool{}, next: len(s.ids)}
	for number, id := range s.ids {
		if wave, rest := number%leaverStride/10, number%10; rest == 7 && wave >= 1 && wave <= 9 {
			l.waveOf[id] = wave
		}
	}
	return l
}

// begin starts a wave, and returns who is there now and stays throughout.
func (l *leavers) begin(wave int) []load.ID {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.left = 0
	staying := slices.Clone(l.came)
	for _, id := range l.server.ids {
		leaves, ok := l.waveOf[id]
		if l.gone[id] || ok && leaves == wave {
			continue
		}
		staying = append(staying, id)
	}
	return staying
}

// importPassing imports everybody; behind it the wave's leavers leave.
func (l *leavers) importPassing(ctx context.Context, wave, count int) (*roster.Import, error) {
	client, err := load.NewClient(ctx, l.server.target)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	if wave == 0 {
		return roster.Walk(ctx, client.Page, count, nil)
	}
	return roster.Walk(ctx, client.Page, count, func(met []load.ID) error {
		for _, id := range met {
			if err := l.leave(client, id, wave); err != nil {
				return err
			}
		}
		return nil
	})
}

// leave deletes somebody, if this is their wave and they are still there.
func (l *leavers) leave(client *load.Client, id load.ID, wave int) error {
	if l.waveOf[id] != wave {
		return nil
	}
	l.mu.Lock()
	already := l.gone[id]
	if !already {
		l.gone[id] = true
		l.left++
	}
	comes := !already && l.left%2 == 0
	newcomer := l.next
	if comes {
		l.next++
	}
	l.mu.Unlock()
	if already {
		return nil
	}
	if err := client.Delete(id); err != nil {
		return err
	}
	if !comes {
		return nil
	}
	came, err := client.Create(l.server.person(newcomer))
	if err != nil {
		return err
	}
	l.mu.Lock()
	l.came = append(l.came, came)
	l.mu.Unlock()
	return nil
}
