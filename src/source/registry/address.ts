/** True for this machine itself, by name or address; brackets of IPv6 may be there. Docker trusts it without TLS, and no proxy is asked for it. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** An HTTP address, absolute or relative to `base`, with user and password taken out; null for anything else. */
export function parseAddress(text: string, base?: URL): URL | null {
  try {
    const url = new URL(text, base);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    url.username = '';
    url.password = '';
    return url;
  } catch {
    return null;
  }
}
