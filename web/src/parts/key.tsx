/** A key to press, shown beside what it does. The control it opens says so itself, by aria-keyshortcuts. */
export function Key({ children }: { children: string }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing here can have the focus
  return <kbd aria-hidden="true">{children}</kbd>;
}
