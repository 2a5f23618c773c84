import type { JsonDocument } from '../model/image.js';
import { digestOf } from './digest.js';
import { asList, asRecord, asText } from './json.js';

/** Of an older step these are in its history entry already, or say nothing. */
const TOLD_ELSEWHERE = new Set(['id', 'parent', 'created', 'author', 'comment', 'throwaway', 'container_config']);

/** One layer's own configuration, as Docker kept them before images had one. */
export interface ImageStep {
  readonly value: Readonly<Record<string, unknown>>;
  /** True when it made no layer. */
  readonly isEmpty: boolean;
}

/**
 * The newest configuration, with `history` as later configs have it; what only older steps say stands under `v1Compatibility`.
 * Steps are newest first. https://github.com/moby/moby/blob/v1.9.1/image/spec/v1.md
 */
export function configOfSteps(steps: readonly ImageStep[]): JsonDocument {
  const history = steps.map(({ value, isEmpty }) => ({
    created: value['created'],
    created_by: asList(asRecord(value['container_config'])['Cmd']).map(asText).join(' '),
    author: value['author'],
    comment: value['comment'],
    empty_layer: isEmpty,
  }));
  const older = steps.slice(1).map(({ value }) => ({
    ...Object.fromEntries(Object.entries(value).filter(([key]) => !TOLD_ELSEWHERE.has(key))),
    ...withoutCommand(value['container_config']),
  }));
  const value = { ...steps[0]?.value, history: history.reverse(), ...(older.some((step) => Object.keys(step).length > 0) ? { v1Compatibility: older } : {}) };
  const bytes = Buffer.from(JSON.stringify(value));
  return { descriptor: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: digestOf(bytes), size: bytes.length }, value };
}

function withoutCommand(value: unknown): Readonly<Record<string, unknown>> {
  const rest = Object.entries(asRecord(value)).filter(([key]) => key !== 'Cmd');
  return rest.length === 0 ? {} : { container_config: Object.fromEntries(rest) };
}
