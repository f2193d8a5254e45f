/** "/scim/v2/…/Users/06fg…" as "Users/{id}": what was asked, without whom. */
export function routeOf(path: string): string {
  const at = path.search(/\/(Users|Groups|Schemas|ResourceTypes|ServiceProviderConfig|Bulk|Me)(\/|$)/);
  const [what = "", id] = path.slice(at < 0 ? 0 : at + 1).split("/");
  if (at < 0) return path;
  return id ? `${what}/{id}` : what;
}
