import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "de"],
  // A text that is not translated yet is shown in English.
  fallbackLocales: { default: "en" },
  // Tests, and what the macros become, hold no texts of the panel.
  catalogs: [
    {
      path: "<rootDir>/src/language/{locale}",
      include: ["src"],
      exclude: ["src/pages/parts/**", "src/**/*.test.ts", "src/language/trans.tsx"],
    },
  ],
  // What the macros become: our own, which put names in as they are.
  runtimeConfigModule: {
    Trans: ["~/language/trans.tsx", "Trans"],
    i18n: ["~/language/texts.ts", "i18n"],
  },
  // No line numbers: a moved line is no change of a text.
  format: formatter({ lineNumbers: false }),
});
