package signin

// LinkSettings are what an administrator enters for an app whose tile leads to a
// sign-in page of the application's own, where nothing vouches for anybody. Okta
// calls it Secure Web Authentication and fills that page in by a plugin of the
// browser, which the stand-in has not.
type LinkSettings struct {
	// Label is the app's name on the home page, "Muster" when empty.
	Label string
	// Address is the page's.
	Address string
	// Assigned tells who is assigned; nil shows it to everybody in the org.
	Assigned Assigned
	// Hidden keeps the tile from the home page.
	Hidden bool
}

// AddLink adds an app to the org.
func (s *Service) AddLink(settings LinkSettings) (AppID, error) {
	if err := settings.check(); err != nil {
		return "", err
	}
	id := newAppID("0oa")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.links[id] = &settings
	s.apps = append(s.apps, id)
	return id, nil
}

// ChangeLink puts other settings in the place of a link's.
func (s *Service) ChangeLink(id AppID, settings LinkSettings) error {
	if err := settings.check(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.links[id]; !ok {
		return errNoApp
	}
	s.links[id] = &settings
	return nil
}

func (settings *LinkSettings) check() error {
	if settings.Label == "" {
		settings.Label = "Muster"
	}
	return checkAddress("login page URL", settings.Address)
}

func (s *Service) link(id AppID) (*LinkSettings, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	link, ok := s.links[id]
	return link, ok
}
