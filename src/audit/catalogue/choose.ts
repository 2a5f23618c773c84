import { CATALOGUES, type CatalogueName } from '../../model/audit.js';
import { LayerlintError } from '../../model/error.js';
import type { Registry } from '../../source/registry/connect.js';
import type { AuditPlan } from '../plan.js';
import type { Catalogue, CatalogueKind } from './catalogue.js';
import { acr } from './acr.js';
import { artifactory } from './artifactory.js';
import { distribution } from './distribution.js';
import { dockerHub } from './docker-hub.js';
import { ecr } from './ecr.js';
import { ghcr } from './ghcr.js';
import { gitlab } from './gitlab.js';
import { google } from './google.js';
import { harbor } from './harbor.js';
import { quay } from './quay.js';

const KINDS: Readonly<Record<CatalogueName, CatalogueKind>> = { 'docker-hub': dockerHub, ghcr, gitlab, quay, harbor, google, ecr, acr, artifactory, distribution };

/** How the registry is listed: as the user says, or as its host is known to. Throws `usage` for a kind that is not there. */
export function openCatalogue({ catalogue, catalogueUrl, env }: Pick<AuditPlan, 'catalogue' | 'catalogueUrl' | 'env'>, registry: Registry, note: (message: string) => void): Catalogue {
  const name = CATALOGUES.find((one) => (catalogue === null ? KINDS[one].fits(registry.host) : one === catalogue));
  if (name === undefined) throw new LayerlintError('usage', `\`${catalogue}\` is no way to list a registry.`, { hint: `Choose one of ${CATALOGUES.join(', ')}.` });
  return KINDS[name].open({ registry, url: catalogueUrl, env, note });
}
