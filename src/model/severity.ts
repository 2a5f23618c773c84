/** How bad it is if the finding is real. From worst to mildest; SARIF's level is derived from it. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How sure we are that the finding is real; says nothing about how bad it would be. */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** True when `severity` is `threshold` or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** The milder of two severities. */
export function milderSeverity(a: Severity, b: Severity): Severity {
  return isAtLeast(a, b) ? b : a;
}
