/** What several doors said, those with the same reason together: `a, b: no such socket; c: refused`. */
export function groupReasons(reasons: readonly (readonly [name: string, reason: string])[]): string[] {
  const names = new Map<string, string[]>();
  for (const [name, reason] of reasons) names.set(reason, [...(names.get(reason) ?? []), name]);
  return [...names].map(([reason, all]) => `${all.join(', ')}: ${reason}`);
}
