/** True for `Dockerfile`, `Containerfile`, `Dockerfile.*`, `*.Dockerfile` and the like, but not for their ignore files. */
export function isDockerfileName(name: string): boolean {
  return /^(?:(?:Docker|Container)file(?:\..+)?|.+\.(?:docker|container)file)$/.test(lowerSuffix(name)) && !/\.dockerignore$/i.test(name);
}

/** `web.Dockerfile` and `web.dockerfile` are both in use; in front of a dot only the capital keeps source files out. */
function lowerSuffix(name: string): string {
  return name.replace(/\.(?:docker|container)file$/i, (suffix) => suffix.toLowerCase());
}
