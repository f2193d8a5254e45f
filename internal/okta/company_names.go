package okta

import (
	"strings"
	"unicode"
)

// givenNames and familyNames are what people of the company are called. A name
// in a script without a simple Latin form says after a bar how its bearer
// writes it in a login.
var givenNames = []string{
	"Ada", "Aisha", "Alejandro", "Amélie", "Anders", "Anna", "Antonio", "Astrid", "Åsa", "Beatriz",
	"Björn", "Bruno", "Camille", "Carlos", "Chiara", "Chloé", "Clara", "Daniel", "David", "Deniz",
	"Dimitri", "Elena", "Elif", "Emma", "Erik", "Ewa", "Fatima", "Felix", "Fiona", "Francesca",
	"François", "Freya", "Gabriel", "Georg", "Giulia", "Grace", "Hana", "Hannah", "Henrik", "Hugo",
	"Ibrahim", "Ines", "Ingrid", "Isabel", "Ivan", "Jakob", "James", "Jana", "Jérôme", "Johanna",
	"José", "Julia", "Jürgen", "Karim", "Karolína", "Kenji", "Kofi", "Laila", "Lars", "Laura",
	"Léa", "Leon", "Linh", "Lucía", "Luís", "Łukasz", "Magda", "Maria", "Marek", "Márta",
	"Mateusz", "Mia", "Miguel", "Mohammed", "Nadia", "Naoko", "Niamh", "Nikolaj", "Noah", "Nour",
	"Olga", "Oliver", "Ömer", "Paula", "Pedro", "Petr", "Priya", "Rafael", "Renée", "Robert",
	"Rosa", "Ruth", "Sakura", "Samuel", "Sara", "Şebnem", "Siobhán", "Sofia", "Søren", "Stefan",
	"Tariq", "Tereza", "Thomas", "Tomáš", "Uma", "Valentina", "Victor", "Wei", "William", "Yara",
	"Yusuf", "Zoë", "Željko", "Zofia", "健一|kenichi", "美咲|misaki", "伟|wei", "Ольга|olga", "Γιάννης|giannis", "ליאור|lior",
}

var familyNames = []string{
	"Abe", "Adeyemi", "Andersson", "Baker", "Bianchi", "Bakker", "Bauer", "Becker", "Björk", "Bošković",
	"Brown", "Carvalho", "Castro", "Chen", "Costa", "Çelik", "Dąbrowski", "Davies", "de Vries", "Díaz",
	"Dubois", "Eriksen", "Evans", "Farkaš", "Fernández", "Ferrari", "Fischer", "Fontaine", "Fraser", "García",
	"Girard", "González", "Grünwald", "Gupta", "Haddad", "Hansen", "Hartmann", "Hernández", "Hoffmann", "Horvat",
	"Hughes", "Ionescu", "Ivanova", "Jansen", "Jensen", "Johansson", "Jones", "Kaplan", "Kaya", "Keller",
	"Khan", "Kim", "Kobayashi", "Kovács", "Kowalczyk", "Kraus", "Kumar", "Lambert", "Larsen", "Laurent",
	"Lefèvre", "Lehmann", "Lindström", "López", "Lund", "MacDonald", "Marino", "Martin", "Mehta", "Meyer",
	"Moreau", "Morgan", "Müller", "Muñoz", "Nagy", "Nakamura", "Nguyễn", "Nielsen", "Novák", "Nowak",
	"O’Brien", "Okafor", "Öztürk", "Papadopoulos", "Park", "Patel", "Pereira", "Petersen", "Popescu", "Reid",
	"Ricci", "Romano", "Rossi", "Roy", "Ruiz", "Sánchez", "Santos", "Schäfer", "Schmidt", "Schröder",
	"Silva", "Singh", "Smith", "Sokolova", "Sørensen", "Suzuki", "Szabó", "Tanaka", "Taylor", "Tremblay",
	"van den Berg", "Varga", "Vogel", "Wagner", "Walker", "Weiß", "Wójcik", "Wright", "Yılmaz", "Zieliński",
	"Zimmermann", "小林|kobayashi", "王|wang", "Кузнецова|kuznetsova", "Νικολάου|nikolaou", "כהן|cohen",
}

// latinLetters spells the letters of the names above in ASCII, as a company's
// rule for logins does.
var latinLetters = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "å", "aa", "æ", "ae", "ø", "oe",
	"á", "a", "à", "a", "â", "a", "ã", "a", "ą", "a", "é", "e", "è", "e", "ê", "e", "ë", "e", "ę", "e", "ễ", "e",
	"í", "i", "ï", "i", "ı", "i", "ó", "o", "ô", "o", "ú", "u", "ů", "u",
	"ç", "c", "č", "c", "ć", "c", "đ", "d", "ł", "l", "ń", "n", "ñ", "n", "ř", "r",
	"ś", "s", "š", "s", "ş", "s", "ž", "z", "ź", "z", "ż", "z",
)

// spelled separates a name of the tables into how it is shown and how it is
// written in a login.
func spelled(name string) (shown, login string) {
	shown, login, ok := strings.Cut(name, "|")
	if ok {
		return shown, login
	}
	latin := latinLetters.Replace(strings.ToLower(shown))
	return shown, strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) {
			return -1
		}
		return r
	}, latin)
}
