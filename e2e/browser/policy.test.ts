// The content security policy as a browser has it: what a page may not do is refused, and the window of a test tells
// it. Every other test relies on that when it finds nothing told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nobodyYet, onOneEngine } from "./company.ts";

/** What a hostile string would do if it were taken for more than text, and the directive that forbids it. */
const attempts: [directive: string, text: string][] = [
  ["require-trusted-types-for", "const script = document.createElement('script'); script.append('window.ran = true'); add(script)"],
  ["script-src-elem", "add(Object.assign(document.createElement('script'), { src: trusted('https://elsewhere.example/a.js') }))"],
  ["script-src-attr", "add(parsed('<img src=/mark.svg onload=\"window.ran = true\">'))"],
  ["style-src-attr", "add(parsed('<p style=\"position: fixed\">'))"],
  ["style-src-elem", "add(parsed('<style>body { display: none }</style>'))"],
  ["img-src", "add(parsed('<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\">'))"],
  ["img-src", "add(parsed('<img src=\"https://elsewhere.example/a.png\">'))"],
  ["frame-src", "add(parsed('<iframe src=\"https://elsewhere.example/\"></iframe>'))"],
  ["connect-src", "fetch('https://elsewhere.example/').catch(() => undefined)"],
  ["form-action", "const form = add(parsed('<form action=\"https://elsewhere.example/\"></form>')); form.submit()"],
  ["base-uri", "add(parsed('<base href=\"https://elsewhere.example/\">'))"],
  ["require-trusted-types-for", "try { document.body.innerHTML = '<b>text</b>' } catch { }"],
  ["require-trusted-types-for", "try { setTimeout('window.ran = true', 0) } catch { }"],
];

/** What tries it, and ends once the browser has said that a directive was violated, or has not for long. */
function within(directive: string, text: string): string {
  return `new Promise((violated) => {
    setTimeout(violated, 5000);
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      if (effectiveDirective === "${directive}") violated();
    });
    const policy = trustedTypes.createPolicy("attempt", { createHTML: (text) => text, createScriptURL: (text) => text });
    const trusted = (text) => policy.createScriptURL(text);
    const parsed = (text) => {
      const parts = document.createElement("template");
      parts.innerHTML = policy.createHTML(text);
      return parts.content.firstElementChild;
    };
    const add = (element) => document.body.appendChild(element);
    ${text};
  })`;
}

onOneEngine(
  "The policy",
  (company) => {
    for (const [directive, text] of attempts) {
      test(`${directive} forbids, and the window tells: ${text}`, async () => {
        const { context, page, wrong } = await company.open(`${company.scene.url}/sign-in`);
        await page.getByRole("heading").first().waitFor();
        assert.equal(wrong.length, 0, wrong.join("; "));
        // Through the debugger, for which the policy does not hold; what the text does is held by it.
        const cdp = await context.newCDPSession(page);
        await cdp.send("Runtime.evaluate", { awaitPromise: true, expression: within(directive, text) });
        await page.evaluate(() => undefined); // so that what the window told has arrived
        assert.match(wrong.join("\n"), new RegExp(`^policy: ${directive} forbids`, "m"));
        assert.equal(await page.evaluate("window.ran"), undefined, "it ran");
        await context.close();
      });
    }
  },
  nobodyYet,
);
