import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { BlockList, isIP, isIPv4 } from 'node:net';
import type { Socket } from 'node:net';
import { LayerlintError } from '../../model/error.js';
import { isLoopback } from './address.js';
import { ConnectionLost, explainFailure } from './connection-lost.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy that the environment names for an address, as curl and Go read it; never one for this machine itself. */
export function proxyFor(url: URL, env: Environment): URL | null {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const value = env[name] ?? env[name.toUpperCase()] ?? '';
  if (value === '' || isLoopback(url.hostname) || isExempt(url, env['no_proxy'] ?? env['NO_PROXY'] ?? '')) return null;
  try {
    const proxy = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`);
    if (/^https?:$/.test(proxy.protocol)) return proxy;
  } catch {
    // Said below; Node's own message quotes the value, which may hold a password.
  }
  throw new LayerlintError('usage', `\`${name.toUpperCase()}\` names no HTTP proxy.`, { hint: 'Write it as `http://host:port`.' });
}

/** `Proxy-Authorization` for the user and password in a proxy's address. */
export function proxyAuthorization(proxy: URL): Readonly<Record<string, string>> {
  if (proxy.username === '') return {};
  const pair = [proxy.username, proxy.password].map(decode).join(':');
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A connection through the proxy to `host:port`, which the proxy cannot look into. https://www.rfc-editor.org/rfc/rfc9110#CONNECT */
export function tunnel(proxy: URL, host: string, port: number, idle: number): Promise<Socket> {
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const request = proxy.protocol === 'https:' ? requestTls : requestPlain;
  return new Promise((resolve, reject) => {
    const connecting = request({
      hostname: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...proxyAuthorization(proxy) },
      agent: false,
    });
    const timer = setTimeout(() => connecting.destroy(new ConnectionLost('the proxy does not answer')), idle);
    const refuse = (status: number | undefined): void =>
      reject(new ConnectionLost(`the proxy answered HTTP ${status ?? 0}`, { permanent: status === 407 || status === 403, hint: 'Check HTTPS_PROXY and NO_PROXY.' }));
    connecting.once('connect', (answer, socket: Socket, head) => {
      clearTimeout(timer);
      if (answer.statusCode !== 200) {
        socket.destroy();
        refuse(answer.statusCode);
        return;
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    connecting.once('response', (answer) => {
      clearTimeout(timer);
      answer.destroy();
      refuse(answer.statusCode);
    });
    connecting.once('error', (error) => {
      clearTimeout(timer);
      const lost = explainFailure(error);
      reject(new ConnectionLost(`the proxy: ${lost.reason}`, { permanent: lost.permanent, hint: 'Check HTTPS_PROXY and NO_PROXY.' }));
    });
    connecting.end();
  });
}

/** Names match their subdomains too; addresses may be ranges; `*` is everything. */
function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some((item) => {
    const entry = item.toLowerCase();
    if (entry === '') return false;
    if (entry === '*') return true;
    const range = /^([0-9a-f:.]+)\/(\d{1,3})$/.exec(entry);
    if (range) return isInRange(host, range[1]!, Number(range[2]));
    const parted = /^(.*?)(?::(\d+))?$/.exec(entry.includes('::') ? entry.replace(/^\[|\]$/g, '') : entry)!;
    const name = entry.includes('::') ? entry.replace(/^\[|\]$/g, '') : parted[1]!.replace(/^\*?\./, '');
    if (!entry.includes('::') && parted[2] !== undefined && parted[2] !== port) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}

function isInRange(host: string, net: string, bits: number): boolean {
  if (isIP(host) === 0 || isIP(host) !== isIP(net)) return false;
  const family = isIPv4(net) ? 'ipv4' : 'ipv6';
  if (bits > (family === 'ipv4' ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(net, bits, family);
  return list.check(host, family);
}
