/** What `--catalogue` takes: the ways to list a registry, of which the last fits every one. */
export const CATALOGUES = ['docker-hub', 'ghcr', 'gitlab', 'quay', 'harbor', 'google', 'ecr', 'acr', 'artifactory', 'distribution'] as const;
export type CatalogueName = (typeof CATALOGUES)[number];
