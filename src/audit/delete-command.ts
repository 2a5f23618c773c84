import { parseEcrHost } from '../source/registry/aws/ecr.js';

/**
 * The shell command that takes a manifest, with the tags that lead to it, out of a registry, in the tool that its owner uses.
 * Layers go when nothing refers to them any more and the registry collects its garbage.
 */
export function deleteCommand(host: string, repository: string, digest: string, tags: readonly string[]): string {
  const reference = `${host}/${repository}@${digest}`;
  const ecr = parseEcrHost(host);
  if (ecr) return `aws ecr batch-delete-image --registry-id ${ecr.account} --region ${ecr.region} --repository-name ${quote(repository)} --image-ids ${quote(`imageDigest=${digest}`)}`;
  const acr = /^([a-z0-9]+)\.azurecr\.io$/.exec(host);
  if (acr) return `az acr manifest delete --registry ${acr[1]} --name ${quote(`${repository}@${digest}`)}`;
  if (/-docker\.pkg\.dev$/.test(host)) return `gcloud artifacts docker images delete ${quote(reference)} --delete-tags`;
  if (/^(?:[a-z]+\.)?gcr\.io$/.test(host)) return `gcloud container images delete ${quote(reference)} --force-delete-tags`;
  if (host === 'docker.io') {
    // Docker Hub deletes tags only, and only by its own interface.
    return (tags.length === 0 ? [`# Docker Hub deletes no untagged manifest by name: see https://hub.docker.com/repository/docker/${repository}`] : tags.map((tag) => `hub-tool tag rm ${quote(`${repository}:${tag}`)}`)).join(' && ');
  }
  return `skopeo delete ${quote(`docker://${reference}`)}`;
}

/** Names of registries need no quotes; whoever made one that does is not to run anything here. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
