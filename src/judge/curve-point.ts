/** P-256 and secp256k1, the curves whose points are handed out bare: prime, a and b of y^2 = x^3 + ax + b. https://www.secg.org/sec2-v2.pdf */
const CURVES = [
  [0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn, -3n, 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn],
  [0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn, 0n, 7n],
] as const;

/** Of the mark `04` and two coordinates, in hexadecimal and in base64 or base64url. */
const IN_HEX = /^04[0-9a-f]{128}$/i;
const IN_BASE64 = /^B[A-P][A-Za-z0-9+/_-]{85}=?$/;

/**
 * True for a public key of an elliptic curve that is written as its point, as Web Push hands them out: both coordinates are there and solve
 * the curve's equation, which drawn bytes do once in 2^256. https://www.rfc-editor.org/rfc/rfc8292#section-3.2
 */
export function isCurvePoint(value: string): boolean {
  const hex = IN_HEX.test(value) ? value : IN_BASE64.test(value) ? Buffer.from(value, 'base64').toString('hex') : null;
  if (hex === null) return false;
  const x = BigInt(`0x${hex.slice(2, 66)}`);
  const y = BigInt(`0x${hex.slice(66)}`);
  return CURVES.some(([prime, a, b]) => x < prime && y < prime && (y * y - x * x * x - a * x - b) % prime === 0n);
}
