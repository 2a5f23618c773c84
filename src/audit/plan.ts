import type { ImageScanOptions } from '../scan/image.js';
import type { Platform } from '../model/image.js';
import type { RuleSet } from '../model/rule.js';
import type { LayerReport } from '../scan/layer.js';
import type { PlacedLayer } from './placed-layer.js';
import type { RegistryOptions } from '../source/registry/options.js';
import type { Choice, Target } from './scope.js';

/** Everything that an audit is told. */
export interface AuditPlan {
  readonly targets: readonly Target[];
  readonly choice: Choice;
  readonly platform: Platform | 'all';
  readonly rules: RuleSet;
  readonly matcher: ImageScanOptions['matcher'];
  /** Looks into one layer: here, or wherever a queue takes it. */
  readonly scanLayer: (layer: PlacedLayer) => Promise<LayerReport>;
  /** How many workers listen; null where layers are read here. */
  readonly countWorkers: (() => Promise<number>) | null;
  /** How many layers are read side by side; a queue takes many more than this machine could read. */
  readonly layersAtOnce: number;
  readonly registry: RegistryOptions;
  /** How the registries are listed; null finds out by the host. */
  readonly catalogue: string | null;
  readonly catalogueUrl: URL | null;
  /** Requests under way at one registry. */
  readonly concurrency: number;
  readonly requestsPerMinute: number | null;
  /** Manifests without a tag too, where the registry lists them. */
  readonly untagged: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly onProgress: (event: AuditProgress) => void;
  /** Ends the run early and in order: what was begun is finished and stored. */
  readonly signal: AbortSignal | null;
}

/** How far an audit is. Counts grow within one run; totals are null until they are known. */
export interface AuditProgress {
  readonly phase: 'list' | 'manifests' | 'layers' | 'findings' | 'done';
  readonly repositories: number;
  readonly tags: number;
  readonly images: number;
  readonly layers: number;
  readonly layersTotal: number | null;
  /** Stored bytes of layers. */
  readonly bytes: number;
  readonly bytesTotal: number | null;
  /** Hits in the layers and metadata read in this run; what is one secret is counted in the end. */
  readonly findings: number;
  readonly requests: number;
  /** That listen to the queue, as was asked last; null where layers are read here. */
  readonly workers: number | null;
  /** Since the run began. */
  readonly seconds: number;
}
