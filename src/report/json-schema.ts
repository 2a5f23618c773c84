import { z } from 'zod';
import { NOTICE_CODES } from '../model/notice.js';
import { CONFIDENCES, SEVERITIES } from '../model/severity.js';
import { SCHEMA_VERSION } from './json.js';

const digest = z.string().regex(/^[a-z0-9+._-]+:[a-zA-Z0-9=_-]+$/).meta({ id: 'digest', description: '`algorithm:hex`, as `sha256:…`.' });
const count = z.int().nonnegative();

const region = z
  .object({
    startLine: z.int().min(1),
    startColumn: z.int().min(1),
    endLine: z.int().min(1),
    endColumn: z.int().min(1).describe('Exclusive.'),
    byteOffset: count.describe('In the document as it is stored, from 0.'),
    byteLength: count,
  })
  .meta({ id: 'region', description: 'Lines and columns count from 1; columns are UTF-16 code units.' });

const layer = z.object({
  index: count.describe('From 0 at the base.'),
  digest: digest.nullable().describe('Of the bytes as stored; null where the medium stores no blob.'),
  diffId: digest.nullable().describe('Of the uncompressed tar; null where the config claims none.'),
  createdBy: z.string().nullable().describe('The instruction that made the layer, as the history words it.'),
}).meta({ id: 'layer' });

const path = z.string().describe('Relative, with slashes; of a Dockerfile as the user named it.');
const within = z.array(z.string()).describe('The way through nested archives, outermost first.');
const pointer = z.string().describe('A JSON pointer (RFC 6901) into the document.');
const somewhere = { region: region.nullable() };

const attributed = {
  dockerfile: z.object({ path: z.string(), line: z.int().min(1) }).optional().describe('The line that put it there; only with `--dockerfile`, and where it is known.'),
};

const keyed = { key: z.string().optional().describe('The way from the root of the document to the value, where the file is read by its own grammar: `auths.r.acme.io.auth`.') };

const location = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dockerfile'), path, ...somewhere }),
  z.object({ kind: z.literal('context'), path, within, broughtBy: z.object({ path: z.string(), line: z.int().min(1) }).optional().describe('The instruction that takes the file in.'), ...keyed, ...somewhere }),
  z.object({ kind: z.literal('layer'), path, within, layer, ...attributed, ...keyed, ...somewhere }),
  z.object({ kind: z.literal('config'), pointer, ...attributed, ...somewhere }),
  z.object({ kind: z.literal('history'), pointer, layer: layer.nullable(), ...attributed, ...somewhere }),
  z.object({ kind: z.literal('annotation'), pointer, ...somewhere }),
  z.object({ kind: z.literal('attestation'), pointer, digest, ...somewhere }),
]).meta({ id: 'location' });

const exposure = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('present') }),
    z.object({ state: z.literal('recoverable'), hiddenByLayer: count }),
    z.object({ state: z.literal('metadata') }),
    z.object({ state: z.literal('build') }),
  ])
  .describe('Who can still read the secret: present in the final file system, recoverable from a layer, in metadata, or in a build.');

const image = z.object({ reference: z.string(), digest: digest.nullable() });

const finding = z.object({
  ruleId: z.string(),
  severity: z.enum(SEVERITIES),
  confidence: z.enum(CONFIDENCES),
  message: z.string(),
  fingerprint: z.string().describe('Stable when lines move or the image is rebuilt.'),
  secret: z
    .object({ masked: z.string(), value: z.string().optional().describe('Only with `--show-secrets`.') })
    .nullable()
    .describe('Null where the place is the leak and no value is known.'),
  identity: z
    .array(z.object({ label: z.string().describe('`user`, `host`, `AWS account` …'), value: z.string() }))
    .optional()
    .describe('Whose it is and what it opens, as far as the value or what stands beside it tells.'),
  exposure,
  location,
  related: z.array(z.object({ path: z.string(), region, message: z.string() })).optional().describe('Where its way goes on, or comes from, in other files.'),
  inheritedFrom: image.optional().describe('The base image that it came with, where one was named.'),
  stillIn: image.optional().describe('The older image that still holds it, where a comparison shows that the newer one does not.'),
  suppression: z.object({ kind: z.enum(['inSource', 'external']), justification: z.string() }).nullable(),
  remediation: z.object({
    why: z.string(),
    fix: z.string(),
    rotate: z.object({ url: z.string().nullable(), steps: z.array(z.string()) }).nullable(),
  }),
}).meta({ id: 'finding' });

const target = z.object({
  kind: z.enum(['dockerfile', 'image', 'directory']),
  reference: z.string(),
  digest: digest.nullable(),
  platform: z.string().nullable().describe('`os/architecture[/variant]`.'),
}).meta({ id: 'target' });

const body = {
  target,
  complete: z.boolean().describe('False when something was not fully read; `notices` says what.'),
  findings: z.array(finding),
  notices: z.array(z.object({ code: z.enum(NOTICE_CODES), message: z.string(), location: location.nullable() })),
  statistics: z.object({ layers: count, files: count, bytes: count, filesSkipped: count }),
  layers: z
    .array(
      layer.extend({
        size: count.describe('Of the bytes as stored; 0 where the medium does not say.'),
        files: count,
        bytes: count.describe('Uncompressed, as far as read.'),
        inheritedFrom: image.optional().describe('The base image that it came with, where one was named.'),
      }),
    )
    .optional()
    .describe('Every layer of an image, base first.'),
  remarks: z.array(z.string()).optional().describe('What is worth knowing beside findings; none of it makes the report incomplete.'),
};

const head = {
  schemaVersion: z.literal(SCHEMA_VERSION),
  tool: z.object({ name: z.literal('layerlint'), version: z.string(), ruleSetDigest: digest }),
};

/** What `--format json` writes: one object for one target, or the same under `reports` for several, in order. */
export const reportSchema = z.union([
  z.object({ ...head, ...body }).describe('One target.'),
  z.object({ ...head, reports: z.array(z.object(body)) }).describe('Several targets, in the order they were named.'),
]);

export type ReportJson = z.output<typeof reportSchema>;
export type ReportBodyJson = z.output<z.ZodObject<typeof body>>;
export type LocationJson = z.output<typeof location>;
export type FindingJson = z.output<typeof finding>;

/** The published contract as JSON Schema (draft 2020-12). */
export function reportJsonSchema(): object {
  return { title: 'layerlint report', ...z.toJSONSchema(reportSchema) };
}
