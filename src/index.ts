/**
 * The public API. What reads images, mends files or reads build files is loaded by the function that needs it: a lint must not
 * pay for it.
 */
export type { CacheSummary } from './audit/layer-cache.js';
export type { AuditProgress } from './audit/plan.js';
export type { WorkEvent } from './audit/queue/work.js';
export { type AuditOptions, auditRegistries, readAudit, runWorker, type WorkerOptions } from './auditing.js';
export { relateReports } from './build/relate.js';
export { isDockerfileName } from './dockerfile/file-name.js';
export type { Delivery } from './fix/delivery.js';
export { changeEdits, type Change } from './fix/diff.js';
export type { BuildSecret, Fix, FixTarget, NoFix, TextEdit } from './fix/fix.js';
export type { FileChange } from './fix/mend.js';
export { formatFixes } from './fix/text.js';
export { fixDockerfile, type FixedDockerfile, type FixOptions, fixText, formatDiff, suppressInText } from './fixing.js';
export { pruneLayerCache } from './layer-scans.js';
export { type BuildFileOptions, isBuildFile, lintBuildFile, lintBuildText, lintDockerfile, type LintOptions, lintText } from './linting.js';
export { CATALOGUES, type CatalogueName } from './model/audit.js';
export type { AuditedImage, AuditedLayer, AuditedSecret, AuditChanges, AuditNotice, AuditReport, AuditStatistics, Listed, Moment, SecretPlace } from './model/audit.js';
export type { Chunk } from './model/chunk.js';
export { ERROR_CODES, LayerlintError, type ErrorCode } from './model/error.js';
export type { Exposure, Finding, ImageReference, RelatedPlace, Remediation, Rotation, Sink, Suppression } from './model/finding.js';
export type { Identity } from './model/identity.js';
export type { Descriptor, HistoryEntry, Image, JsonDocument, Layer, Platform } from './model/image.js';
export type { DockerfileLine, LayerReference, Location, Origin, Region } from './model/location.js';
export type { Notice, NoticeCode } from './model/notice.js';
export type { Report, Statistics, Target } from './model/report.js';
export type { Companion, CredentialRule, DockerfileRule, FileRule, ImageRule, Pattern, Rule, RuleSet } from './model/rule.js';
export { Secret } from './model/secret.js';
export { CONFIDENCES, isAtLeast, SEVERITIES, type Confidence, type Severity } from './model/severity.js';
export { AUDIT_FORMATS, type AuditFormat } from './report/audit.js';
export { formatError } from './report/error-text.js';
export { FORMATS, type Format, type FormatOptions } from './report/format.js';
export { formatRule, formatRuleTable } from './report/rule-text.js';
export { formatAuditReport, formatReport } from './reporting.js';
export { builtInRuleSet, loadRules, type RulesTest, testRules } from './rule-sets.js';
export type { ExampleFailure, ExampleReport } from './scan/try-examples.js';
export { diffReferences, explainReference, type OpenedImage, openImage, type ProgressEvent, type ReadLayers, scanImage, type ScanOptions, scanReference } from './scanning.js';
export type { RegistryOptions } from './source/open.js';
export { version } from './version.js';
