/** "urn:…:User.department" and "urn:…:User:department" without the schema before it. */
export function shortPath(path: string): string {
  if (!path.startsWith("urn:")) return path;
  const last = path.slice(path.lastIndexOf(":") + 1);
  return /^[A-Z]/.test(last) && last.includes(".") ? last.slice(last.indexOf(".") + 1) : last;
}

/** "favoriteColor" as "Favorite color". */
export function inWords(path: string): string {
  const words = path
    .replace(/[._]/g, " ")
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
