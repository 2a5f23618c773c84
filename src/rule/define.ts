import type { BuildRule, CredentialRule, DockerfileRule, FileRule, ImageRule } from '../model/rule.js';

/** Declares a credential by its shape; `rank` is `specific` unless said. */
export function defineCredential(
  rule: Omit<CredentialRule, 'kind' | 'rank'> & { readonly rank?: CredentialRule['rank'] },
): CredentialRule {
  return { rank: 'specific', ...rule, kind: 'credential' };
}

/** Declares a file that should not be in an image. */
export function defineFile(rule: Omit<FileRule, 'kind'>): FileRule {
  return { ...rule, kind: 'file' };
}

/** Declares what a Dockerfile does wrong. */
export function defineDockerfileRule(rule: Omit<DockerfileRule, 'kind'>): DockerfileRule {
  return { ...rule, kind: 'dockerfile' };
}

/** Declares what a file that starts builds or containers does wrong. */
export function defineBuildRule(rule: Omit<BuildRule, 'kind'>): BuildRule {
  return { ...rule, kind: 'build' };
}

/** Declares what an image does wrong. */
export function defineImageRule(rule: Omit<ImageRule, 'kind'>): ImageRule {
  return { ...rule, kind: 'image' };
}
