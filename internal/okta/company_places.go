package okta

// office is a place where people of the company work.
type office struct {
	city, state, zip, country string
	street                    string
	locale, language, zone    string
	// phone is the beginning of the office's numbers.
	phone string
}

var offices = []office{
	{"Berlin", "Berlin", "10115", "DE", "Invalidenstraße 112", "de-DE", "de", "Europe/Berlin", "+49 30 5550"},
	{"London", "England", "EC1A 1BB", "GB", "40 Aldersgate Street", "en-GB", "en", "Europe/London", "+44 20 5550"},
	{"New York", "NY", "10013", "US", "210 Hudson Street", "en-US", "en", "America/New_York", "+1 212 555 0"},
	{"São Paulo", "SP", "01310-100", "BR", "Avenida Paulista 900", "pt-BR", "pt", "America/Sao_Paulo", "+55 11 5550"},
	{"Tokyo", "Tokyo", "150-0002", "JP", "2-21 Shibuya", "ja-JP", "ja", "Asia/Tokyo", "+81 3 5550"},
	{"Kraków", "Małopolskie", "31-154", "PL", "ulica Pawia 9", "pl-PL", "pl", "Europe/Warsaw", "+48 12 555"},
}

// department is a part of the company.
type department struct {
	name       string
	division   string
	costCenter string
	// weight is its share of people.
	weight int
	head   string
	titles []string
}

var departments = []department{
	{"Engineering", "Product", "CC-100", 32, "VP Engineering", []string{"Software Engineer", "Senior Software Engineer", "Staff Engineer", "Site Reliability Engineer", "Test Engineer", "Engineering Manager"}},
	{"Sales", "Commercial", "CC-300", 18, "VP Sales", []string{"Account Executive", "Sales Engineer", "Account Manager", "Sales Development Representative"}},
	{"Customer Support", "Commercial", "CC-320", 14, "Head of Support", []string{"Support Engineer", "Senior Support Engineer", "Support Team Lead"}},
	{"Marketing", "Commercial", "CC-310", 9, "VP Marketing", []string{"Content Strategist", "Campaign Manager", "Brand Designer", "Events Manager"}},
	{"Product", "Product", "CC-110", 8, "VP Product", []string{"Product Manager", "Senior Product Manager", "Product Analyst"}},
	{"Design", "Product", "CC-120", 6, "Head of Design", []string{"Product Designer", "UX Researcher", "Design Lead"}},
	{"Finance", "Operations", "CC-400", 6, "Chief Financial Officer", []string{"Accountant", "Controller", "Payroll Specialist", "Financial Analyst"}},
	{"People", "Operations", "CC-410", 4, "Head of People", []string{"Recruiter", "People Partner", "Office Manager"}},
	{"Legal", "Operations", "CC-420", 2, "General Counsel", []string{"Legal Counsel", "Privacy Officer"}},
	{"Security", "Operations", "CC-430", 3, "Chief Security Officer", []string{"Security Engineer", "Security Analyst"}},
}

var projectNames = []string{
	"Aurora", "Borealis", "Cascade", "Dynamo", "Everest", "Falcon", "Gemini", "Horizon", "Iris", "Juniper",
	"Kestrel", "Lighthouse", "Meridian", "Nimbus", "Orchard", "Pioneer", "Quartz", "Rainier", "Summit", "Tundra",
}

var nickNames = map[string]string{
	"Alejandro": "Álex", "Antonio": "Toni", "Daniel": "Dan", "David": "Dave", "Gabriel": "Gabe",
	"Isabel": "Isa", "James": "Jim", "Johanna": "Jo", "Mateusz": "Mati", "Robert": "Rob",
	"Samuel": "Sam", "Thomas": "Tom", "Valentina": "Val", "Victor": "Vic", "William": "Will",
}
