/** What ends a run; the same for every command. */
export const EXIT = { clean: 0, findings: 1, failed: 2, incomplete: 3 } as const;
