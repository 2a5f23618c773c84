/** Words of a name: `dbPassword2`, `DB_PASSWORD`, `db-password` are all `db`, `password`. Lower case, without digits. */
export function splitWords(name: string): string[] {
  return name
    .slice(0, LONGEST_NAME)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

/** No variable has a longer name; keeps the judgement's cost flat on hostile text. */
const LONGEST_NAME = 128;
