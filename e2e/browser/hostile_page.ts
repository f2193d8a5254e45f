// A window in which hostile strings are shown, and what must hold of it.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Company, Cookies } from "./company.ts";
import { drawn, type Look, open, overhang } from "./look.ts";
import { surprises } from "./walk.ts";
import { turned } from "./writing.ts";

/** Isolates, by which the panel holds names together. */
const isolates = /[\u2066-\u2069]/g;
const wide = 1440;
const narrow = 320;
const patience = 15_000;

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

interface Sight {
  /** For lists, which hold only the rows near the window: high enough for all of them. */
  height?: number;
  /** Failures that the test provokes. */
  provoked?: RegExp[];
  /** What part of the page has the strings by itself. */
  within?: "[role=dialog]" | "[role=listbox]" | ".toasts" | ".log";
}

/** A window that tells when a string ran, asked, opened another or reached for another host. */
export class Watched {
  readonly language: Language;
  readonly #look: Look;
  readonly #url: string;
  /** What turns words around, and so is looked at for it. */
  readonly #all: readonly string[];
  /** What a string has achieved. Nothing, or the test fails. */
  readonly #achieved: string[] = [];
  /** How wide the window is. */
  #width = wide;

  private constructor(look: Look, url: string, language: Language, all: readonly string[]) {
    this.#look = look;
    this.#url = url;
    this.language = language;
    this.#all = all;
  }

  static async open(company: Company, as: Cookies, language: Language, all: readonly string[]): Promise<Watched> {
    const look = await open(company.browser, "about:blank", "light", wide);
    const watched = new Watched(look, company.scene.url, language, all);
    await look.context.addCookies(as);
    await look.context.addInitScript((chosen) => localStorage.setItem("muster.language", chosen), language);
    // The compiler names functions by one of its own, which pages do not have.
    await look.context.addInitScript("globalThis.__name = (named) => named");
    await watched.#watch();
    return watched;
  }

  get page(): Page {
    return this.#look.page;
  }

  async #watch(): Promise<void> {
    const { context, page } = this.#look;
    const achieved = this.#achieved;
    const host = new URL(this.#url).host;
    await context.exposeFunction("hostileRan", () => achieved.push(`a string ran at ${page.url()}`));
    page.on("dialog", (dialog) => {
      achieved.push(`a dialog says ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on("page", (opened) => achieved.push(`a window was opened: ${opened.url()}`));
    context.on("request", (request) => {
      if (new URL(request.url()).host !== host) achieved.push(`a request to ${request.url()}`);
    });
  }

  /** Loads a page by its address. */
  async load(path: string): Promise<void> {
    await this.page.goto(this.#url + path);
  }

  /** Follows an address within the panel, which stays loaded, until the page tells its name or another sign of it. */
  async follow(path: string, sign: { heading: string } | { text: string } | { searched: string }): Promise<void> {
    await this.page.evaluate((to) => history.pushState({}, "", to), path);
    await this.page
      .waitForFunction(
        (awaited) => {
          const plain = (text = "") => text.replace(/[\u2066-\u2069]/g, "");
          if ("heading" in awaited)
            return (
              plain(document.querySelector("h1")?.textContent).startsWith(awaited.heading) &&
              plain(document.title) === `${awaited.heading} · Muster`.replace(/[\t\n\f\r ]+/g, " ").trim()
            );
          if ("text" in awaited) return plain(document.body.textContent).includes(awaited.text);
          const field = document.querySelector<HTMLInputElement>("main input[type=search]");
          return field?.value === awaited.searched.replaceAll("\n", "");
        },
        "heading" in sign ? { heading: sign.heading.replace(isolates, "") } : sign,
        { timeout: patience },
      )
      .catch(() => assert.fail(`${path} does not show ${JSON.stringify(sign)}`));
  }

  /** Looks at the page wide and narrow: it shows the strings as text, and they have achieved nothing. */
  async harmless(
    where: string,
    shown: readonly string[],
    { height = 900, provoked = [], within }: Sight = {},
  ): Promise<void> {
    const told = `${where}, ${this.language}`;
    await this.#resize(this.#width, height);
    await this.#shows(shown, within ?? "body", told);
    await this.#inOrder(told);
    await this.#resize(this.#width === wide ? narrow : wide, height);
    await this.#inOrder(told);
    this.#nothingWrong(told, provoked);
  }

  async #resize(width: number, height: number): Promise<void> {
    this.#width = width;
    // In narrow windows the rows of a list are higher: all of them stay in the page.
    await this.page.setViewportSize({ width, height: width === narrow ? Math.round(1.6 * height) : height });
  }

  async #inOrder(told: string): Promise<void> {
    await drawn(this.page);
    assert.deepEqual(await stickingOut(this.page), [], `${told}: wider than ${this.#width}`);
    assert.deepEqual(await turned(this.page, this.#all), [], `${told}, ${this.#width} wide: words are turned around`);
  }

  /** The strings stand in the text as they are, at last: what is still asked for is waited for. */
  async #shows(strings: readonly string[], within: string, told: string): Promise<void> {
    const missing = await this.page.evaluate(
      ([wanted, within, patience]) =>
        new Promise<string[]>((done) => {
          const missing = () => {
            const holder = document.querySelector(within);
            const typed = Array.from(holder?.querySelectorAll("input") ?? [], ({ value }) => value);
            const text = [holder?.textContent ?? "", ...typed].join("\n").replace(/[\u2066-\u2069]/g, "");
            return holder ? wanted.filter((one) => !text.includes(one)) : [within, ...wanted];
          };
          const end = (late: boolean) => {
            const left = missing();
            if (left.length > 0 && !late) return;
            observer.disconnect();
            clearTimeout(timer);
            done(left);
          };
          const observer = new MutationObserver(() => end(false));
          const timer = setTimeout(() => end(true), patience);
          observer.observe(document.body, { subtree: true, childList: true, characterData: true });
          end(false);
        }),
      [strings.map((one) => one.replace(isolates, "")), within, patience] as const,
    );
    assert.deepEqual(missing, [], `${told}: not shown as text`);
  }

  #nothingWrong(told: string, provoked: readonly RegExp[] = []): void {
    assert.deepEqual(this.#achieved, [], told);
    assert.deepEqual(surprises(this.#look, ...provoked), [], told);
  }

  async close(): Promise<void> {
    await this.#look.context.close();
  }
}

/** What makes the page wider than its window: what an element around it cuts off does not. */
async function stickingOut(page: Page): Promise<string[]> {
  if ((await overhang(page)) === 0) return [];
  return page.evaluate(() => {
    const cut = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (getComputedStyle(element).overflowX !== "visible" || cut(element.parentElement));
    return Array.from(document.querySelectorAll("body *"))
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth)
      .filter((element) => !cut(element.parentElement))
      .map((element) => `${element.localName}.${element.className}: ${element.textContent.slice(0, 60)}`);
  });
}
