package directory

// servedAtOnce is how many people of a line are read at once.
const servedAtOnce = 100

// ServeLine gives what is free to those who stand in line, in order, each with an
// entry that names cause. Whatever frees a license or buys more ends with it, in
// the same transaction, so that no license is free while somebody is in line.
// Where nobody is, it costs no statement.
func ServeLine(tx Tx, cause Entry) error {
	for served := (LinePlace{}); ; {
		licenses, err := tx.Licenses()
		if err != nil {
			return err
		}
		free := min(licenses.Free(), licenses.InLine, servedAtOnce)
		if free == 0 {
			return nil
		}
		next, err := tx.LicenseLine(served, free)
		if err != nil || len(next) == 0 {
			return err
		}
		for _, member := range next {
			if err := serve(tx, member, cause); err != nil {
				return err
			}
			served = member.LinePlace()
		}
	}
}

func serve(tx Tx, member Member, cause Entry) error {
	entry := Entry{
		At:       cause.At,
		Kind:     MemberLicensed,
		Actor:    cause.Actor,
		Request:  cause.Request,
		Identity: member.Identity,
		Member:   member.ID,
		License:  LicenseTaken,
		Cause:    cause.Number,
		Personal: &Personal{Subject: member.Name},
	}
	if member.Status == MemberWaiting {
		entry.Personal.Changes = []Change{{Field: "status", Before: string(MemberWaiting), After: string(MemberActive)}}
	}
	if _, err := tx.Append(entry); err != nil {
		return err
	}
	if err := tx.TakeLicense(member.ID); err != nil {
		return err
	}
	member.Status, member.UpdatedAt = MemberActive, cause.At
	return tx.UpdateMember(member)
}
