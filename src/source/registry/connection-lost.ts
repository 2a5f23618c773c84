import { LayerlintError } from '../../model/error.js';

interface Circumstances {
  /** Trying again would give the same. */
  readonly permanent?: boolean;
  readonly retryAfter?: number | null;
  /** The registry said that it was asked too often. */
  readonly limited?: boolean;
  readonly hint?: string;
  /** The other side may well speak plain HTTP. */
  readonly maybePlain?: boolean;
  /** Nobody answered at all. */
  readonly silent?: boolean;
}

/** An exchange that failed on its way; mostly worth another try. `reason` is a clause that holds no address and no credential. */
export class ConnectionLost extends Error {
  readonly permanent: boolean;
  readonly retryAfter: number | null;
  readonly limited: boolean;
  readonly maybePlain: boolean;
  readonly silent: boolean;
  readonly #hint: string | null;

  constructor(
    readonly reason: string,
    { permanent = false, retryAfter = null, limited = false, maybePlain = false, silent = false, hint }: Circumstances = {},
  ) {
    super(reason);
    this.name = 'ConnectionLost';
    this.permanent = permanent;
    this.retryAfter = retryAfter;
    this.limited = limited;
    this.maybePlain = maybePlain;
    this.silent = silent;
    this.#hint = hint ?? null;
  }

  /** The same, not to be tried again. */
  final(): ConnectionLost {
    return new ConnectionLost(this.reason, { permanent: true, ...(this.#hint === null ? {} : { hint: this.#hint }) });
  }

  /** What to throw when there is no further try. */
  asError(place: string, tries: number): LayerlintError {
    return new LayerlintError('registry-unreachable', `${place}: ${this.reason}${tries > 1 ? `, ${tries} times` : ''}.`, {
      hint: this.#hint ?? (this.limited ? 'Try again later, or sign in with `docker login`: registries allow more to those they know.' : 'Check the name and the network, and try again.'),
    });
  }
}

const CERTIFICATE = /CERT|ALTNAME|UNABLE_TO_(?:GET|VERIFY)|SELF_SIGNED/;
const NOT_TLS = /^(?:EPROTO|ERR_SSL_)/;

/** What Node says of a failed connection; its own messages may quote what was sent. */
export function explainFailure(error: unknown): ConnectionLost {
  if (error instanceof ConnectionLost) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ENOTFOUND') return new ConnectionLost('no such host', { permanent: true, hint: 'Check the host in the name of the image, and whether a proxy is needed.' });
  if (code === 'EAI_AGAIN') return new ConnectionLost('the name of the host cannot be looked up', { silent: true, hint: 'Check the network, and whether a proxy is needed.' });
  if (code === 'ECONNREFUSED') return new ConnectionLost('nobody listens there (ECONNREFUSED)', { maybePlain: true, silent: true });
  if (CERTIFICATE.test(code)) {
    return new ConnectionLost(`its certificate cannot be trusted (${code})`, { permanent: true, hint: 'Name the authority that signed it with `--ca-file`; `--insecure` trusts any certificate.' });
  }
  if (NOT_TLS.test(code)) return new ConnectionLost('does not speak TLS', { permanent: true, maybePlain: true, hint: 'Check the port; `--insecure` allows plain HTTP.' });
  return new ConnectionLost(`the connection was lost (${/^[A-Z_0-9]{1,60}$/.test(code) ? code : 'unknown reason'})`, { maybePlain: code === 'ECONNRESET' });
}
