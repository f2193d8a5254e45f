import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import type { ManualChunksOption } from "rollup";
import { defineConfig } from "vite";

// The panel is served by the Go program from files embedded in it, and those
// files are committed. So their names carry no hash (a change is a change of
// content, not a rename) and the same source gives the same bytes.
export default defineConfig(({ mode }) => ({
  plugins: [react({ babel: { plugins: ["@lingui/babel-plugin-lingui-macro"] } }), lingui()],
  resolve: { alias: { "~": fileURLToPath(new URL("src", import.meta.url)) } },
  build: {
    outDir: mode === "parts" ? "dist-parts" : "../internal/webui/dist",
    emptyOutDir: true,
    // What knows light-dark() and oklch(); nothing older is promised.
    target: ["chrome123", "firefox120", "safari17.5"],
    // The policy of internal/webui allows no inline script, style or data URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Of the one file for what comes from others, in kB.
    chunkSizeWarningLimit: 650,
    rollupOptions: {
      input: { app: fileURLToPath(new URL("index.html", import.meta.url)) },
      output: {
        entryFileNames: "assets/app.js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
        manualChunks: fileOf,
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
}));

/**
 * Few files, because a browser asks for each of them again when a page is opened: one for what comes from others,
 * which a change of ours leaves alone, one for what all pages share, and one for each room of pages. A language's
 * texts stay by themselves.
 */
function fileOf(id: string, { getModuleInfo }: Modules): string | undefined {
  if (id.includes("/node_modules/")) return "library";
  if (/\/src\/(api|parts|shell)\//.test(id)) return "panel";
  const room = /\/src\/pages\/(\w+)\//.exec(id)?.[1];
  // Left to where it is asked for: a production build holds none of it.
  if (room === "parts") return undefined;
  // The addresses of pages belong to the router, which is there from the beginning.
  return room && fromTheBeginning(id, getModuleInfo, new Set()) ? "panel" : room;
}

type Modules = Parameters<Extract<ManualChunksOption, (...of: never) => unknown>>[1];

/** Whether a module is needed before any page is: whether imports that wait for nothing lead to it. */
function fromTheBeginning(id: string, infoOf: Modules["getModuleInfo"], seen: Set<string>): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const info = infoOf(id);
  return Boolean(
    info?.isEntry || info?.importers.some((importer) => fromTheBeginning(importer, infoOf, seen)),
  );
}
