import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
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
    rollupOptions: {
      input: { app: fileURLToPath(new URL("index.html", import.meta.url)) },
      output: {
        entryFileNames: "assets/app.js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
        manualChunks(id) {
          return id.includes("/node_modules/") ? library(id) : undefined;
        },
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
}));

// One file for what every page needs from others, so that a change of ours
// leaves it alone. What only some pages need goes where it is used.
function library(id: string): string | undefined {
  return /\/node_modules\/(react|react-dom|scheduler|@tanstack\/(react-)?(router|query|store|history)[^/]*|@lingui)\//.test(
    id,
  )
    ? "library"
    : undefined;
}
